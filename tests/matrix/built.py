"""Build every piece and config with the installed Keras, and compare with another one: `python -m tests.matrix.built`.

    python -m tests.matrix.built FOLDER --write    what is built here is what others are compared with
    python -m tests.matrix.built FOLDER            the same weights byte for byte, equal outputs, a file that opens

Skipped is what `check` says that this Keras does not have, and nothing else.
"""

import hashlib
import json
import logging
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np

import netbuilder as nb
from tests.matrix.pieces import texts
from tests.matrix.write import ABSENT, DIFFERS, output, samples

BUILT = "built.json"


def digest(model: Any) -> str:
    """The initial weights: names within the model, shapes and bytes."""
    total = hashlib.sha256()
    for weight in model.weights:
        array = np.asarray(weight.value)
        path = weight.path.partition("/")[2]
        total.update(f"{path} {array.shape} {array.dtype}".encode() + array.tobytes())
    return total.hexdigest()


def fit_one_step(model: Any, x: Any) -> None:
    """Train on the samples once, with labels of the shape that the loss takes."""
    sparse = "sparse" in str(model.loss) or "Sparse" in str(model.loss)
    shape = model.output_shape[1:-1] if sparse else model.output_shape[1:]
    y = np.zeros((len(x), *(x.shape[1] if size is None else size for size in shape)), "int32" if sparse else "float32")
    losses = model.fit(x, y, verbose=0).history["loss"]
    assert np.isfinite(losses).all(), losses


def opens_again(model: Any, x: Any) -> bool:
    """Whether the file of a model opens here, and computes the same."""
    import keras

    with tempfile.TemporaryDirectory() as folder:
        nb.save(model, Path(folder) / "model.keras")
        again = keras.models.load_model(Path(folder) / "model.keras")
    return bool(np.array_equal(output(again, x), output(model, x), equal_nan=output(model, x).dtype.kind == "f"))


def difference(name: str, text: str, folder: Path, known: dict[str, str]) -> str:
    """What is other than where `known` was written; empty where nothing is."""
    model = nb.build(text)
    x = samples(model)
    y = output(model, x)
    if not opens_again(model, x):
        return "computes something else when it is opened again"
    if name.startswith("config."):
        fit_one_step(nb.build(text), x)
    if name not in known:
        known[name] = digest(model)
        np.save(folder / f"{name}.npy", y, allow_pickle=True)
        return ""
    if digest(model) != known[name]:
        return "starts with other weights"
    if any(finding.code == DIFFERS for finding in nb.check(text)):
        return ""  # as `check` says
    there = np.load(folder / f"{name}.npy", allow_pickle=True)
    if y.shape != there.shape:
        return f"gives {y.shape}, not {there.shape}"
    same = np.allclose(y, there, rtol=1e-4, atol=1e-5, equal_nan=True) if y.dtype.kind == "f" else (y == there).all()
    return "" if same else "gives other numbers"


def main(folder: str, *options: str) -> int:
    """Say everything that differs; returns how much."""
    import keras

    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # of functions traced again, model after model
    place, known, wrong, absent = Path(folder), {}, {}, 0
    if "--write" not in options:
        known = json.loads((place / BUILT).read_text())
    place.mkdir(parents=True, exist_ok=True)
    names = texts()
    for name, text in names.items():
        if {finding.code for finding in nb.check(text).errors} & ABSENT:
            absent += 1
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                said = difference(name, text, place, known)
            except Exception as error:  # whatever a Keras raises is a finding here
                said = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        if said:
            wrong[name] = said
            print(f"  {name}: {said}")
    if "--write" in options:
        (place / BUILT).write_text(json.dumps(known, indent=1))
    done = len(names) - absent
    print(f"Keras {keras.__version__}: {done - len(wrong)} of {done} are built, run and opened again; {absent} absent")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(main(*sys.argv[1:]), 1))
