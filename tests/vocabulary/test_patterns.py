"""Patterns for paths: what they match is what `re.fullmatch` matches, in a bounded number of steps."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netbuilder.vocabulary.base.patterns import STEPS, Effort, Pattern, PatternError, TooMuch

ATOMS = st.sampled_from(
    [
        "a",
        "b",
        "/",
        ".",
        r"\.",
        "[ab]",
        "[^a]",
        "[a-c/]",
        r"\d",
        r"\w",
        r"\W",
        r"[\w/]",
        "1",
        "_",
        "$",
        "^",
        "[]a]",
        r"[^\d]",
        r"\x61",
        "{",
        "-",
    ]
)
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map("|".join),
        inner.map("({})".format),
        st.tuples(inner.map("(?:{})".format), st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{,2}", "+?"])).map(
            "".join
        ),
    ),
    max_leaves=8,
)


def _compared(pattern: str, path: str) -> None:
    try:
        read = Pattern.of(pattern)
    except PatternError:
        return
    assert read.matches(path, Effort()) == bool(re.fullmatch(pattern, path))


@settings(max_examples=500, deadline=None)
@given(PATTERNS, st.text("ab/.d1_{}]-c$^", max_size=8))
def test_it_matches_as_re_does(pattern: str, path: str) -> None:
    _compared(pattern, path)


@settings(max_examples=500, deadline=None)
@given(st.text(r"ab/.\()[]{}*+?|^$-:,12&~P<>=!", max_size=12), st.text("ab/", max_size=4))
def test_whatever_is_read_is_a_pattern_of_re(pattern: str, path: str) -> None:
    _compared(pattern, path)


@pytest.mark.parametrize("pattern", ["(?:a+)+b", "(a|a)*b", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)x", "(?:a?){30}a{30}b"])
def test_no_pattern_costs_more_than_its_path(pattern: str) -> None:
    effort = Effort()
    assert not Pattern.of(pattern).matches("a" * 5_000, effort)
    assert STEPS - effort.left < 20_000


def test_the_parser_of_python_has_the_private_names_that_are_asked() -> None:
    from re import _parser  # type: ignore[attr-defined]

    kinds = [operation for operation, _ in _parser.parse(r"a[^a].[ab]\Z(?:ab|c)*?$")]
    assert kinds[-2:] == [_parser.MIN_REPEAT, _parser.AT], "re._parser"
    assert _parser.parse("a{2,}")[0][1][:2] == (2, _parser.MAXREPEAT), "re._parser.MAXREPEAT"


def test_there_is_an_end_to_it() -> None:
    with pytest.raises(TooMuch):
        Pattern.of(".*").matches("a" * 100, Effort(50))


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("", "letters"),
        ("a" * 201, "letters"),
        ("(a", "missing )"),
        ("a)", "unbalanced parenthesis"),
        ("[a", "unterminated character set"),
        ("*a", "nothing to repeat"),
        ("a**", "multiple repeat"),
        ("[[a]", "nested set"),
        ("a{99999999999}", "too large"),
        ("(?=a)", "cannot be checked"),
        (r"(a)\1", "cannot be checked"),
        (r"a\b/", "cannot be checked"),
        ("(?i)a", "cannot be checked"),
        ("(?i:a)", "cannot be checked"),
        ("a*+b", "cannot be checked"),
        ("a^b", "whole path"),
        ("(^a)", "whole path"),
        ("a(b$)", "whole path"),
        ("a(?:^b|c)", "whole path"),
        ("(?:a|b$)c", "whole path"),
        ("(?:^a)*", "whole path"),
        ("a|b$c", "whole path"),
        ("(?:a{999}){999}", "too many"),
        ("(?:(?:(?:){999}){999}){999}", "too many"),
        ("(" * 30 + "a" + ")" * 30, "20 groups"),
        ("[z-a]", "bad character range"),
    ],
)
def test_what_is_no_pattern_says_why(pattern: str, why: str) -> None:
    with pytest.raises(PatternError, match=re.escape(why)):
        Pattern.of(pattern)


LETTERS = "abcdzAZ09_ \n\t/-.^$éß٣²\u2003"
ONE_LETTER = (
    r"\d", r"\D", r"\s", r"\S", r"\w", r"\W", ".", "a", "[^a]", "[b-d]", "[^b-d]", r"[\d_]", r"[^\w/]", r"[\s\S]",
    "[-a]", "a|b", "(a|b|)", "^a|b$", "^(a|b)$", "(^a)", "a?", "a*", "a{2}|b",
    "[^^]", "[$.]", r"\^", "^$", "^^a", "a$$", "()",
)  # fmt: skip


@pytest.mark.parametrize("pattern", ONE_LETTER)
def test_every_kind_of_letter_is_taken_as_re_takes_it(pattern: str) -> None:
    for path in ("", *LETTERS, "aa", "aaa", "ab", "bc"):
        _compared(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("a" * 200, "a" * 200),
        ("(a)" * 20, "a" * 20),
        ("a{0}b", "b"),
        ("a{2,3}", "aaa"),
        ("(?:ab){1,}c", "ababc"),
        ("(?:a{21}){22}", "a" * 462),
        ("a{499}", "a" * 499),
        ("aa{499}", "a" * 500),
        (".*/dense(_1)?/kernel", "net/dense_1/kernel"),
    ],
)
def test_it_is_not_refused_one_short_of_too_much(pattern: str, path: str) -> None:
    read = Pattern.of(pattern)
    assert read.matches(path, Effort())
    assert not read.matches(path + "x", Effort())
    assert not read.matches(path[:-1] + "x", Effort())


@pytest.mark.parametrize("pattern", ["(a)" * 21, "aaa{499}", 3, None, b"a"])
def test_it_is_refused_one_beyond(pattern: object) -> None:
    with pytest.raises(PatternError):
        Pattern.of(pattern)


def test_what_matching_costs() -> None:
    pattern, effort = Pattern("(a|b)*c"), Effort(100)
    costs = []
    for path in ("", "a", "ab", "abc", "abc", "x", "xxxx"):
        before = effort.left
        pattern.matches(path, effort)
        costs.append(before - effort.left)
    assert costs == [0, 4, 5, 6, 3, 4, 1]
    exact = Effort(3)
    assert pattern.matches("abc", exact)
    assert exact.left == 0
    with pytest.raises(TooMuch):
        pattern.matches("a", exact)
