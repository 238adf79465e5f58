"""The page: everything about a network in one HTML file that needs nothing else."""

from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Severity, in_order
from netbuilder.diagnostics.requiring import require
from netbuilder.lint.result import LintResult
from netbuilder.plan import Plan
from netbuilder.propagation.records import Probe
from netbuilder.version import VERSION
from netbuilder.views.formats.columns import printable
from netbuilder.views.page import pieces
from netbuilder.views.page.diagram import diagram
from netbuilder.views.page.sections import figures_html, rule_notes_html, source_html


class PageContent(NamedTuple):
    """What a page is made of."""

    report: LintResult
    plan: Plan | None
    """None where the network has errors: the page then shows what is known."""
    probe: Probe | None
    """None without a measurement."""
    command: str
    """The command line that makes the page again."""
    not_probed: str = ""
    """Why there is no measurement, where one was wanted."""


class _Section(NamedTuple):
    id: str
    title: str
    body: object


def page(content: PageContent) -> str:
    """The HTML of the page.

    Raises:
        InstallationError: the packages for it are not installed.
    """
    require("report", "a page")
    # Here and not above: the pieces serve notebooks, which need no templates.
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    source = files("netbuilder.views.page").joinpath("page.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
    # The pieces have escaped what they took from the file.
    diagnostics = _diagnostics(content)
    parts = _sections(content, diagnostics)
    sections = [_Section(section.id, section.title, Markup(section.body)) for section in parts]
    figures = Markup(figures_html(content.report.graph, content.plan, diagnostics, content.probe))
    style = Markup(pieces.style())
    title = printable(content.plan.name if content.plan is not None else content.report.draft.name or "network")
    facts = _facts(content)
    return template.render(
        title=title,
        facts=facts,
        figures=figures,
        sections=sections,
        style=style,
        version=VERSION,
        command=content.command,
    )


def _sections(content: PageContent, diagnostics: Sequence[Diagnostic]) -> list[_Section]:
    """Findings first where there is more than notes, as everything below is then less sure."""
    graph, draft = content.report.graph, content.report.draft
    is_text = draft.document is not None
    rows = pieces.rows_of(graph, content.plan)
    findings = _Section("findings", "Findings", pieces.findings_html(diagnostics, linked=is_text))
    is_first = any(diagnostic.severity > Severity.INFO for diagnostic in diagnostics)
    sections = [findings] if is_first else []
    if rows:
        input_shape = draft.input.batched() if draft.input is not None else None
        side_by_side = f"<div>{diagram(rows, input_shape)}</div><div>{pieces.table_html(rows)}</div>"
        sections.append(_Section("layers", "Layers", f'<div class="beside">{side_by_side}</div>'))
    if not is_first:
        sections.append(findings)
    if content.probe is not None:
        sections.append(_Section("signal", "Signal and gradient", pieces.measured_html(content.probe)))
    elif content.not_probed:
        reason = f"<p>Not measured: {pieces.text(content.not_probed)}</p>"
        sections.append(_Section("signal", "Signal and gradient", reason))
    if draft.document is not None:
        sections.append(_Section("source", "Source", source_html(draft.document.text, diagnostics)))
        if diagnostics:
            sections.append(_Section("rules", "Rules", rule_notes_html(diagnostics)))
    return sections


def _diagnostics(content: PageContent) -> Sequence[Diagnostic]:
    diagnostics = content.report.diagnostics
    return diagnostics if content.probe is None else in_order([*diagnostics, *content.probe.findings])


def _facts(content: PageContent) -> list[str]:
    graph = content.report.graph
    if content.plan is None:
        return ["there are errors, so this is what is known"]
    compiled = [graph.optimizer, graph.loss]
    return [type(node).__name__ for node in compiled if node is not None]
