"""One forward and one backward pass through a Sequential, with what every layer gave and its gradient."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from netbuilder.engine import compat


class Pass(NamedTuple):
    """What one pass gave: lists of one entry a layer."""

    layers: list[Any]
    kernels: list[Any]
    """See `kernel_of`."""
    outputs: list[Any]
    """Of shape (samples, ...)."""
    gradients: list[Any]
    """Gradient of the loss at every output, of its shape; None where there is no path."""
    kernel_gradients: list[Any]
    """The same at every kernel; None for one that is not trained too."""
    value: float
    """What the gradient is of."""


def flat(keras: Any, model: Any) -> list[Any]:
    """The layers of a Sequential, nested ones inlined, without the input."""
    leaves: list[Any] = []
    for layer in model.layers:
        if isinstance(layer, keras.Sequential):
            leaves += flat(keras, layer)
        elif not isinstance(layer, keras.layers.InputLayer):
            leaves.append(layer)
    return leaves


def output_layer(layers: list[Any]) -> int | None:
    """Place of the last layer with a kernel."""
    return next((at for at in reversed(range(len(layers))) if kernel_of(layers[at]) is not None), None)


def kernel_of(layer: Any) -> Any:
    """The main kernel of a layer, seen through wrappers; None where it has none."""
    for inner in (
        layer,
        getattr(layer, "layer", None),
        getattr(layer, "forward_layer", None),
        getattr(layer, "cell", None),
    ):
        if inner is None:
            continue
        for name in ("kernel", "pointwise_kernel"):
            kernel = getattr(inner, name, None)
            if kernel is not None and hasattr(kernel, "shape"):
                return kernel
        cell = getattr(inner, "cell", None)
        if cell is not None and getattr(cell, "kernel", None) is not None:
            return cell.kernel
    return None


def apply(keras: Any, layers: list[Any], x: Any) -> Iterator[Any]:
    """What every layer gives, one after the other: dropout rests, and BatchNormalization goes by the batch."""
    # The tensors are passed on as they are: Keras keeps a softmax's logits on them, and the loss uses those.
    for layer in layers:
        trains = isinstance(layer, keras.layers.BatchNormalization)
        call = layer.call if compat.is_plain_call(keras, layer, x) else layer
        x = call(x, **({"training": trains} if compat.takes_training(layer) else {}))
        yield x


def run(
    tensorflow: Any,
    keras: Any,
    layers: list[Any],
    x: Any,
    objective: Callable[[list[Any]], Any],
    top: int | None = None,
) -> Pass:
    """Run the layers on `x`, and the gradient back from the number that `objective` makes of their outputs.

    With `top`, that number depends on what goes into layer `top`, and on nothing behind.
    """
    tensor = tensorflow.convert_to_tensor(x)
    with tensorflow.GradientTape() as tape:
        if tensor.dtype.is_floating:
            tape.watch(tensor)
        outputs = list(apply(keras, layers, tensor))
        value = objective(outputs)
    kernels = [kernel_of(layer) for layer in layers]
    trained = {id(variable) for layer in layers for variable in layer.trainable_variables}
    places = [at for at, kernel in enumerate(kernels) if id(kernel) in trained]
    sources = [getattr(kernels[at], "value", kernels[at]) for at in places]
    reached = len(outputs) if top is None else top
    at_kernels, at_outputs = tape.gradient(
        value, [sources, outputs[:reached]], unconnected_gradients=tensorflow.UnconnectedGradients.NONE
    )
    slopes = dict(zip(places, at_kernels, strict=True))
    return Pass(
        layers,
        kernels,
        outputs,
        gradients=[*at_outputs, *[None] * (len(outputs) - reached)],
        kernel_gradients=[slopes.get(at) for at in range(len(layers))],
        value=float(value),
    )
