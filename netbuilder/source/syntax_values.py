"""Syntax errors in a value: a tab that indents, a quote that is not closed."""

import re

from netbuilder.diagnostics import Diagnostic, Edit
from netbuilder.source.problems import quote
from netbuilder.source.scene import Scene

_MOST_TABS = 1_000


def tab(scene: Scene) -> Diagnostic:
    """A tab where only spaces can indent."""
    at = scene.at
    line_start = scene.source.line_start(at)
    tabs = re.compile(r"[ \t]*").match(scene.string, line_start)
    end = tabs.end() if tabs else at + 1
    first = scene.string.find("\t", line_start, max(end, at + 1))
    start = first if first >= 0 else at
    span = scene.source.span(start, max(end, start + 1))
    indents = list(re.finditer(r"^[ \t]+(?=[^\s#])", scene.string, re.MULTILINE))
    edits: tuple[Edit, ...] = ()
    if len(indents) <= _MOST_TABS and all(set(indent[0]) == {"\t"} for indent in indents):
        edits = tuple(Edit(scene.source.span(*indent.span()), "    " * len(indent[0])) for indent in indents)
    fix = "four spaces for every tab" if edits else "two spaces"
    return scene.say("a tab cannot indent; use spaces", span, fix=fix, edits=edits)


def quote_not_closed(scene: Scene) -> Diagnostic:
    """The file or the document ends within quotes."""
    opening = re.compile("[\"']").search(scene.string, scene.start)
    return unclosed_quote(scene, opening.start() if opening else scene.start)


def unclosed_quote(scene: Scene, start: int) -> Diagnostic:
    """The quote at an offset lacks the one that closes it."""
    char = scene.string[start : start + 1]
    text = scene.string[start : scene.line_span(start).end]
    # In brackets what follows the first word is most likely not meant.
    word = re.match(r"(.[^\s,:\[\]{}]+)(?:\s*[,\]}].*)?\Z", text)
    closed = (word[1] if word else text) + char
    span = scene.source.span(start, start + 1)
    return scene.say(f"the quote {quote(char)} that opens here is not closed", span, fix=closed)
