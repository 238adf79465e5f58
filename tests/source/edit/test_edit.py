"""Text edits: one table an operation, each row a config before and after."""

import pytest

from netbuilder.diagnostics import Change, Diagnostic, Edit, Path, Severity, Suggestion
from netbuilder.parse.draft import Draft
from netbuilder.source import Document, read
from netbuilder.source.edit import apply, remove_entry, remove_option, replace_value, set_option
from netbuilder.source.edit.realize import resolved
from netbuilder.source.override import replace


def document_of(text: str) -> Document:
    document = read(text, "net.yaml")
    assert not document.problems
    return document


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    return apply(text, [finding("NB000", edits)], unsafe=True)


def finding(code: str, edits: tuple[Edit, ...], *, safe: bool = False) -> Diagnostic:
    return Diagnostic(code, "test", Severity.ERROR, "test", suggestion=Suggestion(edits=tuple(edits), safe=safe))


DENSE = ("layers", 0, "Dense")

REPLACE = [
    ("layers:\n  - Dense: {units: 4}  # c\n", (*DENSE, "units"), "8", "layers:\n  - Dense: {units: 8}  # c\n"),
    ("layers:\n  - Dense:\n      units: 4 # c\n", (*DENSE, "units"), "8", "layers:\n  - Dense:\n      units: 8 # c\n"),
    ("layers:\n  - Dense:\n      units:\n", (*DENSE, "units"), "8", "layers:\n  - Dense:\n      units: 8\n"),
    ("layers: [Flatten]", ("layers", 0), "Dense", "layers: [Dense]"),
    ("layers: [{Dense: {units: }}]", (*DENSE, "units"), "8", "layers: [{Dense: {units: 8 }}]"),
    ("a:\n  GlorotUniform:\n    seed: 3\nb: 1\n", ("a",), "he_normal", "a: he_normal\nb: 1\n"),
    ("a: 'x y'\n", ("a",), "z", "a: z\n"),
    ("a:   # note\n  x: 1\n", ("a",), "z", "a:   # note\n  z\n"),
    ("a: &unused 1\n", ("a",), "2", "a: &unused 2\n"),
]


@pytest.mark.parametrize(("before", "path", "text", "after"), REPLACE)
def test_a_value_is_replaced(before: str, path: Path, text: str, after: str) -> None:
    assert edited(before, replace_value(document_of(before), path, text)) == after


SET = [
    # in braces
    ("layers:\n  - Dense: {units: 4}\n", DENSE, "layers:\n  - Dense: {units: 4, activation: relu}\n"),
    ("layers:\n  - Dense: {units: 4,}\n", DENSE, "layers:\n  - Dense: {units: 4, activation: relu,}\n"),
    ("layers:\n  - Dense: {activation: tanh}\n", DENSE, "layers:\n  - Dense: {activation: relu}\n"),
    ("layers:\n  - Dense: {}\n", DENSE, "layers:\n  - Dense: {activation: relu}\n"),
    ("layers:\n  - Dense: { }\n", DENSE, "layers:\n  - Dense: {activation: relu}\n"),
    (
        "layers:\n  - Dense: {\n      units: 4\n    }\n",
        DENSE,
        "layers:\n  - Dense: {\n      units: 4,\n      activation: relu\n    }\n",
    ),
    (
        "layers:\n  - Dense: {\n      units: 4  # four\n    }\n",
        DENSE,
        "layers:\n  - Dense: {\n      units: 4, activation: relu  # four\n    }\n",
    ),
    (
        "x: &a {units: 4}\nlayers:\n  - Dense: {<<: *a}\n",
        DENSE,
        "x: &a {units: 4}\nlayers:\n  - Dense: {activation: relu, <<: *a}\n",
    ),
    # in a block
    ("layers:\n  - Dense:\n      units: 4\n", DENSE, "layers:\n  - Dense:\n      units: 4\n      activation: relu\n"),
    (
        "layers:\n- Dense:\n   units: 4  # four\n\n- Flatten",
        DENSE,
        "layers:\n- Dense:\n   units: 4  # four\n   activation: relu\n\n- Flatten",
    ),
    ("layers:\n  - Dense:\n      units: 4", DENSE, "layers:\n  - Dense:\n      units: 4\n      activation: relu"),
    (
        "layers:\r\n  - Dense:\r\n      units: 4\r\nseed: 1\r\n",
        DENSE,
        "layers:\r\n  - Dense:\r\n      units: 4\r\n      activation: relu\r\nseed: 1\r\n",
    ),
    (
        "layers:\n  - Dense:\n      kernel_initializer:\n        HeNormal:\n          seed: 1\n  - Flatten\n",
        DENSE,
        "layers:\n  - Dense:\n      kernel_initializer:\n        HeNormal:\n          seed: 1\n"
        "      activation: relu\n  - Flatten\n",
    ),
    # behind a bare name
    ("layers:\n  - Dense  # c\n", DENSE, "layers:\n  - Dense: {activation: relu}  # c\n"),
    ("layers:\n  - Dense\n", ("layers", 0), "layers:\n  - Dense: {activation: relu}\n"),
    ("layers: [Dense, Flatten]\n", DENSE, "layers: [{Dense: {activation: relu}}, Flatten]\n"),
    ("layers:\n  - Dense:\n  - Flatten\n", DENSE, "layers:\n  - Dense: {activation: relu}\n  - Flatten\n"),
    (
        "layers:\n  - TimeDistributed: {layer: Dense}\n",
        ("layers", 0, "TimeDistributed", "layer", "Dense"),
        "layers:\n  - TimeDistributed: {layer: {Dense: {activation: relu}}}\n",
    ),
    (
        "compile:\n  loss: mse\n",
        ("compile", "loss", "MeanSquaredError"),
        "compile:\n  loss: {MeanSquaredError: {activation: relu}}\n",
    ),
    ("seed: 1\n# end\n", (), "seed: 1\nactivation: relu\n# end\n"),
]


@pytest.mark.parametrize(("before", "path", "after"), SET)
def test_an_option_is_set(before: str, path: Path, after: str) -> None:
    assert edited(before, set_option(document_of(before), path, "activation", "relu")) == after


REMOVE = [
    ("layers:\n  - Dense: {units: 4, name: a}\n", DENSE, "layers:\n  - Dense: {units: 4}\n"),
    ("layers:\n  - Dense: {name: a, units: 4}\n", DENSE, "layers:\n  - Dense: {units: 4}\n"),
    (
        "layers:\n  - Dense: {units: 4, name: a, use_bias: true}\n",
        DENSE,
        "layers:\n  - Dense: {units: 4, use_bias: true}\n",
    ),
    ("layers:\n  - Dense: {units: 4, name: a,}\n", DENSE, "layers:\n  - Dense: {units: 4,}\n"),
    ("layers:\n  - Dense: {name: a}  # c\n", DENSE, "layers:\n  - Dense  # c\n"),
    ("layers: [{Dense: {name: a}}]\n", DENSE, "layers: [{Dense: {}}]\n"),
    ("layers:\n  - Dense:\n      units: 4\n      name: a\n", DENSE, "layers:\n  - Dense:\n      units: 4\n"),
    ("layers:\n  - Dense:\n      units: 4\n      name: a", DENSE, "layers:\n  - Dense:\n      units: 4"),
    ("layers:\n  - Dense:\n      name: a\n      units: 4\n", DENSE, "layers:\n  - Dense:\n      units: 4\n"),
    ("layers:\n  - Dense:\n      name: a\n  - Flatten\n", DENSE, "layers:\n  - Dense\n  - Flatten\n"),
    ("Dense: {units: 4}\nname: x\n", (), "Dense: {units: 4}\n"),
]


@pytest.mark.parametrize(("before", "path", "after"), REMOVE)
def test_an_option_is_removed(before: str, path: Path, after: str) -> None:
    assert edited(before, remove_option(document_of(before), path, "name")) == after


ENTRIES = [
    ("layers:\n  - Dense: {units: 4}\n  - Flatten  # c\n  - ReLU\n", 1, "layers:\n  - Dense: {units: 4}\n  - ReLU\n"),
    ("layers:\n  - Dense: {units: 4}\n  - Flatten", 1, "layers:\n  - Dense: {units: 4}"),
    ("layers:\r\n  - ReLU\r\n  - Flatten", 1, "layers:\r\n  - ReLU"),
    (
        "layers:\n  # first\n  - Dense:\n      units: 4\n  # second\n  - Flatten\n",
        0,
        "layers:\n  # first\n  # second\n  - Flatten\n",
    ),
    ("layers: [Dense, Flatten, ReLU]\n", 1, "layers: [Dense, ReLU]\n"),
    ("layers: [Dense, Flatten]\n", 1, "layers: [Dense]\n"),
    ("layers: [Dense, Flatten]\n", 0, "layers: [Flatten]\n"),
    ("layers:\n- - a\n  - b\n- c\n", 0, "layers:\n- c\n"),
]


@pytest.mark.parametrize(("before", "index", "after"), ENTRIES)
def test_an_entry_is_removed(before: str, index: int, after: str) -> None:
    assert edited(before, remove_entry(document_of(before), ("layers", index))) == after
    assert edited(before, remove_entry(document_of(before), ("layers", index, "Whatever"))) == after


KEPT = [
    "x-d: &d {units: 4, name: a}\nlayers:\n  - Dense: *d\n",
    "x-d: &d {units: 4, name: a}\nlayers:\n  - Dense: {<<: *d}\n",
    "x-d: &d {Dense: {units: 4, name: a}}\nlayers: [*d, Flatten]\n",
    "layers:\n  - Dense: {name: &n {a: 1}, units: 2}\n  - Flatten: {name: *n}\n",
    "layers:\n  - &one\n    Dense: {name: a, units: 2}\n  - *one\n",
    "layers:\n  - Dense: {name: [a, # why\n      b], units: 2}\n",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_shared_or_commented_is_left_alone(text: str) -> None:
    document = document_of(text)
    assert replace_value(document, (*DENSE, "name"), "b") == ()
    assert remove_option(document, DENSE, "name") == ()


def test_an_anchored_item_is_not_removed_under_its_alias() -> None:
    assert remove_entry(document_of("layers:\n  - &d Dense: {units: 2}\n  - *d\n"), ("layers", 0)) == ()


def test_standing_comments_keep_a_block() -> None:
    text = "layers:\n  - Dense:\n      # why four\n      units: 4\n  - Flatten\n"
    assert remove_entry(document_of(text), ("layers", 0)) == ()
    assert set_option(document_of("layers:\n  - Dense: {  # why\n    }\n"), DENSE, "a", "1") == ()


def test_the_last_entry_of_a_list_stays() -> None:
    assert remove_entry(document_of("layers:\n  - Flatten\n"), ("layers", 0)) == ()


def test_a_value_of_the_caller_is_left_alone() -> None:
    document = document_of("layers:\n  - Dense: {units: 4}\n")
    document = replace(document, (*DENSE, "units"), "8", "layers.0.Dense.units=8")
    assert replace_value(document, (*DENSE, "units"), "9") == ()
    assert set_option(document, DENSE, "units", "9") == ()
    assert remove_option(document, DENSE, "units") == ()
    assert len(set_option(document, DENSE, "use_bias", "false")) == 1


def test_a_network_made_in_python_has_no_edits() -> None:
    changes = (Change((*DENSE, "units"), "value", "9"), Change(("layers", 0), "entry", None))
    assert resolved(Draft().document, Suggestion(changes)).edits == ()
    text = "layers:\n  - Dense: {units: 4}\n  - Flatten\n"
    assert len(resolved(document_of(text), Suggestion(changes)).edits) == 2


def test_of_two_fixes_in_one_place_the_first_wins() -> None:
    text = "layers:\n  - Dense: {units: 4}\n"
    document = document_of(text)
    one = finding("NB001", set_option(document, DENSE, "activation", "relu"), safe=True)
    two = finding("NB002", set_option(document, DENSE, "use_bias", "false"), safe=True)
    assert apply(text, [one, two], unsafe=False) == "layers:\n  - Dense: {units: 4, activation: relu}\n"
    assert apply(text, [two, one], unsafe=False) == "layers:\n  - Dense: {units: 4, use_bias: false}\n"
    assert apply(text, [one, one], unsafe=False) == "layers:\n  - Dense: {units: 4, activation: relu}\n"


def test_a_fix_of_two_edits_is_applied_whole_or_not_at_all() -> None:
    text = "layers:\n  - Dense: {units: 4, name: a}\n  - Flatten\n"
    document = document_of(text)
    both = (*replace_value(document, (*DENSE, "name"), "b"), *remove_entry(document, ("layers", 1)))
    assert len(both) == 2
    whole = finding("NB001", both, safe=True)
    other = finding("NB002", replace_value(document, (*DENSE, "name"), "c"), safe=True)
    assert apply(text, [whole, other], unsafe=False) == "layers:\n  - Dense: {units: 4, name: b}\n"
    assert apply(text, [other, whole], unsafe=False) == "layers:\n  - Dense: {units: 4, name: c}\n  - Flatten\n"


def test_unsafe_fixes_and_those_of_other_texts_wait() -> None:
    text = "seed: 1\n"
    document = document_of(text)
    unsafe = finding("NB001", replace_value(document, ("seed",), "2"))
    assert apply(text, [unsafe], unsafe=False) == text
    assert apply(text, [unsafe], unsafe=True) == "seed: 2\n"
    assert apply("seed: 3\n", [unsafe], unsafe=True) == "seed: 3\n"
    assert isinstance(unsafe.edits[0], Edit)


def test_an_entry_beside_one_of_the_caller_is_left_alone() -> None:
    text = "layers:\n  - A\n  - B\n  - C\n  - D\n"
    document = replace(document_of(text), ("layers", 1), "X", "layers.1=X")
    assert [remove_entry(document, ("layers", at)) for at in range(3)] == [(), (), ()]
    assert edited(text, remove_entry(document, ("layers", 3))) == "layers:\n  - A\n  - B\n  - C\n"


def test_a_text_without_anything_has_no_place_to_edit() -> None:
    document = read("# nothing\n", "")
    for path in ((), ("a",), (0,)):
        assert document.node(path) is None
        assert remove_entry(document, path) == remove_option(document, path, "a") == ()
        assert replace_value(document, path, "1") == set_option(document, path, "a", "1") == ()
