"""Pattern: a regular expression for whole paths, matched in time that grows with the path and never with its choices.

Keras asks `re.fullmatch`, which takes hours for `(a+)+b` and a path of forty letters. The patterns here are read into
a machine of states that goes over the path once. What such a machine cannot have is refused.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from netbuilder.diagnostics.sentence import _
from netbuilder.system.caches import remembered

LONGEST = 200
"""Of the letters of a pattern."""
MOST_NESTED = 20
"""Groups within groups."""
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


class _Chars(NamedTuple):
    test: Test


class _Row(NamedTuple):
    parts: "Sequence[_Part]"


class _Choice(NamedTuple):
    branches: "Sequence[_Part]"


class _Repeat(NamedTuple):
    part: "_Part"
    least: int
    most: int | None


_Part = _Chars | _Row | _Choice | _Repeat


class Pattern:
    """A regular expression that is compared with whole paths."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._moves: list[tuple[Test | None, tuple[int, ...]]] = []
        end = self._state(None, ())
        self._end = end
        self._first = self._built(_Reader(text).whole(), end)
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

    def _built(self, part: _Part, after: int) -> int:
        """The state from which a part leads to the state `after` it."""
        if isinstance(part, _Chars):
            return self._state(part.test, (after,))
        if isinstance(part, _Row):
            for inner in reversed(part.parts):
                after = self._built(inner, after)
            return after
        if isinstance(part, _Choice):
            return self._state(None, tuple([self._built(branch, after) for branch in part.branches]))
        if part.most is None:
            loop = self._state(None, ())
            self._moves[loop] = (None, (after, self._built(part.part, loop)))
            after = loop
        else:
            for _ in range(part.most - part.least):
                after = self._state(None, (after, self._built(part.part, after)))
        for _ in range(part.least):
            after = self._built(part.part, after)
        return after


@remembered
def _pattern(text: str) -> Pattern:
    return Pattern(text)


_CATEGORIES: dict[str, Test] = {
    "d": str.isdecimal,
    "s": str.isspace,
    "w": lambda char: char.isalnum() or char == "_",
}
_PLAIN = frozenset(r".^$*+?{}[]|()\/-_ :&~#,=!<>'@%;")


class _Reader:
    """Reads the text of a pattern, with the one letter that comes next in sight."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def whole(self) -> _Part:
        part = self._choice(is_outer=True)
        if self.at < len(self.text):
            raise PatternError(_("a `)` has no `(`"))
        return part

    @property
    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _take(self, expected: str) -> bool:
        if not self.text.startswith(expected, self.at):
            return False
        self.at += len(expected)
        return True

    def _choice(self, is_outer: bool = False) -> _Part:
        branches = [self._row(is_outer)]
        while self._take("|"):
            branches.append(self._row(is_outer))
        return branches[0] if len(branches) == 1 else _Choice(branches)

    def _row(self, is_outer: bool) -> _Part:
        parts: list[_Part] = []
        if is_outer:
            self._take("^")  # a whole path begins there anyway
        while self._next not in ("", "|", ")"):
            if is_outer and self._next == "$" and self.text[self.at + 1 : self.at + 2] in ("", "|"):
                self.at += 1
                break
            parts.append(self._repeated(self._atom()))
        return _Row(parts)

    def _repeated(self, part: _Part) -> _Part:
        bounds = self._bounds()
        if bounds is None:
            return part
        self._take("?")  # fewest first, which for a whole path is the same
        if self._next in ("*", "+", "?") or self._counted() is not None:
            raise PatternError(_("`{next}` repeats a repetition", next=self._next))
        return _Repeat(part, *bounds)

    def _bounds(self) -> tuple[int, int | None] | None:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return bounds
        counted = self._counted()
        if counted is None:
            return None
        self.at = self.text.index("}", self.at) + 1
        least, most = counted
        if most is not None and most < least:
            raise PatternError(_("a repetition has its smaller number first"))
        if max(least, most or 0) > MOST_STATES:
            raise PatternError(_("its repetitions are too many"))
        return counted

    def _counted(self) -> tuple[int, int | None] | None:
        """The bounds of `{2}`, `{2,}` and `{2,4}`; other braces are letters."""
        end = self.text.find("}", self.at)
        if self._next != "{" or end < 0:
            return None
        least, comma, most = self.text[self.at + 1 : end].partition(",")
        if not all(not digits or (digits.isascii() and digits.isdigit()) for digits in (least, most)):
            return None
        if not comma:
            return (int(least), int(least)) if least else None
        return int(least or 0), int(most) if most else None

    def _atom(self) -> _Part:
        char = self._next
        if char in ("*", "+", "?") or self._counted() is not None:
            raise PatternError(_("there is nothing before `{char}` to repeat", char=char))
        if char in ("^", "$"):
            raise PatternError(_("a whole path is compared; `{char}` in the middle fits none", char=char))
        self.at += 1
        if char == "(":
            return self._group()
        if char == "[":
            return _Chars(self._set())
        if char == ".":
            return _Chars(lambda letter: letter != "\n")
        if char == "\\":
            return _Chars(self._escaped())
        return _Chars(_equal(char))

    def _group(self) -> _Part:
        if self._take("?") and not self._take(":"):
            raise PatternError(_("of groups with `(?` only `(?:...)` can be checked"))
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise PatternError(_("more than {most_nested} groups stand within each other", most_nested=MOST_NESTED))
        part = self._choice()
        if not self._take(")"):
            raise PatternError(_("a `(` has no `)`"))
        self.depth -= 1
        return part

    def _escaped(self) -> Test:
        char, self.at = self._next, self.at + 1
        if char.lower() in _CATEGORIES and char:
            test = _CATEGORIES[char.lower()]
            return test if char.islower() else lambda letter: not test(letter)
        if char not in _PLAIN or not char:
            raise PatternError(_("`\\{char}` cannot be checked", char=char))
        return _equal(char)

    def _set(self) -> Test:
        is_negated = self._take("^")
        tests: list[Test] = []
        while not self._take("]") or not tests:
            if self.at >= len(self.text):
                raise PatternError(_("a `[` has no `]`"))
            if not tests and self.text[self.at - 1] == "]":
                self.at -= 1  # the first one is a letter
            tests.append(self._in_set())
        return (lambda letter: not any(test(letter) for test in tests)) if is_negated else _any_of(tests)

    def _in_set(self) -> Test:
        char = self._next
        self.at += 1
        if char == "\\":
            return self._escaped()
        if char == "[" or (char in "&~|-" and self._next == char):
            raise PatternError(_("`{char}` in a set is written `\\{char}`", char=char))
        if self._next != "-" or self.text[self.at + 1 : self.at + 2] in ("", "]"):
            return _equal(char)
        last = self.text[self.at + 1]
        self.at += 2
        if last in "\\[" or last < char:
            raise PatternError(_("`{char}-{last}` is no range of letters", char=char, last=last))
        return lambda letter: char <= letter <= last


def _equal(char: str) -> Test:
    return lambda letter: letter == char


def _any_of(tests: Sequence[Test]) -> Test:
    return lambda letter: any(test(letter) for test in tests)
