"""All that is shown of small networks, word for word: each topic stands in a file of `shown/`.

`pytest --update-golden` writes the files again; a change of what is shown is read in the difference.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

import netbuilder as nb
from netbuilder.diagnostics import Diagnostic, Edit, Severity, Suggestion, Text
from netbuilder.diagnostics.codes import FIXED_CODES
from netbuilder.pipeline import Session
from netbuilder.plan import plan
from netbuilder.version import VERSION
from netbuilder.views.comparison import markup
from netbuilder.views.comparison.data import as_data as comparison_data
from netbuilder.views.explain import Unknown, example_of, explain, names_of
from netbuilder.views.explain.examples import example
from netbuilder.views.formats import columns, fix_lines, formats, is_document, renderer
from netbuilder.views.formats.python_words import python_fix
from netbuilder.views.next_steps import opening_lines, template_lines, training_lines
from netbuilder.views.page import pieces
from netbuilder.views.page.blocks import family_of
from netbuilder.views.page.diagram import diagram
from netbuilder.views.page.page import PageContent, page
from netbuilder.views.page.sections import figures_html, rule_notes_html, source_html
from netbuilder.views.probe_text import plain
from netbuilder.views.tables import grid_table
from netbuilder.views.tables.data import as_data
from netbuilder.views.tables.markdown import markdown_table
from netbuilder.views.tables.table import partial_table, table
from netbuilder.vocabulary.base.registry import KINDS, every
from tests.golden import Golden
from tests.views.networks import NETWORKS, PROBES
from tests.views.typed import TYPED

FOLDER = Path(__file__).with_name("shown")


def examples() -> Iterator[str]:
    """The network around everything but layers, each in one line."""
    for kind in KINDS:
        if kind != "layer":
            for cls in every(kind):
                yield f"{kind} {cls.__name__}: {json.dumps(yaml.safe_load(example(cls)), separators=(',', ':'))}"


PAGES = (
    *("Dense", "Conv2D", "RNN", "BatchNormalization", "relu", "gelu", "softmax", "HeNormal", "Zeros", "L1L2"),
    *("Adam", "CategoricalCrossentropy", "ctc", "MeanIoU", "LSTMCell", "CosineDecay", "MaxNorm", "DataParallel"),
    *("network", "task", "regularizers", "cells", "units", "seed", "epochs", "dense", "neuronios", "Lambda", "NB9"),
)  # fmt: skip


def pages() -> Iterator[str]:
    """Pages of `explain`."""
    for name in PAGES:
        yield f"===== {name}"
        try:
            yield explain(name)
        except Unknown as error:
            yield f"{error}; {error.fix}"
    yield from (explain(code) for code in FIXED_CODES)


NAMES = """\
Dense dense DENSE he_normal HeNormal mse MSE ctc CTC relu ReLU RELU layers layer Layers LOSSES cells network
INPUT compile NB301 nb301 constant-output CONSTANT-OUTPUT NB001 unreadable-yaml NB018 unused-ignore unknown-rule NB3 nb3
NB80 NB12 NB9999 units Units learning_rate epochs callbacks camada perda neuronios otimizador Lambda Densee rleu
qqqqqq l2 L2 Input
""".split()


def names() -> Iterator[str]:
    """Where a name leads to, and what is said of one that leads nowhere."""
    for name in [*NAMES, "learning rate", "x" * 60, "y" * 61, ""]:
        for ask in (explain, names_of, example_of):
            try:
                lines = ask(name).split("\n")
                yield f"{name} {ask.__name__}: {len(lines) > 1} {lines[0]}"
            except Unknown as error:
                yield f"{name} {ask.__name__}: {error}; {error.fix[:50]}"


def tables() -> Iterator[str]:
    """What `show` says in each of its forms."""
    for name, text in NETWORKS.items():
        yield f"===== {name}"
        graph = Session(text, "net.yaml").report.graph
        if Session(text, "net.yaml").report.errors:
            yield partial_table(graph)
        else:
            decided = plan(graph)
            yield table(decided)
            yield markdown_table(decided)
            yield json.dumps(as_data(decided))


def html() -> Iterator[str]:
    """The pages of `report`, an element a line, without their style."""
    for name in ("plain", "nested", "wrong", "empty"):
        text = NETWORKS[name]
        yield f"===== {name}"
        report = Session(text, f"{name}.yaml").report
        decided = None if report.errors else plan(report.graph)
        whole = page(
            PageContent(report, decided, None, f"netbuilder report {name}.yaml", "no time" * (name == "plain"))
        )
        whole = re.sub(r"<style>.*?</style>", "<style/>", whole, flags=re.DOTALL).replace(VERSION, "VERSION")
        yield re.sub(r"\n\s*\n+", "\n", re.sub(r"(</(?:svg|li|tr|section|p|text)>)", r"\1\n", whole))


def html_pieces() -> Iterator[str]:
    """What a notebook shows of a report, a comparison and a grid."""
    wrong = Session(NETWORKS["wrong"], "wrong.yaml").report
    yield _bare(pieces.report_html(wrong.diagnostics))
    yield grid_table.grid_html(
        nb.grid(NETWORKS["plain"], {"layers.2.Dense.units": [3, 4], "compile.optimizer": ["sgd", "?"]})
    )


def _bare(markup: str) -> str:
    """Markup without style, and pictures without what is in them."""
    return re.sub(r"<(style|svg)\b.*?</\1>", r"<\1/>", markup, flags=re.DOTALL)


BLOCK = "{Conv2D: {filters: 4, kernel_size: 1, activation: relu}}, BatchNormalization"
DIAGRAMS = {
    "two of a kind": "[ReLU, ReLU]",
    "three of a kind": "[ReLU, ReLU, ReLU]",
    "pairs": f"[{BLOCK}, {BLOCK}, Flatten]",
    "three pairs": f"[{BLOCK}, {BLOCK}, {BLOCK}]",
    "pairs of the file": f"[{{repeat: {{times: 2, layers: [{BLOCK}]}}}}]",
    "one of the file": "[{repeat: {times: 1, layers: [ReLU]}}]",
    "two in each other": "[{repeat: {times: 2, layers: [{repeat: {times: 2, layers: [ReLU, Softmax]}}, Flatten]}}]",
    "long period": "[{repeat: {times: 2, layers: ["
    + ", ".join(f"{{Dense: {{units: {at}}}}}" for at in range(1, 18))
    + "]}}]",
    **{
        f"{count} layers": "[" + ", ".join(f"{{Dense: {{units: {at}}}}}" for at in range(1, count + 1)) + "]"
        for count in (14, 15, 29)
    },
    "a group at the end of a column": "["
    + ", ".join(f"{{Dense: {{units: {at}}}}}" for at in range(1, 13))
    + f", {{repeat: {{times: 3, layers: [{BLOCK}, ReLU]}}}}, Flatten]",
    "a group that goes to the next column": "["
    + ", ".join(f"{{Dense: {{units: {at}}}}}" for at in range(1, 9))
    + f", {{repeat: {{times: 2, layers: [{BLOCK}, {BLOCK}, ReLU]}}}}, Flatten, {{Dense: {{units: 1}}}}, Softmax]",
    "long names": "[{SpatialDropout2D: {rate: 0.5}}, GlobalAveragePooling2D, RandomElasticTransform]",
    "nested": "[{Sequential: {layers: [Flatten, {Sequential: {layers: [ReLU]}}]}}, {Dense: {units: 1}}]",
}


def diagrams() -> Iterator[str]:
    """Which blocks a network is drawn with."""
    for name, layers in DIAGRAMS.items():
        yield f"===== {name}"
        report = Session(f"input: [4, 4, 4]\nlayers: {layers}\n", "net.yaml").report
        rows = pieces.rows_of(report.graph, None if report.errors else plan(report.graph))
        drawing = diagram(rows, (None, 4, 4, 4))
        yield from re.findall(r'aria-label="([^"]*)"', drawing)
        yield from re.findall(r"<desc>(.*?)</desc>", drawing)
        yield ", ".join(re.findall(r'<rect class="nb-([^"]*)" x=', drawing))
        yield " ".join(re.findall(r'class="nb-bracket" d="([^"]*)"', drawing))
        yield ", ".join(re.findall(r"<li><svg.*?</svg> (.*?)</li>", drawing))
    families: dict[str, list[str]] = {}
    for cls in every("layer"):
        layer = cls.model_validate(cls.example)
        families.setdefault(family_of(layer), []).append(cls.__name__)
    yield from (f"{family}: {' '.join(names)}" for family, names in families.items())


COUNTED = {
    "one error": "- {Dense: {units: 0}}",
    "an error and a warning": "- {Dense: {units: 4, kernel_initializer: zeros}}\n- {Dense: {units: 0}}",
    "one warning": "- {Dense: {units: 4, kernel_initializer: zeros}}",
    "two warnings": "- {Dense: {units: 4, kernel_initializer: zeros}}\n- {Dense: {units: 4}}",
    "two of each": "- {Dense: {units: 0}}\n- {Dense: {units: 0}}\n- {Dense: {units: 4, kernel_initializer: zeros}}\n"
    "- {Dense: {units: 4, kernel_initializer: zeros}}\n- {Dense: {units: 4}}",
    "none": "- {Dense: {units: 4}}",
}


def figures() -> Iterator[str]:
    """The figures at the head of a page, and the lines with findings."""
    for name, layers in COUNTED.items():
        report = Session(f"input: [4]\nlayers:\n{layers}\n", "net.yaml").report
        decided = None if report.errors else plan(report.graph)
        assert report.draft.document is not None
        yield f"===== {name}"
        for measured in (None, PROBES["healthy"], PROBES["gone"]):
            yield figures_html(report.graph, decided, report.diagnostics, measured)
        yield source_html(report.draft.document.text, report.diagnostics)
        yield rule_notes_html(report.diagnostics)


def probes() -> Iterator[str]:
    """Measurements as text."""
    for name, measured in PROBES.items():
        yield f"===== {name}"
        yield plain(measured)
        yield json.dumps(measured.to_json()["layers"][:1])


def comparisons() -> Iterator[str]:
    """Two networks side by side, as text, Markdown, HTML and data."""
    text = NETWORKS["plain"]
    others = {
        "the same": text,
        "other options": text.replace("filters: 4", "filters: 5").replace("adam", "sgd").replace("softmax", "relu"),
        "more and fewer layers": text.replace("  - Flatten\n", "  - Dropout: {rate: 0.1}\n  - Flatten\n  - ReLU\n"),
        "another input": text.replace("[8, 8, 1]", "[9, 9, 1]").replace("plain", "x|y<z"),
        "errors": text.replace("units: 3", "units: 0"),
        "long": text.replace("  - Flatten\n", "  - ReLU\n" * 7 + "  - Flatten\n"),
    }
    for name, other in others.items():
        for before, after in ((text, other), (other, text)):
            comparison = nb.compare(before, after)
            yield f"===== {name}"
            yield str(comparison)
            yield markup.markdown(comparison)
        yield json.dumps(comparison_data(comparison))
        yield markup.comparison_html(comparison)


def steps() -> Iterator[str]:
    """What to type next."""
    for is_saved in (False, True):
        yield from template_lines("cnn", is_saved=is_saved)
    for target in ("a.tflite", "a.onnx", "a"):
        yield from opening_lines(target)
    for name in ("plain", "nested", "spread", "one unit", "empty"):
        yield from training_lines(Session(NETWORKS[name], "net.yaml").report.graph, f"{name}.keras")
    head = "input: {}\nlayers: [{{Dense: {{units: 1, activation: {}}}}}]\ncompile: {{optimizer: adam, loss: {}}}\n"
    for shape, activation, loss in (
        ("[2]", "sigmoid", "binary_crossentropy"),
        ("[5, 2]", "tanh", "hinge"),
        ("[5, 2]", "softmax", "sparse_categorical_crossentropy"),
        ("[null, 2]", "softmax", "ctc"),
        ("[2]", "softmax", "categorical_crossentropy"),
        ("[2]", "linear", "null"),
    ):
        yield from training_lines(Session(head.format(shape, activation, loss), "net.yaml").report.graph, "m.keras")


def findings() -> Iterator[str]:
    """Findings in every format."""
    texts = {
        "wrong.yaml": NETWORKS["wrong"],
        "long.yaml": f"# {'a' * 90}\ninput: [4]\nlayers:\n  - Dense: {{units: 3, name: {'b' * 150}, activatoin: x}}\n",
        "wide.yaml": "input: [4]\nlayers:\n\t- Dense: {units: 3}\n",
        "unread.yaml": "input: [4]\nlayers: [{Dense: {units: 3, units: '\u4e16\u0301\u202e'}}\n",
        "none.yaml": "",
        "python": "",
    }
    diagnostics = [each for name, text in texts.items() for each in Session(text, name).report.diagnostics]
    for form in formats():
        for verbose in (False, True):
            shown = renderer(form)(diagnostics, colour=verbose, verbose=verbose)
            if verbose and is_document(form):
                assert shown == renderer(form)(diagnostics)
                continue
            yield f"===== {form} {verbose}"
            yield _compact(shown)
            yield _compact(renderer(form)([], colour=verbose, verbose=verbose))


def _compact(shown: str) -> str:
    """A document without blanks, the version, and the rules that SARIF describes: those are all that there are."""
    shown = shown.replace(VERSION, "VERSION")
    if not shown.startswith(("{", "[")):
        return shown
    data = json.loads(shown)
    if "runs" in data:
        data["runs"][0]["tool"]["driver"]["rules"] = []
    return json.dumps(data, indent=0, ensure_ascii=False)


LINES = [
    "",
    "abc",
    "a" * 21,
    "e\u0301" * 44,
    "a\tb",
    "\t\tx",
    "世界a界",
    "e\u0301x",
    "a\x1b\u202eb",
    "0123456789" * 4,
    "世" * 20,
    "ab世" * 12,
]


def text_columns() -> Iterator[str]:
    """Lines cut, wrapped and aligned."""
    for line in LINES:
        printed, starts = columns.shown_line(line)
        yield f"{columns.printable(line)!r} {columns.width(printed)} {printed!r} {starts}"
        for limit in (10, 21, 22, 30, 39, 40, 41):
            for first in sorted({0, 1, 2, 15, 19, 20, 21, 38}):
                if first < len(starts):
                    part, start = columns.cut(printed, starts, starts[first], limit)
                    yield f"  {limit} {first}: {start} {part!r} {columns.width(part)}"
    for text in ("", "one", "one two three", "a `b c d e` f", "世界 世界 世界", "`a b", "a" * 12 + " b"):
        for limit in (5, 9, 10, 11):
            yield f"{text!r} {limit}: {columns.wrap(text, '  ', limit)}"
    rows = [["name", "count", ""], ["a", "1", "x" * 9], ["longer name", "1,000", "世界"]]
    for limit in (0, 20, 21, 28, 29, 30, 100):
        yield f"limit {limit}"
        yield from columns.aligned(rows, right=(1,), limit=limit, least=(4, 4, 4))
    yield from columns.aligned(rows)


def python() -> Iterator[str]:
    """What to type, as somebody types it who writes Python."""
    for typed in TYPED:
        fix = python_fix(
            Diagnostic("NB999", "x", Severity.ERROR, "", None, suggestion=Suggestion(after=f"`{typed}`, say"))
        )
        yield f"{typed} => {fix}"
    for name in ("wrong", "nested"):
        for each in Session(NETWORKS[name], "net.yaml").report.diagnostics:
            yield f"{each.code} {each.fix} => {python_fix(each)}"


def fixes() -> Iterator[str]:
    """The lines that edits remove and add."""
    text = Text(
        "net.yaml", "a: 1\nb: 2\n" + "".join(f"line {at}\n" for at in range(20)) + "z: 3\n" + "w" * 10_001 + "\nend"
    )
    places: dict[str, list[tuple[str, str, str]]] = {
        "a value": [("1", "1", "5")],
        "two on one line": [("a", "a", "c"), ("1", "1", "2")],
        "two lines": [("1", "b", "x\nb")],
        "a line more": [("b: 2", "b: 2", "b: 2\nnew: 1")],
        "a line less": [("b: 2", "2\n", "")],
        "two places": [("z", "z", "y"), ("1", "1", "4")],
        "ten lines": [("line 0", "line 4", "1\n2\n3\n4\n5")],
        "eleven lines": [("line 0", "line 4", "1\n2\n3\n4\n5\n6")],
        "too long": [("www", "w\n", "")],
        "at the end": [("end", "end", "e")],
        "many": [(f"line {at}\n", f"line {at}\n", "") for at in range(11)],
        "none": [],
        "neighbours": [("b: 2\n", "b: 2\n", ""), ("line 0", "line 0", "first")],
    }
    for name, edits in places.items():
        made = []
        for first, last, new in edits:
            start = text.string.index(first)
            made.append(Edit(text.span(start, text.string.index(last, start) + len(last)), new))
        found = fix_lines.changes(
            Diagnostic("NB999", "x", Severity.ERROR, "", None, suggestion=Suggestion(edits=tuple(made)))
        )
        yield f"{name}: {[tuple(change) for change in found]}"


TOPICS: dict[str, Callable[[], Iterator[str]]] = {
    "examples": examples,
    "pages": pages,
    "names": names,
    "tables": tables,
    "html": html,
    "html_pieces": html_pieces,
    "diagrams": diagrams,
    "figures": figures,
    "probes": probes,
    "comparisons": comparisons,
    "steps": steps,
    "findings": findings,
    "columns": text_columns,
    "python": python,
    "fixes": fixes,
}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_word_is_the_one_that_is_written_down(topic: str, golden: Golden) -> None:
    shown = "\n".join(TOPICS[topic]()) + "\n"
    file = FOLDER / f"{topic}.txt"
    golden(file, shown)
