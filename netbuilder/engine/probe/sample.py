"""What a model is fed: normal numbers, whole numbers for an Embedding, raw pixels before a Rescaling."""

from typing import Any, NamedTuple

UNKNOWN_SIZE = 16
"""Stands in for a variable size."""
_MOST_VALUES = 2**27
"""How many activations all samples may have together: half a GiB in float32."""
MOST_SAMPLES = 256
FEWEST_SAMPLES = 8


class Fed(NamedTuple):
    """A batch, and what it is."""

    x: Any
    note: str


def sample_count(layers: list[Any]) -> int:
    """How many samples fit into the memory that a probe takes: 256, fewer for large maps."""
    values = 0
    for layer in layers:
        shape = getattr(layer, "output", None)
        if shape is not None:
            size = 1
            for extent in layer.output.shape[1:]:
                size *= extent or UNKNOWN_SIZE
            values += size
    return max(FEWEST_SAMPLES, min(MOST_SAMPLES, _MOST_VALUES // max(values, 1)))


def synthetic(keras: Any, model: Any, layers: list[Any], samples: int, generator: Any) -> Fed:
    """Samples of the kind that the first layers expect."""
    import numpy as np

    model_input = model.inputs[0]
    count = model_input.shape[0] or samples
    shape = (count, *(extent or UNKNOWN_SIZE for extent in model_input.shape[1:]))
    dtype = keras.backend.standardize_dtype(model_input.dtype)
    kind = "float32" if dtype == "bfloat16" else dtype
    for layer in layers:
        words = type(layer).__name__
        if words in ("Embedding", "ReversibleEmbedding", "CategoryEncoding"):
            below = layer.num_tokens if words == "CategoryEncoding" else layer.input_dim
            return Fed(generator.integers(0, below, shape).astype(kind), f"whole numbers below {below}")
        if words == "Rescaling":
            spread = 1 / abs(float(np.max(np.abs(layer.scale)))) if np.any(layer.scale) else 1.0
            # Rescaling(1/255) wants 0..255; with an offset of -1 it wants twice the range from 0.
            high = spread * (1 - min(float(np.min(layer.offset)), 0.0))
            return Fed((generator.random(shape) * high).astype("float32"), f"raw numbers from 0 to {high:g}")
        if words == "Normalization" and layer.mean is not None and not layer.invert:
            mean, variance = (
                np.asarray(keras.ops.convert_to_numpy(statistic)) for statistic in (layer.mean, layer.variance)
            )
            raw = generator.standard_normal(shape) * np.sqrt(variance) + mean
            return Fed(raw.astype(kind), "normal numbers of the Normalization's mean and variance")
        if layer.weights:
            break
    if dtype == "string":
        raise TypeError("strings")
    if np.issubdtype(np.dtype(kind), np.integer):
        return Fed(generator.integers(0, 256, shape).astype(dtype), "whole numbers from 0 to 255")
    return Fed(generator.standard_normal(shape).astype(kind), "normal numbers")


def targets(loss: Any, output: Any, generator: Any) -> Any:
    """Random targets of the form that a loss compares with an output of that shape."""
    import numpy as np

    shape = tuple(output.shape)
    name = loss if isinstance(loss, str) else type(loss).__name__ if not callable_function(loss) else loss.__name__
    plain = name.replace("_", "").lower()
    if plain == "ctc":  # 0 is the blank; half of the steps leave room for one between equal labels
        return generator.integers(1, max(shape[-1], 2), (shape[0], max(shape[1] // 2, 1))).astype("int32")
    if plain == "circle":
        return generator.integers(0, max(shape[-1], 2), shape[:1]).astype("int32")
    if plain.startswith(("sparse", "categoricalgeneralized")):
        return generator.integers(0, max(shape[-1], 1), shape[:-1]).astype("int32")
    if plain.startswith("categorical") or plain in ("kldivergence", "kld"):
        chosen = generator.integers(0, max(shape[-1], 1), shape[:-1])
        return np.eye(shape[-1], dtype="float32")[chosen]
    if plain.startswith("binary") or plain in ("bce", "dice", "tversky"):
        return generator.integers(0, 2, shape).astype("float32")
    if "hinge" in plain:
        return (generator.integers(0, 2, shape) * 2 - 1).astype("float32")
    if plain == "poisson":
        return generator.poisson(1.0, shape).astype("float32")
    if plain in ("meansquaredlogarithmicerror", "msle", "meanabsolutepercentageerror", "mape"):
        return (np.abs(generator.standard_normal(shape)) + 0.1).astype("float32")
    return generator.standard_normal(shape).astype("float32")


def callable_function(loss: Any) -> bool:
    """Whether a loss was given as a function."""
    return callable(loss) and hasattr(loss, "__name__")
