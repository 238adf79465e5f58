"""Syntax errors of lines: indentation, dashes, and keys without their colon."""

import re

from netbuilder.diagnostics import Diagnostic, Edit, Related, Span
from netbuilder.source.problems import quote
from netbuilder.source.scene import Scene
from netbuilder.source.syntax_values import unclosed_quote

_NO_SPACE = re.compile(r"\s*(?:- +)*([A-Za-z_][\w.-]*):(?=[^\s:/])([^#]*?)\s*(?:\s#.*)?")
_NO_SPACE_IN_FRONT = re.compile(r"\s*(?:- +)*([A-Za-z_][\w.-]*):(?=[\[{\"'])")
_NO_COLON = re.compile(r"\s*(?:- +)*([A-Za-z_]\w*)([ \t=;,]*)\{")
_NO_DASH_SPACE = re.compile(r"\s*-(?=[A-Za-z\"'])([^\s:]+)")
_TWO = re.compile(r"([A-Za-z_][\w.]*)(?:\s*=\s*|\s+)(.+)")
_PAIR = re.compile(r"\s*(?:[-?]\s+)*([^:#]+?)\s*:\s+(.*)")
_CURLY_QUOTES = "\u201c\u201d\u2018\u2019"


def colon_here(scene: Scene) -> Diagnostic:
    """A `:` makes a key where none can be."""
    start = scene.source.line_start(scene.at)
    before = scene.string[start : scene.at]
    close, pair = _NO_SPACE_IN_FRONT.match(before), _PAIR.match(before)
    if close:
        return _no_space(scene, start + close.end(1), close[1])
    return _no_colon_before_brace(scene) or (_second_colon(scene, pair) if pair else _line_not_ended(scene))


def _no_space(scene: Scene, colon: int, key: str) -> Diagnostic:
    """`compile:{optimizer: adam}`: the colon needs a space behind it."""
    rest = scene.string[colon + 1 : scene.line_span(colon).end]
    edits = (Edit(scene.source.span(colon + 1, colon + 1), " "),)
    message = f"no space after the `:` in {quote(f'{key}:{rest}')}"
    return scene.say(message, scene.source.span(colon, colon + 1), fix=f"{key}: {rest}", edits=edits)


def _no_colon_before_brace(scene: Scene) -> Diagnostic | None:
    """`Dense {units: 64, activation: relu}`."""
    start = scene.source.line_start(scene.at)
    bare = _NO_COLON.match(scene.string, start, scene.at)
    if bare is None:
        return None
    gap = scene.source.span(*bare.span(2))
    fix = f"{bare[1]}: {scene.string[gap.end : scene.line_span(scene.at).end]}"
    span = scene.source.span(bare.start(1), gap.start)
    return scene.say(f"no `:` between {quote(bare[1])} and its options", span, fix=fix, edits=(Edit(gap, ": "),))


def _second_colon(scene: Scene, pair: "re.Match[str]") -> Diagnostic:
    """`Dense: units: 64` on one line."""
    value, end = scene.source.line_start(scene.at) + pair.start(2), scene.line_span(scene.at).end
    rest = scene.string[value:end]
    edits: tuple[Edit, ...] = ()
    if rest[0] not in _CURLY_QUOTES and re.fullmatch(r"\w+", pair[2]):
        fix = f"{pair[1]}: {{{rest}}}"
        edits = (Edit(scene.source.span(value, value), "{"), Edit(scene.source.span(end, end), "}"))
    elif rest[0] == "(":
        fix = f"{pair[1]}: {{{rest.strip('()')}}}"
    else:
        fix = f'{pair[1]}: "{rest.strip(_CURLY_QUOTES)}"'
    here = scene.source.span(scene.at, scene.at + 1)
    # It may have been meant as one text.
    return scene.say("a second `:` on one line", here, fix=fix, edits=edits, safe=False)


def key_without_colon(scene: Scene) -> Diagnostic:
    """A line that should be a key has no colon."""
    return _no_colon(scene, scene.start) or scene.say("expected a `:` behind this key", scene.line_span(scene.start))


def _line_not_ended(scene: Scene) -> Diagnostic:
    """A line was read as more of the one above: that has no colon, no space behind it, or less indentation."""
    above = scene.line_above(scene.at, scene.indent(scene.at))
    if above is None:
        return scene.generic()
    number = scene.number(above)
    message = f"this line is indented more than line {number}, which has a value"
    fix = f"start it in column {scene.indent(above) + 1}, as line {number}"
    related = (Related(scene.line_span(above), "its value stands here"),)
    return _no_colon(scene, above) or scene.say(message, scene.line_span(scene.at), fix=fix, related=related)


def _no_colon(scene: Scene, offset: int) -> Diagnostic | None:
    """What a line lacks to be a key with a value, if it lacks anything."""
    line, span, start = scene.line(offset), scene.line_span(offset), scene.source.line_start(offset)
    close = _NO_SPACE.fullmatch(line)
    if dash := _no_dash_space(scene, offset):
        return dash
    if close:
        return _no_space(scene, start + close.end(1), close[1])
    text = scene.string[span.start : span.end]
    if re.search(r":(?:\s|\Z)", text):
        return None
    text = text.removeprefix("- ")
    parts = _TWO.fullmatch(text)
    name, fix = (parts[1], f"{parts[1]}: {parts[2]}") if parts else (text, f"{text}:")
    return scene.say(f"expected `:` after {quote(name)}", span, fix=fix)


def _no_dash_space(scene: Scene, offset: int) -> Diagnostic | None:
    """`-Dense`: the dash needs a space behind it."""
    match = _NO_DASH_SPACE.match(scene.line(offset))
    if match is None:
        return None
    dash = scene.source.line_start(offset) + match.start(1) - 1
    edits = (Edit(scene.source.span(dash + 1, dash + 1), " "),)
    message = f"no space after the `-` in {quote('-' + match[1])}"
    return scene.say(message, scene.source.span(dash, dash + 1), fix=f"- {match[1]}", edits=edits)


def key_expected(scene: Scene, in_list: bool) -> Diagnostic:
    """Something that neither goes on with a block nor ends it."""
    if not scene.first_on_line:
        return _line_goes_on(scene)
    dash = _no_dash_space(scene, scene.at) or _no_dash_space(scene, scene.start)
    if dash or scene.token in ("]", "}"):
        return dash or scene.say(f"{scene.shown_token} closes nothing", fix=f"delete the {scene.shown_token}")
    if scene.token == ":":
        return scene.say("a key is missing before the `:`", fix="a name before the `:`")
    block, here = scene.source.span(scene.start, scene.start), scene.source.span(scene.at, scene.at)
    related = (Related(_mark(scene, scene.start), f"the {'list' if in_list else 'mapping'} starts here"),)
    item = scene.line_above(scene.at, here.column - 2) if scene.token == "-" and not in_list else None
    if item is not None and re.match(r"\s*-\s", scene.line(item)):
        fix = f"start it in column {scene.indent(item) + 1}"
        return scene.say("this `-` is indented more than its list", fix=fix, related=related)
    if here.column == block.column:
        rest = scene.string[here.start : scene.line_span(scene.at).end]
        fix = f"- {rest}" if in_list else "a key with its `:`, such as `layers:`"
        return scene.say(
            f"expected {'`-`' if in_list else 'a key'}, found {scene.shown_token}", fix=fix, related=related
        )
    message = f"the indentation fits no line above: column {here.column}"
    return scene.say(message, fix=f"start in column {_fitting_column(scene)}", related=related)


def _fitting_column(scene: Scene) -> int:
    """The column in which the line was most likely to start: the nearest one in use above."""
    here = scene.indent(scene.at)
    above = scene.line_above(scene.at, len(scene.string))
    columns = []
    while above is not None:
        columns.append(scene.indent(above))
        above = scene.line_above(above, columns[-1] - 1) if columns[-1] else None
    return min(columns, key=lambda column: abs(column - here), default=0) + 1


def _line_goes_on(scene: Scene) -> Diagnostic:
    """A value has ended, and its line goes on."""
    missing = _no_colon_before_brace(scene)
    if missing:
        return missing
    char = scene.string[scene.at : scene.at + 1]
    before = scene.string[scene.source.line_start(scene.at) : scene.at].rstrip()
    if char and char in "]}":
        return scene.say(f"{scene.shown_token} closes nothing", fix=f"delete the {scene.shown_token}")
    if char and char in ",;":
        return _comma(scene, char)
    if before[-1:] in ("'", '"'):
        opening = scene.string.rfind(before[-1], 0, scene.source.line_start(scene.at) + len(before) - 1)
        if 0 <= opening < scene.source.line_start(scene.at):
            # What closes here was to open: the quote of an earlier line lacks its end.
            return unclosed_quote(scene, opening)
    return scene.say(
        f"expected the end of the line, found {scene.shown_token}", fix="one value a line, or quotes around all"
    )


def _comma(scene: Scene, char: str) -> Diagnostic:
    """`Dense: {units: 64}, Dropout: {rate: 0.1}`, and a comma at the end of a line."""
    message = f"expected the end of the line, found `{char}`"
    end = scene.line_span(scene.at).end
    rest = scene.string[scene.at + 1 : end].strip()
    if not rest:
        edits = (Edit(scene.source.span(scene.at, scene.at + 1), ""),)
        return scene.say(message, fix=f"delete the `{char}`", edits=edits)
    dash = "- " if scene.line(scene.at).lstrip().startswith("- ") else ""
    new = f"\n{' ' * scene.indent(scene.at)}{dash}{rest}"
    is_whole = all(rest.count(opening) == rest.count(closing) for opening, closing in ("[]", "{}"))
    is_editable = is_whole and "\r" not in scene.string and "\t" not in scene.line(scene.at)
    moved = (Edit(scene.source.span(scene.at, end), new),) if is_editable else ()
    return scene.say(message, fix=f"`{dash}{rest}` on a line of its own", edits=moved)


def _mark(scene: Scene, offset: int) -> Span:
    return scene.source.span(offset, offset + 1)
