"""What a model is fed where the caller gives no samples: the kind that its first layers expect."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.keras
NORMAL, WHOLE = "normal numbers", "whole numbers from 0 to 255"
RAW = "raw numbers from 0 to {}"
TENS = {"mean": [10.0, 10.0], "variance": [0.01, 0.01]}
SCALED = "normal numbers of the Normalization's mean and variance"


@pytest.mark.parametrize(
    ("entry", "layers", "note", "dtype", "shape", "ends"),
    [
        ({"shape": (4,)}, [("Dense", {"units": 2})], NORMAL, "float32", (50, 4), (-4, 4)),
        ({"shape": (None, 3)}, [("SimpleRNN", {"units": 2})], NORMAL, "float32", (50, 16, 3), (-4, 4)),
        ({"shape": (4,), "batch_size": 3}, [("Dense", {"units": 2})], NORMAL, "float32", (3, 4), (-4, 4)),
        ({"shape": (4,), "dtype": "bfloat16"}, [("Dense", {"units": 2})], NORMAL, "float32", (50, 4), (-4, 4)),
        ({"shape": (4,), "dtype": "float64"}, [("Dense", {"units": 2})], NORMAL, "float64", (50, 4), (-4, 4)),
        ({"shape": (40,), "dtype": "uint8"}, [("Rescaling", {"scale": 1})], RAW.format(1), "float32", (50, 40), (0, 1)),
        ({"shape": (40,), "dtype": "uint8"}, [("Dense", {"units": 2})], WHOLE, "uint8", (50, 40), (0, 255)),
        ({"shape": (40,), "dtype": "int32"}, [("Flatten", {})], WHOLE, "int32", (50, 40), (0, 255)),
        ({"shape": (9,)}, [("Embedding", {"input_dim": 7, "output_dim": 2})], "whole numbers below 7", "float32",
         (50, 9), (0, 6)),
        ({"shape": (9,), "dtype": "int32"}, [("Embedding", {"input_dim": 7, "output_dim": 2})],
         "whole numbers below 7", "int32", (50, 9), (0, 6)),
        ({"shape": (9,), "dtype": "int32"}, [("CategoryEncoding", {"num_tokens": 5})], "whole numbers below 5", "int32",
         (50, 9), (0, 4)),
        ({"shape": (9,), "dtype": "int32"}, [("Reshape", {"target_shape": (3, 3)}), ("Embedding",
         {"input_dim": 7, "output_dim": 2})], "whole numbers below 7", "int32", (50, 9), (0, 6)),
        ({"shape": (40,)}, [("Rescaling", {"scale": 1 / 255})], RAW.format(255), "float32", (50, 40), (0, 255)),
        ({"shape": (40,)}, [("Rescaling", {"scale": -0.5})], RAW.format(2), "float32", (50, 40), (0, 2)),
        ({"shape": (40,)}, [("Rescaling", {"scale": 2 / 255, "offset": -1.0})], RAW.format(255), "float32", (50, 40),
         (0, 255)),
        ({"shape": (40,)}, [("Rescaling", {"scale": 0.5, "offset": 3.0})], RAW.format(2), "float32", (50, 40), (0, 2)),
        ({"shape": (40,)}, [("Rescaling", {"scale": 0.0})], RAW.format(1), "float32", (50, 40), (0, 1)),
        ({"shape": (40,)}, [("Dropout", {"rate": 0.1}), ("Rescaling", {"scale": 0.25})], RAW.format(4), "float32",
         (50, 40), (0, 4)),
        ({"shape": (40,)}, [("Dense", {"units": 4}), ("Rescaling", {"scale": 0.25})], NORMAL, "float32", (50, 40),
         (-4, 4)),
        ({"shape": (2,)}, [("Normalization", TENS)], SCALED, "float32", (50, 2),
         (9.6, 10.4)),
        ({"shape": (2,)}, [("Normalization", {**TENS, "invert": True})], NORMAL, "float32",
         (50, 2), (-4, 4)),
        ({"shape": (2,)}, [("Normalization", {})], SCALED, "float32", (50, 2), (-4, 4)),
    ],
)  # fmt: skip
def test_the_kind_that_the_first_layers_expect(
    entry: dict[str, Any], layers: Any, note: str, dtype: str, shape: tuple[int, ...], ends: tuple[float, float]
) -> None:
    import keras

    from netbuilder.engine.probe import forward, sample

    chain = [getattr(keras.layers, name)(**options) for name, options in layers]
    model = keras.Sequential([keras.Input(**entry), *chain])
    fed = sample.synthetic(keras, model, forward.flat(keras, model), 50, np.random.default_rng(0))
    assert (fed.note, fed.x.dtype.name, fed.x.shape) == (note, dtype, shape)
    low, high = ends
    assert low <= fed.x.min() <= low + (high - low) * 0.4
    assert high - (high - low) * 0.4 <= fed.x.max() <= high
    if note.startswith("whole"):
        assert (fed.x.min(), fed.x.max()) == ends
        assert (fed.x == np.floor(fed.x)).all()


def test_texts_are_of_the_caller_alone() -> None:
    import keras

    from netbuilder.engine.probe import sample

    model = SimpleNamespace(inputs=[SimpleNamespace(shape=(None, 1), dtype="string")])
    with pytest.raises(TypeError, match="strings"):
        sample.synthetic(keras, model, [], 5, np.random.default_rng(0))
