"""Write every piece, and every config, for older releases of Keras: `python -m tests.matrix.write FOLDER 3.5 3.8`.

Beside each file stand its program, the samples that it was given and what it made of them, for `opened.py` to compare.
"""

import json
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

import netbuilder as nb
from tests.matrix.pieces import texts

ABSENT = {"NB130", "NB131"}
"""What says that a release does not have something, or that it does not work there."""
DIFFERS = "NB132"
"""What says that a release computes something else."""


def samples(model: Any) -> Any:
    """Two samples that any input takes: small whole numbers, also as text where text goes in."""
    shape = [2, *(6 if size is None else size for size in model.input_shape[1:])]
    if model.input_shape[0] is not None:
        shape[0] = model.input_shape[0]
    numbers = np.random.default_rng(5).integers(0, 3, shape)
    dtype = str(model.inputs[0].dtype)
    return numbers.astype("str").astype(object) if dtype == "string" else numbers.astype(dtype)


def output(model: Any, x: Any) -> Any:
    """What a model makes of its samples, outside of training."""
    import keras
    import tensorflow as tf

    result = model(tf.constant(x), training=False)
    return keras.ops.convert_to_numpy(result) if not hasattr(result, "to_tensor") else result.to_tensor().numpy()


def write(text: str, release: str, stem: Path) -> list[str]:
    """Build, run and save one network for a release; returns why that does not have it."""
    differs = [item.message for item in nb.check(text, keras=release) if item.code == DIFFERS]
    try:
        model = nb.build(text, opens_in=release)
        x = samples(model)
        y = output(model, x)
        nb.save(model, stem.with_name(f"{stem.name}.keras"), opens_in=release, source=text)
    except nb.ConfigError as error:
        errors = [diagnostic for diagnostic in error.diagnostics if diagnostic.severity.name == "ERROR"]
        if {diagnostic.code for diagnostic in errors} <= ABSENT:
            return [diagnostic.message for diagnostic in errors]
        raise
    stem.with_name(f"{stem.name}.py").write_text(str(nb.code(text, keras=release)))
    np.savez(stem.with_name(f"{stem.name}.npz"), x=x, y=y, may_differ=bool(differs))
    return []


def main(folder: str, *releases: str) -> None:
    """Write all of them, and what is absent into `absent.json` of each release."""
    networks = texts()
    for release in releases:
        place = Path(folder) / release
        place.mkdir(parents=True, exist_ok=True)
        absent = {}
        for name, text in networks.items():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                why = write(text, release, place / name)
            if why:
                absent[name] = why
        (place / "absent.json").write_text(json.dumps(absent, indent=1))
        print(f"{release}: {len(networks) - len(absent)} files, {len(absent)} are not in Keras {release}")


if __name__ == "__main__":
    main(*sys.argv[1:])
