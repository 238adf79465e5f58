"""Syntax errors in a value: quotes, escapes, tabs, characters that mean something else."""

import re

from netbuilder.diagnostics import Diagnostic, Edit
from netbuilder.source.problems import quote
from netbuilder.source.scene import Scene

_LENGTHS = {"x": 2, "u": 4, "U": 8}
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


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
    if len(indents) <= _MOST_TABS and all(set(one[0]) == {"\t"} for one in indents):
        edits = tuple(Edit(scene.source.span(*one.span()), "    " * len(one[0])) for one in indents)
    fix = "four spaces for every tab" if edits else "two spaces"
    return scene.say("a tab cannot indent; use spaces", span, fix=fix, edits=edits)


def character(scene: Scene) -> Diagnostic:
    """A character that YAML keeps for itself."""
    char = scene.string[scene.at : scene.at + 1]
    if char == "\t":
        return tab(scene)
    here = scene.source.span(scene.at, scene.at + 1)
    text = _value_text(scene, scene.at)
    if char == "`":
        return scene.say("a backtick cannot start a value without quotes", here, fix=_quoted(text.strip("`")))
    return scene.say(f"{quote(char)} cannot start a value without quotes", here, fix=_quoted(text))


def _value_text(scene: Scene, offset: int) -> str:
    """What was most likely meant as one value from an offset on."""
    text = scene.string[offset : max(offset + 1, scene.line_span(offset).end)]
    return re.split(r"[,\[\]{}]|\s#", text)[0].strip() or text[:1]


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'


def directive(scene: Scene) -> Diagnostic:
    """A line that starts with `%`."""
    span = scene.line_span(scene.start)
    text = scene.string[span.start : span.end]
    if "incompatible" in scene.problem or "version" in scene.problem:
        return scene.say(f"YAML 1.2 is read, found {quote(text)}", span, fix="%YAML 1.2")
    if "duplicate" in scene.problem:
        return scene.say(f"the line {quote(text)} is here twice", scene.line_span(scene.at), fix="delete it")
    message = f"`%` at the start of a line is for YAML itself, found {quote(text)}"
    return scene.say(message, span, fix="quotes around the text, or delete the line")


def escape(scene: Scene) -> Diagnostic:
    """A backslash in double quotes that starts no escape."""
    slash = scene.string.rfind("\\", scene.start, scene.at + 1)
    slash = scene.at if slash < 0 else slash
    kind = scene.string[slash + 1 : slash + 2]
    fix = "single quotes, which keep backslashes, or `\\\\`"
    length = _LENGTHS.get(kind)
    if length is None:
        shown = quote("\\" + kind)
        return scene.say(f"{shown} is no escape in double quotes", scene.source.span(slash, slash + 2), fix=fix)
    digits = re.compile(rf"[0-9a-fA-F]{{0,{length}}}").match(scene.string, slash + 2)
    written = digits[0] if digits else ""
    span = scene.source.span(slash, slash + 2 + len(written))
    if len(written) < length:
        return scene.say(f"`\\{kind}` needs {length} hexadecimal digits, got {len(written)}", span, fix=fix)
    return scene.say(f"{quote(scene.string[span.start : span.end])} is no character", span, fix=fix)


def block_header(scene: Scene) -> Diagnostic:
    """Something behind `|` or `>` on its line."""
    if scene.string[scene.at : scene.at + 1] == "0":
        return scene.say("the indentation behind `|` or `>` starts at 1, found `0`", fix="leave the number out")
    sign = scene.string[scene.start : scene.start + 1]
    rest = scene.string[scene.at : scene.line_span(scene.at).end]
    span = scene.source.span(scene.at, scene.at + max(1, len(rest)))
    message = f"the text after `{sign}` starts on the next line, found {quote(rest)}"
    return scene.say(message, span, fix="a line break, or quotes around the text")


def quote_not_closed(scene: Scene) -> Diagnostic:
    """The file or the document ends within quotes."""
    opening = re.compile("[\"']").search(scene.string, scene.start)
    start = opening.start() if opening else scene.start
    return unclosed_quote(scene, start)


def unclosed_quote(scene: Scene, start: int) -> Diagnostic:
    """The quote at an offset lacks the one that closes it."""
    char = scene.string[start : start + 1]
    text = scene.string[start : scene.line_span(start).end]
    span = scene.source.span(start, start + 1)
    # In brackets what follows the first word is most likely not meant.
    word = re.match(r"(.[^\s,:\[\]{}]+)(?:\s*[,\]}].*)?\Z", text)
    closed = (word[1] if word else text) + char
    return scene.say(f"the quote {quote(char)} that opens here is not closed", span, fix=closed)


def name_expected(scene: Scene) -> Diagnostic:
    """`*` or `&` without a name."""
    sign = scene.string[scene.start : scene.start + 1]
    kind = "an alias" if sign == "*" else "an anchor"
    text = _value_text(scene, scene.start)
    span = scene.source.span(scene.start, scene.start + len(text))
    message = f"{quote(sign)} starts {kind}, which needs a name of letters, digits, `-`, `_`"
    return scene.say(message, span, fix=_quoted(text))


def tag(scene: Scene) -> Diagnostic:
    """A tag that cannot be read, or whose handle is unknown."""
    start = scene.string.find("!", scene.start)
    start = scene.start if start < 0 else start
    found = re.compile(r"!<[^>\s]*>?|[^\s,\[\]{}]+").match(scene.string, start)
    text = found[0] if found else "!"
    span = scene.source.span(start, start + len(text))
    return scene.say(f"the tag {quote(text)} is not read", span, fix="leave the tag out, or put quotes around the text")


def unprintable(scene: Scene) -> Diagnostic:
    """A character that no YAML text can have; PyYAML says nothing of its place that can be used."""
    found = _UNREADABLE.search(scene.string)
    if not found:
        return scene.say("the text cannot be read as YAML", scene.source.span(0, 0))
    code = ord(found[0])
    span = scene.source.span(found.start(), found.end())
    message = f"the character U+{code:04X} cannot stand in YAML"
    return scene.say(message, span, fix="delete it" if code else "delete it; a file with NUL is hardly text")
