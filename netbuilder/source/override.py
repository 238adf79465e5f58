"""Put a value from the command line or a call into a document: `--set layers.0.Dense.units=128`."""

from typing import Any

import yaml

from netbuilder.diagnostics import Address, Diagnostic, Related, Span, Text
from netbuilder.source.compose import compose
from netbuilder.source.document import Document, Path
from netbuilder.source.node import Node
from netbuilder.source.problems import Refused


def remove(document: Document, path: Path) -> Document:
    """A document without the list item at `path`; the one given stays as it is."""
    return document.with_root(_without(document.root, path, 0), document.problems)


def _without(node: Node | None, path: Path, at: int) -> Node:
    """A node without what is at the path from step `at` on; the path is one of the document."""
    assert node is not None
    step, children = path[at], node.children
    if at < len(path) - 1:
        return _put(node, path[: at + 1], at, _without(node.child(step), path, at + 1), 0)
    assert isinstance(step, int)
    assert isinstance(children, list)
    copy = node.copy([*node.value[:step], *node.value[step + 1 :]])
    copy.set_children([*children[:step], *children[step + 1 :]], None)
    return copy


def replace(document: Document, path: Path, value_string: str, option_text: str, *, is_new: bool = False) -> Document:
    """A document with the YAML text `value_string` at `path`; the one given stays as it is.

    The new value stands in a text of its own, the option as typed, so that a finding points there. A mapping key
    that is missing is made, and a scalar on the way gives way to a mapping. Raises LookupError with the number of
    the step that cannot be taken: an index that a list does not have, or a name where a list is. With `is_new` the last
    step is the place in a list before which the value is put in.
    """
    if document.root is None and document.problems:
        # Nothing is known of what the value would be put into.
        return document
    start = len(option_text) - len(value_string)
    if not option_text.endswith(value_string):
        option_text, start = value_string, 0
    source = Text(option_text, option_text)
    alone = _alone(value_string, start)
    problems: list[Diagnostic] = []
    try:
        new = compose(source, problems, alone)
    except Refused as refused:
        return document.with_root(document.root, [*document.problems, *problems, refused.diagnostic])
    except (yaml.YAMLError, ValueError) as error:
        from netbuilder.source.syntax import explain

        diagnostic = explain(Text(option_text, alone), error)
        return document.with_root(document.root, [*document.problems, _moved(diagnostic, source)])
    if new is None:
        new = _placed(source, None, start, len(option_text))
    return document.with_root(_put(document.root, path, 0, new, start, is_new), [*document.problems, *problems])


def _alone(value_string: str, start: int) -> str:
    """The value at its offset in the option, on a line of its own: the offsets of YAML are then those of the option."""
    return " " * (start - 1) + "\n" + value_string if start else value_string


def _moved(diagnostic: Diagnostic, source: Text) -> Diagnostic:
    """The diagnostic at the same offsets of the option; an option has no text to edit."""

    def moved(address: Address | None) -> Address:
        assert isinstance(address, Span)
        return source.span(address.start, address.end)

    related = tuple(Related(moved(place.address), place.label) for place in diagnostic.related)
    return diagnostic.with_edits(())._replace(address=moved(diagnostic.address), related=related)


def _put(node: Node | None, path: Path, at: int, new: Node, start: int, is_new: bool = False) -> Node:
    """A node with the new one at the path from step `at` on; only what stands on the path is copied."""
    if at == len(path):
        return new
    step, children = path[at], node.children if node is not None else None
    if is_new and at == len(path) - 1 and isinstance(step, int):
        values: list[Any] = []
        items: list[Node] = []
        if isinstance(children, list):
            assert node is not None
            values, items = node.value, children
        copy = (node or new).copy([*values[:step], new.value, *values[step:]])
        copy.set_children([*items[:step], new, *items[step:]], None)
        return copy
    if isinstance(children, list):
        assert node is not None
        if not isinstance(step, int) or not 0 <= step < len(children):
            raise LookupError(at)
        child = _put(children[step], path, at + 1, new, start, is_new)
        copy = node.copy([*node.value[:step], child.value, *node.value[step + 1 :]])
        copy.set_children([*children[:step], child, *children[step + 1 :]], None)
        return copy
    if not isinstance(step, str):
        raise LookupError(at)
    nodes = children if isinstance(children, dict) else {}
    keys = (node.keys or {}) if node is not None else {}
    child = _put(nodes.get(step), path, at + 1, new, start, is_new)
    if isinstance(children, dict):
        assert node is not None
        copy = node.copy({**node.value, step: child.value})
    else:
        copy = _placed(new.text, {step: child.value}, child.span.start, child.span.end)
    copy.set_children({**nodes, step: child}, {**keys, step: keys.get(step) or _key(new.text, step, start)})
    return copy


def _key(source: Text, step: str, start: int) -> Node:
    """A key that only the option names: where the option says it, or else all before its value."""
    before = source.string[:start]
    index = before.rfind(step)
    if index < 0:
        return _placed(source, step, 0, len(before.rstrip("= ")))
    return _placed(source, step, index, index + len(step))


def _placed(source: Text, value: Any, start: int, end: int) -> Node:
    """A node without a part in any YAML, at a range of the option."""
    return Node(source, (start, end), value)
