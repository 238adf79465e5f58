"""Characters that look like a space and are none to YAML: they come in with text copied from a web page."""

import re

from netbuilder.diagnostics import Diagnostic
from netbuilder.source.positions import Source
from netbuilder.source.problems import unreadable

_BLANKS = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]"
_MISPLACED = rf"(?m)^[ \t-]*({_BLANKS}+)|(?<=[:-])({_BLANKS}+)"


def looks_blank(text: str) -> bool:
    """Whether there is such a character at all."""
    return not text.isascii() and re.search(_BLANKS, text) is not None


def blank_problem(source: Source, start: int, end: int) -> Diagnostic | None:
    """What to say of one where a space was meant: indenting, or behind a colon or a dash."""
    found = re.compile(_MISPLACED).search(source.text.string, source.line_start(start), end)
    if not found:
        return None
    group = 1 if found[1] else 2
    at = found.start(group)
    span = source.span(at, found.end(group))
    code = ord(source.text.string[at])
    return unreadable(span, f"a space that is none to YAML: U+{code:04X}", fix="a plain space")
