"""The pieces of the page as HTML: diagram, table, findings, measurement. A notebook shows the same ones."""

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from netbuilder.diagnostics import Diagnostic, Span
from netbuilder.diagnostics.language import language, spoken
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.pipeline import Session
from netbuilder.plan import Plan
from netbuilder.propagation.facts import Fact, headline, loss_fact, one_batch_fact, power, ratio_facts
from netbuilder.propagation.records import Probe
from netbuilder.views.formats.columns import printable
from netbuilder.views.formats.full import ELSEWHERE, drawn, fix_of, noun, summary, where
from netbuilder.views.tables.devices import devices_text
from netbuilder.views.tables.rows import (
    CHOOSERS,
    Row,
    count_text,
    format_initializer,
    main_initializer,
    rows_of_graph,
    rows_of_plan,
    shape_text,
    worth_showing,
)

_HEAD = ("layer", "class", "output", "weights", "activation", "initializer", "chosen by")
_EXCERPT = 68
"""Columns of an excerpt, so that the marked part is in sight where two findings stand side by side."""
_MEASURED = ("layer", "class", "log10 variance", "log10 gradient", "dead", "saturated", "copies")

_LEGEND = (
    ("signal", "how much the values differ that leave a hidden layer (their variance), against the first one's"),
    ("gradient", "how strongly the loss pulls at a layer's weights, against the last hidden layer's"),
    ("10^2", "a hundred times; 10^-2 a hundredth, 10^0 the same"),
)
"""What the words of a measurement mean."""


def text(value: object) -> str:
    """Anything of the file's as HTML: nothing in it is markup, nothing in it is invisible."""
    return escape(printable(str(value)))


def sentence(words: str) -> str:
    """A sentence as HTML: what stands in backticks is code."""
    parts = words.split("`")
    if len(parts) % 2 == 0:
        return text(words)
    return "".join(f"<code>{text(part)}</code>" if at % 2 else text(part) for at, part in enumerate(parts))


@cache
def style() -> str:
    """The style sheet of the pieces."""
    return files("netbuilder.views.page").joinpath("pieces.css").read_text(encoding="utf-8")


def rows_of(graph: LayerGraph, plan: Plan | None) -> list[Row]:
    """The layers with everything decided, or what is known of them."""
    return rows_of_plan(plan) if plan is not None else rows_of_graph(graph)


def table_html(rows: Sequence[Row]) -> str:
    """What `show` prints, as a table; a network with errors has no names and initializers to show."""
    is_named = any(row.name not in ("", row.class_name) for row in rows)
    is_decided = any(row.initializers for row in rows)
    titles = [*_HEAD[: 1 + is_named], *_HEAD[2 : 7 if is_decided else 5]]
    return _table("layers", titles, (_row(row, is_named, is_decided) for row in rows))


def _row(row: Row, is_named: bool, is_decided: bool) -> str:
    main = main_initializer(row.initializers)
    rows = worth_showing(row.initializers)
    initializers = "<br>".join(
        text(format_initializer(each.initializer)) + ("" if each is main else f" <small>{text(each.option)}</small>")
        for each in rows
    )
    chosen = "<br>".join(
        f'<span title="{text(each.why)}">{text(CHOOSERS.get(each.by, each.by))}</span>' for each in rows
    )
    name = f'<th scope="row" style="padding-left:{row.depth + 0.5}em">{text(row.name or row.class_name)}</th>'
    count = f'<td class="nb-number">{count_text(row.parameters)}</td>'
    class_name = f"<td>{text(row.class_name)}</td>" if is_named else ""
    cells = f"{class_name}<td>{text(shape_text(row.output))}</td>{count}<td>{text(row.activation)}</td>"
    decided = f"<td>{initializers}</td><td>{chosen}</td>" if is_decided else ""
    return f"<tr>{name}{cells}{decided}</tr>"


def findings_html(diagnostics: Sequence[Diagnostic], linked: bool = False) -> str:
    """Every finding with its line and its carets; `linked` where the page has its source and rules to link to."""
    if not diagnostics:
        return f"<p>{text(summary(diagnostics))}</p>"
    items = "".join(_finding(diagnostic, linked) for diagnostic in diagnostics)
    counted = text(summary(diagnostics, command=ELSEWHERE))
    return f'<ul class="nb-findings" lang="{language()}">{items}</ul><p>{counted}</p>'


def _finding(diagnostic: Diagnostic, linked: bool) -> str:
    severity, address = diagnostic.severity, diagnostic.address
    place = ""
    if address is not None:
        place = text(where(address))
        if linked and isinstance(address, Span):
            place = f'<a href="#line-{address.line}">{place}</a>'
    # Sentences stand beside the excerpt and not in it: on a telephone they wrap, and the excerpt scrolls.
    drawing = "\n".join(drawn(diagnostic, _EXCERPT))
    body = f'<pre tabindex="0" aria-label="line">{escape(drawing)}</pre>' if drawing else ""
    sentences = ((_("why"), diagnostic.why), (_("fix"), fix_of(diagnostic)))
    notes = "".join(f"<p><em>{spoken(word)}</em> {sentence(spoken(words))}</p>" for word, words in sentences if words)
    code = f"<code>{diagnostic.code}</code>"
    if linked:
        code = f'<a href="#{diagnostic.code}">{code}</a>'
    message = f"{code} {sentence(spoken(diagnostic.message))}{' · ' if place else ''}{place}"
    head = f'<p><strong class="nb-word">{noun(severity)}</strong> {message}</p>'
    return f'<li class="nb-{severity.word}">{head}{body}{notes}</li>'


def measured_html(probe: Probe) -> str:
    """The verdict, the plots of signal and gradient, and their numbers as a table."""
    from netbuilder.views.page.plots import row_words

    facts = [f"{probe.samples} samples, {probe.input_note}", *map(_sentence, _facts(probe))]
    rows = ("".join(f"<td>{text(cell)}</td>" for cell in row_words(layer)) for layer in probe.layers)
    numbers = _table("measured layers", _MEASURED, (f"<tr>{row}</tr>" for row in rows))
    legend = "".join(f"<li><em>{word}</em>: {meaning}</li>" for word, meaning in _LEGEND)
    return (
        f'<p class="nb-verdict nb-verdict-{probe.verdict.word}">{text(headline(probe))}</p>'
        f'<ul class="nb-facts">{"".join(f"<li>{text(fact)}</li>" for fact in facts)}</ul>{_plots(probe)}'
        f'<ul class="nb-facts nb-note">{legend}</ul>'
        f"<details><summary>The numbers, layer by layer</summary>{numbers}</details>"
    )


def _facts(probe: Probe) -> list[Fact]:
    rest = (loss_fact(probe), one_batch_fact(probe))
    return [*ratio_facts(probe), *(fact for fact in rest if fact is not None)]


def _sentence(fact: Fact) -> str:
    return f"{fact.name}: {fact.value}" + (f"; {fact.reference}" if fact.reference else "")


def _plots(probe: Probe) -> str:
    from netbuilder.propagation.verdict import hidden

    if len(hidden(probe.layers)) < 2:
        return '<p class="nb-note">Fewer than two hidden layers: there is no course to draw.</p>'
    from netbuilder.views.page.plots import relative, svg

    signal, gradient = svg(probe)
    values = relative(probe)
    pictures = []
    for word, picture, course in (("Signal", signal, values[0]), ("Gradient", gradient, values[1])):
        values_left = [value for value in course if value is not None]
        ends = (
            f"from {power(values_left[0], 1)} to {power(values_left[-1], 1)}"
            if values_left
            else "nothing is left of it"
        )
        spoken = f"{word} at {len(course)} hidden layers, {ends}; green is healthy, yellow borderline"
        caption = f"<figcaption>{escape(spoken)}</figcaption>"
        pictures.append(f'<figure role="img" aria-label="{escape(spoken)}">{picture}{caption}</figure>')
    return f'<div class="nb-plots">{"".join(pictures)}</div>'


def _table(label: str, titles: Iterable[str], rows: Iterable[str]) -> str:
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="nb-wide" role="region" tabindex="0" aria-label="{label}">{table}</div>'


def _notebook(body: str) -> str:
    return f'<div class="nb-pieces nb-notebook"><style>{style()}</style>{body}</div>'


def probe_html(probe: Probe) -> str:
    """A probe in a notebook."""
    return _notebook(measured_html(probe) + (findings_html(probe.findings) if probe.findings else ""))


def network_html(session: Session) -> str:
    """A network in a notebook: diagram and table; findings too where there are errors."""
    from netbuilder.views.page.diagram import diagram

    report = session.report
    rows = rows_of(report.graph, None if report.errors else session.plan)
    shape = report.draft.input.batched() if report.draft.input is not None else None
    errors = findings_html(report.errors) if report.errors else ""
    if not rows:  # nothing of the file can be read
        return _notebook(errors)
    devices = "" if report.errors else devices_text(report.graph)
    lines = "\n".join(map(text, devices.split("\n")))
    below = f"<details><summary>Devices</summary><pre>{lines}</pre></details>" if devices else ""
    layers = f"<details><summary>Layers</summary>{table_html(rows)}</details>"
    return _notebook(f"{errors}{diagram(rows, shape)}{layers}{below}")


def report_html(diagnostics: Sequence[Diagnostic]) -> str:
    """The findings of `check` in a notebook."""
    return _notebook(findings_html(diagnostics))
