"""The place of a line among the lines above it: which keys and items it stands below, by their columns."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from netbuilder.diagnostics import Path

_DASH = re.compile(r"-(?:[ \t]+|\Z)")
_KEY = re.compile(
    r"""(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s\[\]{},"'#&*!|>%@`-][^#]*?|-[^\s][^#]*?))(?<![ \t])[ \t]*+:(?:[ \t]|\Z)"""
)
_PROPERTIES = re.compile(r"(?:[&!][^\s]*[ \t]+)+")


class Level(NamedTuple):
    """A dash, or a key with its colon, at its column."""

    column: int
    key: str | None
    """None for a dash."""


class BlockPlace(NamedTuple):
    """Where the end of a line stands."""

    path: Path
    role: Literal["key", "value"]
    keys: tuple[str, ...]
    """The keys of the same mapping above it."""
    is_item: bool
    column: int
    """Where the innermost thing on the line begins."""


def levels(line: str) -> list[Level]:
    """The dashes and the key that a line begins with."""
    line_levels = []
    at = len(line) - len(line.lstrip(" "))
    while match := _DASH.match(line, at):
        line_levels.append(Level(at, None))
        at = match.end()
    properties = _PROPERTIES.match(line, at)
    key = _KEY.match(line, properties.end() if properties else at)
    if key:
        line_levels.append(Level(at, key[1] or key[2] or key[3] or ""))
    return line_levels


def block_place(lines: Sequence[str], is_block: Sequence[bool], before: str) -> BlockPlace:
    """The place of what is typed behind `before`, the beginning of the last of the lines."""
    here = levels(before)
    if before.strip() and not here:
        # More of a value than its first word: the value is the whole rest of the line.
        here = [Level(len(before) - len(before.lstrip(" ")), "")]
    if here:
        path, keys = _above(lines, is_block, here)
        return BlockPlace(path, "value", keys, here[-1].key is None, here[-1].column)
    column = len(before)
    path, keys = _above(lines, is_block, [Level(column, "")])
    return BlockPlace(path[:-1], "key", keys, False, column)


def _above(lines: Sequence[str], is_block: Sequence[bool], here: list[Level]) -> tuple[Path, tuple[str, ...]]:
    """The path to the innermost of some levels, and the keys beside it on the lines above."""
    steps: list[str | int] = []
    keys: list[str] = []
    current = list(here)
    innermost = True
    at = len(lines) - 1
    while True:
        for level in reversed(current[1:]):
            steps.append(level.key if level.key is not None else 0)
        top, index = current[0], 0
        parents: list[Level] = []
        while at > 0 and not parents:
            at -= 1
            if not is_block[at]:
                continue
            parents, is_sibling, sibling_key = _relation(levels(lines[at]), top)
            index += is_sibling
            if innermost and sibling_key is not None:
                keys.append(sibling_key)
        steps.append(index if top.key is None else top.key)
        innermost = False
        if not parents:
            return tuple(reversed(steps)), tuple(keys)
        current = parents


def _relation(line: list[Level], top: Level) -> tuple[list[Level], int, str | None]:
    """Of a line above: the levels that it is a parent by, whether it has an item of the same list, a key beside."""
    for position, level in enumerate(line):
        if level.column == top.column and (level.key is None) == (top.key is None):
            return line[:position], int(top.key is None), level.key
    # The items of a list may stand in the column of its key.
    return [level for level in line if level.column < top.column + (top.key is None)], 0, None
