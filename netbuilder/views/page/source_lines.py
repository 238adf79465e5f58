"""The source at the end of the page: its lines with numbers, and marks where findings are."""

from collections.abc import Iterable

from netbuilder.diagnostics import Diagnostic, Severity, Span, Text
from netbuilder.diagnostics.language import spoken
from netbuilder.views.page.pieces import text


def source_html(source: Text, diagnostics: Iterable[Diagnostic]) -> str:
    """Every line, those of findings marked by the worst of them and saying what it is."""
    lines = source.lines[:-1] if source.lines and not source.lines[-1] else source.lines
    marks: dict[int, tuple[Severity, str]] = {}
    for diagnostic in diagnostics:
        address = diagnostic.address
        if isinstance(address, Span) and address.text.string == source.string:
            worst = marks.get(address.line)
            if worst is None or diagnostic.severity > worst[0]:
                marks[address.line] = (diagnostic.severity, f"{diagnostic.code} {spoken(diagnostic.message)}")
    body = "".join(_line(at, line, marks.get(at)) for at, line in enumerate(lines, 1))
    return f'<p><code>{text(source.name)}</code></p><pre class="source" tabindex="0" aria-label="source">{body}</pre>'


def _line(number: int, line: str, mark: tuple[Severity, str] | None) -> str:
    if mark is None:
        return f'<span id="line-{number}">{text(line)}</span>'
    severity, message = mark
    return f'<span id="line-{number}" class="nb-at-{severity.word}">{text(line)}<small> {text(message)}</small></span>'
