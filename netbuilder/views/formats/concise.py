"""One line a diagnostic: `digits.yaml:4:63: NB201 [*] glorot_uniform before relu`; `[*]` where there is a fix."""

from collections.abc import Sequence

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.language import spoken
from netbuilder.views.formats.columns import printable
from netbuilder.views.formats.full import where


def render(diagnostics: Sequence[Diagnostic], **_options: bool) -> str:
    """All diagnostics, one a line."""
    return "\n".join(_line(diagnostic) for diagnostic in diagnostics)


def _line(diagnostic: Diagnostic) -> str:
    place = f"{where(diagnostic.address)}: " if diagnostic.address is not None else ""
    fixable = "[*] " if diagnostic.edits else ""
    return f"{place}{diagnostic.code} {fixable}{printable(spoken(diagnostic.message))}"
