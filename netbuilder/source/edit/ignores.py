"""Take a code out of a comment that silences findings, or the whole comment with its last one."""

from netbuilder.diagnostics import Edit
from netbuilder.source import Document
from netbuilder.source.comments import Ignore


def remove_ignore(document: Document, ignore: Ignore, at: int) -> tuple[Edit, ...]:
    """The edit that removes one code; none where the comment goes on with other words."""
    source, string, spans = document.source, document.text.string, ignore.spans
    if len(spans) > 1:
        last = at == len(spans) - 1
        start, end = (spans[at - 1].end, spans[at].end) if last else (spans[at].start, spans[at + 1].start)
        return (Edit(source.span(start, end), ""),)
    start, end = ignore.span.start, source.line_end(ignore.span.end)
    if string[ignore.span.end : end].strip():
        return ()
    if ignore.alone:
        start = source.line_start(start)
        end += 2 if string.startswith("\r\n", end) else int(end < len(string))
    else:
        start = len(string[:start].rstrip(" \t"))
    return (Edit(source.span(start, end), ""),)
