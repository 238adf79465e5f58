"""The page: everything about a network in one HTML file that needs nothing else."""

from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, in_order
from netbuilder.diagnostics.requiring import require
from netbuilder.graph.memory import format_bytes, memory_needed
from netbuilder.lint.runner import LintResult
from netbuilder.plan import Plan
from netbuilder.propagation.records import Probe
from netbuilder.version import VERSION
from netbuilder.views.formats.columns import printable
from netbuilder.views.page import pieces
from netbuilder.views.page.diagram import diagram


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
    sections = [_Section(section.id, section.title, Markup(section.body)) for section in _sections(content)]
    style = Markup(pieces.style())
    title = printable(content.plan.name if content.plan is not None else content.report.draft.name or "network")
    facts = _facts(content)
    return template.render(
        title=title, facts=facts, sections=sections, style=style, version=VERSION, command=content.command
    )


def _sections(content: PageContent) -> list[_Section]:
    graph, draft = content.report.graph, content.report.draft
    rows = pieces.rows_of(graph, content.plan)
    input_shape = draft.input.batched() if draft.input is not None else None
    diagnostics: Sequence[Diagnostic] = content.report.diagnostics
    if content.probe is not None:
        diagnostics = in_order([*diagnostics, *content.probe.findings])
    sections = []
    if rows:
        sections.append(_Section("architecture", "Architecture", diagram(rows, input_shape)))
        sections.append(_Section("layers", "Layers", pieces.table_html(rows)))
    sections.append(
        _Section("findings", "Findings", pieces.findings_html(diagnostics, linked=draft.document is not None))
    )
    if content.probe is not None:
        sections.append(_Section("signal", "Signal and gradient", pieces.measured_html(content.probe)))
    elif content.not_probed:
        sections.append(
            _Section("signal", "Signal and gradient", f"<p>Not measured: {pieces.text(content.not_probed)}</p>")
        )
    if draft.document is not None:
        sections.append(_Section("source", "Source", _source(draft.document.text.name, draft.document.text.lines)))
    return sections


def _facts(content: PageContent) -> list[str]:
    graph = content.report.graph
    facts = [f"{graph.layer_count:,} layers"]
    if content.plan is not None:
        need = memory_needed(graph)
        facts.append(f"{graph.parameters:,} weights, {format_bytes(need.weights)}")
        if graph.optimizer is not None:
            facts.append(type(graph.optimizer).__name__)
        if graph.loss is not None:
            facts.append(type(graph.loss).__name__)
    else:
        facts.append("there are errors, so this is what is known")
    if content.probe is not None:
        facts.append(content.probe.verdict.word)
    return facts


def _source(name: str, lines: Sequence[str]) -> str:
    shown_lines = lines[:-1] if lines and not lines[-1] else lines
    body = "".join(f'<span id="line-{at}">{pieces.text(line)}</span>' for at, line in enumerate(shown_lines, 1))
    return f'<p><code>{pieces.text(name)}</code></p><pre class="source" tabindex="0" aria-label="source">{body}</pre>'
