"""The layer that an activation with options becomes where it stands apart; see `netbuilder.plan.apart`."""

from typing import Any

from netbuilder.plan.apart import Standing
from netbuilder.vocabulary.base.activation import Activation


def separated(keras: Any, layer: Any, standing: Standing) -> list[Any]:
    """The layers that stand for a layer of the model: itself, and behind it the activation that it was given."""
    activation = standing.activation
    if isinstance(activation, Activation):
        # By name: Keras does not save an ELU that was given the policy itself.
        following = _as_layer(keras, activation, name=standing.name, dtype=layer.dtype_policy.name)
    else:
        following = layer.activation
        following.name = standing.name
    following.activity_regularizer = layer.activity_regularizer  # it is about what comes out at the end
    if standing.replaces:
        return [following]
    layer.activation, layer.activity_regularizer = keras.activations.linear, None
    return [layer, following]


def _as_layer(keras: Any, node: Activation, **options: Any) -> Any:
    """A layer that applies an activation with its options: the one of that name, else the function in a Lambda."""
    arguments = {option: getattr(node, option) for option in type(node).option_names() if option in node.written}
    if node.stands_as:
        return getattr(keras.layers, node.stands_as)(**arguments, **options)
    name = type(node).__name__
    return keras.layers.Lambda(getattr(keras.activations, name), arguments=arguments, **options)
