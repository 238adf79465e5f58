"""Arrays of a file and layers of a model, brought together in the order of use."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy

from netbuilder.diagnostics.sentence import _
from netbuilder.engine.stored_weights import cudnn, keras_1
from netbuilder.engine.stored_weights.read import Names, Stored, stored_weights
from netbuilder.engine.stored_weights.refused import WeightsRefused

_TURNED = ("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")
"""Layers whose kernels lie turned in a file that was trained with Theano."""


def put_weights(model: Any, path: str, names: Names, *, is_keras_1: bool = False, is_turned: bool = False) -> int:
    """Put the weights of a file into a model; returns how many numbers they are.

    Args:
        names: what the file calls the layers.
        is_keras_1: whether the arrays are laid out as Keras 1 did.
        is_turned: whether its kernels of convolutions are turned by 180 degrees, as Theano computes.

    Raises:
        WeightsRefused: the file holds others than the model has; the model is as it was.
        OSError: the file cannot be read.
    """
    stored = [layer for layer in stored_weights(path, names) if layer.arrays]
    layers = [layer for layer in _leaves(model) if layer.weights]
    if is_keras_1:
        stored = _of_keras_1(stored, layers, names.layers)
    pairs = [(part, _as_now(part, of_file)) for part, of_file in _pairs(stored, layers)]
    for part, of_file in pairs:
        _compare(part, of_file)
    for part, of_file in pairs:
        for weight, array in zip(_weights(part), of_file.arrays, strict=True):
            weight.assign(array)
    if is_turned:
        for layer in layers:
            _turn(layer)
    for layer in layers:
        if callable(getattr(layer, "finalize_state", None)):  # what Normalization computes with is made of its weights
            layer.finalize_state()
    return sum(int(array.size) for layer in stored for array in layer.arrays)


def _as_now(layers: Sequence[Any], stored: Stored) -> Stored:
    """The arrays with those of cuDNN's layers as the layers of today hold them."""
    shapes = [tuple(weight.shape) for weight in _weights(layers)]
    return stored._replace(arrays=cudnn.laid_out_as_now(shapes, stored.arrays))


def _leaves(model: Any) -> Iterator[Any]:
    for layer in model.layers:
        if hasattr(layer, "layers") and hasattr(layer, "add"):
            yield from _leaves(layer)
        else:
            yield layer


def _of_keras_1(stored: Sequence[Stored], layers: Sequence[Any], names: Sequence[str]) -> list[Stored]:
    """The arrays in today's layout, one group a layer: those of a nested model are told apart by their names."""
    single = [part for group in stored for part in _split(group, names)]
    if len(single) != len(layers):
        raise _other_count(single, layers)
    return [
        group._replace(arrays=keras_1.laid_out_as_now(layer, group.arrays))
        for layer, group in zip(layers, single, strict=True)
    ]


def _turn(layer: Any) -> None:
    """Turn the kernels of a convolution by 180 degrees: Theano convolves, and TensorFlow correlates."""
    if hasattr(layer, "layer"):
        _turn(layer.layer)
    if type(layer).__name__ in _TURNED:
        for weight in layer.weights:
            if len(weight.shape) > 2:
                weight.assign(numpy.flip(weight.numpy(), tuple(range(len(weight.shape) - 2))))


def _split(group: Stored, names: Sequence[str]) -> list[Stored]:
    """A nested model's arrays by layer, in the order of use: `dense_1_W` is of `dense_1`."""
    if group.name in names:
        return [group]
    parts: dict[str, list[Any]] = {}
    for label, array in zip(group.labels, group.arrays, strict=True):
        owners = [name for name in names if name and label.startswith(f"{name}_")]
        if not owners:
            return [group]
        parts.setdefault(max(owners, key=len), []).append(array)
    return [Stored(name, parts[name]) for name in names if name in parts]


def _pairs(stored: Sequence[Stored], layers: Sequence[Any]) -> Iterator[tuple[list[Any], Stored]]:
    """Layers with the arrays of the file that are theirs: a nested model is one group of arrays for many layers."""
    rest_stored, rest_layers = list(reversed(stored)), list(reversed(layers))
    while rest_stored and rest_layers:
        group, part = rest_stored.pop(), [rest_layers.pop()]
        while len(group.arrays) != (count := sum(len(layer.weights) for layer in part)):
            if count < len(group.arrays) and rest_layers:
                part.append(rest_layers.pop())
            elif count > len(group.arrays) and rest_stored and len(part) == 1:
                group = group._replace(arrays=[*group.arrays, *rest_stored.pop().arrays])
            else:
                taken = (
                    _("`{name}` takes {count}", name=part[0].name, count=count)
                    if len(part) == 1
                    else _("{layers} layers take {count}", layers=len(part), count=count)
                )
                raise WeightsRefused(
                    _(
                        "`{name}` of the file has {weights} weights, and {taken}",
                        name=group.name,
                        weights=len(group.arrays),
                        taken=taken,
                    )
                )
        yield part, group
    if rest_stored or rest_layers:
        raise _other_count(stored, layers)


def _other_count(stored: Sequence[Stored], layers: Sequence[Any]) -> WeightsRefused:
    return WeightsRefused(
        _(
            "the file has weights for {stored} layers, and {layers} of the model have some",
            stored=len(stored),
            layers=len(layers),
        )
    )


def _weights(layers: Sequence[Any]) -> list[Any]:
    """The weights in the order of files: what is trained of all the layers, then the rest."""
    trained = [weight for layer in layers for weight in layer.trainable_weights]
    return trained + [weight for layer in layers for weight in layer.non_trainable_weights]


def _compare(layers: Sequence[Any], stored: Stored) -> None:
    shapes = [tuple(weight.shape) for weight in _weights(layers)]
    if shapes != [tuple(array.shape) for array in stored.arrays]:
        expected, has = _listed(shapes), _listed(array.shape for array in stored.arrays)
        raise WeightsRefused(
            _(
                "`{name}` has weights of {has}, and `{layer}` takes {expected}",
                name=stored.name,
                has=has,
                layer=layers[0].name,
                expected=expected,
            )
        )


def misplaced_biases(model: Any) -> list[str]:
    """The convolutions to which Keras adds their bias along the width: as many channels come first as it is wide.

    On TensorFlow it takes a bias for one of the last axis wherever the numbers fit.
    """
    return [layer.name for layer in _leaves(model) if _is_misplaced(layer, layer.output.shape)]


def _is_misplaced(layer: Any, output: Sequence[int | None]) -> bool:
    if type(layer).__name__ == "TimeDistributed":
        return _is_misplaced(layer.layer, (None, *output[2:]))
    is_convolution = "Conv" in type(layer).__name__ and "LSTM" not in type(layer).__name__
    is_first = is_convolution and layer.use_bias and layer.data_format == "channels_first"
    return is_first and output[-1] == output[1] != 1


def _listed(shapes: Any) -> str:
    return ", ".join(str(tuple(int(size) for size in shape)) for shape in shapes)
