"""Type what a diagnostic of the writing says to type, where it says the whole of it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from netbuilder.diagnostics import Address, Diagnostic, Edit, Path, Span
from netbuilder.parse.draft import Draft
from netbuilder.source import Node, read
from netbuilder.source.edit.editable import is_own
from netbuilder.source.edit.insert import set_option
from netbuilder.source.edit.remove import remove_option
from netbuilder.source.edit.replace import replace_value
from netbuilder.suggest.synonyms import OF_THE_INPUT
from netbuilder.vocabulary.base.registry import by_identifier

_MOST = 200
"""Of more mistakes the first ones get edits: each is looked for in the file."""
_LITERAL = re.compile(r"`([^`\n]+)`(?:, without the \w+| for [\w ]+)?(, say| indented below `(\w+):`)?")

_TUPLE = re.compile(r"\([\w.+\- \t]+(?:,[\w.+\- \t]*)*\)")


def with_edits(draft: Draft, problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics, those without edits with the edits that their fix spells out."""
    found = [one if one.edits or at >= _MOST else _typed(draft, one) for at, one in enumerate(problems)]
    # What an option of the command line says wrong is no text that can be mended.
    return [one if _is_of_the_file(draft, one) else one.with_edits(()) for one in found]


def _typed(draft: Draft, one: Diagnostic) -> Diagnostic:
    return one.with_edits(_edits(draft, one))


def _is_of_the_file(draft: Draft, one: Diagnostic) -> bool:
    return draft.document is None or all(edit.span.text is draft.document.text for edit in one.edits)


def _edits(draft: Draft, one: Diagnostic) -> tuple[Edit, ...]:
    if one.code not in ("NB010", "NB012", "NB014", "NB016"):
        return ()
    found = _place(draft, one.address)
    if found is None:
        return ()
    path, is_key = found
    if is_key and (one.fix == "remove it" or path[-1] in OF_THE_INPUT):
        # What says what comes in may be the only place that says it.
        is_input_said = draft.input is not None and len(path) > 1
        return remove_option(draft.document, path[:-1], str(path[-1])) if is_input_said else ()
    match = _LITERAL.fullmatch(one.fix)
    if match is None or "..." in match[1]:
        return ()
    said = read(match[1], "").value
    if match[3]:
        said = {match[3]: said}
    if one.code == "NB010":
        return _renamed(draft, path, match[1]) if is_key else ()
    if is_key:
        return _moved(draft, path, said) if path[0] != "layers" else _entry(draft, path, match[1])
    return () if match[2] else _instead(draft, path, match[1], said)


def _instead(draft: Draft, path: Path, text: str, said: Any) -> tuple[Edit, ...]:
    """The text in place of a value, or of the layer whose options the value stands for."""
    given = draft.document.node(path) if draft.document is not None else None
    if given is None:
        return ()
    if isinstance(given.value, str) and given.value.count("(") != given.value.count(")"):
        return _whole(given, text)
    if text == path[-1]:
        return replace_value(draft.document, path[:-1], text)  # the bare name
    if isinstance(said, dict) and list(said) == [path[-1]]:
        return replace_value(draft.document, path, text.partition(":")[2].strip())
    if isinstance(path[-1], int) and text.startswith("- "):
        return replace_value(draft.document, path, text.removeprefix("- "))
    if isinstance(said, dict | list) and text[0] not in "{[":
        return ()  # another key, or an item of a list
    return replace_value(draft.document, path, text)


def _whole(given: Node, text: str) -> tuple[Edit, ...]:
    """The text in place of a tuple that YAML has torn apart at its commas; a call's rest may be anything."""
    start = given.span.start
    found = _TUPLE.match(given.text.string, start)
    return (Edit(given.source.span(start, found.end()), text),) if found and given.alias is None else ()


def _renamed(draft: Draft, path: Path, text: str) -> tuple[Edit, ...]:
    """The layer that was meant in place of `swish: {}` and of `Dense units: 64`, where no more stands in the entry."""
    node = draft.document.node(path[:-1]) if draft.document is not None else None
    if node is None or not isinstance(path[-2], int) or not isinstance(node.value, dict) or len(node.value) != 1:
        return ()
    below = node.value[path[-1]]
    return replace_value(draft.document, path[:-1], text) if not isinstance(below, dict | list) or not below else ()


def _entry(draft: Draft, path: Path, text: str) -> tuple[Edit, ...]:
    """`type: Dense` and its options as `Dense: {...}`, if nothing but the name changes its place."""
    item, entries = path[:-1], read(text, "").value
    node = draft.document.node(item) if draft.document is not None else None
    if node is None or not isinstance(node.value, dict) or not isinstance(entries, list) or len(entries) != 1:
        return ()
    [said] = entries
    if not isinstance(said, dict):
        return ()
    options: dict[str, Any] = {key: value for key, value in node.value.items() if key != path[-1]}
    if list(said.values()) not in ([options], [options.get("config")]) or len(said) != 1:
        return ()
    return replace_value(draft.document, item, text.removeprefix("- "))


def _moved(draft: Draft, path: Path, said: Any) -> tuple[Edit, ...]:
    """What stands beside `compile`, or in it and not in its optimizer or loss, put there."""
    document = draft.document
    node = document.node(path) if document is not None else None
    if document is None or node is None or "\n" in node.written or not (isinstance(said, dict) and len(said) == 1):
        return ()
    slot, options = next(iter(said.items()))
    where = (*path[:-1], slot)
    there = document.node(where)
    if there is None or not isinstance(options, dict):
        return ()
    option = next(iter(options))
    if path[:-1] == ("compile",):
        written = there.value
        name = next(iter(written)) if isinstance(written, dict) and len(written) == 1 else written
        cls = by_identifier(slot, name) if isinstance(name, str) else None
        option = next(iter(options[option]))
        if cls is None or option not in cls.model_fields:
            return ()
        where = (*where, name if isinstance(written, dict) else cls.__name__)
    elif path[:-1] or not isinstance(there.value, dict) or option in there.value:
        return ()
    into, out = (
        set_option(draft.document, where, option, node.written),
        remove_option(draft.document, path[:-1], str(path[-1])),
    )
    return (*into, *out) if into and out else ()


def _place(draft: Draft, address: Address | None) -> tuple[Path, bool] | None:
    """The path of what stands in a span, and whether it is a key."""
    document = draft.document
    if document is None or document.root is None or not isinstance(address, Span):
        return None
    node, path = document.root, ()  # type: tuple[Node, Path]
    while node.span != address:
        for step, key, below in _below(node):
            if key is not None and key.span == address:
                return ((*path, step), True)
            if is_own(document, below) and below.span.start <= address.start and address.end <= below.span.end:
                node, path = below, (*path, step)
                break
        else:
            return None
    return (path, False) if path else None


def _below(node: Node) -> Iterator[tuple[str | int, Node | None, Node]]:
    children = node.children
    if isinstance(children, list):
        yield from ((at, None, child) for at, child in enumerate(children))
    elif children is not None:
        yield from ((step, (node.keys or {}).get(step), child) for step, child in children.items())
