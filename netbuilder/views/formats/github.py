"""Workflow commands of GitHub Actions, which become annotations beside the changed lines."""

from collections.abc import Sequence

from netbuilder.diagnostics import Diagnostic, Place, Severity, Span
from netbuilder.diagnostics.language import spoken
from netbuilder.diagnostics.sentence import _
from netbuilder.views.formats.columns import printable
from netbuilder.views.formats.full import is_file

_COMMANDS = {Severity.ERROR: "error", Severity.WARN: "warning", Severity.INFO: "notice", Severity.OFF: "notice"}


def render(diagnostics: Sequence[Diagnostic], **_options: bool) -> str:
    """All diagnostics, one command a line."""
    return "\n".join(_command(diagnostic) for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    properties = {"title": f"{diagnostic.code} {diagnostic.name}"}
    text = spoken(diagnostic.message)
    address = diagnostic.address
    if isinstance(address, Span):
        if is_file(address) and not address.text.name.startswith("<"):
            properties["file"] = address.text.name
        properties |= {"line": str(address.line), "endLine": str(address.end_line)}
        if address.line == address.end_line:
            # Columns are refused for a range of several lines; an empty range is shown as one column.
            properties |= {"col": str(address.column), "endColumn": str(max(address.end_column, address.column + 1))}
    elif isinstance(address, Place):
        text = f"{address.path}: {text}"
    for label, sentence in ((_("why"), diagnostic.why), (_("fix"), diagnostic.fix)):
        if sentence:
            text += f"\n{spoken(label)}: {spoken(sentence)}"
    listed = ",".join(f"{name}={_escaped_property(value)}" for name, value in sorted(properties.items()))
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return "%0A".join(printable(line) for line in text.replace("%", "%25").split("\n"))


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
