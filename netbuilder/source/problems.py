"""The three diagnostics of this room: unreadable YAML, a duplicate key, a limit."""

import re

from netbuilder.diagnostics import Diagnostic, Edit, Related, Severity, Span, Suggestion, Text, advice, fit
from netbuilder.diagnostics.sentence import _
from netbuilder.source.scalars import BLANKS

_MISPLACED_BLANK = rf"(?m)(?:^[ \t-]*|[:-][ \t]*)({BLANKS}+)"
_BLANK_BEHIND = rf"(?<!{BLANKS})({BLANKS}++)\Z"


class Refused(Exception):
    """Reading stops here: the file is over a limit, or turns in a circle."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def unreadable(
    span: Span,
    message: str,
    *,
    why: str = "",
    fix: str = "",
    edits: tuple[Edit, ...] = (),
    safe: bool = True,
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """NB001: this is not YAML, or YAML that no config file needs."""
    suggestion = Suggestion(after=fix, edits=edits, safe=safe and bool(edits))
    return Diagnostic("NB001", "unreadable-yaml", Severity.ERROR, fit(message), span, "", why, suggestion, related)


def duplicate(span: Span, key: str, first: Span) -> Diagnostic:
    """NB002: a mapping says the same key twice."""
    return Diagnostic(
        "NB002",
        "duplicate-key",
        Severity.ERROR,
        _("the key {quote} is here twice", quote=quote(key)),
        span,
        "again",
        suggestion=advice(_("keep one {quote} and delete the other", quote=quote(key))),
        related=(Related(first, _("first written here")),),
    )


def over_limit(span: Span, message: str, *, why: str = "", fix: str = "") -> Diagnostic:
    """NB003: the file is larger or deeper than netbuilder reads."""
    return Diagnostic("NB003", "over-limit", Severity.ERROR, fit(message), span, why=why, suggestion=advice(fix))


def quote(text: str, width: int = 30) -> str:
    """A piece of the file in backticks, on one line and short enough for a message."""
    printable = "".join(char if char.isprintable() else "?" for char in text[:width])
    return f"`{printable}`" if len(text) <= width else f"`{printable[: width - 3]}...`"


def no_space(source: Text, colon: int, key: str, value: str) -> Diagnostic:
    """`units:64`: the colon at an offset needs a space behind it."""
    message = _("no space after the `:` in {quote}", quote=quote(f"{key}:{value}"))
    edits = (Edit(source.span(colon + 1, colon + 1), " "),)
    return unreadable(source.span(colon, colon + 1), message, fix=f"{key}: {value}", edits=edits)


def not_closed(source: Text, opening: int, last_line: int, seen: Span) -> Diagnostic:
    """A bracket that is open at the end of a line: what stands at `seen` was read as a part of it."""
    kind, closing = (_("list"), "]") if source.string[opening] == "[" else (_("mapping"), "}")
    message, fix = (
        _("the {kind} that opens here is not closed", kind=kind),
        _("`{closing}` at the end of line {last_line}", closing=closing, last_line=last_line),
    )
    related = (Related(seen, _("read as a part of it")),)
    return unreadable(source.span(opening, opening + 1), message, fix=fix, related=related)


def blank_problem(source: Text, start: int, end: int, *, is_value: bool = False) -> Diagnostic | None:
    """A space that is none to YAML where a space was meant: indenting, behind a colon or a dash, or ending a value."""
    misplaced = re.compile(_MISPLACED_BLANK).search(source.string, source.line_start(start), end)
    match = misplaced or (re.compile(_BLANK_BEHIND).search(source.string, start, end) if is_value else None)
    if match is None:
        return None
    message = _("a space that is none to YAML: U+{ord:04X}", ord=ord(match[1][0]))
    return unreadable(source.span(*match.span(1)), message, fix=_("a plain space") if misplaced else _("delete it"))
