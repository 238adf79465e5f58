"""Where a cursor stands: the path of what is being typed, in a text that need not be readable.

Lines and brackets are enough for it. A bracket that is not closed ends where a line is indented no more than that of
its opening: YAML wants what goes on with it further in, so that one half-typed line leaves the others their places.
"""

import re
from typing import Literal, NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.source.cursor_lines import block_place, levels
from netbuilder.source.limits import MAX_DEPTH

_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\n]|'')*'?)"""
    r"""|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)|(?P<colon>:(?=[\s\[\]{},]|\Z))|(?P<comment>(?:(?<=\s)|^)\#[^\n]*)"""
    r"""|(?P<word>[^\s\[\]{},"'][^\[\]{},\n]*?(?<!\s)(?=[^\S\n]*+(?::(?:[\s\[\]{},]|\Z)|[\[\]{},\n]|(?<=\s)\#|\Z)))"""
)
_WORD = re.compile(r"[^\s\[\]{},:\"'#]*")
_LAST_WORD = re.compile(r"(?<![^\s\[\]{},:\"'#])[^\s\[\]{},:\"'#]*+\Z")
_LONGEST = 10_000
"""Characters of a line that a person types."""
_MOST = 4_000
"""Characters behind the cursor in which the rest of its brackets is looked for."""


class Cursor(NamedTuple):
    """What is being typed."""

    path: Path
    """Of the mapping whose key it is, or of the value itself."""
    role: Literal["key", "value"]
    word: str
    """What is typed of it before the cursor."""
    start: int
    """Where the word begins."""
    end: int
    """Where the word ends, behind the cursor too."""
    keys: tuple[str, ...]
    """The other keys of the mapping."""
    in_flow: bool
    """Whether it stands in brackets or braces."""
    is_item: bool
    """Whether it is an item of a list."""
    indent: int
    """The column in which its line, or the one where its brackets open, begins."""


class _Frame:
    """A bracket that is open."""

    def __init__(self, kind: str, line: int, start: int) -> None:
        self.kind = kind
        self.line = line
        self.start = start
        self.key: str | None = None
        """The key whose value is being written; None where a key is."""
        self.keys: list[str] = []
        self.index = 0
        self.last = ""

    def take(self, token: "re.Match[str]") -> None:
        """Go on with what is neither an opening nor a closing bracket."""
        kind = token.lastgroup
        if kind == "comma":
            self.key, self.last = None, ""
            self.index += 1
        elif kind == "colon" and self.key is None:
            self.key = self.last  # in a list it makes one pair: `[Dense: {units: 4}]`
            self.keys.append(self.last)
        elif kind in ("word", "quoted"):
            self.last = token[0].strip("\"'")

    @property
    def steps(self) -> Path:
        """The steps of the path to what is written in it now."""
        if self.kind == "{":
            return (self.key or "",)
        return (self.index,) if self.key is None else (self.index, self.key)


def cursor_at(string: str, offset: int) -> Cursor | None:
    """What is typed at an offset; None in a comment."""
    offset = min(max(offset, 0), len(string))
    head = string[:offset]
    lines = re.split(r"\r\n?|\n", head)
    if len(lines[-1]) > _LONGEST:
        return None
    after = _WORD.match(string, offset)
    end = after.end() if after else offset
    word = _LAST_WORD.search(lines[-1])
    typed = word[0] if word else ""
    scanned = _scan(lines)
    if scanned is None:
        return None
    frames, is_block = scanned
    start = offset - len(typed)
    if not frames:
        place = block_place(lines, is_block, lines[-1][: len(lines[-1]) - len(typed)])
        keys = place.keys if place.role == "value" else (*place.keys, *_keys_below(string, end, place.column))
        return Cursor(place.path, place.role, typed, start, end, keys, False, place.is_item, place.column)
    outer, inner = frames[0], frames[-1]
    place = block_place(lines[: outer.line + 1], is_block, lines[outer.line][: outer.start])
    path: Path = (*place.path, *[step for frame in frames[:-1] for step in frame.steps])
    # A word before the cursor has been taken as a key or a value in the making.
    if inner.kind == "{" and inner.key is None:
        keys = (*inner.keys, *_keys_behind(inner, string, end))
        return Cursor(path, "key", typed, start, end, keys, True, False, place.column)
    return Cursor((*path, *inner.steps), "value", typed, start, end, (), True, inner.key is None, place.column)


def _scan(lines: list[str]) -> tuple[list[_Frame], list[bool]] | None:
    """The brackets that are open at the end, and which lines are block lines; None in a comment."""
    frames: list[_Frame] = []
    is_block: list[bool] = []
    for number, line in enumerate(lines):
        if frames and _ends_brackets(line, _indent(lines[frames[0].line])):
            frames = []
        is_block.append(not frames)
        if not frames and number + 1 < len(lines) and _is_closed(line):
            continue
        for token in _TOKEN.finditer(line):
            kind = token.lastgroup
            if kind == "comment":
                if number + 1 == len(lines):
                    return None
                break
            if kind == "open":
                # Within a plain text a bracket is a letter like any other; only a value begins with one.
                frames.append(_Frame(token[0], number, token.start()))
                if len(frames) > MAX_DEPTH:
                    return None
            elif kind == "close":
                if frames:
                    frames.pop()
                    if frames:
                        frames[-1].last = ""
            elif frames:
                frames[-1].take(token)
    return frames, is_block


def _is_closed(line: str) -> bool:
    """Whether a line surely has no bracket left open at its end, known without looking for quotes and comments."""
    if "{" not in line and "[" not in line:
        return True
    if "#" in line or '"' in line or "'" in line:
        return False
    return line.count("{") == line.count("}") and line.count("[") == line.count("]")


def _ends_brackets(line: str, base: int) -> bool:
    """Whether a line cannot go on with brackets that opened on a line of that indentation."""
    text = line.strip()
    if not text or text[0] in "]}#":
        return False
    return text.startswith("- ") or text == "-" or _indent(line) <= base


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _keys_behind(braces: _Frame, string: str, end: int) -> list[str]:
    """The keys behind the cursor in the braces that it stands in."""
    frame = _Frame(braces.kind, braces.line, braces.start)
    frame.key = ""  # the cursor's own
    depth = 0
    for token in _TOKEN.finditer(string, end, min(len(string), end + _MOST)):
        kind = token.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            if not depth:
                break
            depth -= 1
        elif not depth:
            frame.take(token)
        if "\n" in string[end : token.start()] and token[0].startswith("- "):
            break  # the braces are not closed, and another entry begins
    return frame.keys


def _keys_below(string: str, end: int, column: int) -> list[str]:
    """The keys of the same mapping on the lines below the cursor."""
    keys = []
    for line in re.split(r"\r\n?|\n", string[end : end + _MOST])[1:]:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = _indent(line)
        if indent < column:
            break
        line_levels = levels(line)
        if indent == column and line_levels and line_levels[0].key is not None:
            keys.append(line_levels[0].key)
    return keys
