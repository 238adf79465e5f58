"""The same bytes from every process: whatever the hash seed, the locale, the folder and the order of the files are."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
BROKEN = """\
input: [8]
layers:
  - Dense: {unitz: 4, activation: rellu}
  - Dense: {units: 4, activation: relu, kernel_initializer: glorot_uniform, bogus: 1}
  - Dropuot: {rate: 0.3}
  - Dense: {units: 1, activation: softmax}
compile: {optimizer: adem, loss: mze, metrics: [acuracy]}
rules: {NB999: off}
"""
COMMANDS = [
    ["check", "--format", "full", "broken.yaml", "digits_cnn.yaml"],
    ["check", "--format", "json", "broken.yaml"],
    ["check", "--format", "sarif", "broken.yaml"],
    ["show", "text_bilstm.yaml"],
    ["code", "digits_cnn.yaml"],
    ["schema"],
    ["rules"],
    ["explain", "Conv2D"],
]
SURROUNDINGS: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "COLUMNS": "40"},
    {
        "PYTHONHASHSEED": "4242",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "de_DE.UTF-8",
        "PYTHONUTF8": "1",
        "HOME": "/nonexistent",
    },
]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same files in two folders, written in another order."""
    made = []
    for name, step in (("one", 1), ("another one, späť", -1)):
        folder = tmp_path_factory.mktemp("same") / name
        folder.mkdir()
        files = {"broken.yaml": BROKEN, **{config.name: config.read_text() for config in CONFIGS}}
        for file in list(files)[::step]:
            (folder / file).write_text(files[file])
        made.append(folder)
    return made


def output(args: list[str], folder: Path, surrounding: dict[str, str]) -> tuple[int, bytes, bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surrounding}
    environment.pop("GITHUB_ACTIONS", None)
    command = [sys.executable, "-m", "netbuilder", *args]
    done = subprocess.run(command, capture_output=True, cwd=folder, env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_the_same_bytes(args: list[str], folders: list[Path]) -> None:
    first, *others = [
        output(args, folders[at % 2], surrounding) for at, surrounding in enumerate(SURROUNDINGS)
    ]  # fmt: skip
    assert first[1]
    assert first[0] in (0, 1)
    assert all(other == first for other in others)


@pytest.mark.slow
def test_a_repeated_seedless_show_is_the_same(folders: list[Path]) -> None:
    """Without a seed the weights are drawn anew; what is printed is not."""
    (folders[0] / "seedless.yaml").write_text("input: [8]\nlayers:\n  - Dense: {units: 4}\n")
    for command in ("show", "code"):
        assert output([command, "seedless.yaml"], folders[0], {}) == output([command, "seedless.yaml"], folders[0], {})


def test_the_order_of_the_files_changes_the_order_alone(folders: list[Path]) -> None:
    names = ["broken.yaml", "digits_cnn.yaml", "deep_relu.yaml"]
    forward = output(["check", "--format", "concise", *names], folders[0], {})
    backward = output(["check", "--format", "concise", *names[::-1]], folders[0], {})
    assert forward[0] == backward[0] == 1
    assert sorted(forward[1].splitlines()) == sorted(backward[1].splitlines())


@pytest.mark.slow
def test_fifty_checks_at_once(folders: list[Path]) -> None:
    names = [config.name for config in CONFIGS]
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: output(["check", "--verbose", *names], folders[0], {}), range(50)))
    assert len(found) == 1
    assert found.pop()[0] == 0
