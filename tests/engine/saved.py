"""What a saved model holds, in a form in which two files can be compared."""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from tests import warm

QUIETING = ("CUDA_VISIBLE_DEVICES", "TF_CPP_MIN_LOG_LEVEL")
CONFIGS = Path(__file__).parents[2] / "configs"


def weights_digest(file: Path) -> str:
    """A digest of the bytes of `model.weights.h5`."""
    return hashlib.sha256(zipfile.ZipFile(file).read("model.weights.h5")).hexdigest()


def renumbered_config(file: Path) -> str:
    """`config.json` with every `shared_object_id`, a memory address, numbered by order of appearance."""
    numbers: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        return f'"shared_object_id": {numbers.setdefault(match[1], len(numbers))}'

    return re.sub(r'"shared_object_id": (\d+)', number, zipfile.ZipFile(file).read("config.json").decode())


def values(model: Any) -> dict[str, np.ndarray]:
    """Every weight by its path within the model."""
    return {weight.path.partition("/")[2]: np.asarray(weight.value) for weight in model.weights}


def same_values(one: Any, other: Any) -> bool:
    """Whether two models have the same weights, bit for bit."""
    ours, theirs = values(one), values(other)
    return ours.keys() == theirs.keys() and all(ours[path].tobytes() == theirs[path].tobytes() for path in ours)


def plain(config: Any) -> Any:
    """A Keras config without names, seeds and what derives from them, for comparison with a hand-written program."""
    if isinstance(config, dict):
        return {key: plain(value) for key, value in config.items() if key not in ("name", "seed", "shared_object_id")}
    if isinstance(config, list | tuple):
        return [plain(item) for item in config]
    return config


def run(code: str, *arguments: str, **environment: str) -> Any:
    """What a process of its own, forked from one that has imported TensorFlow, prints as JSON on its last line."""
    done = warm.run(["-c", code, *arguments], env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", **environment})
    return _last_line(done)


def run_fresh(code: str, *arguments: str, **environment: str) -> Any:
    """The same from a process that is started."""
    return _last_line(start(code, *arguments, CUDA_VISIBLE_DEVICES="-1", **environment))


def start(code: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A process of its own in which nothing quiets TensorFlow but what netbuilder does."""
    kept = {name: value for name, value in os.environ.items() if name not in QUIETING}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**kept, **environment}, check=False)


def _last_line(process: "subprocess.CompletedProcess[str]") -> Any:
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout.splitlines()[-1])
