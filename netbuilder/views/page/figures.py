"""The first row of the page: what the network comes to, in figures."""

from collections.abc import Iterable

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.graph import LayerGraph
from netbuilder.graph.memory import format_bytes, memory_needed
from netbuilder.plan import Plan
from netbuilder.propagation.records import Probe
from netbuilder.views.page.pieces import text
from netbuilder.views.tables.rows import shape_text


def figures_html(graph: LayerGraph, plan: Plan | None, diagnostics: Iterable[Diagnostic], probe: Probe | None) -> str:
    """A list of figures, each with its word below; what is not known is left out."""
    figures = [_found(diagnostics)]
    if probe is not None:
        is_good = probe.verdict.word == "healthy"
        figures.append((probe.verdict.word, "signal and gradient", "good" if is_good else "warn"))
    figures.append((f"{graph.layer_count:,}", "layers", ""))
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
