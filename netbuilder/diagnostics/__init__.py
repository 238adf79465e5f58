"""What netbuilder has to say about a network, and where: positions, edits, one record.

Nothing here knows how a diagnostic is printed (see `views/formats/`) or where it comes from.
"""

from netbuilder.diagnostics.record import WIDTH as WIDTH
from netbuilder.diagnostics.record import Address as Address
from netbuilder.diagnostics.record import Diagnostic as Diagnostic
from netbuilder.diagnostics.record import Edit as Edit
from netbuilder.diagnostics.record import LayerRef as LayerRef
from netbuilder.diagnostics.record import Path as Path
from netbuilder.diagnostics.record import Place as Place
from netbuilder.diagnostics.record import Related as Related
from netbuilder.diagnostics.record import Severity as Severity
from netbuilder.diagnostics.record import Span as Span
from netbuilder.diagnostics.record import Text as Text
from netbuilder.diagnostics.record import fit as fit
from netbuilder.diagnostics.record import in_order as in_order
from netbuilder.diagnostics.record import sort_key as sort_key
from netbuilder.diagnostics.record import worst as worst
from netbuilder.diagnostics.record import written_path as written_path
