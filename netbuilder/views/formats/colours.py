"""The colours of the full format; the plain palette writes none."""

from typing import NamedTuple

from netbuilder.diagnostics import Severity


class Palette(NamedTuple):
    """Escape sequences for the parts of a rendering."""

    error: str = ""
    warn: str = ""
    info: str = ""
    bold: str = ""
    gutter: str = ""
    removed: str = ""
    added: str = ""
    reset: str = ""

    def of(self, severity: Severity) -> str:
        """The colour of a severity."""
        return {Severity.ERROR: self.error, Severity.WARN: self.warn}.get(severity, self.info)


PLAIN = Palette()
COLOURED = Palette(
    error="\x1b[1;31m",
    warn="\x1b[1;33m",
    info="\x1b[1;36m",
    bold="\x1b[1m",
    gutter="\x1b[34m",
    removed="\x1b[31m",
    added="\x1b[32m",
    reset="\x1b[0m",
)
