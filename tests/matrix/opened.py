"""Open the files that `write.py` wrote, with Keras alone: `python opened.py FOLDER`. The same outputs must come out."""

import os
import sys
from pathlib import Path

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", KERAS_BACKEND="tensorflow", CUDA_VISIBLE_DEVICES="-1")

import keras
import numpy as np
import tensorflow as tf


def difference(file: Path) -> str:
    """What is wrong with one file; empty where it opens and computes the same."""
    try:
        model = keras.models.load_model(file)
        arrays = np.load(file.with_suffix(".npz"), allow_pickle=True)
        result = model(tf.constant(arrays["x"]), training=False)
        y = result.to_tensor().numpy() if hasattr(result, "to_tensor") else keras.ops.convert_to_numpy(result)
    except Exception as error:
        return " ".join(str(error).split())[:400]
    if arrays["may_differ"]:
        return ""  # as `check` says
    if y.shape != arrays["y"].shape:
        return f"gives {y.shape}, not {arrays['y'].shape}"
    if y.dtype.kind not in "fc":
        return "" if (y == arrays["y"]).all() else "gives other values"
    return "" if np.allclose(y, arrays["y"], rtol=1e-5, atol=1e-6, equal_nan=True) else "gives other numbers"


def main(folder: str) -> int:
    """Say every file that does not open as it should; returns how many."""
    files = sorted(Path(folder).glob("*.keras"))
    wrong = {file.stem: said for file in files if (said := difference(file))}
    for name, said in wrong.items():
        print(f"  {name}: {said}")
    print(f"Keras {keras.__version__}: {len(files) - len(wrong)} of {len(files)} files open with equal outputs")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1]), 1))
