"""One line a diagnostic: `digits.yaml:4:63: NB201 [*] glorot_uniform before relu`; `[*]` where there is a fix."""

from collections.abc import Sequence

from netbuilder.diagnostics import Diagnostic
from netbuilder.views.formats.columns import printable
from netbuilder.views.formats.full import where


def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """All diagnostics, one a line."""
    return "\n".join(_line(one) for one in diagnostics)


def _line(one: Diagnostic) -> str:
    place = f"{where(one.address)}: " if one.address is not None else ""
    fixable = "[*] " if one.edits else ""
    return f"{place}{one.code} {fixable}{printable(one.message)}"
