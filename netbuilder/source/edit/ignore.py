"""Put the code of a finding into the comment of its line that silences findings, or write such a comment."""

from netbuilder.diagnostics import Edit
from netbuilder.source import Document


def add_ignore(document: Document, offset: int, code: str) -> tuple[Edit, ...]:
    """`# netbuilder: ignore[CODE]` on the line of an offset; none where no comment can stand there."""
    source = document.source
    line = source.span(offset, offset).line
    for ignore in document.ignores:
        if ignore.line == line:
            if not ignore.spans:
                return ()
            end = ignore.spans[-1].end
            return (Edit(source.span(end, end), f", {code}"),)
    end = source.line_end(offset)
    comment = next((comment for comment in document.comments if comment.line == line), None)
    text = f"# netbuilder: ignore[{code}]"
    if comment is not None:
        return (Edit(source.span(comment.start, comment.start), f"{text} "),)
    return (Edit(source.span(end, end), f"  {text}"),)
