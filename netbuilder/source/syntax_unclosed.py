"""Syntax errors of what opens and is not closed: `[1, 2}`, `{a: 1 b: 2}`, `"relu`."""

import re

from netbuilder.diagnostics import Diagnostic, Edit, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.source import problems
from netbuilder.source.problems import quote, unreadable
from netbuilder.source.scene import Scene

_TWO_WORDS = re.compile(r"(?<![^\s,\[\]{}:])([^\s,\[\]{}:]++)([ \t\r\n]++)([^\s,\[\]{}:]++)\s*+\Z")


def not_closed(scene: Scene, is_list: bool) -> Diagnostic:
    """Neither a comma nor the closing bracket."""
    closing, kind = ("]", _("list")) if is_list else ("}", _("mapping"))
    start = scene.start
    opener = scene.source.span(start, start + 1)
    related = (Related(opener, _("the {kind} opens here", kind=kind)),)
    if not scene.at_end and scene.number(scene.at) > opener.line and scene.indent(scene.at) <= scene.indent(start):
        # The next line of the file was read as more of the list.
        last = scene.number(len(scene.string[: scene.source.line_start(scene.at)].rstrip()))
        return problems.not_closed(scene.source, start, last, scene.here)
    if scene.token == ":":
        return _colon_in_pair(scene, closing, related)
    close = _(
        "`{closing}` to close the {kind} that opens at line {line}, column {column}",
        closing=closing,
        kind=kind,
        line=opener.line,
        column=opener.column,
    )
    fix = close if scene.token in "]}" else f", {scene.token}"  # at the end of the file there is none
    expected = f"`{closing}`" if scene.at_end else _("`,` or `{closing}`", closing=closing)
    return unreadable(
        scene.here,
        _("expected {expected}, found {shown_token}", expected=expected, shown_token=scene.shown_token),
        fix=fix,
        related=related,
    )


def _colon_in_pair(scene: Scene, closing: str, related: tuple[Related, ...]) -> Diagnostic:
    """`{units: 64 activation: relu}`: the colon is where the reader notices, the comma is missing before."""
    start = max(map(scene.string[: scene.at].rfind, "[{,:")) + 1
    words = _TWO_WORDS.search(scene.string, start, scene.at)
    if words is None:
        fix = _('a `,` before the next name, or quotes around text: "a: b"')
        return unreadable(
            scene.here, _("expected `,` or `{closing}`, found a second `:`", closing=closing), fix=fix, related=related
        )
    first = words[1].removesuffix(";")
    gap = scene.source.span(words.start(1) + len(first), words.end(1))
    message, fix, span = _("expected `,` before {quote}", quote=quote(words[3])), f"{first}, {words[3]}:", words.span(3)
    # Without a `;` both words may have been meant as one text.
    is_safe = first != words[1]
    edits = (Edit(gap, ","),)
    return unreadable(scene.source.span(*span), message, fix=fix, edits=edits, safe=is_safe, related=related)


def quote_not_closed(scene: Scene, start: int) -> Diagnostic:
    """The quote at an offset lacks the one that closes it."""
    char = scene.string[start : start + 1]
    text = scene.string[start : scene.line_span(start).end]
    # In brackets what follows the first word is most likely not meant.
    word = re.match(r"(.[^\s,:\[\]{}]+)(?:\s*[,\]}].*)?\Z", text)
    closed = (word[1] if word else text) + char
    span = scene.source.span(start, start + 1)
    return unreadable(span, _("the quote {quote} that opens here is not closed", quote=quote(char)), fix=closed)
