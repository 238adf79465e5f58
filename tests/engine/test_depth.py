"""Deep networks: the recursion limit fits while Keras walks them, and is afterwards what it was."""

import sys
from contextlib import suppress
from pathlib import Path

import pytest

import netbuilder as nb
from netbuilder.engine.keras_state import deep_enough
from netbuilder.engine.save import save
from tests.engine.saved import run


def test_shallow_networks_leave_the_limit_alone() -> None:
    before = sys.getrecursionlimit()
    with deep_enough(10):
        assert sys.getrecursionlimit() == before


def test_the_limit_is_restored_after_a_failure() -> None:
    before = sys.getrecursionlimit()
    raised = 0
    with suppress(RuntimeError), deep_enough(2000):
        raised = sys.getrecursionlimit()
        raise RuntimeError
    assert raised > 2000
    assert sys.getrecursionlimit() == before


def test_the_stack_in_use_counts() -> None:
    def down(levels: int) -> int:
        if levels:
            return down(levels - 1)
        with deep_enough(600):
            return sys.getrecursionlimit()

    before = sys.getrecursionlimit()
    assert down(300) > before


OPEN = """
import json, sys
sys.setrecursionlimit(int(sys.argv[2]))
import zipfile
config = json.loads(zipfile.ZipFile(sys.argv[1]).read("config.json"))
print(json.dumps(len(config["config"]["layers"])))
"""


@pytest.mark.keras
@pytest.mark.slow
def test_a_thousand_layers_build_and_save(tmp_path: Path) -> None:
    text = "seed: 1\ninput: [8]\nlayers:\n  - repeat: {times: 1000, layers: [{Dense: {units: 8, activation: relu}}]}\n"
    before = sys.getrecursionlimit()
    model = nb.build(text)
    assert len(model.layers) == 1000
    save(model, tmp_path / "model.keras")
    assert sys.getrecursionlimit() == before
    assert run(OPEN, str(tmp_path / "model.keras"), "30000") == 1001
