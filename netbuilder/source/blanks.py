"""Characters that look like a space and are none to YAML: they come in with text copied from a web page."""

import re

from netbuilder.diagnostics import Diagnostic
from netbuilder.source.positions import Source
from netbuilder.source.problems import unreadable

_BLANKS = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]"
_MISPLACED = rf"(?m)(?:^[ \t-]*|[:-][ \t]*)({_BLANKS}+)"
_BEHIND = rf"({_BLANKS}+)\Z"


def looks_blank(text: str) -> bool:
    """Whether there is such a character at all."""
    return not text.isascii() and re.search(_BLANKS, text) is not None


def blank_problem(source: Source, start: int, end: int) -> Diagnostic | None:
    """What to say of one where a space was meant: indenting, or behind a colon or a dash."""
    return _problem_of(
        source, re.compile(_MISPLACED).search(source.text.string, source.line_start(start), end), "a plain space"
    )


def blank_behind(source: Source, start: int, end: int) -> Diagnostic | None:
    """What to say of one at the end of a value: it would be a part of it."""
    return _problem_of(source, re.compile(_BEHIND).search(source.text.string, start, end), "delete it")


def _problem_of(source: Source, match: "re.Match[str] | None", fix: str) -> Diagnostic | None:
    if not match:
        return None
    code = ord(match[1][0])
    return unreadable(source.span(*match.span(1)), f"a space that is none to YAML: U+{code:04X}", fix=fix)
