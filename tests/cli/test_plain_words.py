"""What is read without click is read as click reads it; everything else is left to click."""

from dataclasses import dataclass
from typing import Any

import click
import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from netbuilder.cli.click_command import click_command
from netbuilder.cli.commands.check import CheckOptions, command
from netbuilder.cli.options import COUNT, FILE, Choice, CommonOptions, argument, option, parameters
from netbuilder.cli.plain_words import plain_options

CLICK = click_command(command)
OPTIONS = [option for parameter in CLICK.params for option in (*parameter.opts, *parameter.secondary_opts)]
VALUES = [
    "net.yaml",
    "a/b.yaml",
    ".",
    "NB3",
    "json",
    "3.8",
    "2",
    "0",
    "layers.0.Dense.units=7",
    "x=",
    "",
    "-",
    "-1",
    "--",
    "full",
    "Json",
]
WORDS = st.one_of(
    st.sampled_from([*OPTIONS, *VALUES, "-h", "--help", "--sele", "-vq", "-qv", "--nonsense", "@file"]),
    st.builds("{}={}".format, st.sampled_from(OPTIONS), st.sampled_from(VALUES)),
    st.builds("{}{}".format, st.sampled_from(["-v", "-q", "--set"]), st.sampled_from(VALUES)),
    st.text("-=abqv .", max_size=6),
)


def by_click(words: list[str]) -> CheckOptions:
    return CheckOptions(**CLICK.make_context("check", list(words), resilient_parsing=False).params)


@settings(max_examples=600, deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_both_ways_read_the_same(words: list[str]) -> None:
    plain = plain_options(CheckOptions, words)
    if plain is not None:
        assert plain == by_click(words)


@pytest.mark.parametrize(
    "words",
    [
        ["net.yaml"], ["a.yaml", "b.yaml", "."], ["--strict", "net.yaml"], ["net.yaml", "--no-strict"],
        ["-v", "net.yaml"],
        ["--format", "json", "net.yaml"], ["--format=sarif", "net.yaml"],
        ["net.yaml", "--select", "NB3", "--select=NB2"],
        ["--keras", "3.8", "net.yaml"], ["net.yaml", "--set", "layers.0.Dense.units=7"], ["--no-cache", "net.yaml"],
        ["--diff", "net.yaml"], ["--quiet", "--debug", "net.yaml"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_often_typed_is_plain(words: list[str]) -> None:
    assert plain_options(CheckOptions, words) == by_click(words)


@pytest.mark.parametrize(
    "words",
    [
        [], [""], ["--help"], ["net.yaml", "-h"], ["-"], ["net.yaml", "--"],
        ["--nonsense", "net.yaml"], ["-vq", "net.yaml"],
        ["--format", "yaml", "net.yaml"], ["net.yaml", "--format"], ["net.yaml", "--set", "-x"],
        ["--strict=yes", "net.yaml"],
        ["net.yaml", "--keras="],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_not_plain_is_left_to_click(words: list[str]) -> None:
    assert plain_options(CheckOptions, words) is None


def options_of(**declared: Any) -> type[CommonOptions]:
    """A command's options: those of every command, and these."""
    names = {"__annotations__": dict.fromkeys(declared, "object"), "__module__": __name__}
    return dataclass(frozen=True, kw_only=True)(type("Own", (CommonOptions,), {**names, **declared}))


FILES = argument(nargs=-1, required=True)


@pytest.mark.parametrize(
    ("declared", "words", "expected"),
    [
        ({"files": FILES}, "a b", {"files": ("a", "b")}),
        ({"files": FILES, "two": option("--two")}, "a --two=b", {"files": ("a",), "two": "b"}),
        ({"files": FILES, "two": option("--two")}, "a", {"files": ("a",), "two": None}),
        ({"files": FILES, "two": option("--two", default=3)}, "a", {"files": ("a",), "two": 3}),
        ({"files": FILES, "two": option("--two", multiple=True)}, "a", {"files": ("a",), "two": ()}),
        ({"files": FILES, "two": option("--two", multiple=True)}, "--two b a --two c", {"two": ("b", "c")}),
        ({"files": FILES, "two": option("--two")}, "--two b a --two c", {"two": "c"}),
        ({"files": FILES, "two": option("--two/--one", default=None)}, "a", {"two": None}),
        ({"files": FILES, "two": option("--two/--one", default=None)}, "a --two", {"two": True}),
        ({"files": FILES, "two": option("--two/--one", default=None)}, "a --two --one", {"two": False}),
        ({"files": FILES, "two": option("--two", type=FILE)}, "a --two b", {"two": "b"}),
        ({"files": FILES, "two": option("--two", type=Choice(["b"]))}, "a --two b", {"two": "b"}),
        ({"files": FILES, "two": option("--two", type=Choice(["b"]))}, "a --two c", None),
        ({"files": FILES, "two": option("--two", type=COUNT)}, "a --two 1", {"two": 1}),
        ({"files": FILES, "two": option("--two", type=COUNT)}, "a --two 999999999", {"two": 999_999_999}),
        *(
            ({"files": FILES, "two": option("--two", type=COUNT)}, f"a --two {value}", None)
            for value in ("0", "1000000000", "-1", "1.0", "\u0663", "x")
        ),
        ({"files": FILES, "two": option("-2")}, "a -2 b", {"two": "b"}),
        ({"files": FILES, "two": option("-2")}, "a -2=b", None),
        ({"files": FILES, "two": option("--two")}, "a --two -b", None),
        ({"files": FILES, "two": option("--two")}, "a --two", None),
        ({"files": FILES}, "a --verbose=1", None),
        ({"files": FILES}, "a --nothing", None),
        ({"files": FILES}, "-v", None),
        ({"files": FILES, "two": option("--two", type=int)}, "a", None),
        ({"files": FILES, "two": option("--two", count=True)}, "a", None),
        ({"files": FILES, "two": option("--two", type=FILE, envvar="TWO")}, "a", None),
        ({"files": FILES, "second": argument()}, "a", None),
        ({"files": argument(nargs=2)}, "a", None),
        ({"file": argument()}, "a", None),
        ({"two": option("--two")}, "a", None),
    ],
)
def test_the_options_of_any_command(declared: dict[str, Any], words: str, expected: dict[str, Any] | None) -> None:
    plain = plain_options(options_of(**declared), words.split())
    read = None if plain is None or expected is None else {name: getattr(plain, name) for name in expected}
    assert (plain is None) == (expected is None)
    assert read == expected


def test_every_option_is_known() -> None:
    """An option with an attribute that only click understands would send every `check` to click."""
    for name, parameter in parameters(CheckOptions).items():
        for typed in parameter.names:
            word = typed.partition("/")[0]
            declared = next(each for each in CLICK.params if each.name == name)
            assert isinstance(declared, click.Option)
            value = [] if declared.is_flag else [{"form": "json", "devices": "2", "language": "pt"}.get(name, "3.8")]
            assert plain_options(CheckOptions, [word, *value, "net.yaml"]) is not None, typed
