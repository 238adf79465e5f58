"""The place of a syntax error: what the reader wanted, where it stopped, what is written around there."""

import re
from typing import Any

from netbuilder.diagnostics import Diagnostic, Edit, Span, Text
from netbuilder.diagnostics.sentence import _
from netbuilder.source.problems import quote, unreadable

_TOKEN = re.compile(r"[\[\]{},]|\"[^\"\r\n]*\"?|'[^'\r\n]*'?|[-?:](?=\s|\Z)|[^\s,\[\]{}]+?(?=:?(?:[\s,\[\]{}]|\Z))")


class Scene:
    """What can be asked about the place where reading stopped."""

    __slots__ = ("at", "source", "start", "string")

    def __init__(self, source: Text, error: Any) -> None:
        self.source = source
        self.string = source.string
        self.at: int = min(error.problem_mark.index, len(self.string))
        """Where it stopped."""
        self.start: int = min((error.context_mark or error.problem_mark).index, self.at)
        """Where what it was about to read starts."""

    @property
    def at_end(self) -> bool:
        """Whether nothing but blanks follows."""
        return not self.string[self.at :].strip()

    @property
    def token(self) -> str:
        """What is written where it stopped: a bracket, a word; empty at the end of the file."""
        match = _TOKEN.match(self.string, self.at)
        return match[0] if match else self.string[self.at : self.at + 1].strip()

    @property
    def shown_token(self) -> str:
        """The token for a message."""
        if self.at_end:
            return _("the end of the file")
        return quote(self.token) if self.token else _("the end of the line")

    @property
    def here(self) -> Span:
        """The token's span; behind the last thing written if there is none."""
        if self.at_end:
            end = len(self.string.rstrip())
            return self.source.span(end, end)
        return self.source.span(self.at, self.at + max(1, len(self.token)))

    def line(self, offset: int) -> str:
        """The text of the line of an offset."""
        return self.string[self.source.line_start(offset) : self.source.line_end(offset)]

    def indent(self, offset: int) -> int:
        """The number of blanks before the line of an offset."""
        line = self.line(offset)
        return len(line) - len(line.lstrip(" \t"))

    def number(self, offset: int) -> int:
        """The number of the line of an offset."""
        return self.source.span(offset, offset).line

    def line_span(self, offset: int) -> Span:
        """What is written on the line of an offset, without the blanks around it and without a comment."""
        start = self.source.line_start(offset)
        line = self.line(offset)
        text = re.sub(r"(?:^|\s)#.*", "", line).rstrip()
        return self.source.span(start + len(text) - len(text.lstrip()), start + len(text))

    def line_above(self, offset: int, most_indent: int) -> int | None:
        """The start of the next line above that is not blank, no comment and indented by no more than that."""
        start = self.source.line_start(offset)
        while start:
            start = self.source.line_start(start - 1)
            text = self.line(start).strip()
            if text and not text.startswith("#") and self.indent(start) <= most_indent:
                return start
        return None

    def generic(self) -> Diagnostic:
        """The one line for all that has no words of its own."""
        shown, token = self.shown_token, self.token
        if token == ":":
            return unreadable(self.here, _("a key is missing before the `:`"), fix=_("a name before the `:`"))
        message = (
            _("{shown} closes nothing", shown=shown)
            if token in ("]", "}")
            else _("YAML cannot go on here, found {shown}", shown=shown)
        )
        is_last = not self.string[self.at + 1 : self.line_span(self.at).end].strip()
        is_separator = token in (",", ";") and (is_last or self.string[: self.at].rstrip()[-1:] in (",", "[", "{"))
        if not is_separator and token not in ("]", "}"):
            return unreadable(self.here, message, fix=_("one value a line, and quotes around a text"))
        edits = (Edit(self.here, ""),) if is_separator and is_last else ()
        return unreadable(self.here, message, fix=_("delete the {shown}", shown=shown), edits=edits)
