"""Small model files of every era and form: the whole of what each becomes, or of why it is refused."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from netbuilder.convert.model_files.importing import DEFAULT
from netbuilder.convert.model_files.refusal import Ask, Asker, Refused
from netbuilder.pipeline.importing import import_path
from tests.convert.model_files.tables.containers import packed
from tests.convert.model_files.tables.small_files import behind, compare, layer, outcome, outcomes

TABLES = ("chains", "functional", "layers", "objects", "eras", "training", "nesting", "containers")
CASES: dict[str, dict[str, Any]] = {
    name: importlib.import_module(f"tests.convert.model_files.tables.{name}").CASES for name in TABLES
}


@pytest.mark.parametrize(("table", "case"), [(table, case) for table, cases in CASES.items() for case in cases])
def test_what_a_small_file_becomes(table: str, case: str, pytestconfig: pytest.Config) -> None:
    data, options = value if isinstance(value := CASES[table][case], tuple) else (value, DEFAULT)
    compare(pytestconfig, table, case, outcome(data, options))


@pytest.mark.parametrize(("length", "is_repeated"), [(64, True), (65, False)])
def test_only_blocks_that_a_person_overlooks_are_repeated(length: int, is_repeated: bool) -> None:
    block = [layer("Dense", units=units) for units in range(1, length + 1)]
    assert ("times: 2" in outcome(behind([1], *block, *block))) == is_repeated


def test_what_is_too_large_is_told_with_the_limit(tmp_path: Path) -> None:
    assert outcome(b"{" + b" " * 15_999_999) == "no model\n"
    assert outcome(b"{" + b" " * 16_000_000) == "over-limit: the file is larger than 16 MB\n"
    assert outcome(b" " * 16_000_001) == "no model\n"
    member = packed(config_json=b" " * 16_000_001)
    assert outcome(member) == "over-limit: `config.json` is larger than 16 MB\n"
    graph = b"\x08\x01\x12" + b"\x80\xf0\xc1\x1e" + b"\x0b" + b"\0" * 63_999_992
    assert outcome(graph) == "unreadable: the protobuf records of `saved_model.pb` are damaged\n"
    assert outcome(graph + b"\0") == "over-limit: `saved_model.pb` is larger than 64 MB\n"
    (tmp_path / "keras_metadata.pb").write_bytes(b"\0" * 16_000_001)
    with pytest.raises(Refused, match=r"^the metadata is larger than 16 MB$"):
        import_path(tmp_path)


def test_what_holds_too_much_is_told_with_the_limit() -> None:
    model = json.dumps(behind([4], layer("Dense", units=2)))
    deep = [f'{model[:-1]}, "x": {"[" * depth}{"]" * depth}}}'.encode() for depth in (99, 100)]
    assert outcome(deep[0]).startswith("initializers: keras")
    assert outcome(deep[1]) == "over-limit: the topology is nested more than 100 deep\n"
    many = f'{model[:-1]}, "x": [{"0, " * 1_000_000}0]}}'.encode()
    assert outcome(many) == "over-limit: the topology holds more than 1,000,000 values\n"


@pytest.mark.parametrize(
    ("asker", "force", "shape"),
    [
        ("import", "`--force` writes it", "`--input 28,28,1`"),
        ("python", "`netbuilder import ... --force` writes it", "`nb.from_file(..., input=(28, 28, 1))`"),
        ("other", "`netbuilder import ... --force` writes it", "`netbuilder import ... --input 28,28,1`"),
    ],
)
def test_what_is_asked_for_is_said_in_the_words_of_the_asker(asker: Asker, force: str, shape: str) -> None:
    assert Ask("force", True, " writes it").text(asker) == force
    assert Ask("input", (28, 28, 1)).text(asker) == shape


def test_no_outcome_is_left_over() -> None:
    for name, cases in CASES.items():
        assert list(outcomes(name)) == sorted(cases)
