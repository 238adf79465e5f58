"""Models that do not fit are refused before anything is imported, and counted exactly."""

import time
from typing import Any

import pytest

from netbuilder.engine import memory
from netbuilder.graph import resolve
from netbuilder.graph.memory import format_bytes, memory_needed
from netbuilder.parse import parse
from netbuilder.source import read
from tests.engine.saved import run_fresh


def graph(text: str) -> Any:
    return resolve(parse(read(text, "net.yaml")))


def test_counts() -> None:
    dense = "input: [9]\nlayers:\n  - Dense: {units: 10}\n"
    assert memory_needed(graph(dense)) == (400, 0)
    assert memory_needed(graph(f"{dense}compile: {{optimizer: adam}}\n")) == (400, 800)
    assert memory_needed(graph(f"{dense}compile: {{optimizer: sgd}}\n")) == (400, 0)
    assert memory_needed(graph(f"{dense}runtime: {{precision: float64}}\n")) == (800, 0)
    assert memory_needed(graph(f"{dense}runtime: {{precision: mixed_float16}}\n")) == (400, 0)
    frozen = dense.replace("units: 10", "units: 10, trainable: false, dtype: float16")
    assert memory_needed(graph(f"{frozen}compile: {{optimizer: adam}}\n")) == (200, 0)


@pytest.mark.parametrize(
    ("amount", "text"), [(400, "400 B"), (2048, "2.0 KiB"), (1610612736, "1.5 GiB"), (4 * 10**12, "3.6 TiB")]
)
def test_amounts(amount: int, text: str) -> None:
    assert format_bytes(amount) == text


def test_a_model_larger_than_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "input: [9]\nlayers:\n  - Dense: {units: 2}\n  - Dense: {units: 10}\ncompile: {optimizer: adam}\n"
    monkeypatch.setattr(memory, "available", lambda: 100)
    found = memory.too_large(graph(text))
    assert found is not None
    assert (found.code, found.layer) == ("NB108", (1, "Dense"))
    assert "200 B" in found.message
    assert "600 B" in found.why
    monkeypatch.setattr(memory, "available", lambda: 1000)
    assert memory.too_large(graph(text)) is None
    monkeypatch.setattr(memory, "available", lambda: None)
    assert memory.too_large(graph(text)) is None


def test_this_machine_says_what_it_has() -> None:
    have = memory.available()
    assert have is None or 2**20 < have < 2**50


HUGE = """
import json, sys
import netbuilder as nb
try:
    nb.build("input: [1000]\\nlimits: {memory: 1000000GiB}\\nlayers:\\n  - Dense: {units: 1000000000}\\n")
except nb.ConfigError as error:
    print(json.dumps([[one.code for one in error.diagnostics], "tensorflow" in sys.modules, "numpy" in sys.modules]))
"""


def test_it_is_refused_before_tensorflow_is_imported() -> None:
    start = time.process_time()
    assert run_fresh(HUGE) == [["NB108"], False, False]
    assert time.process_time() - start < 5
