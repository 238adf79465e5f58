"""With a seed a network has the same initial weights everywhere; without one it follows `set_random_seed`."""

import os
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import netbuilder as nb
from tests import warm
from tests.engine.saved import CONFIGS, renumbered_config, run, same_values, start, values, weights_digest

pytestmark = pytest.mark.keras

BUILD_ALL = """
import json, sys
import netbuilder as nb
from pathlib import Path
for config in sorted(Path(sys.argv[1]).glob("*.yaml")):
    nb.build(config).save(Path(sys.argv[2]) / f"{config.stem}.keras")
print(json.dumps(None))
"""
COMMAND = f"""
from netbuilder.cli import run
folder = Path(sys.argv[2], "of the command")
folder.mkdir()
sys.exit(run(["build", {str(CONFIGS / "digits_mlp.yaml")!r}, "-o", f"{{folder}}/"]))
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """What a process that is started builds of every config, then by the command, and writes to a terminal."""
    folder = tmp_path_factory.mktemp("fresh")
    done = start(BUILD_ALL + COMMAND, str(CONFIGS), str(folder), PYTHONHASHSEED="1", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder, done.stdout


def test_nothing_of_tensorflows_chatter_reaches_the_terminal(fresh: tuple[Path, str]) -> None:
    first, second, *_ = fresh[1].splitlines()
    assert (first, second) == ("null", "digits_mlp: input (8, 8) float32")


def test_the_command_prints_and_writes_the_same_in_a_forked_process(fresh: tuple[Path, str], tmp_path: Path) -> None:
    """The other tests of the command take forked processes."""
    code = "import sys\nfrom pathlib import Path\n" + COMMAND
    done = warm.run(["-c", code, "", str(tmp_path)], env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1"})
    assert (done.returncode, done.stderr) == (0, "")
    ours, theirs = (folder / "of the command" / "digits_mlp.keras" for folder in (fresh[0], tmp_path))
    assert fresh[1].replace(str(fresh[0]), str(tmp_path)) == f"null\n{done.stdout}"
    assert weights_digest(ours) == weights_digest(theirs)
    assert renumbered_config(ours) == renumbered_config(theirs)


def test_two_processes_give_the_same_files(fresh: tuple[Path, str], tmp_path: Path) -> None:
    """One is started, one is forked (with another hash seed): so it holds too that the two kinds are alike."""
    folders = [fresh[0], tmp_path]
    run(BUILD_ALL, str(CONFIGS), str(tmp_path), LC_ALL="C.UTF-8", TZ="Asia/Tokyo")
    files = sorted(file.name for file in folders[0].glob("*.keras"))
    assert len(files) >= 8
    for name in files:
        one, two = folders[0] / name, folders[1] / name
        assert weights_digest(one) == weights_digest(two), name
        assert renumbered_config(one) == renumbered_config(two), name


LAYERS = ["Dense: {units: 8, activation: relu}", "Dense: {units: 8, activation: relu}", "Dense: {units: 3}"]


def network(layers: list[str], head: str = "seed: 7\ninput: [8]\n") -> Any:
    return nb.build(f"{head}layers:\n" + "".join(f"  - {layer}\n" for layer in layers))


def test_a_layer_of_another_class_changes_no_other_weights() -> None:
    with_dropout = network([LAYERS[0], "Dropout: {rate: 0.2}", *LAYERS[1:]])
    assert same_values(network(LAYERS), with_dropout)


def test_equal_layers_get_unequal_weights() -> None:
    found = values(network(LAYERS[:2]))
    assert not np.array_equal(found["dense/kernel"], found["dense_1/kernel"])


def test_a_repeat_draws_every_round_anew() -> None:
    found = values(network(["repeat: {times: 3, layers: [{Dense: {units: 8, activation: relu}}]}"]))
    kernels = [value for path, value in found.items() if path.endswith("kernel")]
    assert len({kernel.tobytes() for kernel in kernels}) == 3


def test_both_directions_get_unequal_weights() -> None:
    text = "seed: 7\ninput: [5, 3]\nlayers:\n  - Bidirectional: {layer: {LSTM: {units: 4}}}\n"
    found = values(nb.build(text))
    kernels = [value for path, value in found.items() if path.endswith("/kernel")]
    assert len(kernels) == 2
    assert not np.array_equal(*kernels)


def test_the_same_seed_in_one_process_and_the_random_state_left_alone() -> None:
    random.seed(1)
    before = random.getstate()
    first = network(LAYERS)
    assert random.getstate() == before
    random.seed(2)
    assert same_values(first, network(LAYERS))


def test_written_seeds_win() -> None:
    seeded = ["Dense: {units: 8, kernel_initializer: {HeNormal: {seed: 3}}}"]
    assert same_values(network(seeded), network(seeded, "seed: 8\ninput: [8]\n"))


def test_hidden_draws_have_seeds_too() -> None:
    """Those that Keras gives no option for: they would come from Python's random state."""
    for text in (
        "input: [8]\nlayers:\n  - SpectralNormalization: {layer: {Dense: {units: 4}}}\n",
        "input: [5, 3]\nlayers:\n  - Bidirectional: {layer: {SimpleRNN: {units: 4, dropout: 0.2}}}\n",
        "input: [8]\nlayers:\n  - Sequential: {layers: [{Dense: {units: 4, lora_rank: 2}}]}\n",
        "input: [6]\nlayers:\n  - Embedding: {input_dim: 4, output_dim: 3, lora_rank: 2}\n",
        "input: [5, 3]\nlayers:\n  - EinsumDense: {equation: 'abc,cd->abd', output_shape: [null, 4], lora_rank: 2}\n",
        "input: [5, 3]\nlayers:\n  - TimeDistributed:\n      layer:\n        Sequential:\n          layers:\n"
        "            - Dense: {units: 3, activation: relu}\n"
        "            - SpectralNormalization: {layer: {Dense: {units: 3}}}\n",
        "input: [5, 3]\nlayers:\n  - RNN: {cell: [{LSTMCell: {units: 4, dropout: 0.2}}, {GRUCell: {units: 4}}]}\n",
    ):
        found = []
        for state in (1, 2):
            random.seed(state)
            model = nb.build("seed: 7\n" + text)
            found.append([np.asarray(variable.value).tobytes() for variable in model.variables])
        assert found[0] == found[1]


def test_without_a_seed_two_builds_differ_and_a_seeded_process_repeats_itself() -> None:
    code = """
import json, keras, hashlib, random
import netbuilder as nb
keras.utils.set_random_seed(1)
before = random.getstate()
text = "input: [8]\\nlayers:\\n  - Dense: {units: 4}\\n"
models = [nb.build(text) for _ in range(2)]
assert random.getstate() == before
print(json.dumps([hashlib.sha256(model.get_weights()[0].tobytes()).hexdigest() for model in models]))
"""
    first, second = run(code), run(code)
    assert first == second
    assert first[0] != first[1]
