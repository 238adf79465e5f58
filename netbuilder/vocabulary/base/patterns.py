"""Pattern: a regular expression for whole paths, matched in time that grows with the path and never with its choices.

Keras asks `re.fullmatch`, which takes hours for `(a+)+b` and a path of forty letters. What Python's own parser reads is
put here into a machine of states that goes over the path once. What such a machine cannot have is refused.
"""

import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from re import _parser as parser  # type: ignore[attr-defined]  # private; the same from Python 3.11 to 3.14
from typing import Any

from netbuilder.diagnostics.sentence import _
from netbuilder.system.caches import remembered

LONGEST = 200
"""Of the letters of a pattern."""
MOST_GROUPS = 20
MOST_STATES = 1_000
"""Of the machine that a pattern becomes."""
STEPS = 2_000_000
"""What all patterns of a network together may cost."""


class PatternError(ValueError):
    """Why something is no pattern for paths."""


class TooMuch(Exception):
    """Matching costs more than it may."""


class Effort:
    """What matching has cost, counted over all patterns of a network."""

    def __init__(self, left: int = STEPS) -> None:
        self.left = left

    def spend(self, steps: int) -> None:
        """Count some steps.

        Raises:
            TooMuch: there are none left.
        """
        self.left -= steps
        if self.left < 0:
            raise TooMuch


Test = Callable[[str], bool]
Item = tuple[Any, Any]
"""What the parser reads: an operation with its argument."""


class Pattern:
    """A regular expression that is compared with whole paths."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._moves: list[tuple[Test | None, tuple[int, ...]]] = []
        self._end = self._state(None, ())
        self._first = self._built(_parsed(text), self._end, is_whole=True)
        self._sets: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    @staticmethod
    def of(text: Any) -> "Pattern":
        """The pattern that a text of a file is.

        Raises:
            PatternError: it is none, or one that cannot be matched in bounded time.
        """
        if type(text) is not str:
            raise PatternError(_("it is no text"))
        if not text or len(text) > LONGEST:
            raise PatternError(_("it has from 1 to {longest} letters", longest=LONGEST))
        if text.count("(") > MOST_GROUPS:
            raise PatternError(_("it has more than {most_groups} groups", most_groups=MOST_GROUPS))
        return _pattern(text)

    def matches(self, path: str, effort: Effort) -> bool:
        """Whether it matches the whole path.

        Raises:
            TooMuch: it costs more than is left.
        """
        states = self._closure((self._first,))
        for char in path:
            effort.spend(1)
            after = self._sets.get((states, char))
            if after is None:
                effort.spend(len(states))
                targets = [
                    target
                    for state in states
                    if (test := self._moves[state][0]) is not None and test(char)
                    for target in self._moves[state][1]
                ]
                after = self._sets[states, char] = self._closure(targets)
            states = after
            if not states:
                return False
        return self._end in states

    def _closure(self, states: Sequence[int]) -> frozenset[int]:
        reached, waiting = set(states), list(states)
        while waiting:
            test, targets = self._moves[waiting.pop()]
            if test is None:
                new = [target for target in targets if target not in reached]
                reached.update(new)
                waiting += new
        return frozenset(reached)

    def _state(self, test: Test | None, targets: tuple[int, ...]) -> int:
        if len(self._moves) >= MOST_STATES:
            raise PatternError(_("its repetitions are too many"))
        self._moves.append((test, targets))
        return len(self._moves) - 1

    def _built(self, items: Iterable[Item], after: int, is_whole: bool = False) -> int:
        """The state from which items lead to the state `after` them.

        Args:
            is_whole: a path begins and ends with them, which `^` and `$` say once more.
        """
        row = list(items)
        if is_whole and row[:1] == [(parser.AT, parser.AT_BEGINNING)]:
            del row[0]
        if is_whole and row[-1:] == [(parser.AT, parser.AT_END)]:
            del row[-1]
        for operation, argument in reversed(row):
            if operation is parser.BRANCH:
                branches = [self._built(branch, after, is_whole and len(row) == 1) for branch in argument[1]]
                after = self._state(None, tuple(branches))
            elif operation is parser.SUBPATTERN and not any(argument[1:3]):
                after = self._built(argument[3], after)
            elif operation in (parser.MAX_REPEAT, parser.MIN_REPEAT):  # for a whole path the same
                least, most, body = argument
                after = self._repeated(least, most, body, after)
            else:
                after = self._state(_test(operation, argument), (after,))
        return after

    def _repeated(self, least: int, most: int, items: Iterable[Item], after: int) -> int:
        if most is parser.MAXREPEAT:
            loop = self._state(None, ())
            self._moves[loop] = (None, (after, self._built(items, loop)))
            after, most = loop, least
        for copy in range(most):
            inner = self._built(items, after)
            after = self._state(None, (after, inner) if copy < most - least else (inner,))
        return after


@remembered
def _pattern(text: str) -> Pattern:
    return Pattern(text)


def _parsed(text: str) -> Iterable[Item]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what a later Python reads otherwise
            tree = parser.parse(text)
    except (re.error, OverflowError, Warning) as error:
        quote = f'"{error}"'
        raise PatternError(_("Python says {quote}", quote=quote)) from None
    if tree.state.flags != re.UNICODE:
        raise PatternError(_REFUSED)
    return tree  # type: ignore[no-any-return]


_REFUSED = _("looking around, back references, flags and places such as `\\b` cannot be checked")
_CATEGORIES: dict[Any, Test] = {
    parser.CATEGORY_DIGIT: str.isdecimal,
    parser.CATEGORY_SPACE: str.isspace,
    parser.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    parser.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    parser.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    parser.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


def _test(operation: Any, argument: Any) -> Test:
    """Whether a letter is one that an item takes."""
    if operation is parser.IN:
        is_negated = argument[0][0] is parser.NEGATE
        tests = [_test(*item) for item in argument[is_negated:]]
        return lambda char: any(test(char) for test in tests) != is_negated
    if operation is parser.ANY:
        return lambda char: char != "\n"
    if operation is parser.CATEGORY:
        return _CATEGORIES[argument]
    if operation is parser.RANGE:
        return lambda char: argument[0] <= ord(char) <= argument[1]
    if operation in (parser.LITERAL, parser.NOT_LITERAL):
        return lambda char: (ord(char) == argument) == (operation is parser.LITERAL)
    if operation is parser.AT and argument in (parser.AT_BEGINNING, parser.AT_END):
        raise PatternError(_("a whole path is compared; `^` and `$` in the middle fit none"))
    raise PatternError(_REFUSED)
