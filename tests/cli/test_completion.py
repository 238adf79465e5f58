"""What the shell completes, from the functions that it asks."""

from types import SimpleNamespace

import pytest

from netbuilder.cli import completion
from netbuilder.cli.commands import explain, new


def context(**params):
    return SimpleNamespace(params=params, args=params.pop("args", []))


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("NB30", [f"NB30{digit}" for digit in range(1, 10)]),
        ("NB301,constant-o", ["NB301,constant-output"]),
        ("NB3,NB201", ["NB3,NB201"]),
        ("constant-k", ["constant-kernel"]),
        ("zz", []),
    ],
)
def test_codes_families_and_names_of_rules(typed, completed):
    assert completion.codes(None, None, typed) == completed


def test_families_come_first_and_codes_in_their_order():
    words = completion.codes(None, None, "NB")
    families = [word for word in words if len(word) == 3 or word == "NB10"]
    assert words[: len(families)] == families
    assert [word for word in words if word in ("NB1001", "NB999", "NB301", "NB201")] == ["NB201", "NB301", "NB1001"]


NET = """\
name: net
input: {shape: [8], dtype: float32}
layers:
  - Dense: {units: 16, kernel_regularizer: {L2: {l2: 0.1}}}
  - Flatten
  - Dense: {units: 3}
compile: {optimizer: adam, metrics: [accuracy, {AUC: {num_thresholds: 50}}]}
"""
PATHS = [
    "name=", "input.shape=", "input.dtype=", "layers.0.Dense.units=", "layers.0.Dense.kernel_regularizer.L2.l2=",
    "layers.2.Dense.units=", "compile.optimizer=", "compile.metrics.1.AUC.num_thresholds=",
]  # fmt: skip


def test_the_paths_of_a_config(folder):
    (folder / "net.yaml").write_text(NET)
    assert completion.paths(context(configs=("net.yaml", "good.yaml")), None, "") == PATHS
    assert completion.paths(context(config="net.yaml"), None, "layers.0") == PATHS[3:5]
    assert completion.paths(context(args=["net.yaml"]), None, "compile.o") == ["compile.optimizer="]
    for other in (context(), context(config="-"), context(configs=("missing.yaml",)), context(config="cut.yaml")):
        (folder / "cut.yaml").write_text("")
        assert completion.paths(other, None, "") == []


def test_no_more_than_a_thousand_paths(folder):
    text = "input: [8]\nlayers:\n" + "  - Dense: {units: 1}\n" * 1_200
    (folder / "long.yaml").write_text(text)
    assert len(completion.paths(context(config="long.yaml"), None, "")) == 1_000


def test_files_by_their_endings_and_hidden_ones_only_where_they_are_asked_for(folder):
    for name in ("a.keras", "a.h5", "a.json", "a.yml", "a.txt", ".a.yaml"):
        (folder / name).touch()
    (folder / "nets").mkdir()
    (folder / "nets" / "b.yaml").touch()

    def completed(typed):
        return [(item.type, item.value) for item in completion.configs(None, None, typed)]

    assert completed("a") == [("plain", name) for name in ("a.h5", "a.json", "a.keras", "a.yml")]
    assert completed(".a") == [("plain", ".a.yaml")]
    assert completed("nets/") == [("plain", "nets/b.yaml")]
    assert completed("nets/b") == [("plain", "nets/b.yaml")]
    assert completed("n") == [("file", "n")]


def test_templates_and_names():
    assert new._complete(None, None, "re") == ["regression"]
    assert explain._complete(None, None, "GlorotU") == ["GlorotUniform"]
