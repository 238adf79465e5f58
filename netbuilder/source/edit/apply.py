"""Apply the fixes of diagnostics to a text."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from itertools import pairwise

from netbuilder.diagnostics import Diagnostic, Edit


def apply(text: str, diagnostics: Iterable[Diagnostic], unsafe: bool) -> str:
    """The text with the safe fixes applied, and with `unsafe` the others too.

    A fix is applied as a whole or not at all; of fixes that touch one place the first wins, and the next run of
    the check offers what is left.
    """
    parts = []
    at = 0
    for edit in chosen(text, diagnostics, unsafe):
        parts += [text[at : edit.span.start], edit.replacement]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def chosen(text: str, diagnostics: Iterable[Diagnostic], unsafe: bool) -> list[Edit]:
    """The edits that `apply` makes, by their place; those of other texts are left out."""
    taken: list[Edit] = []
    for diagnostic in diagnostics:
        edits = diagnostic.edits
        if not edits or not (diagnostic.safe or unsafe) or any(edit.span.text.string != text for edit in edits):
            continue
        places = [(edit, bisect_left(taken, _place(edit), key=_place)) for edit in edits]
        new = [edit for edit, at in places if at == len(taken) or taken[at] != edit]
        # Ranges that only meet count as one place: two texts inserted there would depend on their order.
        if not any(_meets(taken, edit) for edit in new) and not _overlap(new):
            for edit in new:
                insort(taken, edit, key=_place)
    return taken


def _place(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end


def _meets(taken: list[Edit], edit: Edit) -> bool:
    """Whether an edit meets one of those that are taken, which stand apart from each other, by their place."""
    at = bisect_right(taken, edit.span.end, key=lambda other: other.span.start)
    return at > 0 and taken[at - 1].span.end >= edit.span.start


def _overlap(edits: list[Edit]) -> bool:
    """Whether edits of one fix are in each other's way."""
    spans = sorted((edit.span.start, edit.span.end) for edit in edits)
    return any(end > start for (_, end), (start, _) in pairwise(spans))
