"""Small model files of every era and form: the whole of what each becomes, or of why it is refused."""

import importlib
from typing import Any

import pytest

from netbuilder.convert.model_files.importing import DEFAULT
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


def test_no_outcome_is_left_over() -> None:
    for name, cases in CASES.items():
        assert list(outcomes(name)) == sorted(cases)
