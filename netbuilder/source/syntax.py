"""Say in the user's words what PyYAML says in its own: what was expected, what is there, what to type."""

import re
from collections.abc import Callable

from netbuilder.diagnostics import Diagnostic
from netbuilder.source.blanks import blank_problem, break_problem
from netbuilder.source.positions import Source
from netbuilder.source.scene import Scene
from netbuilder.source.syntax_blocks import (
    colon_here,
    dash_here,
    document_end,
    key_expected,
    key_without_colon,
    question_here,
)
from netbuilder.source.syntax_brackets import not_closed, value_expected
from netbuilder.source.syntax_words import (
    block_header,
    character,
    directive,
    escape,
    name_expected,
    quote_not_closed,
    tab,
    tag,
    unprintable,
)

LONGEST = 5_000
"""Characters of a line in which mistakes are looked for: some searches take quadratic time."""

_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)

_SAYERS: tuple[tuple[str, Callable[[Scene], Diagnostic]], ...] = (
    ("tab character", tab),
    ("cannot start any token", character),
    ("directive", directive),
    ("%", directive),
    ("YAML document", directive),
    ("escape", escape),
    ("hexdecimal", escape),
    ("hexadecimal", escape),
    ("block scalar", block_header),
    ("quoted scalar", quote_not_closed),
    ("alphabetic or numeric", name_expected),
    ("scanning an a", name_expected),
    ("tag", tag),
    ("mapping values", colon_here),
    ("mapping keys", question_here),
    ("sequence entries", dash_here),
    ("expected ':'", key_without_colon),
    ("',' or", not_closed),
    ("node content", value_expected),
    ("'-' indicator", key_expected),
    ("expected key", key_expected),
    ("block end", key_expected),
    ("document start", document_end),
)
"""What PyYAML's problem or context holds, in C or in Python, and who says it; the first that fits."""


def explain(source: Source, error: Exception) -> Diagnostic:
    """The one diagnostic for a syntax error."""
    scene = Scene(source, error)
    conflict = _CONFLICT.search(scene.string)
    if conflict:
        start = conflict.start()
        span = source.span(start, source.line_end(start))
        return scene.say("a merge conflict is left here", span, fix="keep one side, and delete the three marks")
    if not scene.problem:
        return unprintable(scene)
    if len(scene.line(scene.start)) > LONGEST or len(scene.line(scene.at)) > LONGEST:
        return scene.say(f"YAML cannot go on here, found {scene.found}", why="the line is too long to tell more")
    for look in (blank_problem, break_problem):
        found = look(source, scene.start, source.line_end(scene.at))
        if found:
            return found
    said = f"{scene.problem} {scene.context}"
    for words, say in _SAYERS:
        if words in said:
            return say(scene)
    return scene.say(f"YAML cannot go on here, found {scene.found}")
