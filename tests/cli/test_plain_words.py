"""What is read without click is read as click reads it; everything else is left to click."""

import click
import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from netbuilder.cli.click_command import click_command
from netbuilder.cli.commands.check import CheckOptions, command
from netbuilder.cli.options import parameters
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


def test_every_option_is_known() -> None:
    """An option with an attribute that only click understands would send every `check` to click."""
    for name, parameter in parameters(CheckOptions).items():
        for option in parameter.names:
            word = option.partition("/")[0]
            declared = next(each for each in CLICK.params if each.name == name)
            assert isinstance(declared, click.Option)
            value = [] if declared.is_flag else [{"form": "json", "devices": "2", "language": "pt"}.get(name, "3.8")]
            assert plain_options(CheckOptions, [word, *value, "net.yaml"]) is not None, option
