"""The string that Keras takes for a node, where nothing about it needs more than that."""

from netbuilder.vocabulary.base.layer_names import automatic_name
from netbuilder.vocabulary.base.node import Named


def identifier_of(node: Named) -> str | None:
    """The string that the node was written as, else Keras' for its class; None if it has options or no string."""
    strings = type(node).identifiers
    if node.identifier in strings:
        return node.identifier
    if node.written or not strings or not node.callable_bare:
        return None
    snake = automatic_name(type(node).__name__)
    return snake if snake in strings else strings[0]
