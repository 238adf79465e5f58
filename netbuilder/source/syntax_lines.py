"""Syntax errors of lines: indentation, dashes, and keys without their colon."""

import re

from netbuilder.diagnostics import Diagnostic, Edit, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.source.problems import no_space, quote, unreadable
from netbuilder.source.scene import Scene
from netbuilder.source.syntax_unclosed import quote_not_closed

_NO_SPACE = re.compile(r"\s*+(?:- ++)*+([A-Za-z_][\w.-]*+):(?=[^\s:/])[^#]*+(?:(?<=\s)#.*)?")
_NO_SPACE_IN_FRONT = re.compile(r"\s*(?:- +)*([A-Za-z_][\w.-]*):(?=[\[{\"'])")
_NO_COLON = re.compile(r"\s*(?:- +)*([A-Za-z_]\w*)([ \t=;,]*)\{")
_NO_DASH_SPACE = re.compile(r"\s*-(?![\s\d.-])([,:\]}]*\s*)((?![,:\]}])[^\s:]+)")
_TWO = re.compile(r"([A-Za-z_][\w.]*+)(?:\s*+=\s*+|\s++)(.+)")
_ARGUMENT = r"(?<!\w)(\w++)\s*+=\s*+('[^'\n]*+'|\"[^\"\n]*+\"|\[[^\[\]()\n]*+\]|[\w.]++\([^()\n]*+\)|[\w.+-]++)"
_CALL = re.compile(
    rf"(?:\w++\.)?+([A-Za-z_]\w*+)\(\s*+({_ARGUMENT}(?:\s*+,\s*+{_ARGUMENT})*+)\s*+(?:,\s*+)?\)(?=[ \t]*+(?:#|$))", re.M
)
_PAIR = re.compile(r"\s*+(?:[-?]\s++)*+((?:[^:#\s]|\s++(?!:))++)\s*+:\s++(.*)")
_MOST_TABS = 1_000


def tab(scene: Scene) -> Diagnostic:
    """A tab where only spaces can indent."""
    at = scene.at
    line_start = scene.source.line_start(at)
    end = line_start + scene.indent(at)
    indents = list(re.finditer(r"^[ \t]+(?=(#)|\S)", scene.string, re.MULTILINE))
    # A comment may stand anywhere, and no tab may stand before it.
    tabs = [indent for indent in indents if set(indent[0]) == {"\t"}]
    edits: tuple[Edit, ...] = ()
    if len(indents) <= _MOST_TABS and all(indent[1] or indent in tabs for indent in indents):
        edits = tuple(Edit(scene.source.span(*indent.span()), "    " * len(indent[0])) for indent in tabs)
    fix = _("four spaces for every tab") if edits else _("two spaces")
    span = scene.source.span(at, max(end, at + 1))
    return unreadable(span, _("a tab cannot indent; use spaces"), fix=fix, edits=edits)


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
    return no_space(scene.source, colon, key, scene.string[colon + 1 : scene.line_span(colon).end])


def _no_colon_before_brace(scene: Scene) -> Diagnostic | None:
    """`Dense {units: 64, activation: relu}`."""
    bare = _NO_COLON.match(scene.string, scene.source.line_start(scene.at), scene.at)
    if bare is None:
        return None
    gap = scene.source.span(*bare.span(2))
    fix = f"{bare[1]}: {scene.string[gap.end : scene.line_span(scene.at).end]}"
    span = scene.source.span(bare.start(1), gap.start)
    return unreadable(
        span, _("no `:` between {quote} and its options", quote=quote(bare[1])), fix=fix, edits=(Edit(gap, ": "),)
    )


def _second_colon(scene: Scene, pair: "re.Match[str]") -> Diagnostic:
    """`Dense: units: 64` on one line."""
    value, end = scene.source.line_start(scene.at) + pair.start(2), scene.line_span(scene.at).end
    rest = scene.string[value:end]
    is_option = re.fullmatch(r"\(?\w+", pair[2]) is not None
    mark = "'" if '"' in rest else '"'
    fix = f"{pair[1]}: {{{rest.strip('()')}}}" if is_option else f"{pair[1]}: {mark}{rest}{mark}"
    edits = (Edit(scene.source.span(value, value), "{"), Edit(scene.source.span(end, end), "}"))
    here = scene.source.span(scene.at, scene.at + 1)
    # It may have been meant as one text.
    is_editable = is_option and rest[0] != "("
    return unreadable(here, _("a second `:` on one line"), fix=fix, edits=edits if is_editable else (), safe=False)


def key_without_colon(scene: Scene) -> Diagnostic:
    """A line that should be a key has no colon."""
    return _no_colon(scene, scene.start) or unreadable(
        scene.line_span(scene.start), _("expected a `:` behind this key")
    )


def _line_not_ended(scene: Scene) -> Diagnostic:
    """A line was read as more of the one above: that has no colon, no space behind it, or less indentation."""
    above = scene.line_above(scene.at, scene.indent(scene.at))
    if above is None:
        return scene.generic()
    number = scene.number(above)
    message = _("this line is indented more than line {number}, which has a value", number=number)
    fix = _("start it in column {indent}, as line {number}", indent=scene.indent(above) + 1, number=number)
    related = (Related(scene.line_span(above), _("its value stands here")),)
    return _no_colon(scene, above) or unreadable(scene.line_span(scene.at), message, fix=fix, related=related)


def _no_colon(scene: Scene, offset: int) -> Diagnostic | None:
    """What a line lacks to be a key with a value, if it lacks anything."""
    line, span = scene.line(offset), scene.line_span(offset)
    if dash := _no_dash_space(scene, offset):
        return dash
    if close := _NO_SPACE.fullmatch(line):
        return _no_space(scene, scene.source.line_start(offset) + close.end(1), close[1])
    if call := _CALL.match(scene.string, span.start):
        return _called(scene, call)
    text = scene.string[span.start : span.end]
    if re.search(r":(?:\s|\Z)", text):
        return None
    text = text.removeprefix("- ")
    parts = _TWO.fullmatch(text)
    name, fix = (parts[1], f"{parts[1]}: {parts[2]}") if parts else (text, f"{text}:")
    return unreadable(span, _("expected `:` after {quote}", quote=quote(name)), fix=fix)


def _called(scene: Scene, call: "re.Match[str]") -> Diagnostic:
    """`compile(optimizer='adam', loss='mse')`: the options of a key, written as a call."""
    pairs = re.findall(_ARGUMENT, call[2])
    options = ", ".join(f"{option}: {_as_text(value) if '(' in value else value}" for option, value in pairs)
    fix = f"{call[1]}: {{{options}}}"
    span = scene.source.span(*call.span())
    message = _("the options of {quote} are not written as a call here", quote=quote(call[1]))
    return unreadable(span, message, fix=fix, edits=(Edit(span, fix),))


def _as_text(value: str) -> str:
    """A call in a call as one text, whatever commas and quotes it has."""
    return value if not set(value) & set(",:'\"#[]{}") else "'" + value.replace("'", "''") + "'"


def _no_dash_space(scene: Scene, offset: int) -> Diagnostic | None:
    """`-Dense`, `-[Dense`, `-, Dense`: the dash needs a space behind it, and nothing else."""
    match = _NO_DASH_SPACE.match(scene.line(offset))
    if match is None:
        return None
    line, (after, item) = scene.source.line_start(offset), match.span(1)
    edits = (Edit(scene.source.span(line + after, line + item), " "),)
    message = _("no space after the `-` in {quote}", quote=quote("-" + match[1] + match[2]))
    dash = scene.source.span(line + after - 1, line + after)
    return unreadable(dash, message, fix=f"- {match[2]}", edits=edits)


def key_expected(scene: Scene, in_list: bool) -> Diagnostic:
    """Something that neither goes on with a block nor ends it."""
    if scene.string[scene.source.line_start(scene.at) : scene.at].strip():
        return _no_colon_before_brace(scene) or _quote_of_a_line_above(scene) or scene.generic()
    dash = _no_dash_space(scene, scene.at) or _no_dash_space(scene, scene.start)
    if dash or scene.token in ("]", "}", ":"):
        return dash or scene.generic()
    block, here = scene.source.span(scene.start, scene.start), scene.source.span(scene.at, scene.at)
    opener = scene.source.span(scene.start, scene.start + 1)
    related = (Related(opener, _("the {part} starts here", part=_("list") if in_list else _("mapping"))),)
    is_item = scene.token == "-" and here.column == block.column > 1
    if here.column != block.column or is_item:
        message = _("the indentation fits no line above: column {column}", column=here.column)
        message = _("this `-` is indented more than its list") if is_item else message
        return unreadable(
            scene.here, message, fix=_("start in column {column}", column=_column(scene)), related=related
        )
    rest = scene.string[here.start : scene.line_span(scene.at).end]
    expected, fix = ("`-`", f"- {rest}") if in_list else (_("a key"), _("a key with its `:`, such as `layers:`"))
    return unreadable(
        scene.here,
        _("expected {expected}, found {shown_token}", expected=expected, shown_token=scene.shown_token),
        fix=fix,
        related=related,
    )


def _column(scene: Scene) -> int:
    """The column in which the line was most likely to start: the nearest one in use above."""
    here = scene.indent(scene.at)
    above = scene.line_above(scene.at, len(scene.string))
    columns = []
    while above is not None:
        columns.append(scene.indent(above))
        above = scene.line_above(above, columns[-1] - 1) if columns[-1] else None
    return min(columns, key=lambda column: abs(column - here), default=0) + 1


def _quote_of_a_line_above(scene: Scene) -> Diagnostic | None:
    """What closes before this place was to open: the quote of an earlier line lacks its end."""
    start = scene.source.line_start(scene.at)
    before = scene.string[start : scene.at].rstrip()
    mark = before[-1:]
    if mark not in ("'", '"') or before.count(mark) > 1:
        return None
    opening = scene.string[:start].rfind(mark)
    return quote_not_closed(scene, opening) if opening >= 0 else None
