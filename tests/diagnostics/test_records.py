"""Records and the words that they are made of: positions, paths, codes, suggestions, sentences, names that are near."""

from itertools import product

import pytest

from netbuilder.diagnostics import Change, Diagnostic, Place, Severity, Suggestion, Text, fit, in_order, written_path
from netbuilder.diagnostics.closest import LONGEST, closest, fold_name, match_name
from netbuilder.diagnostics.codes import FIXED_CODES, family, in_turn, stands_for
from netbuilder.diagnostics.language import language_in
from netbuilder.diagnostics.record import SEVERITIES, LayerRef
from netbuilder.diagnostics.sentence import _, all_of, cut, in_a_row, joined
from netbuilder.diagnostics.suggestion import (
    advice,
    did_you_mean,
    example,
    remove_item,
    remove_option,
    rename,
    set_option,
    set_value,
)

LAYER = ("layers", 1, "Dense")


@pytest.mark.parametrize("string", ["", "a", "ab\n", "\n\na", "a\r\nb\rc\n\rd", "\r\n", "a\x0cb\u2028c\n"])
def test_every_range_of_a_text(string: str) -> None:
    text = Text("t", string)
    ends = [at for at in range(len(string) + 1) if string[at - 1 : at + 1] != "\r\n"]
    places = {}
    line, column = 1, 1
    for at in range(len(string) + 1):
        if at in ends:
            places[at] = (line, column)
        is_break = string[at : at + 1] == "\n" or (string[at : at + 1] == "\r" and string[at + 1 : at + 2] != "\n")
        line, column = (line + 1, 1) if is_break else (line, column + 1)
    assert text.lines == string.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for start, end in product(range(-1, len(string) + 2), repeat=2):
        span = text.span(start, end)
        inside = min(max(start, 0), len(string))
        last = min(max(end, inside), len(string))
        last -= last not in ends
        assert (span.start, span.end) == (min(inside, last), last)
        assert (span.end_line, span.end_column) == places[last]
        if span.start in ends:
            assert (span.line, span.column) == places[span.start]
    for at, (line, column) in places.items():
        assert text.line_start(at) == at - column + 1
        assert string[text.line_start(at) : text.line_end(at)] == text.lines[line - 1]


def test_a_path_is_written_as_in_python() -> None:
    assert written_path(()) == ""
    assert written_path(("layers", 4, "Dropout", "rate")) == "layers[4].Dropout.rate"
    assert written_path((0, "x", 1, 2)) == "[0].x[1][2]"


def test_codes_by_family_and_turn() -> None:
    assert [family(code) for code in ("NB301", "NB1001")] == ["NB3", "NB10"]
    assert sorted(["NB1001", "NB999", "NB101", "NB1000"], key=in_turn) == ["NB101", "NB999", "NB1000", "NB1001"]
    meant = {
        prefix: [code for code in ("NB101", "NB110", "NB1001", "NB1010", "NB201") if stands_for(prefix, code)]
        for prefix in ("NB", "NB1", "NB10", "NB11", "NB101", "NB1010", "NB100", "NB2", "N", "NB201")
    }
    assert meant == {
        "N": ["NB101", "NB110", "NB1001", "NB1010", "NB201"],
        "NB": ["NB101", "NB110", "NB1001", "NB1010", "NB201"],
        "NB1": ["NB101", "NB110"],
        "NB10": ["NB101", "NB1001", "NB1010"],
        "NB11": ["NB110"],
        "NB101": ["NB101"],
        "NB1010": ["NB1010"],
        "NB100": [],
        "NB2": ["NB201"],
        "NB201": ["NB201"],
    }


def test_severities_the_worst_first() -> None:
    assert list(SEVERITIES) == ["error", "warn", "info", "off"]
    assert all(SEVERITIES[severity.word] is severity for severity in Severity)
    for code, facts in FIXED_CODES.items():
        assert facts.severity == max(facts.severities), code
        assert list(facts.severities) == sorted(facts.severities, reverse=True), code


def diagnostic(code: str, address: object = None, severity: Severity = Severity.WARN) -> Diagnostic:
    return Diagnostic(code, "name", severity, "message", address)  # type: ignore[arg-type]


def test_the_order_of_findings() -> None:
    text, other = Text("a.yaml", "ab\ncd"), Text("b.yaml", "ab")
    findings = [
        diagnostic("NB9", other.span(0, 1)),
        diagnostic("NB3", text.span(4, 5)),
        diagnostic("NB4", text.span(3, 4)),
        diagnostic("NB6", text.span(1, 2)),
        diagnostic("NB5", text.span(1, 2)),
        diagnostic("NB7", text.span(1, 2), Severity.ERROR),
        diagnostic("NB2", Place("layers[0]")),
        diagnostic("NB1"),
        diagnostic("NB8", None, Severity.ERROR),
    ]
    assert [each.code for each in in_order(findings)] == "NB8 NB1 NB2 NB7 NB5 NB6 NB4 NB3 NB9".split()


def test_only_what_a_comment_of_a_file_hides_says_so() -> None:
    file, typed = Text("net.yaml", "seed: 1"), Text("seed=1", "seed=1")
    assert diagnostic("NB301", file.span(0, 1)).ignore == "# netbuilder: ignore[NB301]"
    assert diagnostic("NB701", file.span(0, 1)).ignore == "# netbuilder: ignore[NB701]"
    for finding in (
        diagnostic("NB011", file.span(0, 1)),
        diagnostic("NB801", file.span(0, 1)),
        diagnostic("NB301", typed.span(0, 1)),
        diagnostic("NB301", Place("seed")),
        diagnostic("NB301"),
    ):
        assert finding.ignore == ""


def test_a_message_is_cut_where_it_is_too_long() -> None:
    assert fit("x" * 80) == "x" * 80
    assert fit("x" * 81) == "x" * 77 + "..."
    assert cut("abcdef", 5) == "ab..."


def test_texts_in_a_row() -> None:
    sentence = _("{a} of {b}", a=1, b=_("two"))
    translate = {"{a} of {b}": "{b}, {a}", "two": "dois", "{first} and {second}": "{first} e {second}"}.get
    words = {
        sentence: ("1 of two", "dois, 1"),
        in_a_row("<", sentence, ">"): ("<1 of two>", "<dois, 1>"),
        "<" + sentence: ("<1 of two", "<dois, 1"),
        sentence + ">": ("1 of two>", "dois, 1>"),
        joined(", ", [sentence, "x", sentence]): ("1 of two, x, 1 of two", "dois, 1, x, dois, 1"),
        all_of(["a", _("two"), "c"]): ("a and two and c", "a e dois e c"),
        cut(in_a_row("-" * 10, sentence), 12): ("---------...", "---------..."),
        cut(in_a_row("-" * 4, sentence), 12): ("----1 of ...", "----dois, 1"),
    }
    for text, (english, portuguese) in words.items():
        assert str(text) == english
        assert text.translated(lambda template: translate(template) or template) == portuguese  # type: ignore[attr-defined]
    assert (joined(", ", []), joined(", ", ["a"]), all_of([]), all_of(["a"])) == ("", "a", "", "a")
    assert type(in_a_row("a", "b")) is str
    assert _("{braces}") == "{braces}"


def test_what_is_typed_of_a_change() -> None:
    typed = {
        Change((*LAYER, "units"), "value", "3"): "3",
        Change((*LAYER, "units"), "key", "filters"): "filters",
        Change((*LAYER, "units"), "entry", "3"): "units: 3",
        Change((*LAYER, "units"), "entry", "3", "filters"): "filters: 3",
        Change((*LAYER, "units"), "entry", None): "",
        Change(("layers", 1), "entry", "Flatten"): "- Flatten",
        Change(("layers", 1), "indent", "Flatten", "Dense"): "- Flatten",
        Change(LAYER, "indent", "3", "layers"): "Dense: 3",
        Change((*LAYER, "units"), "name", "Conv1D"): "units: Conv1D",
    }
    assert {change: change.text for change in typed} == typed


def test_the_sentence_of_a_suggestion() -> None:
    sentences = {
        advice("do it"): "do it",
        advice(""): "",
        Suggestion(): "",
        example("relu"): "`relu`, say",
        example("compile:\n  loss: mse"): "`compile:` and below it `loss: mse`",
        set_value(LAYER, "3", " of them", before="at least "): "at least `3` of them",
        rename(LAYER, "Conv1D", " here"): "`Dense: Conv1D` here",
        set_option(LAYER, "units", "3"): "`units: 3`",
        did_you_mean(LAYER, "key", "units"): "did you mean `units`?",
        remove_option(LAYER, "units"): "remove it",
        remove_option(LAYER, "units", ""): "remove it",
        remove_item((*LAYER, "units"), "take it out"): "take it out",
        Suggestion(
            (Change(LAYER, "value", "a"), Change(LAYER, "value", "b"), Change(LAYER, "entry", None))
        ): "`a` and `b`",
        Suggestion((Change(LAYER, "value", "a"),), sample="b"): "`a``b`, say",
    }
    assert {suggestion: suggestion.sentence for suggestion in sentences} == sentences
    assert remove_item((*LAYER, "units")).changes == (Change(("layers", 1), "entry", None),)
    assert remove_item(("a", "b")).changes == (Change((), "entry", None),)
    assert [did_you_mean(LAYER, "key", "x", safe=is_safe).safe for is_safe in (True, False)] == [True, False]
    certain = set_value(LAYER, "3")
    assert (certain.edited_if(True), certain.edited_if(False).is_certain) == (certain, False)
    assert (certain.is_certain, certain.safe, certain.edits) == (True, False, ())


@pytest.mark.parametrize(
    ("written", "names", "name", "is_certain"),
    [
        ("relu", ["tanh", "relu"], "relu", True),
        ("RELU", ["relu", "ReLU"], "ReLU", True),
        ("accuracy", ["Accuracy", "accuracy"], "accuracy", True),
        ("Accuracy", ["accuracy", "Accuracy"], "Accuracy", True),
        ("batch-norm alization", ["BatchNormalization"], "BatchNormalization", True),
        ("rellu", ["relu", "elu"], "relu", True),
        ("mae", ["mse"], "mse", True),
        ("mx", ["my"], None, False),
        ("x", ["X"], "X", True),
        ("x", ["xy"], None, False),
        ("units", ["filters", "unit"], "unit", True),
        ("kernel_size", ["kernel_sizes", "kernel_size_"], "kernel_size_", True),
        ("conv3", ["conv1", "conv2"], "conv1", False),
        ("denze", ["dense", "dence"], "dense", False),
        ("abcdefgh", ["abcdxxxx"], None, False),
        ("abcdefgh", ["abcdefxx"], "abcdefxx", True),
        ("a" * LONGEST, ["a" * (LONGEST - 1)], "a" * (LONGEST - 1), True),
        ("a" * (LONGEST + 1), ["a" * LONGEST], None, False),
        ("", ["a"], None, False),
    ],
)
def test_the_name_that_was_meant(written: str, names: list[str], name: str | None, is_certain: bool) -> None:
    match = match_name(written, names)
    assert (match.name if match else None, match is not None and match.is_certain) == (name, is_certain)
    assert closest(written, names) == name


def test_names_are_folded() -> None:
    assert fold_name("Batch_Norm-al iz/ation") == "batchnormalization"
    assert match_name("rellu", ["relu"], 1.0) is None


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "pt_BR.UTF-8"}, "pt"),
        ({"LANG": "de_DE"}, "en"),
        ({"LC_ALL": "C", "LANG": "pt_BR"}, "en"),
        ({"LC_ALL": "", "LANG": "pt"}, "pt"),
        ({"LC_ALL": "pt_PT", "LC_MESSAGES": "en_US", "LANG": "de"}, "pt"),
        ({"LC_MESSAGES": "pt@euro", "LANG": "en_US"}, "pt"),
        ({"LANGUAGE": "pt:en", "LANG": "de_DE"}, "pt"),
        ({"LANGUAGE": "de:pt", "LANG": "en_US"}, "pt"),
        ({"LANGUAGE": "de:fr", "LANG": "pt_BR"}, "pt"),
        ({"LANGUAGE": "pt", "LANG": "C.UTF-8"}, "en"),
        ({"LANGUAGE": "pt", "LC_ALL": "POSIX"}, "en"),
        ({"LANGUAGE": "pt"}, "en"),
        ({"NETBUILDER_LANG": "pt-BR", "LANG": "C"}, "pt"),
        ({"NETBUILDER_LANG": "de", "LANG": "pt_BR"}, "en"),
        ({"NETBUILDER_LANG": "", "LANG": "PT_br"}, "pt"),
    ],
)
def test_the_language_of_an_environment(environment: dict[str, str], language: str) -> None:
    assert language_in(environment) == language


def test_a_layer_of_a_finding_has_its_own_index() -> None:
    assert LayerRef(3, "Dense").index == 3
