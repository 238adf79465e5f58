"""Model -> Probe: feed it, run it once forward and back, and put the numbers together."""

from math import inf
from typing import Any

from netbuilder.engine.probe import expected, forward, sample, statistics
from netbuilder.engine.probe.not_probed import NotProbed
from netbuilder.engine.probe.state_guard import untouched
from netbuilder.engine.refused import first_sentence
from netbuilder.engine.silence import libraries
from netbuilder.propagation.records import LayerSignal, Probe
from netbuilder.propagation.verdict import judge, ratios


def measure(model: Any, data: Any = None, seed: int = 0) -> Probe:
    """The probe of a built `keras.Sequential`, without findings; the model is left as it was.

    Args:
        model: a built Sequential, compiled or not.
        data: a batch to use instead of synthetic samples: `x`, or `(x, y)`.
        seed: what the synthetic samples and targets are drawn from.

    Raises:
        NotProbed: the model is not built, or takes strings.
    """
    import numpy as np

    found = libraries()
    keras, tensorflow = found.keras, found.tensorflow
    if not isinstance(model, keras.Sequential):
        raise NotProbed(f"a probe measures a keras.Sequential; got {type(model).__name__}")
    if not getattr(model, "built", False) or not model.layers:
        raise NotProbed("the model is not built: give it an input shape first")
    layers = forward.flat(keras, model)
    generator = np.random.default_rng(seed)
    with untouched(keras, model):
        x, y, note = _fed(keras, model, layers, data, generator)
        given = expected.loss_of(model, y)
        loss = keras.losses.get(given) if given is not None else None
        last = forward.output_layer(layers)
        refusals = (ValueError, TypeError, tensorflow.errors.InvalidArgumentError)
        try:
            output = _output(layers, x)
        except refusals as error:
            if data is None:
                raise
            raise NotProbed(f"the model does not take these samples: {first_sentence(error)}") from error
        target, weights = _targets(output, y, given, generator)
        try:
            ran = forward.run(tensorflow, keras, layers, x, loss, target, None, weights)
        except refusals as error:
            if y is None:
                raise NotProbed("the loss does not take random targets: give it a batch of your own, with y") from error
            raise NotProbed(f"the loss does not take these targets: {first_sentence(error)}") from error
        if last and _is_zero(keras, forward.kernel_of(layers[last])):
            slope = generator.standard_normal(tuple(ran.outputs[last - 1].shape)).astype("float32")
            again = forward.run(tensorflow, keras, layers, x, loss, target, last, slope)
            ran = again._replace(loss=ran.loss)
        signals = _signals(keras, layers, ran, last)
    normalized = any(isinstance(layer, keras.layers.BatchNormalization) for layer in layers)
    measured = ratios(signals)
    name = expected.name_of(given) if loss is not None else ""
    used = getattr(model, "optimizer", None)
    used = getattr(used, "inner_optimizer", used)  # under mixed precision Keras wraps it
    optimizer = type(used).__name__ if used is not None else ""
    classes = int(ran.outputs[-1].shape[-1]) if len(ran.outputs[-1].shape) > 1 else 1
    return Probe(
        layers=tuple(signals),
        forward=measured.forward,
        backward=measured.backward,
        loss=ran.loss,
        expected_loss=expected.expected_loss(name, classes) if name and y is None else None,
        loss_name=name,
        optimizer=optimizer,
        samples=int(x.shape[0]),
        parameters=int(model.count_params()),
        input_note=note,
        verdict=judge(signals, normalized, int(x.shape[0])),
        findings=(),
        name=model.name,
    )


def _fed(keras: Any, model: Any, layers: list[Any], data: Any, generator: Any) -> tuple[Any, Any, str]:
    if data is not None:
        x, y = own_batch(model, data, sample.MOST_SAMPLES)
        return x, y, "your batch"
    try:
        fed = sample.synthetic(keras, model, layers, sample.sample_count(layers), generator)
    except TypeError:
        raise NotProbed("the model takes strings: give it a batch of your own") from None
    return fed.x, None, fed.note


def own_batch(model: Any, data: Any, most: int) -> tuple[Any, Any]:
    """The caller's samples and, where there are some, targets.

    Raises:
        NotProbed: the samples do not fit the model's input.
    """
    import numpy as np

    x, y = data if isinstance(data, tuple) and len(data) == 2 else (data, None)
    x = np.asarray(x)
    if x.ndim == 0 or len(x) < 2:
        raise NotProbed("a batch needs at least 2 samples")
    takes_strings = model.inputs[0].dtype == "string"
    if x.dtype.kind in "OSU" and not takes_strings:
        raise NotProbed(f"the model takes numbers, and the samples are {x.dtype}")
    wanted = tuple(model.inputs[0].shape[1:])
    if x.ndim - 1 != len(wanted) or any(w not in (None, g) for w, g in zip(wanted, x.shape[1:], strict=True)):
        raise NotProbed(f"samples of shape {_shown(x.shape[1:])} do not fit the model's input {_shown(wanted)}")
    if y is not None and len(y) != len(x):
        raise NotProbed(f"{len(x)} samples and {len(y)} targets")
    if np.issubdtype(x.dtype, np.floating) and not takes_strings:
        x = x.astype("float32")
    return x[:most], None if y is None else np.asarray(y)[:most]


def _shown(shape: tuple[int | None, ...]) -> str:
    return "(" + ", ".join("any" if size is None else str(size) for size in shape) + ")"


def _output(layers: list[Any], x: Any) -> Any:
    """What the model makes of the samples."""
    tensor = x
    for layer in layers:
        options = {"training": False} if layer._call_has_training_arg else {}
        tensor = layer(tensor, **options)
    return tensor


def _targets(output: Any, y: Any, loss: Any, generator: Any) -> tuple[Any, Any]:
    """Targets for the loss, and a random slope on the output for where there is no loss."""
    slope = generator.standard_normal(tuple(output.shape)).astype("float32")
    if loss is None:
        return None, slope
    return (y if y is not None else sample.targets(loss, output, generator)), slope


def _is_zero(keras: Any, kernel: Any) -> bool:
    return kernel is not None and not keras.ops.convert_to_numpy(kernel).any()


def _signals(keras: Any, layers: list[Any], ran: forward.Pass, last: int | None) -> list[LayerSignal]:
    """One signal for every layer with weights to draw, taken behind its normalization and activation."""
    places = [at for at, layer in enumerate(layers) if forward.kernel_of(layer) is not None]
    signals = []
    for number, at in enumerate(places):
        end = places[number + 1] if number + 1 < len(places) else len(layers)
        signals.append(_signal(keras, layers, ran, at, _tap(keras, layers, at, end), at == last))
    return signals


def _tap(keras: Any, layers: list[Any], at: int, end: int) -> int:
    """The last of a layer, the normalization behind it and the activation behind that."""
    shaped = (
        keras.layers.BatchNormalization,
        keras.layers.LayerNormalization,
        keras.layers.GroupNormalization,
        keras.layers.RMSNormalization,
        keras.layers.Activation,
        keras.layers.ReLU,
        keras.layers.LeakyReLU,
        keras.layers.PReLU,
        keras.layers.ELU,
        keras.layers.Softmax,
    )
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


def _signal(keras: Any, layers: list[Any], ran: forward.Pass, at: int, tap: int, is_output: bool) -> LayerSignal:
    layer, output, slope = layers[at], ran.outputs[tap], ran.gradients[tap]
    rows = statistics.host(keras, output)
    variance, power, finite = statistics.signal(rows)
    gradient = None
    if slope is not None:
        gradients = statistics.host(keras, slope)
        gradient = statistics.size(gradients)
        finite = finite and bool(abs(gradients).max() < inf)  # not so where one is no number
    function = function_name(layers[tap])
    kernel = forward.kernel_of(layer)
    transposed = "Transpose" in type(layer).__name__
    draws = "Depthwise" not in type(layer).__name__
    weight = ran.weight_gradients.get(id(kernel))
    return LayerSignal(
        index=at,
        name=layer.name,
        class_name=type(layer).__name__,
        variance=variance,
        power=power,
        gradient=gradient,
        dead=statistics.dead_fraction(keras, output) if function in ("relu", "relu6") and not is_output else None,
        saturated=statistics.saturated_fraction(rows, function) if function in ("tanh", "sigmoid") and finite else None,
        duplicates=(
            statistics.duplicate_columns(keras.ops.convert_to_numpy(kernel), transposed)
            if draws and not is_output
            else None
        ),
        weight_gradient=statistics.size(statistics.host(keras, weight)) if weight is not None else None,
        is_output=is_output,
        is_finite=finite,
        frozen=not layer.trainable,
        weight=statistics.size(statistics.host(keras, kernel)) if kernel is not None else None,
    )
