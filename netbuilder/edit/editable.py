"""Which parts of a file can be edited surely, and where they stand."""

import re

from netbuilder.draft import Draft
from netbuilder.schema.problems import Path
from netbuilder.source import Document, Node

_BLANK = " \t\r\n"


def editable(draft: Draft, path: Path) -> Node | None:
    """The node at a path, if the file says it in this one place and for this one place."""
    document = draft.document
    node = document.node(path) if document is not None else None
    if document is None or node is None or node.is_alias or node.text is not document.text:
        return None
    if getattr(node.event, "tag", None) is not None:
        return None
    string = document.text.string
    if "&" in string and any(_is_repeated(document, path[:length], string) for length in range(len(path) + 1)):
        return None
    return node


def _is_repeated(document: Document, path: Path, string: str) -> bool:
    """Whether what stands at a path is also used elsewhere, through its anchor."""
    node = document.node(path)
    anchor = node.anchor if node is not None else None
    return anchor is not None and re.search(rf"\*{re.escape(anchor)}(?![\w-])", string) is not None


def is_flow(node: Node | None) -> bool:
    """Whether a collection is written in brackets or braces."""
    return bool(getattr(node.event if node is not None else None, "flow_style", False))


def is_block_list(document: Document, path: Path) -> bool:
    """Whether a list of lines that begin with `- ` stands at a path."""
    node = document.node(path)
    return node is not None and isinstance(node.value, list) and not is_flow(node)


def has_anchor(document: Document, start: int, end: int) -> bool:
    """Whether a range may hold an anchor, which something else may need."""
    return "&" in document.text.string[start:end]


def has_comment(document: Document, start: int, end: int) -> bool:
    """Whether a comment begins in a range."""
    if "#" not in document.text.string[start:end]:
        return False
    return any(start <= comment.start < end for comment in document.comments)


def is_first_on_line(document: Document, start: int) -> bool:
    """Whether nothing but blanks stands before an offset on its line."""
    return not document.text.string[document.source.line_start(start) : start].strip(_BLANK)


def newline(document: Document) -> str:
    """The line break that the file uses."""
    return "\r\n" if "\r\n" in document.text.string else "\n"
