"""Open the files that `write.py` wrote and run the programs, with Keras alone: `python opened.py FOLDER`.

The same outputs must come out, of what a program makes also when that is saved and opened.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", KERAS_BACKEND="tensorflow", CUDA_VISIBLE_DEVICES="-1")

import keras
import numpy as np
import tensorflow as tf


def output(model, x):
    """What a model makes of its samples, outside of training."""
    result = model(tf.constant(x), training=False)
    return result.to_tensor().numpy() if hasattr(result, "to_tensor") else keras.ops.convert_to_numpy(result)


def made_by(program):
    """The model that a program makes."""
    keras.backend.clear_session()
    policy = keras.config.dtype_policy()
    names = {}
    try:
        exec(compile(program.read_text(), program.name, "exec"), names)
    finally:
        keras.config.set_dtype_policy(policy)
    return names["model"]


def opened_again(model):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.keras")
        model.save(path)
        return keras.models.load_model(path)


def difference(model, arrays) -> str:
    """What is wrong with the outputs of a model; empty where they are those of the newest Keras."""
    y, expected = output(model, arrays["x"]), arrays["y"]
    if arrays["may_differ"]:
        return ""  # as `check` says
    if y.shape != expected.shape:
        return f"gives {y.shape}, not {expected.shape}"
    if y.dtype.kind not in "fc":
        return "" if (y == expected).all() else "gives other values"
    return "" if np.allclose(y, expected, rtol=1e-5, atol=1e-6, equal_nan=True) else "gives other numbers"


def differences(file: Path):
    """What is wrong with a file, with its program, and with the file of that."""
    arrays = np.load(file.with_suffix(".npz"), allow_pickle=True)
    model = None
    for what in ("file", "program", "file of the program"):
        try:
            if what == "file":
                model = keras.models.load_model(file)
            else:
                model = opened_again(model) if what != "program" else made_by(file.with_suffix(".py"))
            words = difference(model, arrays)
        except Exception as error:
            words = " ".join(f"{type(error).__name__}: {error}".split())[:400]
            if what == "program":
                yield f"{what}: {words}"
                return
        if words:
            yield f"{what}: {words}"


def main(folder: str) -> int:
    """Say every file and program that is not as it should be; returns how many."""
    files = sorted(Path(folder).glob("*.keras"))
    wrong = 0
    for file in files:
        lines = list(differences(file))
        wrong += bool(lines)
        for line in lines:
            print(f"  {file.stem}: {line}")
    right = f"{len(files) - wrong} of {len(files)}"
    print(f"Keras {keras.__version__}: {right} files open, and their programs run, with equal outputs")
    return wrong


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1]), 1))
