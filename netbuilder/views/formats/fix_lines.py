"""The lines that a fix removes and adds."""

from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Edit, Span, Text

MOST = 10
"""A fix that touches more lines than this is not shown; `--diff` shows it."""


LONGEST = 10_000
"""Nor is one on longer lines."""


class Change(NamedTuple):
    """Lines that go and lines that come, from one line number on."""

    line: int
    removed: list[str]
    added: list[str]


def changes(diagnostic: Diagnostic) -> list[Change]:
    """What the fix of a diagnostic does to the lines of its text; empty where that is too much to show."""
    spans = [edit.span for edit in diagnostic.edits]
    if not spans or any(span.text is not spans[0].text for span in spans):
        return []
    lines = spans[0].text.lines
    if any(len(line) > LONGEST for span in spans for line in (lines[span.line - 1], lines[span.end_line - 1])):
        return []
    all_changes = [_change(spans[0].text, group) for group in _groups(diagnostic.edits)]
    return all_changes if sum(len(change.removed) + len(change.added) for change in all_changes) <= MOST else []


def _groups(edits: tuple[Edit, ...]) -> list[list[Edit]]:
    """The edits by the lines that they touch together."""
    groups: list[list[Edit]] = []
    last = 0
    for edit in sorted(edits, key=lambda edit: edit.span.start):
        if groups and edit.span.line <= last:
            groups[-1].append(edit)
        else:
            groups.append([edit])
        last = max(last, edit.span.end_line)
    return groups


def _change(text: Text, edits: list[Edit]) -> Change:
    first, last = edits[0].span, max((edit.span for edit in edits), key=lambda span: span.end)
    start, end = _line_start(first), _line_end(last)
    parts, at = [], start
    for edit in edits:
        parts += [text.string[at : edit.span.start], edit.replacement]
        at = edit.span.end
    before = Text("", text.string[start:end]).lines
    after = Text("", "".join([*parts, text.string[at:end]])).lines
    line = first.line
    while before and after and before[0] == after[0]:
        del before[0], after[0]
        line += 1
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return Change(line, before, after)


def _line_start(span: Span) -> int:
    return span.start - (span.column - 1)


def _line_end(span: Span) -> int:
    """The end of the line that a span ends on, without its line break."""
    return span.end - (span.end_column - 1) + len(span.text.lines[span.end_line - 1])
