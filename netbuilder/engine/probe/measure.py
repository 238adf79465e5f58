"""Model -> Probe: feed it, run it once forward and back, and put the numbers together."""

from collections.abc import Set as AbstractSet
from math import inf
from typing import Any

from netbuilder.engine.backends.start import running, start
from netbuilder.engine.findings import first_sentence
from netbuilder.engine.keras_state import untouched
from netbuilder.engine.probe import expected, forward, sample, statistics
from netbuilder.engine.probe.batch import NotProbed, own_batch, refuse_other_backend
from netbuilder.propagation.records import LayerSignal, Probe
from netbuilder.propagation.verdict import ratios, verdict_of

_SHAPING = (
    *("BatchNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization"),
    *("Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax"),
    "Lambda",  # an activation with options, before Keras 3.10
)
"""Layers that a kernel's signal is measured behind; not every release of Keras has all of them."""


def measure(model: Any, data: Any = None, added: AbstractSet[str] = frozenset()) -> Probe:
    """The probe of a built `keras.Sequential`, without findings; the model is left as it was.

    Args:
        model: a built Sequential, compiled or not.
        data: a batch to use instead of synthetic samples: `x`, or `(x, y)`.
        added: the names of layers that the network has not, and that do not count where layers are numbered.

    Raises:
        NotProbed: the model is not built, or takes strings.
    """
    import numpy as np

    refuse_other_backend(running())
    backend = start("tensorflow")
    keras, tensorflow = backend.keras, backend.package
    if not isinstance(model, keras.Sequential):
        raise NotProbed(f"a probe measures a keras.Sequential; got {type(model).__name__}")
    if not getattr(model, "built", False) or not model.layers:
        raise NotProbed("the model is not built: give it an input shape first")
    layers = forward.flat(keras, model)
    desk = statistics.Desk(keras, tensorflow)
    generator = np.random.default_rng(0)
    with untouched(keras, model):
        x, y, note = _samples(keras, model, layers, data, generator)
        loss_setting = expected.loss_of(model, y)
        loss = keras.losses.get(loss_setting) if loss_setting is not None else None
        last = forward.output_layer(layers)
        ran = False

        def objective(outputs: list[Any]) -> Any:
            """The mean loss; where there is none, the mean of the output along a random slope."""
            nonlocal ran
            ran = True
            target, slope = _targets(outputs[-1], y, loss_setting, generator)
            if loss is None:
                return tensorflow.reduce_mean(tensorflow.cast(outputs[-1], "float32") * slope)
            return tensorflow.reduce_mean(tensorflow.cast(loss(target, outputs[-1]), "float32"))

        try:
            pass_ = forward.run(tensorflow, keras, layers, x, objective)
        except (ValueError, TypeError, tensorflow.errors.InvalidArgumentError) as error:
            if not ran and data is None:
                raise
            what = "the model does not take these samples" if not ran else "the loss does not take these targets"
            if ran and y is None:
                raise NotProbed("the loss does not take random targets: give it a batch of your own, with y") from error
            raise NotProbed(f"{what}: {first_sentence(error)}") from error
        loss_value = pass_.value if loss is not None else None
        if last and _is_zero(desk, forward.kernel_of(layers[last])):
            # Behind an output layer of zeros every gradient would be exactly 0: it starts at that layer's input.
            slope = generator.standard_normal(tuple(pass_.outputs[last - 1].shape)).astype("float32")

            def before_last(outputs: list[Any]) -> Any:
                return tensorflow.reduce_sum(tensorflow.cast(outputs[last - 1], "float32") * slope)

            pass_ = forward.run(tensorflow, keras, layers, x, before_last, last)
        signals = [_counted_without(signal, layers, added) for signal in _signals(desk, pass_, last)]
    normalized = any(isinstance(layer, keras.layers.BatchNormalization) for layer in layers)
    measured = ratios(signals)
    name = expected.name_of(loss_setting) if loss is not None else ""
    keras_optimizer = getattr(model, "optimizer", None)
    keras_optimizer = getattr(
        keras_optimizer, "inner_optimizer", keras_optimizer
    )  # under mixed precision Keras wraps it
    optimizer = type(keras_optimizer).__name__ if keras_optimizer is not None else ""
    classes = int(pass_.outputs[-1].shape[-1]) if len(pass_.outputs[-1].shape) > 1 else 1
    return Probe(
        layers=tuple(signals),
        forward=measured.forward,
        backward=measured.backward,
        loss=loss_value,
        expected_loss=expected.expected_loss(name, classes) if name and y is None else None,
        loss_name=name,
        optimizer=optimizer,
        samples=int(x.shape[0]),
        parameters=int(model.count_params()),
        input_note=note,
        verdict=verdict_of(signals, normalized, int(x.shape[0])),
        findings=(),
        name=model.name,
    )


def _counted_without(signal: LayerSignal, layers: list[Any], added: AbstractSet[str]) -> LayerSignal:
    if not added:
        return signal
    return signal._replace(index=signal.index - sum(layer.name in added for layer in layers[: signal.index]))


def _samples(keras: Any, model: Any, layers: list[Any], data: Any, generator: Any) -> tuple[Any, Any, str]:
    if data is not None:
        x, y = own_batch(model, data, sample.MOST_SAMPLES)
        return x, y, "your batch"
    try:
        samples = sample.synthetic(keras, model, layers, sample.sample_count(layers), generator)
    except TypeError:
        raise NotProbed("the model takes strings: give it a batch of your own") from None
    return samples.x, None, samples.note


def _targets(output: Any, y: Any, loss: Any, generator: Any) -> tuple[Any, Any]:
    """Targets for the loss, and a random slope on the output for where there is no loss."""
    slope = generator.standard_normal(tuple(output.shape)).astype("float32")
    if loss is None:
        return None, slope
    return (y if y is not None else sample.targets(loss, output, generator)), slope


def _is_zero(desk: statistics.Desk, kernel: Any) -> bool:
    return kernel is not None and not desk.values(kernel).any()


def _signals(desk: statistics.Desk, pass_: forward.Pass, last: int | None) -> list[LayerSignal]:
    """One signal for every layer with weights to draw, taken behind its normalization and activation."""
    layers = pass_.layers
    places = [at for at, kernel in enumerate(pass_.kernels) if kernel is not None]
    signals = []
    for number, at in enumerate(places):
        end = places[number + 1] if number + 1 < len(places) else len(layers)
        signals.append(_signal(desk, pass_, at, _tap(desk.keras, layers, at, end), at == last))
    return signals


def _tap(keras: Any, layers: list[Any], at: int, end: int) -> int:
    """The last of a layer, the normalization behind it and the activation behind that."""
    shaped = tuple(getattr(keras.layers, name) for name in _SHAPING if hasattr(keras.layers, name))
    tap = at
    for place in range(at + 1, end):
        if isinstance(layers[place], shaped):
            tap = place
    return tap


def function_name(layer: Any) -> str:
    """The name of the activation that a layer applies, as `relu`."""
    inner = getattr(layer, "layer", None) or layer
    words = type(inner).__name__
    if words in ("ReLU", "Softmax"):
        return words.lower()
    function = getattr(inner, "activation", None)
    return str(getattr(function, "__name__", type(function).__name__.lower() if function is not None else ""))


def _signal(desk: statistics.Desk, pass_: forward.Pass, at: int, tap: int, is_output: bool) -> LayerSignal:
    layer, output, slope = pass_.layers[at], pass_.outputs[tap], pass_.gradients[tap]
    rows = desk.rows(output)
    variance, power, finite = desk.signal(rows)
    gradient = None
    if slope is not None:
        gradients = desk.rows(slope)
        most = statistics.largest(gradients)
        gradient = desk.size(gradients, most)
        finite = finite and most < inf  # not so where one is no number
    function = function_name(pass_.layers[tap])
    weights = desk.values(pass_.kernels[at])
    transposed = "Transpose" in type(layer).__name__
    draws = "Depthwise" not in type(layer).__name__
    weight_slope = pass_.kernel_gradients[at]
    can_die = function in ("relu", "relu6") and not is_output
    return LayerSignal(
        index=at,
        name=layer.name,
        class_name=type(layer).__name__,
        variance=variance,
        power=power,
        gradient=gradient,
        dead=statistics.dead_fraction(rows, output.shape[-1]) if can_die else None,
        saturated=statistics.saturated_fraction(rows, function) if function in ("tanh", "sigmoid") and finite else None,
        duplicates=statistics.duplicate_columns(weights, transposed) if draws and not is_output else None,
        weight_gradient=desk.size(desk.rows(weight_slope)) if weight_slope is not None else None,
        is_output=is_output,
        is_finite=finite,
        frozen=not layer.trainable,
        weight=desk.size(statistics.rows_of(weights)),
    )
