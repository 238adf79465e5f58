"""Give something an option: in `{...}`, in a block of lines, or behind a bare name."""

from netbuilder.diagnostics import Edit, Path
from netbuilder.source import Document, Node
from netbuilder.source.edit.editable import (
    editable,
    has_comment,
    is_block_list,
    is_first_on_line,
    is_flow,
    newline,
    own_pairs,
)
from netbuilder.source.edit.replace import replace_value


def set_option(document: Document, layer_path: Path, option: str, text: str) -> tuple[Edit, ...]:
    """Set one option of what stands at `layer_path` to the YAML text `text`; what has it already gets another value.

    The path ends in the class name, as in ("layers", 3, "Dense") or ("compile", "loss", "BinaryCrossentropy"), also
    where the file has a bare name or an identifier such as `binary_crossentropy`.
    """
    node = editable(document, layer_path)
    if node is None:
        bare = editable(document, layer_path[:-1]) if layer_path else None
        if bare is None or not isinstance(bare.value, str):
            return ()
        return _behind_name(document, layer_path[:-1], bare, str(layer_path[-1]), f"{option}: {text}")
    if isinstance(node.value, str):
        return _behind_name(document, layer_path, node, node.value, f"{option}: {text}")
    if node.value is None:
        return replace_value(document, layer_path, f"{{{option}: {text}}}")
    if not isinstance(node.value, dict):
        return ()
    if option in node.value:
        return replace_value(document, (*layer_path, option), text)
    return _into_braces(document, node, option, text) if is_flow(node) else _into_block(document, node, option, text)


def set_first(document: Document, pair: str) -> tuple[Edit, ...]:
    """A pair in front of all others: what comes in is said before what is made of it."""
    node = editable(document, ())
    if node is None or not isinstance(node.value, dict):
        return ()
    pairs = own_pairs(document, node)
    if not pairs:
        return ()
    start = pairs[0][0].span.start
    if not is_first_on_line(document, start):
        return (Edit(document.text.span(start, start), f"{pair}, "),) if is_flow(node) else ()
    indent = document.text.string[document.text.line_start(start) : start]
    between = ", " if is_flow(node) else newline(document) + indent
    return (Edit(document.text.span(start, start), pair + between),)


def _behind_name(document: Document, path: Path, node: Node, name: str, pair: str) -> tuple[Edit, ...]:
    if not name.replace(".", "_").isidentifier():
        return ()  # a text of its own: as a key it would say something else
    written = f"{name}: {{{pair}}}"
    if not is_block_list(document, path[:-1]):
        written = f"{{{written}}}"
    return (Edit(node.span, written),)


def _into_braces(document: Document, node: Node, option: str, text: str) -> tuple[Edit, ...]:
    source, span, pairs = document.text, node.span, own_pairs(document, node)
    if not pairs:
        if has_comment(document, span.start, span.end):
            return ()
        if document.text.string[span.start + 1 : span.end - 1].strip():  # a merge, or what the caller has replaced
            return (Edit(source.span(span.start + 1, span.start + 1), f"{option}: {text}, "),)
        return (Edit(source.span(span.start + 1, span.end - 1), f"{option}: {text}"),)
    key, end = pairs[-1][0].span, pairs[-1][1].span.end
    between = ", "
    if is_first_on_line(document, key.start) and not has_comment(document, end, source.line_end(end)):
        between = "," + newline(document) + " " * (key.column - 1)
    # A value that was left out ends at its colon, which needs a blank behind it.
    blank = " " if pairs[-1][1].span.start == end else ""
    return (Edit(source.span(end, end), f"{blank}{between}{option}: {text}"),)


def _into_block(document: Document, node: Node, option: str, text: str) -> tuple[Edit, ...]:
    pairs = own_pairs(document, node)
    if not pairs or not _is_plain_key(document, pairs[0][0]) or _is_text_block(pairs[-1][1]):
        return ()
    at = document.text.line_end(pairs[-1][1].span.end)
    line = newline(document) + " " * (pairs[0][0].span.column - 1) + f"{option}: {text}"
    return (Edit(document.text.span(at, at), line),)


def _is_plain_key(document: Document, key: Node) -> bool:
    """Whether a key's column is that of its block: nothing but dashes stands before it, no anchor, tag or bracket."""
    start = key.span.start
    return not document.text.string[document.text.line_start(start) : start].strip(" \t-")


def _is_text_block(node: Node) -> bool:
    """Whether something ends in a text written with `|` or `>`, behind which blank lines may count."""
    while node.children:
        children = node.children
        node = children[-1] if isinstance(children, list) else children[next(reversed(children))]
    return node.text.string[node.span.start : node.span.start + 1] in ("|", ">")
