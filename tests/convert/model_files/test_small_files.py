"""Small model files of every era and form: the whole of what each becomes, or of why it is refused."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from netbuilder.convert.model_files import plain_data
from netbuilder.convert.model_files.containers import archive, tensorflow_js, yaml_text
from netbuilder.convert.model_files.importing import DEFAULT
from netbuilder.convert.model_files.refusal import Ask, Asker, Refused
from netbuilder.pipeline.importing import import_path
from tests.convert.model_files.tables.containers import HDF5, field, manifest, packed, weights
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


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("class_name: Sequential\nconfig: []\n", 9),
        ("class_name: Sequential\nconfig: [&a 1, *a, *a]\n", 14),
        ("class_name: Sequential\nconfig: [&a [1, {b: 2}], *a]\n", 23),
    ],
)
def test_values_of_yaml_are_counted(text: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for most in range(1, 40):
        monkeypatch.setattr(yaml_text, "MAX_VALUES", most)
        said.append(outcome(text.encode()).startswith("over-limit"))
    assert said.index(False) + 1 == count
    assert not any(said[count:])


def test_values_of_json_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    for text, count in (('{"class_name": 1, "config": []}', 3), ('{"class_name": 1, "config": [1, {"a": 2}]}', 6)):
        for most in (count - 1, count):
            monkeypatch.setattr(plain_data, "MAX_VALUES", most)
            assert outcome(text.encode()).startswith("over-limit") == (most < count)


def test_how_deep_yaml_is_nested() -> None:
    texts = [f"class_name: Sequential\nconfig: {'[' * depth}{']' * depth}\n" for depth in (99, 100)]
    assert [outcome(text.encode()).startswith("over-limit") for text in texts] == [False, True]


def test_how_much_is_read_of_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = packed(config_json=json.dumps(behind([4], layer("Dense", units=2))).encode().ljust(16_000_000))
    assert outcome(whole).endswith("10 parameters\n")
    data = packed(config_json=behind([4], layer("Dense", units=2)), model_weights_h5=HDF5)
    for most, is_read in ((len(HDF5), True), (len(HDF5) - 1, False)):
        monkeypatch.setattr(archive, "MAX_WEIGHTS_BYTES", most)
        assert ("weights-differ" in outcome(data)) == is_read


def test_how_many_weights_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for most, is_over in ((2, False), (1, True)):
        monkeypatch.setattr(tensorflow_js, "MAX_WEIGHTS", most)
        said = outcome(manifest(weights([4, 2], [2])))
        assert (said == "over-limit: the file holds more than 1 weights\n") == is_over


def test_metadata_is_told_by_its_name(tmp_path: Path) -> None:
    for name, message in (("keras_metadata.pb", "the protobuf records are damaged, and no root is in them"), ("m", "")):
        (tmp_path / name).write_bytes(b"something else")
        try:
            said = "" if import_path(tmp_path / name) is None else "a model"
        except Refused as refusal:
            said = refusal.message
        assert said == message
    (tmp_path / "keras_metadata.pb").write_bytes(field(9, b"\0" * 15_999_995))
    with pytest.raises(Refused, match="damaged"):
        import_path(tmp_path)
