"""Data that fits a network: a batch that its input takes, and what its preprocessing learns before it runs."""

import math
from typing import Any

import numpy as np

from netbuilder.plan import Plan
from netbuilder.vocabulary.base.layer_roles import Adaptable, Wrapper

UNKNOWN = 24
"""For a size that is left open: more than any window that is drawn."""


def data(network: dict[str, Any]) -> Any:
    """A batch of two samples."""
    expected = network["input"]
    shape = (2, *(UNKNOWN if size is None else size for size in expected["shape"]))
    dtype = expected["dtype"]
    if dtype == "string":
        import tensorflow as tf

        return tf.reshape(tf.constant(["a", "b"] * math.prod(shape[1:])), shape)
    if dtype.startswith("float"):
        return np.random.default_rng(0).normal(size=shape).astype(dtype)
    return np.random.default_rng(0).integers(0, 2, size=shape).astype(dtype)


def adapt(planned: Plan, model: Any, x: Any) -> None:
    """Let the layers whose state the file does not hold take it from what comes to them, as NB606 says."""
    layers = []
    for planned_layer, layer in zip(planned.layers, model.layers, strict=True):
        node = planned_layer.node
        while isinstance(node, Wrapper):
            node, layer = node.inner, layer.layer if hasattr(layer, "layer") else layer
        layers.append((layer, isinstance(node, Adaptable) and not node.is_adapted))
    waiting = [index for index, (_, is_waiting) in enumerate(layers) if is_waiting]
    if not waiting:
        return
    import tensorflow as tf

    values = tf.convert_to_tensor(x)
    for index, (layer, is_waiting) in enumerate(layers[: waiting[-1] + 1]):
        if is_waiting:
            layer.adapt(values)
        values = model.layers[index](values)


def dense(values: Any) -> Any:
    """What a model gives as an array: sparse and ragged tensors filled up."""
    import tensorflow as tf

    if isinstance(values, tf.SparseTensor):
        return tf.sparse.to_dense(values).numpy()
    return values.to_tensor().numpy() if isinstance(values, tf.RaggedTensor) else np.asarray(values)
