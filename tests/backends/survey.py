"""Every layer on one backend: `python -m tests.backends.survey BACKEND` prints, as JSON, where Keras stops with each.

Built by netbuilder without its rules, predicted, saved, trained for one step; empty where all of it works.
"""

import json
import os
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import netbuilder as nb
from netbuilder.engine.build import build
from netbuilder.graph import resolve
from netbuilder.parse.draft import of_network
from netbuilder.plan import plan
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.registry import every

LAYERS = sorted((cls for cls in every("layer") if cls.__name__ != "repeat"), key=lambda cls: cls.__name__)


def stop(cls: type[Layer], backend: str, folder: str) -> str:
    """The step that Keras stops at, and what it says; something that is trained stands before what takes floats."""
    import numpy as np

    is_text = cls.input_dtype == "string"
    before = [] if cls.input_dtype != "float32" else ["LayerNormalization"]
    network = nb.Network(
        seed=3,
        input={"shape": list(cls.example_input), "dtype": cls.input_dtype},
        layers=[*before, {cls.__name__: cls.example}],
        compile={"optimizer": "sgd", "loss": "mse"},
        runtime={"backend": backend},
    )
    model = build(plan(resolve(of_network(network)))).model
    shape = (2, *(size or 4 for size in cls.example_input))
    x: Any = np.full(shape, "red", dtype=object) if is_text else np.ones(shape, cls.input_dtype)
    if is_text and backend == "tensorflow":
        import tensorflow

        x = tensorflow.constant(x.tolist())
    import keras  # on the backend that the build has started

    step = "predict"
    try:
        model.predict(x, verbose=0)
        step = "save"
        model.save(Path(folder) / "model.keras")
        step = "fit"
        if model.trainable_variables or "float" not in keras.backend.standardize_dtype(model.outputs[0].dtype):
            model.fit(x, np.zeros((2, *([1] * (len(model.output_shape) - 1)))), epochs=1, batch_size=2, verbose=0)
    except Exception as error:
        return f"{step}: {type(error).__name__}: {str(error)[:120]}"
    return ""


def main(backend: str) -> None:
    """Print where every layer stops."""
    warnings.simplefilter("ignore")
    with TemporaryDirectory() as folder:
        stops = {cls.__name__: stop(cls, backend, folder) for cls in LAYERS}
    print(json.dumps(stops))


if __name__ == "__main__":
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    main(sys.argv[1])
