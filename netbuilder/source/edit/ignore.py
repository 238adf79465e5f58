"""The comments that silence findings: put a code into one, or take it out."""

from netbuilder.diagnostics import Edit
from netbuilder.source import Document
from netbuilder.source.comments import Ignore


def add_ignore(document: Document, offset: int, code: str) -> tuple[Edit, ...]:
    """`# netbuilder: ignore[CODE]` on the line of an offset; none where no comment can stand there."""
    source = document.text
    line = source.span(offset, offset).line
    for ignore in document.ignores:
        if ignore.line == line:
            if not ignore.spans:
                return ()
            end = ignore.spans[-1].end
            return (Edit(source.span(end, end), f", {code}"),)
    end = source.line_end(offset)
    text = f"# netbuilder: ignore[{code}]"
    for comment in document.comments_in(source.line_start(offset), end):
        return (Edit(source.span(comment.start, comment.start), f"{text} "),)
    return () if document.is_within_scalar(end) else (Edit(source.span(end, end), f"  {text}"),)


def remove_ignore(document: Document, ignore: Ignore, at: int) -> tuple[Edit, ...]:
    """The edit that removes one code; none where the comment goes on with other words."""
    source, string, spans = document.text, document.text.string, ignore.spans
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
