"""The full format: carets under the right columns, whatever stands in the line."""

import re

import pytest

from netbuilder.diagnostics import Edit, Place, Related, Severity
from netbuilder.views.formats.columns import width
from netbuilder.views.formats.full import WIDTH, render


def under(shown):
    """What the carets point at, by columns as a terminal shows them."""
    lines = shown.split("\n")
    at = next(number for number, line in enumerate(lines) if re.match(r" *\| +\^", line))
    first = lines[at].index("^")
    count = lines[at].count("^")
    columns = [column for char in lines[at - 1] for column in [char] * width(char) if width(char)]
    return columns[first : first + count]


def test_everything(about):
    make = about("input: [8]\nlayers:\n  - Dense: {units: 0}\n")
    one = make(
        "0",
        "units is 0",
        label="here",
        why="the reason",
        fix="`units: 4`",
        edits=(Edit(make.span("0"), "4"),),
        related=(Related(make.span("8"), "from here"),),
    )
    assert (
        render([one])
        == """\
error[NB999] a-name: units is 0
 --> net.yaml:3:20
  |
1 | input: [8]
  |         - from here
...
3 |   - Dense: {units: 0}
  |                    ^ here
  |
  = why: the reason
  = fix: `units: 4`
  |
3 -   - Dense: {units: 0}
3 +   - Dense: {units: 4}"""
    )


def test_line_numbers_of_two_digits_are_aligned(about):
    make = about("\n" * 8 + "a: 1\nb: 2\n")
    shown = render([make("2", related=(Related(make.span("1"), "there"),))])
    assert shown.split("\n")[1:] == [
        "  --> net.yaml:10:4",
        "   |",
        " 9 | a: 1",
        "   |    - there",
        "10 | b: 2",
        "   |    ^",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "a: X",
        "\ta:\tX",
        "é: X",
        "世界: X",
        "e\u0301: X",
        "a\u200b: X",
        "🙂: X",
        "a: 'x\u202e' X",
        "世" * 80 + " X",
        "a" * 300 + " X",
    ],
)
def test_the_caret_stands_under_the_character(about, line):
    shown = render([about(line)("X")])
    assert under(shown) == ["X"]
    excerpt = shown.split("\n")[3]
    assert width(excerpt) <= WIDTH + 4
    assert excerpt.removeprefix("1 | ").isprintable()


@pytest.mark.parametrize("before", [0, 50, 100, 150, 400])
@pytest.mark.parametrize("behind", [0, 50, 400])
def test_long_lines_are_trimmed_around_the_place(about, before, behind):
    line = "a" * before + "XYZ" + "b" * behind
    shown = render([about(line)("XYZ")])
    assert under(shown) == ["X", "Y", "Z"]
    assert max(map(len, shown.split("\n"))) <= WIDTH + 4
    part = shown.split("\n")[3].removeprefix("1 | ")
    assert part.replace("...", "") in line


def test_a_range_longer_than_the_line_that_is_shown(about):
    shown = render([about("X" * 500)("X" * 500)])
    assert max(map(len, shown.split("\n"))) <= WIDTH + 4


def test_a_range_of_several_lines_marks_the_first(about):
    make = about("a:\n  b: 1\n  c: 2\n")
    shown = render([make(make.text.span(5, 17))])
    assert shown.endswith("2 |   b: 1\n  |   ^^^^")


def test_an_empty_range_has_one_caret(about):
    make = about("a:\n")
    assert render([make(make.text.span(2, 2))]).endswith("1 | a:\n  |   ^")


def test_two_marks_on_one_line(about):
    make = about("{a: 1, a: 2}")
    shown = render([make("a", nth=1, label="again", related=(Related(make.span("a"), "first"),))])
    assert shown.endswith("1 | {a: 1, a: 2}\n  |        ^ again\n  |  - first")


def test_a_second_place_in_another_text(about):
    make, option = about("a: 1"), about("a=2", "a=2")
    shown = render([make("1", related=(Related(option.span("2"), "set here"),))])
    assert shown.endswith("  |    ^\n  |\n  = note: set here: a=2")


def test_a_place_in_python_has_no_excerpt(about):
    one = about("")(Place("layers[4].Dropout.rate"), "the rate is 50", fix="0.5")
    assert render([one]) == "error[NB999] a-name: the rate is 50\n --> layers[4].Dropout.rate\n  = fix: 0.5"


def test_no_place_at_all(about):
    assert render([about("")(None, why="because")]) == "error[NB999] a-name: the fact\n  = why: because"


def test_an_option_of_the_command_line_has_no_line_number(about):
    assert " --> layers.0.Dense.units=0\n" in render([about("layers.0.Dense.units=0", "layers.0.Dense.units=0")("=0")])


def test_words_of_severities(about):
    make = about("a: 1")
    heads = [render([make("1", severity=one)]).split("[")[0] for one in (Severity.ERROR, Severity.WARN, Severity.INFO)]
    assert heads == ["error", "warning", "info"]


def test_what_a_terminal_would_obey_is_shown_as_text(about):
    make = about("a: 1", "x\x1b[2J.yaml")
    shown = render([make("1", "got \x1b[31m", why="\u202e", fix="\x07", label="\x08")])
    assert "\x1b" not in shown
    assert "got \\x1b[31m" in shown
    assert "x\\x1b[2J.yaml:1:4" in shown
    assert all(line.isprintable() for line in shown.split("\n"))


def test_long_sentences_are_wrapped_and_code_stays_whole(about):
    make = about("a: 1")
    code = "`units: 1, activation: sigmoid`"
    shown = render([make("1", why="word " * 40, fix=f"{'x' * 80} {code} with that")])
    assert max(map(len, shown.split("\n"))) <= WIDTH + 12
    assert any(code in line for line in shown.split("\n"))
    assert "\n         word word" in shown


def test_colour_changes_nothing_but_colour(about):
    make = about("input: [8]\nlayers:\n  - Dense: {units: 0}\n")
    one = make("0", label="here", why="reason", fix="fix", edits=(Edit(make.span("0"), "4"),))
    coloured = render([one], colour=True)
    assert "\x1b[1;31merror[NB999]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render([one])


def test_a_fix_that_adds_a_line(about):
    make = about("a:\n  b: 1\nc: 2\n")
    end = make.span("1").end
    shown = render([make("b", edits=(Edit(make.text.span(end, end), "\n  x: 3"),))])
    assert shown.endswith("  |\n3 +   x: 3")


def test_a_fix_that_removes_a_line(about):
    make = about("a: 1\nb: 2\nc: 3\n")
    shown = render([make("b", edits=(Edit(make.span("b: 2\n"), ""),))])
    assert shown.endswith("  |\n2 - b: 2")


def test_a_fix_in_two_places(about):
    make = about("a: 1\nb: 2\nc: 3\n")
    shown = render([make("b", edits=(Edit(make.span("1"), "9"), Edit(make.span("3"), "8")))])
    assert shown.endswith("  |\n1 - a: 1\n1 + a: 9\n3 - c: 3\n3 + c: 8")


def test_a_fix_that_is_too_long_to_show(about):
    make = about("a: 1\n" * 30)
    shown = render([make("1", edits=(Edit(make.text.span(0, 150), "b: 2\n" * 30),))])
    assert shown.endswith("  |    ^")


def test_several_have_an_empty_line_between(about):
    make = about("a: 1")
    assert render([make("1"), make("a")]).count("\n\n") == 1
    assert render([]) == ""
