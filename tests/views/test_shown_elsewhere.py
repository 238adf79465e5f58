"""Findings at odd places in every format, and what a notebook shows of networks and measurements: `shown/`.

`pytest --update-golden` writes the files again; a change of what is shown is read in the difference.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Change, Diagnostic, Edit, Place, Related, Severity, Suggestion, Text, advice
from netbuilder.diagnostics.record import LayerRef
from netbuilder.pipeline import Session
from netbuilder.variants.records import Axis, Grid, Variant
from netbuilder.version import VERSION
from netbuilder.views.explain import explain
from netbuilder.views.formats import formats, renderer
from netbuilder.views.formats.full import summary
from netbuilder.views.page import pieces, plots
from netbuilder.views.page.sections import figures_html, source_html
from netbuilder.views.probe_text import plain
from netbuilder.views.tables import grid_table
from netbuilder.views.tables.table import partial_table
from tests.views.networks import NETWORKS, PROBES, layer

FOLDER = Path(__file__).with_name("shown")
NAMED = "input: [4]\nlayers: [{Dense: {units: 3, name: first}}, Flatten, {Dense: {units: 0, name: last}}]\n"
NET = Text("./models/net 1.yaml", "input: [4]\nlayers:\n  - Dense: {units: x}  # \u4e16\n")
FAR = Text("/some/where/net,1:2%.yaml", "a: 1\r\nb: 2")
LONG = Text("long.yaml", "\n".join(f"{letter}: 1" for letter in "abcdefghi"))
STDIN = Text("<stdin>", "a: 1\n")
OPTION = Text("layers.0.units=x", "layers.0.units=x")


def odd_findings() -> list[Diagnostic]:
    """Findings that are in no file, in several, at their ends, and with all or nothing that one may have."""
    edit = Edit(NET.span(39, 40), "4")
    more = Edit(NET.span(0, 5), "inputs")
    return [
        Diagnostic("NB014", "wrong-type", Severity.ERROR, "in Python", Place("layers[0].Dense.units"), why="because"),
        Diagnostic("NB014", "wrong-type", Severity.WARN, "in Python", Place("Dense\x1b"), suggestion=advice("`a: 3`")),
        Diagnostic("NB901", "no-gpu", Severity.INFO, "nowhere"),
        Diagnostic("NB901", "no-gpu", Severity.INFO, "nowhere", why="off", suggestion=advice("100 %, or\nless: more")),
        Diagnostic("NB301", "constant-output", Severity.ERROR, "a word", NET.span(39, 40), label="here", why="because",
                   suggestion=Suggestion((Change(("layers", 0), "value", "4"),), safe=True, edits=(edit,)),
                   related=(Related(NET.span(0, 5), "the input"), Related(FAR.span(6, 10), "another file")),
                   layer=LayerRef(0, "Dense")),
        Diagnostic("NB301", "constant-output", Severity.ERROR, "a word", NET.span(39, 40),
                   suggestion=Suggestion((Change(("x",), "entry", None, "y"),), edits=(edit, more)),
                   related=(Related(Place("layers[1]"), "in Python"),)),
        Diagnostic("NB201", "rule", Severity.WARN, "lines", NET.span(0, 20)),
        Diagnostic("NB201", "rule", Severity.WARN, "the end", NET.span(99, 99)),
        Diagnostic("NB201", "rule", Severity.INFO, "behind a wide letter", NET.span(45, 46)),
        Diagnostic("NB201", "rule", Severity.INFO, "the tenth line", LONG.span(40, 44),
                   suggestion=Suggestion(edits=(Edit(LONG.span(40, 44), "a: 9\nb: 10"),))),
        Diagnostic("NB201", "rule", Severity.INFO, "every line", LONG.span(0, 44),
                   suggestion=Suggestion(after="no edit", safe=True),
                   related=(Related(LONG.span(10, 11), "the third"), Related(LONG.span(15, 16), ""))),
        Diagnostic("NB010", "unknown-layer", Severity.ERROR, "a name", Place("layers[0]"),
                   suggestion=Suggestion((Change(("layers", 0, "Dens"), "key", "Dense"),), "is it ", "?")),
        Diagnostic("NB014", "wrong-type", Severity.ERROR, "options", Place("layers[0]"),
                   suggestion=Suggestion((Change(("layers", 0, "Dense"), "value", "{units: 4}"),))),
        Diagnostic("NB999", "far", Severity.INFO, "two texts", NET.span(39, 40),
                   suggestion=Suggestion(edits=(edit, Edit(FAR.span(6, 7), "c")))),
        Diagnostic("NB999", "far", Severity.ERROR, "50% of: it,\nand more", FAR.span(6, 6)),
        Diagnostic("NB001", "unreadable-yaml", Severity.ERROR, "standard input", STDIN.span(0, 1)),
        Diagnostic("NB012", "out-of-range", Severity.ERROR, "an option", OPTION.span(15, 16)),
    ]  # fmt: skip


def _compact(shown: str) -> str:
    """A document on short lines; of the rules that SARIF describes one with a page, and one without."""
    shown = shown.replace(VERSION, "VERSION")
    if not shown.startswith(("{", "[")):
        return shown
    data: Any = json.loads(shown)
    if "runs" in data:
        driver = data["runs"][0]["tool"]["driver"]
        for result in data["runs"][0]["results"]:
            if "ruleIndex" in result:  # another one with every rule
                result["ruleIndex"] = driver["rules"][result["ruleIndex"]]["id"]
        driver["rules"] = [rule for rule in driver["rules"] if rule["id"] in ("NB001", "NB503")]
        for rule in driver["rules"]:
            rule["help"] = {name: text[:30] for name, text in rule.get("help", {}).items()}
        return json.dumps(data, ensure_ascii=False).replace('}, {"ruleId"', '},\n{"ruleId"')
    items = data["diagnostics"] if isinstance(data, dict) else data
    return "\n".join(json.dumps(item, ensure_ascii=False) for item in items)


def elsewhere() -> Iterator[str]:
    """Findings at odd places in every format, and how they are counted."""
    for form in formats():
        yield f"===== {form}"
        yield _compact(renderer(form)(odd_findings()))
    yield "===== linked"
    yield _bare(pieces.findings_html(odd_findings(), linked=True))
    yield "===== counted"
    safe, unsafe, none = odd_findings()[4], odd_findings()[5], odd_findings()[6]
    note = odd_findings()[2]
    groups: list[Sequence[Diagnostic]] = [
        [], [safe], [unsafe], [none], [note], [note, note], [none, none], [safe, safe], [unsafe, unsafe],
        [safe, unsafe], [safe, none, note], [safe, safe, unsafe, unsafe, none, none, note],
    ]  # fmt: skip
    for group in groups:
        yield summary(group)
        yield summary(group, 1, "check --fix")
        yield summary(group, 2)


def _bare(markup: str) -> str:
    """Markup without style, and pictures without what is in them, an element a line."""
    bare = re.sub(r"<(style|svg)\b.*?</\1>", r"<\1/>", markup, flags=re.DOTALL)
    return re.sub(r"(</(?:li|tr|p|figure|details)>)", r"\1\n", bare)


def notebook() -> Iterator[str]:
    """What a notebook shows of a measurement and of a network."""
    for name in ("healthy", "gone", "no layers"):
        yield f"===== {name}"
        yield _bare(pieces.probe_html(PROBES[name]._replace(findings=tuple(odd_findings()[:1]) * (name == "gone"))))
    broken = PROBES["vanishing"]
    broken = broken._replace(layers=(layer(0, "first", 0.5, None), layer(1, "second", None, None), *broken.layers[2:]))
    yield plain(broken)
    texts = {"nothing read": "- 3\n", "no input": "layers: [Flatten]\n", "named": NAMED}
    for name in ("plain", "one unit", "spread", "empty", *texts):
        yield f"===== {name}"
        session = Session(texts.get(name) or NETWORKS[name], "net.yaml")
        yield _bare(pieces.network_html(session))
        yield figures_html(session.report.graph, None, (), None)
        if name in texts:
            yield partial_table(session.report.graph)
    yield pieces.style()[:100]
    yield pieces.sentence("a `b` c")
    yield pieces.sentence("a `b c")
    yield pieces.sentence("`<b>` c")


def kinds() -> Iterator[str]:
    """Every name of some kinds, and options that as many classes have as are named, and one more."""
    for name in ("interpolation", "padding", "GlorotUniform", "LecunNormal"):
        yield explain(name)
    for name in ("activations", "constraints", "losses", "optimizers"):
        yield explain(name)


def compared() -> Iterator[str]:
    """Networks of many layers of which one differs, the first or the last."""
    layers = [f"Dense: {{units: {at}}}" for at in range(2, 11)]
    text = "input: [2]\nlayers:\n" + "".join(f"  - {written}\n" for written in layers)
    for before in ("Dense: {units: 2}", "Dense: {units: 6}", "Dense: {units: 10}"):
        for after in (before.replace("}", ", use_bias: false}"), before.replace("}", ", activation: tanh}")):
            yield str(nb.compare(text, text.replace(before, after)))


def grids() -> Iterator[str]:
    """Variants that were measured and that were not."""
    error = Diagnostic("NB014", "wrong-type", Severity.ERROR, "wrong", None)
    warning = Diagnostic("NB201", "rule", Severity.WARN, "a rule", None)
    variants = [
        Variant(("a=1",), ("1",), 1_234, 2_048, (), None, "", "healthy"),
        Variant(("a=2",), ("2",), 12, 48, (warning, warning), None, "", ""),
        Variant(("a=x",), ("x",), None, None, (warning, error, error), None, ""),
    ]
    for some in (variants, variants[:1], variants[1:], []):
        for is_probed in (False, True):
            grid = Grid("net", (Axis("a", ("1", "2", "x")),), tuple(some), is_probed)
            yield grid_table.grid_table(grid)
            yield grid_table.grid_html(grid)
            yield json.dumps(grid_table.as_data(grid))


def sources() -> Iterator[str]:
    """A source that is longer, and lines that are longer, than a browser shows in good time."""
    for letters in (1_999, 2_000, 2_001):
        shown = source_html(Text("net.yaml", "x" * letters), ())
        yield f"{letters} letters: {shown.count('x')} {shown[-20:]}"
    for lines in (20_000, 20_002):
        text = Text("net.yaml", "\n" * lines)
        marks = [Diagnostic("NB999", "x", Severity.WARN, "m", text.span(at, at)) for at in (0, 20_000, 20_001)]
        shown = source_html(text, marks)
        yield f"{lines} lines: {shown.count('<span id=')} {re.findall('<p>.*?</p>', shown)} {shown[-120:]}"
    text = Text("net.yaml", "a: 1\nb: 2")
    marks = [
        Diagnostic("NB999", "x", severity, severity.word, span)
        for severity, span in (
            (Severity.WARN, text.span(0, 1)),
            (Severity.ERROR, text.span(2, 3)),
            (Severity.INFO, text.span(0, 1)),
            (Severity.ERROR, text.span(0, 1)),
            (Severity.INFO, NET.span(11, 12)),
            (Severity.INFO, Place("layers")),
        )
    ]
    yield source_html(text, marks)


TOPICS: dict[str, Callable[[], Iterator[str]]] = {
    "elsewhere": elsewhere,
    "notebook": notebook,
    "sources": sources,
    "kinds": kinds,
    "compared": compared,
    "grids": grids,
}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_word_is_the_one_that_is_written_down(
    topic: str, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plots, "svg", lambda probe: ("<svg></svg>", "<svg></svg>"))
    shown = "\n".join(TOPICS[topic]()) + "\n"
    file = FOLDER / f"{topic}.txt"
    if pytestconfig.getoption("--update-golden"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
