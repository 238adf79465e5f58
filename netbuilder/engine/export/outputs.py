"""What a model gives for a drawn batch, and how far another one's outputs are from that."""

from typing import Any

from netbuilder.engine.probe import forward, sample

SAMPLES = 4
_WORDS = ("red", "green", "blue", "")


def drawn_batch(keras: Any, model: Any) -> Any:
    """Samples of the kind that the first layers expect, with axis 0 the batch: always the same ones."""
    import numpy as np

    generator = np.random.default_rng(0)
    entry = model.inputs[0]
    if keras.backend.standardize_dtype(entry.dtype) == "string":
        shape = (entry.shape[0] or SAMPLES, *(size or sample.UNKNOWN_SIZE for size in entry.shape[1:]))
        return generator.choice(np.array(_WORDS, dtype=object), shape)
    return sample.synthetic(keras, model, forward.flat(keras, model), SAMPLES, generator).x


def outputs_of(keras: Any, model: Any, batch: Any) -> Any:
    """What it gives in inference, as an array of floats, axis 0 the batch."""
    import numpy as np

    values: Any = batch
    if batch.dtype.kind == "O":
        import tensorflow

        values = tensorflow.constant(batch.tolist())
    output = model(values, training=False)
    if not hasattr(output, "shape"):
        output = output[0]
    if getattr(output, "dtype", "") == "string":
        return np.asarray(output)
    return np.asarray(keras.ops.convert_to_numpy(keras.ops.cast(output, "float32")))


def largest_difference(expected: Any, other: Any) -> float:
    """How far two outputs are apart at most; infinite for other shapes, and where only one is no number."""
    import numpy as np

    other = np.asarray(other)
    if expected.dtype.kind not in "fiub" or other.dtype.kind not in "fiub":
        return 0.0 if expected.astype(str).tolist() == other.astype(str).tolist() else float("inf")
    other = other.astype("float64")
    if expected.shape != other.shape:
        return float("inf")
    both_lost = ~np.isfinite(expected) & ~np.isfinite(other)
    differences = np.where(both_lost, 0.0, np.abs(expected.astype("float64") - other))
    largest = float(np.max(differences, initial=0.0))
    return largest if largest == largest else float("inf")
