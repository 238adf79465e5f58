"""A build leaves the process as it found it, and threads may build at once."""

import os
import random
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

import netbuilder as nb

pytestmark = pytest.mark.keras

TEXT = """\
seed: 7
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dropout: {rate: 0.2}
  - repeat: {times: 3, layers: [{Dense: {units: 16, activation: tanh}}]}
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
"""


def weights(model: Any) -> list[bytes]:
    return [np.asarray(weight.value).tobytes() for weight in model.weights]


def state() -> dict[str, Any]:
    """What belongs to the whole process."""
    import keras

    return {
        "recursion": sys.getrecursionlimit(),
        "random": random.getstate(),
        "numpy": np.random.get_state()[1].tobytes(),
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "floatx": keras.config.floatx(),
        "policy": keras.config.dtype_policy().name,
        "format": keras.config.image_data_format(),
        "filters": list(warnings.filters),
        "threads": threading.active_count(),
        "stderr": os.fstat(2).st_ino,
        "hooks": (sys.excepthook, sys.stdout, sys.stderr),
    }


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (TEXT, []),
        (TEXT + "runtime: {precision: mixed_float16}\n", []),
        (TEXT.replace("times: 3", "times: 950"), []),
        (TEXT.replace("softmax", "softmacks"), ["NB015"]),
        (TEXT.replace("units: 3", "units: 1000000000000"), ["NB108"]),
    ],
    ids=["plain", "mixed", "deep", "mistaken", "too large"],
)
@pytest.mark.filterwarnings("ignore::netbuilder.ConfigWarning")
def test_the_process_is_what_it_was(text: str, codes: list[str]) -> None:
    nb.build(TEXT)  # TensorFlow is loaded, and its threads run
    before = state()
    errors: list[str] = []
    try:
        nb.build(text)
    except nb.ConfigError as error:
        errors = [diagnostic.code for diagnostic in error.diagnostics]
    after = state()
    assert errors == codes
    assert {name: after[name] == before[name] for name in before} == dict.fromkeys(before, True)


def test_threads_build_at_once() -> None:
    expected = weights(nb.build(TEXT))
    other = TEXT.replace("seed: 7", "seed: 8")
    different = weights(nb.build(other))
    assert different != expected
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda at: weights(nb.build(other if at % 2 else TEXT)), range(12)))
    assert all(one == (different if at % 2 else expected) for at, one in enumerate(found))


def test_threads_check_at_once() -> None:
    texts = [TEXT.replace("units: 3", f"unitz: {at}") for at in range(20)]
    expected = [str(nb.check(text)) for text in texts]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda text: str(nb.check(text)), texts)) == expected
