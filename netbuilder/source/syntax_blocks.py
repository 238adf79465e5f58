"""Syntax errors of lines: indentation, dashes, and keys without their colon."""

import re

from netbuilder.diagnostics import Diagnostic, Edit, Related, Span
from netbuilder.source.problems import quote
from netbuilder.source.scene import Scene
from netbuilder.source.syntax_words import unclosed_quote

_NO_SPACE = re.compile(r"\s*(?:- +)*([A-Za-z_][\w.-]*):(?=[^\s:/])([^#]*?)\s*(?:\s#.*)?")
_NO_SPACE_IN_FRONT = re.compile(r"\s*(?:- +)*([A-Za-z_][\w.-]*):(?=[\[{\"'])")
_NO_COLON = re.compile(r"\s*(?:- +)*([A-Za-z_]\w*)(\s*[=;,]?\s*)\{[^:{}]*:\s")
_NO_DASH_SPACE = re.compile(r"\s*-(?=[A-Za-z\"'])([^\s:]+)")
_ASSIGNED = re.compile(r"([A-Za-z_][\w.]*)\s*=\s*(.+)")
_TWO = re.compile(r"([A-Za-z_][\w.]*)\s+(.+)")
_PAIR = re.compile(r"\s*(?:[-?]\s+)*([^:#]+?)\s*:\s+(.*)")
_CLOSING = ("]", "}")
_CURLY_QUOTES = "\u201c\u201d\u2018\u2019"
_MAX_KEY = 1024


def colon_here(scene: Scene) -> Diagnostic:
    """A `:` makes a key where none can be."""
    start = scene.source.line_start(scene.at)
    before = scene.string[start : scene.at]
    close, bare = _NO_SPACE_IN_FRONT.match(before), _NO_COLON.match(before)
    if close:
        return _no_space(scene, start + close.end(1), close[1])
    if bare:
        gap = scene.source.span(start + bare.start(2), start + bare.end(2))
        rest = scene.string[gap.end : scene.line_span(scene.at).end]
        message, edits = f"no `:` between {quote(bare[1])} and its options", (Edit(gap, ": "),)
        return scene.say(
            message, scene.source.span(start + bare.start(1), gap.start), fix=f"{bare[1]}: {rest}", edits=edits
        )
    pair = _PAIR.match(before)
    if pair:
        return _second_colon(scene, pair)
    if len(before) > _MAX_KEY:
        return scene.say(f"a key of more than {_MAX_KEY:,} characters", scene.line_span(scene.at), fix="a shorter key")
    return _line_not_ended(scene, scene.at)


def _no_space(scene: Scene, colon: int, key: str) -> Diagnostic:
    """`compile:{optimizer: adam}`: the colon needs a space behind it."""
    rest = scene.string[colon + 1 : scene.line_span(colon).end]
    edits = (Edit(scene.source.span(colon + 1, colon + 1), " "),)
    message = f"no space after the `:` in {quote(f'{key}:{rest}')}"
    return scene.say(message, scene.source.span(colon, colon + 1), fix=f"{key}: {rest}", edits=edits)


def _second_colon(scene: Scene, pair: "re.Match[str]") -> Diagnostic:
    """`Dense: units: 64` on one line."""
    key = pair[1]
    value = scene.source.line_start(scene.at) + pair.start(2)
    end = scene.line_span(scene.at).end
    rest = scene.string[value:end]
    why, edits = "", ()  # type: tuple[str, tuple[Edit, ...]]
    if rest[0] in _CURLY_QUOTES:
        why = "only straight quotes quote in YAML"
        rest = rest.strip(_CURLY_QUOTES)
        fix = f'{key}: "{rest}"'
    elif rest[0] == "(":
        fix = f"{key}: {{{rest.strip('()')}}}"
    elif re.fullmatch(r"\w+", pair[2]):
        fix = f"{key}: {{{rest}}}"
        edits = (Edit(scene.source.span(value, value), "{"), Edit(scene.source.span(end, end), "}"))
    else:
        fix = f'{key}: "{rest}"'
    here = scene.source.span(scene.at, scene.at + 1)
    # It may have been meant as one text.
    return scene.say("a second `:` on one line", here, why=why, fix=fix, edits=edits, safe=False)


def key_without_colon(scene: Scene) -> Diagnostic:
    """A line that should be a key has no colon."""
    return _no_colon(scene, scene.start) or scene.say("expected a `:` behind this key", scene.line_span(scene.start))


def _line_not_ended(scene: Scene, offset: int) -> Diagnostic:
    """A line was read as more of the one above: that has no colon, no space behind it, or less indentation."""
    here = scene.line_span(offset)
    above = scene.line_above(offset, scene.indent(offset))
    if above is None:
        return scene.say("a `:` cannot stand here", scene.source.span(offset, offset + 1))
    said = _no_colon(scene, above)
    if said:
        return said
    column = scene.indent(above) + 1
    message = f"this line is indented more than line {scene.number(above)}, which has a value"
    related = (Related(scene.line_span(above), "its value stands here"),)
    return scene.say(message, here, fix=f"start it in column {column}, as line {scene.number(above)}", related=related)


def _no_colon(scene: Scene, offset: int) -> Diagnostic | None:
    """What a line lacks to be a key with a value, if it lacks anything."""
    line = scene.line(offset)
    span = scene.line_span(offset)
    start = scene.source.line_start(offset)
    dash = _NO_DASH_SPACE.match(line)
    if dash:
        return _no_dash_space(scene, start + dash.start(1) - 1, dash[1])
    close = _NO_SPACE.fullmatch(line)
    if close:
        return _no_space(scene, start + close.end(1), close[1])
    text = scene.string[span.start : span.end]
    if re.search(r":(?:\s|\Z)", text):
        return None
    text = text.removeprefix("- ")
    if text.startswith("//"):
        return slashes(scene, span.start)
    parts = _ASSIGNED.fullmatch(text) or _TWO.fullmatch(text)
    fix = f"{parts[1]}: {parts[2]}" if parts else f"{text}:"
    name = parts[1] if parts else text
    return scene.say(f"expected `:` after {quote(name)}", span, fix=fix)


def _no_dash_space(scene: Scene, dash: int, word: str) -> Diagnostic:
    edits = (Edit(scene.source.span(dash + 1, dash + 1), " "),)
    message = f"no space after the `-` in {quote('-' + word)}"
    return scene.say(message, scene.source.span(dash, dash + 1), fix=f"- {word}", edits=edits)


def dash_here(scene: Scene) -> Diagnostic:
    """`key: - item` on one line."""
    text = scene.line_span(scene.at)
    item = scene.string[scene.at + 1 : text.end].strip()
    message = "a list item cannot start on the line of its key"
    return scene.say(message, fix=f"`- {item}` on a line of its own, or `[{item}]`")


def question_here(scene: Scene) -> Diagnostic:
    """A `? ` where no key can be."""
    return scene.say("a `?` cannot stand here without quotes", fix="quotes around the text")


def key_expected(scene: Scene) -> Diagnostic:
    """Something that neither goes on with a block nor ends it."""
    if not scene.first_on_line:
        return _line_goes_on(scene)
    in_list = "'-' indicator" in scene.problem or "collection" in scene.context or "sequence" in scene.context
    dash = _NO_DASH_SPACE.match(scene.line(scene.at)) or _NO_DASH_SPACE.match(scene.line(scene.start))
    if dash:
        at = scene.at if _NO_DASH_SPACE.match(scene.line(scene.at)) else scene.start
        return _no_dash_space(scene, scene.source.line_start(at) + dash.start(1) - 1, dash[1])
    if scene.token in _CLOSING:
        return scene.say(f"{scene.found} closes nothing", fix=f"delete the {scene.found}")
    if scene.token == ":":
        return scene.say("a key is missing before the `:`", fix="a name before the `:`")
    block = scene.source.span(scene.start, scene.start)
    here = scene.source.span(scene.at, scene.at)
    kind = "list" if in_list else "mapping"
    related = (Related(_word(scene, scene.start), f"the {kind} starts here"),)
    if in_list and scene.token != "-" and here.column == block.column:
        message = f"expected `-`, found {scene.found}"
        return scene.say(message, fix=f"- {scene.string[here.start : scene.line_span(scene.at).end]}", related=related)
    if scene.token == "-" and not in_list:
        item = scene.line_above(scene.at, here.column - 2)
        if item is not None and re.match(r"\s*-\s", scene.line(item)):
            column = scene.indent(item) + 1
            message = "this `-` is indented more than its list"
            related = (Related(_word(scene, item + column - 1), "the list's last `-`"),)
            return scene.say(message, fix=f"start it in column {column}", related=related)
    if here.column == block.column:
        message = f"expected a key, found {scene.found}"
        fix = "a key above the `-`, such as `layers:`" if scene.token == "-" else "a key with its `:`"
        return scene.say(message, fix=fix, related=related)
    if not in_list and scene.token != "-" and _comment_above(scene):
        message = "a comment ended the text that goes on here"
        return scene.say(message, fix="quotes around the text, or the comment above all of it")
    column = _fitting_column(scene)
    message = f"the indentation fits no line above: column {here.column}"
    return scene.say(message, fix=f"start in column {column}", related=related)


def _fitting_column(scene: Scene) -> int:
    """The column in which the line was most likely to start: the nearest one in use above."""
    here = scene.indent(scene.at)
    above = scene.line_above(scene.at, len(scene.string))
    columns = []
    while above is not None:
        columns.append(scene.indent(above))
        above = scene.line_above(above, columns[-1] - 1) if columns[-1] else None
    return min(columns, key=lambda column: abs(column - here), default=0) + 1


def _comment_above(scene: Scene) -> bool:
    start = scene.source.line_start(scene.at)
    return bool(start) and scene.line(start - 1).lstrip().startswith("#")


def _line_goes_on(scene: Scene) -> Diagnostic:
    """A value has ended, and its line goes on."""
    char = scene.string[scene.at : scene.at + 1]
    if scene.string.startswith("//", scene.at):
        return slashes(scene, scene.at)
    before = scene.string[scene.source.line_start(scene.at) : scene.at].rstrip()
    if char and char in "]}":
        return scene.say(f"{scene.found} closes nothing", fix=f"delete the {scene.found}")
    if char and char in ",;":
        message = f"expected the end of the line, found `{char}`"
        rest = scene.string[scene.at + 1 : scene.line_span(scene.at).end].strip()
        if rest:
            here = scene.source.span(scene.at, scene.line_span(scene.at).end)
            dash = "- " if scene.line(scene.at).lstrip().startswith("- ") else ""
            new = f"\n{' ' * scene.indent(scene.at)}{dash}{rest}"
            edits = (Edit(here, new),) if "\r" not in scene.string and "\t" not in scene.line(scene.at) else ()
            return scene.say(message, fix=f"`{dash}{rest}` on a line of its own", edits=edits)
        return scene.say(
            message, fix=f"delete the `{char}`", edits=(Edit(scene.source.span(scene.at, scene.at + 1), ""),)
        )
    if before[-1:] in ("'", '"'):
        closing = scene.source.line_start(scene.at) + len(before) - 1
        opening = scene.string.rfind(before[-1], 0, closing)
        if 0 <= opening < scene.source.line_start(scene.at):
            # What closes here was to open: the quote of an earlier line lacks its end.
            return unclosed_quote(scene, opening)
        rest = scene.string[scene.at : scene.line_span(scene.at).end]
        fix = (
            "two of the quote inside of the text: ''"
            if before[-1] == "'"
            else 'a backslash before the quote inside: \\"'
        )
        return scene.say("text after the closing quote", scene.source.span(scene.at, scene.at + len(rest)), fix=fix)
    return scene.say(f"expected the end of the line, found {scene.found}", fix="one value a line, or quotes around all")


def slashes(scene: Scene, offset: int) -> Diagnostic:
    """A comment as other languages write it."""
    end = scene.source.line_end(offset)
    text = scene.string[offset:end].lstrip("/").strip()
    edits = (Edit(scene.source.span(offset, offset + 2), "#"),)
    span = scene.source.span(offset, end)
    return scene.say("a comment starts with `#`, not with `//`", span, fix=f"# {text}", edits=edits)


def document_end(scene: Scene) -> Diagnostic:
    """The first value is complete, and the file goes on."""
    if scene.string.lstrip().startswith("%"):
        return scene.say("expected `---` after the lines that start with `%`", fix="---")
    if re.search(r"^\.\.\.(?:\s|\Z)", scene.string[: scene.at + 3], re.MULTILINE):
        message = "the file goes on after `...`, which ends it"
        return scene.say(message, fix="delete the `...`, or the second part")
    return key_expected(scene)


def _word(scene: Scene, offset: int) -> Span:
    return scene.source.span(offset, offset + 1)
