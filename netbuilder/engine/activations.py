"""Activations as Keras wants them: a string for a bare name, an object where there are options.

Keras has no way to write a function with options into a file but as a layer or an operation that holds them.
"""

from typing import Any

from netbuilder.engine import compat
from netbuilder.vocabulary.base.activation import Activation


def activation(keras: Any, node: Activation) -> Any:
    """What the option `activation` of a Keras layer is given for a node."""
    name = type(node).__name__
    if not node.written:
        return name
    options = {option: getattr(node, option) for option in type(node).model_fields}
    if node.as_layer:
        return getattr(keras.layers, node.as_layer)(**options)
    return compat.operation(name)(**options)
