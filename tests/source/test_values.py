"""Plain values: the YAML 1.2 core schema, checked against the specification and against another reader."""

import math
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from netbuilder.diagnostics import Span
from netbuilder.source import read

CORE = [
    ("", None),
    ("~", None),
    ("null", None),
    ("NULL", None),
    ("nULL", "nULL"),
    ("true", True),
    ("False", False),
    ("yes", "yes"),
    ("off", "off"),
    ("On", "On"),
    ("0", 0),
    ("010", 10),
    ("-3", -3),
    ("+7", 7),
    ("0o17", 15),
    ("0xFF", 255),
    ("0b1", "0b1"),
    ("-0x1", "-0x1"),
    ("1_000", "1_000"),
    ("1:30", "1:30"),
    ("1e-3", 0.001),
    ("1E5", 1e5),
    (".5", 0.5),
    ("5.", 5.0),
    ("+1.25e+2", 125.0),
    (".inf", math.inf),
    ("-.INF", -math.inf),
    ("+.Inf", math.inf),
    (".", "."),
    ("-", [None]),
    ("--1", "--1"),
    ("1e", "1e"),
    ("2024-01-01", "2024-01-01"),
    ("=", "="),
    ("\u0661", "\u0661"),
]


@pytest.mark.parametrize(("text", "value"), CORE)
def test_a_plain_scalar(text: str, value: object) -> None:
    document = read(f"key:\n  {text}\n" if text == "-" else f"key: {text}\n", "f.yaml")
    assert document.value == {"key": value}
    assert type(document.value["key"]) is type(value)
    assert document.problems == []
    span = document.span(["key"])
    assert (span.line, span.column) == ((2, 3) if text == "-" else (1, 6 if text else 5))
    assert span.text.string[span.start : span.end] == text


def test_not_a_number() -> None:
    assert math.isnan(read("[.nan]", "f.yaml").value[0])


@pytest.mark.parametrize("text", ["'64'", '"64"', "'true'", '"~"', "''"])
def test_quotes_make_text(text: str) -> None:
    document = read(f"a: {text}", "f.yaml")
    assert document.value == {"a": text[1:-1]}
    assert document.span(["a"])[1:5] == (1, 4, 1, 4 + len(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!!str 64", "64"),
        ("!!int '64'", 64),
        ("!!float 3", 3.0),
        ("!!float 1e-3", 0.001),
        ("!!bool 'true'", True),
        ("!!null ''", None),
        ("! 64", "64"),
        ("!!map {}", {}),
        ("!!seq []", []),
        ("!<tag:yaml.org,2002:str> 1", "1"),
    ],
)
def test_a_core_tag(text: str, value: object) -> None:
    document = read(f"a: {text}", "f.yaml")
    assert document.value == {"a": value}
    assert type(document.value["a"]) is type(value)
    assert document.problems == []
    span = document.span(["a"])
    assert span.column == 1 + f"a: {text}".rindex(text.split(" ")[1])
    assert span.end == len(document.text.string)


@pytest.mark.parametrize(
    ("text", "message", "columns"),
    [
        ("!foo 1", "the tag `!foo` is not read", (4, 8)),
        ("!!python/object:os.system [x]", "the tag `!!python/object:os.system` is not read", (4, 29)),
        ("!!set {x}", "the tag `!!set` is not read", (4, 9)),
        ("!!int abc", "`!!int` needs an integer, got `abc`", (4, 9)),
        ("!!int 1.5", "`!!int` needs an integer, got `1.5`", (4, 9)),
        ("!!bool 1", "`!!bool` needs `true` or `false`, got `1`", (4, 10)),
        ("!!map 1", "`!!map` needs a mapping, got `1`", (4, 9)),
        ("!!map [1]", "`!!map` needs a mapping, got a list", (4, 9)),
        ("!!str [1]", "`!!str` needs text, got a list", (4, 9)),
        ("&x !foo 1", "the tag `!foo` is not read", (7, 11)),
    ],
)
def test_a_tag_that_is_not_read(text: str, message: str, columns: tuple[int, int]) -> None:
    document = read(f"a: {text}", "f.yaml")
    (problem,) = document.problems
    assert (problem.code, problem.message) == ("NB001", message)
    assert isinstance(problem.address, Span)
    assert (problem.address.line, problem.address.column, problem.address.end_column) == (1, *columns)
    assert document.root is not None


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "\ufeff", "   \n\n"])
def test_an_empty_file(text: str) -> None:
    document = read(text, "f.yaml")
    assert document.root is None
    assert document.value is None
    assert document.problems == []
    assert document.span(["a"])[1:] == (1, 1, 1, 1, 0, 0)


def test_words_are_remembered_without_limit_of_files() -> None:
    for start in range(0, 12_000, 1000):
        document = read(f"[{', '.join(f'word{i}' for i in range(start, start + 1000))}]", "f.yaml")
        assert document.value[-1] == f"word{start + 999}"
        assert document.span([0])[1:5] == (1, 2, 1, 2 + len(f"word{start}"))


# No colon or question mark that starts a word, or one behind the other: the other writer leaves them without quotes,
# and libyaml reads YAML 1.1 there.
_words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Zs")), max_size=8
).filter(lambda text: text[:1] not in (":", "?") and ":?" not in text)
_scalars = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False), _words)
_data = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words, inner, max_size=4), max_leaves=12
)


def _dump(data: object, flow: bool) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.allow_unicode = True
    yaml.width = 4000
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue()


@settings(max_examples=40, deadline=None)
@given(_data, st.booleans())
def test_what_another_writer_writes_is_read_back(data: object, flow: bool) -> None:
    text = _dump(data, flow)
    document = read(text, "f.yaml")
    assert document.problems == []
    assert document.value == data
    assert document.span([]).text is document.text


_PLAIN = st.text("0123456789+-.eExXo_ainftrulsy~NT:", min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(_PLAIN)
def test_plain_scalars_are_what_another_reader_says(text: str) -> None:
    document = read(f"[{text}]", "f.yaml")
    if document.problems or not isinstance(document.value[0], str | int | float | bool | None):
        return
    try:
        expected = YAML(typ="safe", pure=True).load(f"[{text}]")[0]
    except ValueError:
        return
    # Known differences of the other reader: underscores, binary and signed based integers, `=`, floats like `1e5`
    # that it takes from YAML 1.1, and dates.
    signed_base = text[:1] in "+-" and text[2:3] in "xo"
    if "_" in text or "0b" in text or type(expected).__module__ == "datetime" or signed_base:
        return
    value = document.value[0]
    assert value == expected or (value != value and expected != expected)
    span = document.span([0])
    assert (span.line, span.column, span.end_column) == (1, 2, 2 + len(text))
