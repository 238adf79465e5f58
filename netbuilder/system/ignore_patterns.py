"""Patterns of a .gitignore, matched segment by segment: in time that no pattern can make grow beyond reason.

A library would turn a pattern into one regular expression, and a folder that somebody else made can hold one that
backtracks for hours.
"""

import re
from collections.abc import Callable, Iterable
from fnmatch import translate
from typing import NamedTuple

Segment = Callable[[str], object]
"""Whether a name fits."""


class _Pattern(NamedTuple):
    segments: tuple[Segment | None, ...]
    """None for `**`."""
    ignores: bool
    """False for `!pattern`, which takes a file in again."""
    folders_only: bool


class IgnorePatterns:
    """The patterns of one .gitignore, or of `exclude`, for what stands below one folder."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._patterns = [pattern for line in lines if (pattern := _parsed(line)) is not None]

    def says(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether a path below the folder, as `a/b.yaml`, is ignored; None where no pattern speaks of it."""
        names = path.split("/")
        for pattern in reversed(self._patterns):  # the last one that fits counts
            if (is_folder or not pattern.folders_only) and _matches(pattern.segments, names):
                return pattern.ignores
        return None


def _parsed(line: str) -> _Pattern | None:
    line = line.rstrip("\r\n")
    if not line.endswith("\\ "):
        line = line.rstrip(" ")
    if not line or line.startswith("#"):
        return None
    ignores = not line.startswith("!")
    line = line.removeprefix("!")
    folders_only = line.endswith("/")
    line = line.rstrip("/")
    if not line:
        return None
    # With a slash it is one place below the folder, without one a name anywhere below it.
    segments = line.lstrip("/").split("/") if "/" in line else ["**", line]
    return _Pattern(tuple(_segment(segment) for segment in segments), ignores, folders_only)


def _segment(text: str) -> Segment | None:
    """Compiled once: `fnmatch` keeps a few hundred, and a .gitignore can hold 30,000, for every file below."""
    if text == "**":
        return None
    if not any(char in text for char in "*?[\\"):
        return text.__eq__
    return re.compile(translate(_escaped(text))).match


def _escaped(segment: str) -> str:
    """A segment as `fnmatch` reads it, which has brackets in place of backslashes."""
    return re.sub(r"\\(.)", lambda match: f"[{match[1]}]" if match[1] in "*?[" else match[1], segment)


def _matches(segments: tuple[Segment | None, ...], names: list[str]) -> bool:
    """Whether the segments of a pattern cover all names of a path; `**` covers any number of them."""
    reached = {0}
    for at, segment in enumerate(segments):
        if segment is None:
            least = min(reached) + (at == len(segments) - 1 and at > 0)  # at the end it is what is inside
            reached = set(range(least, len(names) + 1))
        else:
            reached = {end + 1 for end in reached if end < len(names) and segment(names[end])}
        if not reached:
            return False
    return len(names) in reached
