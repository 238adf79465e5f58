"""What is accepted is built as counted, predicts, trains, is saved, and is the program that `code` writes."""

import subprocess
import sys

import pytest

from tests.differential.drawn_networks import network, plain_layers
from tests.differential.tried import tried

FEW = 60
MANY = 2_000


@pytest.mark.keras
def test_60_networks_do_in_keras_what_was_promised() -> None:
    outcomes = {seed: tried(seed, is_saved=seed % 4 == 0) for seed in range(FEW)}
    odd = {seed: found for seed, found in outcomes.items() if found.kind in ("stopped", "differs")}
    assert not odd, {seed: network(seed) for seed in odd}
    assert sum(found.kind == "fine" for found in outcomes.values()) > FEW / 2


@pytest.mark.keras
@pytest.mark.slow
def test_2000_networks_do_in_keras_what_was_promised() -> None:
    command = [sys.executable, "-m", "benchmarks.differential", "--count", str(MANY), "--seed", "1000000"]
    command += ["--jobs", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_layer_is_drawn_sooner_or_later() -> None:
    drawn = set()
    for seed in range(3_000):
        for layer in network(seed)["layers"]:
            drawn.add(layer if isinstance(layer, str) else next(iter(layer)))
    assert {cls.__name__ for cls in plain_layers()} <= drawn
