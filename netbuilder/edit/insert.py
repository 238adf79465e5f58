"""Give something an option: in `{...}`, in a block of lines, or behind a bare name."""

from yaml.events import ScalarEvent

from netbuilder.diagnostics import Edit
from netbuilder.draft import Draft
from netbuilder.edit.editable import editable, has_comment, is_block_list, is_first_on_line, is_flow, newline
from netbuilder.edit.replace import replace_value
from netbuilder.schema.problems import Path
from netbuilder.source import Document, Node


def set_option(draft: Draft, layer_path: Path, option: str, text: str) -> tuple[Edit, ...]:
    """Set one option of what stands at `layer_path` to the YAML text `text`; what has it already gets another value.

    The path ends in the class name, as in ("layers", 3, "Dense") or ("compile", "loss", "BinaryCrossentropy"), also
    where the file has a bare name or an identifier such as `binary_crossentropy`.
    """
    document = draft.document
    if document is None:
        return ()
    node = editable(draft, layer_path)
    if node is None:
        bare = editable(draft, layer_path[:-1]) if layer_path else None
        if bare is None or not isinstance(bare.value, str) or document.node(layer_path) is not None:
            return ()
        return _behind_name(document, layer_path[:-1], bare, str(layer_path[-1]), f"{option}: {text}")
    if isinstance(node.value, str):
        return _behind_name(document, layer_path, node, node.value, f"{option}: {text}")
    if node.value is None:
        return replace_value(draft, layer_path, f"{{{option}: {text}}}")
    if not isinstance(node.value, dict):
        return ()
    if option in node.value:
        return replace_value(draft, (*layer_path, option), text)
    return _into_braces(document, node, option, text) if is_flow(node) else _into_block(document, node, option, text)


def _behind_name(document: Document, path: Path, node: Node, name: str, pair: str) -> tuple[Edit, ...]:
    written = f"{name}: {{{pair}}}"
    if not path or not is_block_list(document, path[:-1]):
        written = f"{{{written}}}"
    return (Edit(node.span, written),)


def _into_braces(document: Document, node: Node, option: str, text: str) -> tuple[Edit, ...]:
    span, items = node.span, node.items
    if not items:
        if has_comment(document, span.start, span.end):
            return ()
        return (Edit(document.source.span(span.start + 1, span.end - 1), f"{option}: {text}"),)
    key = node.wrap(items[-2], None).span
    end = node.wrap(items[-1], None).span.end
    between = ", "
    if key.line > span.line and is_first_on_line(document, key.start):
        line_end = document.source.line_end(end)
        if not has_comment(document, end, line_end):
            between = "," + newline(document) + " " * (key.column - 1)
    return (Edit(document.source.span(end, end), f"{between}{option}: {text}"),)


def _into_block(document: Document, node: Node, option: str, text: str) -> tuple[Edit, ...]:
    items = node.items
    if not items or not _is_plain_key(document, node, items[0]) or _is_text_block(items[-1]):
        return ()
    column = node.wrap(items[0], None).span.column
    end = node.wrap(items[-1], None).span.end
    at = document.source.line_end(end)
    line = newline(document) + " " * (column - 1) + f"{option}: {text}"
    return (Edit(document.source.span(at, at), line),)


def _is_plain_key(document: Document, node: Node, item: object) -> bool:
    """Whether a key's column is that of its block: no anchor, tag or `?` stands before it."""
    if type(item) is not ScalarEvent or item.anchor is not None or item.tag is not None:
        return False
    start = node.wrap(item, None).span.start
    return "?" not in document.text.string[document.source.line_start(start) : start]


def _is_text_block(item: object) -> bool:
    """Whether something ends in a text written with `|` or `>`, behind which blank lines may count."""
    while isinstance(item, Node) and item.items:
        item = item.items[-1]
    event = item.event if isinstance(item, Node) else item
    return getattr(event, "style", None) in ("|", ">")
