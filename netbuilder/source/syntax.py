"""One diagnostic for a syntax error: the commonest kinds in words of their own, all others in one line."""

import re

import yaml

from netbuilder.diagnostics import Diagnostic, Edit, Text
from netbuilder.diagnostics.sentence import _
from netbuilder.source.compose import compose
from netbuilder.source.problems import Refused, blank_problem, unreadable
from netbuilder.source.scene import Scene
from netbuilder.source.syntax_lines import colon_here, key_expected, key_without_colon, tab
from netbuilder.source.syntax_unclosed import not_closed, quote_not_closed

LONGEST = 5_000
"""Characters of a line in which mistakes are looked for: some searches take quadratic time."""

_KINDS = {
    "tab": ("tab character",),
    "other": ("escape", "hexdecimal", "hexadecimal", "block scalar", "node content"),
    "quote": ("quoted scalar",),
    "character": ("cannot start any token",),
    "colon": ("mapping values",),
    "no-colon": ("expected ':'",),
    "flow-list": ("or ']'",),
    "flow-mapping": ("',' or",),
    "list": ("'-' indicator", "block collection", "block sequence"),
    "mapping": ("sequence entries", "expected key", "block end", "document start"),
}
"""What PyYAML's errors mean: pieces of the problem or of what was being read, in the words of its C reader and of its
Python one; the first kind of mistake that has one is it."""
_SLASHES = re.compile(r"(?:^|\s)(//)(?=\s)", re.MULTILINE)
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def explain(source: Text, error: Exception) -> Diagnostic:
    """The one diagnostic for a syntax error."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _unreadable_character(source)
    scene = Scene(source, error)
    words = f"{error.problem} {error.context or ''}"
    kind = next((kind for kind, pieces in _KINDS.items() if any(piece in words for piece in pieces)), "other")
    if "nesting depth" in words:
        return _too_deep(scene)
    if len(scene.line(scene.start)) > LONGEST or len(scene.line(scene.at)) > LONGEST:
        return scene.generic()._replace(why=_("the line is too long to tell more"))
    blank = blank_problem(source, scene.start, source.line_end(scene.at))
    if blank:
        return blank
    above = source.line_start(max(source.line_start(scene.start) - 1, 0))
    comment = _SLASHES.search(scene.string, above, source.line_end(scene.at))
    if comment:
        span = source.span(*comment.span(1))
        message = _("a comment starts with `#`, not with `//`")
        return unreadable(span, message, fix=_("`#` in its place"), edits=(Edit(span, "#"),))
    if kind == "tab" or (kind == "character" and scene.string[scene.at : scene.at + 1] == "\t"):
        return tab(scene)
    if kind == "quote":
        return quote_not_closed(scene, scene.start)
    if kind == "colon":
        return colon_here(scene)
    if kind == "no-colon":
        return key_without_colon(scene)
    if kind in ("flow-list", "flow-mapping"):
        return not_closed(scene, is_list=kind == "flow-list")
    if kind in ("list", "mapping"):
        return key_expected(scene, in_list=kind == "list")
    return scene.generic()


def _too_deep(scene: Scene) -> Diagnostic:
    """libyaml 0.2.6 stops at 1,000 collections, and has not shown the first of them yet: so the text before is read."""
    try:
        compose(scene.source, [], scene.string[: scene.at])
    except Refused as refused:
        return refused.diagnostic
    except (yaml.YAMLError, ValueError):
        pass
    return scene.generic()


def _unreadable_character(source: Text) -> Diagnostic:
    """A character that no YAML text can have; PyYAML says nothing of its place that can be used."""
    match = _UNREADABLE.search(source.string)
    if not match:
        return unreadable(source.span(0, 0), _("the text cannot be read as YAML"))
    message = _("the character U+{ord:04X} cannot stand in YAML", ord=ord(match[0]))
    return unreadable(source.span(*match.span()), message, fix=_("delete it"))
