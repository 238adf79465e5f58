"""What is looked into for what was meant, at each bound and one beyond it."""

from typing import Any

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Place
from netbuilder.pipeline import Options, Session
from netbuilder.suggest.budget import is_small
from netbuilder.suggest.coerce import coerced, product
from netbuilder.suggest.input_sizes import as_input, of_an_input_layer
from netbuilder.suggest.phrases import Surroundings, brief, typed
from netbuilder.suggest.python_calls import called, is_code
from netbuilder.suggest.recover import problems_in_options
from netbuilder.suggest.rewrite import option_value, options_of
from netbuilder.suggest.synonyms import OF_THE_INPUT


def within(times: int) -> Any:
    """A 1 in so many lists."""
    value: Any = 1
    for _ in range(times):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("small", "large"),
    [
        (within(8), within(9)),
        ([1] * 199, [1] * 200),
        ([[1] * 98, [1] * 99], [[1] * 99, [1] * 99]),
        ({str(at): at for at in range(199)}, {str(at): at for at in range(200)}),
        ("a" * 1_000, "a" * 1_001),
        (["a" * 1_000], ["a" * 1_001]),
        (2**200 - 1, 2**200),
        (-(2**200) + 1, -(2**200)),
        ((1, 2.5, None, True, "a", {}), (1, object())),
        ({"a": {"b": [1]}}, {1: 2}),
        ([], {1}),
        (False, b"a"),
        (float("nan"), 1j),
    ],
)  # fmt: skip
def test_the_bounds_of_data(small: Any, large: Any) -> None:
    assert is_small(small) is True
    assert is_small(large) is False
    assert typed(large) is None


def test_the_bounds_of_what_is_typed() -> None:
    assert typed("a" * 1_000) == "a" * 1_000
    assert typed(["a" * 499, "a" * 497]) is not None
    assert typed(["a" * 499, "a" * 498]) is None
    assert typed("") == '""'


def test_the_bounds_of_calls() -> None:
    assert called("Dense(" + " " * 993 + ")") is not None
    assert called("Dense(" + " " * 994 + ")") is None
    deep = "f(" * 8 + ")" * 8
    assert called(deep) is not None
    assert called("f(" + deep + ")") is None
    assert called("f(a[0], b[1])(c(d))") is not None
    assert called("f(" + "[1], " * 20 + ")") is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2*3", 6), ("7/2", 3.5), ("1./255", 1 / 255), ("-2 * 3", -6), ("2*0", 0), ("0/2", 0.0), ("2/0", None),
        ("2/0.0", None), ("2", None), ("2*", None), ("2*x", None), ("2**3", None), ("1e3*2", 2000.0),
        ("1e300*1e300", None), ("2*3*4*5*6*7*8*9*10", 3628800),
        ("2*3*4*5*6*7*8*9*10*11", None), ("8/2/2", 2.0), ("6/2*3", 9.0),
    ],
)  # fmt: skip
def test_products_and_fractions(text: str, value: float | None) -> None:
    found = product(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"), (True, "true"), (False, "false"), (1.5, "1.5"), ("a", '"a"'), ("a\nb", '"a b"'), ([], "[]"),
        ([1, 2, 3, 4], "[1, 2, 3, 4]"), ((1, 2, 3, 4, 5), "[1, 2, 3, 4, ...]"), ({}, "{}"),
        ({"a": 1, "b": [2], "c": None, "d": 4}, "{a: 1, b: [2], c: null}"), ("a" * 28, f'"{"a" * 28}"'),
        ("a" * 29, f'"{"a" * 26}...'), (2**200 - 1, f"{str(2**200 - 1)[:27]}..."), (2**200, "a number of 60 digits"),
        (-(2**400), "a number of 121 digits"), (object(), "object"), (int, "the class int"),
    ],
)  # fmt: skip
def test_values_in_messages(value: Any, words: str) -> None:
    assert brief(value) == words


def test_the_bounds_of_readings() -> None:
    number, numbers = nb.Dense.field_of("units").validate, nb.Reshape.field_of("target_shape").validate
    for check, small, large, meant in (
        (number, "0" * 999 + "4", "0" * 1_000 + "4", 4),
        (numbers, ["4"] * 200, ["4"] * 201, [4] * 200),
    ):
        reading = coerced(check, small)
        assert reading is not None
        assert reading.value == meant
        assert coerced(check, large) is None


def test_the_bounds_of_values_of_options() -> None:
    cls = nb.TextVectorization
    for count, is_read in ((199, True), (200, False)):
        words = [f"w{at}" for at in range(count)]
        assert (option_value(cls, "vocabulary", words) is not None) is is_read
    for count, is_read in ((198, True), (199, False)):
        options = {"vocabulary": [f"w{at}" for at in range(count)]}
        assert (options_of(cls, "TextVectorization", options) is not None) is is_read


def test_behind_so_many_mistakes_none_is_read_as_what_was_meant() -> None:
    for count in (200, 201):
        options = {"unitz": 4, **{f"zzz{at}": 4 for at in range(1, count)}}
        meant = [problem.option for problem in problems_in_options(nb.Dense, options) if problem.option]
        assert meant == ["units"] * (count <= 200)
        metrics = [{"AUCC": {"curve": "x"}}] * count
        kinds = [problem.kind for problem in problems_in_options(nb.Compile, {"metrics": metrics})]
        assert len(kinds) == (2 * count if count <= 200 else count)


def test_behind_so_many_findings_of_a_file_a_misspelt_layer_is_a_hole_and_none_gets_an_edit() -> None:
    for first in ("Dens: {units: 4}", "Dens: {unitz: 4}"):
        layers = "\n".join(f"  - {layer}" for layer in (first, *["Dens: {unitz: 4}"] * 149))
        report = Session(f"input: [8]\nlayers:\n{layers}\n", "net.yaml").report
        found = [diagnostic for diagnostic in report.diagnostics if diagnostic.code < "NB100"]
        assert (len(found), sum(bool(each.edits) for each in found)) == (250, 200)


def test_a_layer_that_was_read_with_a_class_of_the_callers_is_read_anew_without_it() -> None:
    def twice(x: Any) -> Any:
        return x

    text = "input: [8]\nlayers: [{Dense: {units: 4, activation: twice}}]\n"
    assert not Session(text, "net.yaml", Options(custom_objects={"twice": twice})).report.errors
    assert [error.code for error in Session(text, "net.yaml").report.errors] == ["NB015"]


def test_what_is_too_long_to_be_typed_is_no_edit() -> None:
    name = "a" * 985
    for layer in (f"{{type: Dense, units: 4, name: {name}}}", f"{{Dense: {{units: 4, name: {name}}}, dtype: float32}}"):
        [error] = Session(f"input: [8]\nlayers: [{layer}]\n", "net.yaml").report.errors
        assert (error.fix, error.edits) == ("`- Dense: {units: 4}`, say", ())
    for layer, fix in (
        (f"{{Reshape: {{target_shape: {' '.join(['4'] * 210)}}}}}", "`target_shape: [4, -1]`, say"),
        (f"{{Dense: [{{units: 4}}, {{name: {name}}}]}}", "`Dense: {units: 4}`, say"),
    ):
        errors = Session(f"input: [8]\nlayers: [{layer}]\n", "net.yaml").report.errors
        assert [(error.fix, error.edits) for error in errors] == [(fix, ())]
    text = f"input: [8]\nlayers: [{{Dense: {{units: 1}}}}]\nloss: {name}\noptimizer: {name}\n"
    [error] = Session(text, "net.yaml").report.errors
    assert (error.fix, error.edits) == ("indent it below `compile:`", ())


def test_so_much_of_a_text_is_looked_at_for_code() -> None:
    assert is_code("f(x)")
    assert is_code("a" * 99_999 + "(")
    assert not is_code("a" * 100_000 + "(")


def test_the_rank_of_the_layer_before_is_that_of_one_of_fifty() -> None:
    for between, rank in ((49, "1D"), (50, "2D")):
        layers = ["MaxPooling1D", *["Flatten"] * between, "{Conv: {filters: 4, kernel_size: 3}}"]
        text = f"input: [8, 8, 1]\nlayers: [{', '.join(layers)}]\n"
        [error] = [each for each in Session(text, "net.yaml").report.errors if each.code == "NB010"]
        assert error.fix == f"did you mean `Conv{rank}`?"


def test_an_input_may_be_said_in_every_way_at_once() -> None:
    of_the_input = dict.fromkeys(OF_THE_INPUT, 8)
    assert of_an_input_layer({**of_the_input, "shape": [8], "dtype": "float32", "name": "x"}) is not None
    around = Surroundings(lambda path, part: Place(""), {})
    assert as_input(nb.Dense, of_the_input, ("layers", 0, "Dense"), around) is not None
