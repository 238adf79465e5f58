"""Sections of the page: the network in figures, what the rules look for and why, the source with its findings."""

import re
from collections.abc import Iterable
from inspect import cleandoc

from netbuilder.diagnostics import Diagnostic, Severity, Span, Text
from netbuilder.diagnostics.codes import FIXED_CODES
from netbuilder.diagnostics.language import spoken
from netbuilder.graph import LayerGraph
from netbuilder.graph.memory import format_bytes, memory_needed
from netbuilder.plan import Plan
from netbuilder.propagation.records import Probe
from netbuilder.rules.base import every_rule
from netbuilder.views.page.pieces import sentence, text
from netbuilder.views.tables.rows import shape_text


def figures_html(graph: LayerGraph, plan: Plan | None, diagnostics: Iterable[Diagnostic], probe: Probe | None) -> str:
    """A list of figures, each with its word below; what is not known is left out."""
    figures = [_found(diagnostics)]
    if probe is not None:
        is_good = probe.verdict.word == "healthy"
        figures.append((probe.verdict.word, "signal and gradient", "good" if is_good else "warn"))
    figures.append((f"{graph.layer_count:,}", "layer" if graph.layer_count == 1 else "layers", ""))
    if plan is not None:
        need = memory_needed(graph)
        figures += [(f"{graph.parameters:,}", "weights", ""), (format_bytes(need.weights), "of memory", "")]
        if need.optimizer:
            figures.append((format_bytes(need.total), f"in training, with {type(graph.optimizer).__name__}", ""))
    if graph.output_shape is not None and not graph.has_holes:
        head = type(graph.head.activation).__name__ if graph.head is not None else ""
        figures.append((shape_text(graph.output_shape), f"comes out{f', from {head}' if head else ''}", ""))
    items = "".join(
        f'<li class="nb-{tone or "plain"}"><strong>{text(figure)}</strong> {text(word)}</li>'
        for figure, word, tone in figures
    )
    return f'<ul class="nb-figures">{items}</ul>'


def _found(diagnostics: Iterable[Diagnostic]) -> tuple[str, str, str]:
    """The worst of the findings, counted."""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARN)
    if errors:
        also = f", {warnings} warnings" if warnings > 1 else ", 1 warning" if warnings else ""
        return f"{errors}", ("error" if errors == 1 else "errors") + also, "error"
    if warnings:
        return f"{warnings}", "warning" if warnings == 1 else "warnings", "warn"
    return "0", "errors and warnings", "good"


def rule_notes_html(diagnostics: Iterable[Diagnostic]) -> str:
    """A list of the codes that were found, each with what it means; empty without findings."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    pages = {rule.code: (rule.name, cleandoc(rule.__doc__ or "")) for rule in every_rule() if rule.code in codes}
    items = [_item(code, *pages.get(code, _fixed(code))) for code in codes]
    return f'<dl class="nb-rules">{"".join(items)}</dl>' if items else ""


def _fixed(code: str) -> tuple[str, str]:
    entry = FIXED_CODES.get(code)
    return (entry.name, entry.summary) if entry is not None else ("", "")


def _item(code: str, name: str, page: str) -> str:
    summary, _, rest = page.partition("\n")
    why = re.findall(r"^## Why is this bad\n(.*?)(?=^## |\Z)", rest, re.MULTILINE | re.DOTALL)
    words = [f"{summary[:1].upper()}{summary[1:]}.", *why]
    body = "".join(f"<dd>{sentence(' '.join(part.split()))}</dd>" for part in words)
    return f'<dt id="{code}"><code>{code}</code> {text(name)}</dt>{body}'


_MOST_LINES, _MOST_LETTERS = 20_000, 2_000
"""Of a longer file, and of a longer line, a browser shows no more in good time."""


def source_html(source: Text, diagnostics: Iterable[Diagnostic]) -> str:
    """Every line, those of findings marked by the worst of them and saying what it is."""
    starts = source.starts
    count = len(starts) - (starts[-1] == len(source.string))  # behind the last line break there is no line
    marks: dict[int, tuple[Severity, str]] = {}
    for diagnostic in diagnostics:
        address = diagnostic.address
        if isinstance(address, Span) and address.text.string == source.string:
            worst = marks.get(address.line)
            if worst is None or diagnostic.severity > worst[0]:
                marks[address.line] = (diagnostic.severity, f"{diagnostic.code} {spoken(diagnostic.message)}")
    beyond = sorted(at for at in marks if _MOST_LINES < at <= count)
    numbers = (*range(1, min(count, _MOST_LINES) + 1), *beyond)
    body = "".join(_line(at, _text_of(source, starts[at - 1]), marks.get(at)) for at in numbers)
    rest = f", the first {_MOST_LINES:,} of {count:,} lines and those of findings"
    title = f"<p><code>{text(source.name)}</code>{rest if count > _MOST_LINES else ''}</p>"
    return f'{title}<pre class="source" tabindex="0" aria-label="source">{body}</pre>'


def _text_of(source: Text, start: int) -> str:
    """The line that starts there: not all lines are made, of which there may be a million."""
    end = source.line_end(start)
    shown = source.string[start : min(end, start + _MOST_LETTERS)]
    return shown if end - start <= _MOST_LETTERS else f"{shown}..."


def _line(number: int, line: str, mark: tuple[Severity, str] | None) -> str:
    if mark is None:
        return f'<span id="line-{number}">{text(line)}</span>'
    severity, message = mark
    return f'<span id="line-{number}" class="nb-at-{severity.word}">{text(line)}<small> {text(message)}</small></span>'
