"""Apply the fixes of diagnostics to a text."""

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
    for edit in sorted(chosen(text, diagnostics, unsafe), key=lambda one: (one.span.start, one.span.end)):
        parts += [text[at : edit.span.start], edit.replacement]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def chosen(text: str, diagnostics: Iterable[Diagnostic], unsafe: bool) -> list[Edit]:
    """The edits that `apply` makes, in the order of the diagnostics; those of other texts are left out."""
    taken: list[Edit] = []
    for one in diagnostics:
        if not one.edits or not (one.safe or unsafe) or any(edit.span.text.string != text for edit in one.edits):
            continue
        new = [edit for edit in one.edits if edit not in taken]
        # Ranges that only meet count as one place: two texts inserted there would depend on their order.
        if not any(_meet(edit, other) for edit in new for other in taken) and not _overlap(new):
            taken += new
    return taken


def _meet(edit: Edit, other: Edit) -> bool:
    return edit.span.start <= other.span.end and other.span.start <= edit.span.end


def _overlap(edits: list[Edit]) -> bool:
    """Whether edits of one fix are in each other's way."""
    spans = sorted((edit.span.start, edit.span.end) for edit in edits)
    return any(end > start for (_, end), (start, _) in pairwise(spans))
