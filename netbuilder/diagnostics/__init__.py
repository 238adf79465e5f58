"""What netbuilder has to say about a network, and where: positions, edits, one record.

Nothing here knows how a diagnostic is printed (see `views/formats/`) or where it comes from.
"""

from netbuilder.diagnostics.positions import Address as Address
from netbuilder.diagnostics.positions import Edit as Edit
from netbuilder.diagnostics.positions import Path as Path
from netbuilder.diagnostics.positions import Place as Place
from netbuilder.diagnostics.positions import Span as Span
from netbuilder.diagnostics.positions import Text as Text
from netbuilder.diagnostics.positions import written_path as written_path
from netbuilder.diagnostics.record import SEVERITIES as SEVERITIES
from netbuilder.diagnostics.record import WIDTH as WIDTH
from netbuilder.diagnostics.record import Diagnostic as Diagnostic
from netbuilder.diagnostics.record import LayerRef as LayerRef
from netbuilder.diagnostics.record import Related as Related
from netbuilder.diagnostics.record import Severity as Severity
from netbuilder.diagnostics.record import fit as fit
from netbuilder.diagnostics.record import in_order as in_order
from netbuilder.diagnostics.record import sort_key as sort_key
from netbuilder.diagnostics.suggestion import NO_SUGGESTION as NO_SUGGESTION
from netbuilder.diagnostics.suggestion import Change as Change
from netbuilder.diagnostics.suggestion import Suggestion as Suggestion
from netbuilder.diagnostics.suggestion import advice as advice
