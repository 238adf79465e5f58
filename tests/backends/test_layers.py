"""What the classes say of the backends holds: every layer is built, predicted, saved and trained on each."""

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from netbuilder.system.extras import missing_packages
from netbuilder.vocabulary.base.layer import Layer
from tests.backends.survey import LAYERS

pytestmark = [pytest.mark.keras, pytest.mark.slow]
_NO_GRADIENT = "fit: ValueError: No gradients provided"


@cache
def surveyed(backend: str) -> Any:
    """Where Keras stops with every layer on a backend, by its name."""
    if missing_packages(backend):
        pytest.skip(f"not installed: {', '.join(missing_packages(backend))}")
    environment = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-m", "tests.backends.survey", backend]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("backend", ["tensorflow", "jax", "torch"])
@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_a_layer_on_a_backend(cls: type[Layer], backend: str) -> None:
    stop = surveyed(backend)[cls.__name__]
    if cls.input_dtype == "string" and backend != "tensorflow":
        assert stop.startswith("predict")  # no tensors of text, whatever the layer
    elif backend in cls.stops_on_backend:
        assert stop.startswith(("predict", "fit")), f"Keras on {backend} runs {cls.__name__}"
        assert not stop.startswith(_NO_GRADIENT)
    elif backend == "tensorflow" and not cls.passes_gradient and cls.input_dtype == "float32":
        assert stop.startswith(_NO_GRADIENT) or not stop
    else:
        assert not stop or (not cls.passes_gradient and backend not in cls.passes_gradient_on), stop


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_what_is_said_of_dtypes_and_precisions(backend: str) -> None:
    """A part of `python -m tests.backends.values BACKEND`, which tries all."""
    if missing_packages(backend):
        pytest.skip(f"not installed: {', '.join(missing_packages(backend))}")
    command = [sys.executable, "-m", "tests.backends.values", backend, "20"]
    environment = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    count, wrong = json.loads(done.stdout.splitlines()[-1])
    assert count > 15
    assert wrong == []
