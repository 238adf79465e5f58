"""How the variants of a grid are shared among processes, shown with a stand-in that says what it was started with."""

import os
import sys
from pathlib import Path

import pytest

import netbuilder as nb
from netbuilder.variants.probing import probed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script that a shell would start")

TEXT = "input: [4]\nlayers:\n  - Dense: {units: 1}\n"
STAND_IN = f"""\
#!{sys.executable}
import json, os, sys
files = [name for name in sys.argv[1:] if name.endswith(".yaml")]
options = sys.argv[1:sys.argv.index(files[0])]
for name in files:
    units = open(name).read().partition("units: ")[2].partition("}}")[0]
    if units != "5":
        path = os.environ["PYTHONPATH"]
        is_apart = os.getcwd() not in path.split(os.pathsep)
        verdict = " ".join([*options, units, *files, path, str(is_apart)])
        print(json.dumps({{"file": name, "verdict": verdict}}))
"""


@pytest.fixture(autouse=True)
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "python"
    program.write_text(STAND_IN)
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setenv("PYTHONPATH", "elsewhere")


def verdicts(units: list[int], *imports: str) -> list[str]:
    grid = probed(nb.grid(TEXT, {"layers.0.Dense.units": units}), imports)
    assert grid.is_probed
    return [variant.verdict.replace(f" {os.getcwd()}{os.pathsep}elsewhere True", "") for variant in grid.variants]


def test_each_core_has_a_share_of_what_can_be_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    start = "-m netbuilder probe --quiet --format json"
    assert verdicts([2, -1, 3, 4, 5], "mine", "yours") == [
        f"{start} --import mine --import yours 2 0.yaml 3.yaml",
        "",
        f"{start} --import mine --import yours 3 2.yaml 4.yaml",
        f"{start} --import mine --import yours 4 0.yaml 3.yaml",
        "",
    ]
    assert verdicts([-1, 2]) == ["", f"{start} 2 1.yaml"]
    assert verdicts([-1, 0]) == ["", ""]


def test_without_a_list_of_cores_their_number_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    for number, shares in ((3, 3), (1, 1), (None, 1)):
        monkeypatch.setattr(os, "cpu_count", lambda number=number: number)
        files = {verdict.partition(" json ")[2].partition(" ")[2] for verdict in verdicts([2, 3, 4])}
        assert len(files) == shares
