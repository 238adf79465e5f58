"""Anything at all is judged without an exception; what is accepted is what Keras builds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz import models, one_change, texts
from tests.fuzz.holds import holds

CORPUS = Path(__file__).with_name("corpus")
KINDS: dict[str, Callable[[], st.SearchStrategy[bytes]]] = {
    "bytes": texts.byte_strings,
    "trees": texts.trees,
    "networks": one_change.valid,
    "changes": one_change.changed_texts,
    "models": models.damaged,
}


def run(kind: str, count: int, check: Callable[[bytes], Any]) -> None:
    """Draw so many inputs of a kind; what breaks is shrunk and shown."""

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(KINDS[kind]())
    def each(data: bytes) -> None:
        check(data)

    each()


def builds_if_accepted(data: bytes) -> None:
    """What netbuilder accepts, Keras builds; so what Keras refuses, netbuilder has refused."""
    from tests.fuzz.keras_builds import builds

    outcome = holds(data)
    if outcome.plan is not None and outcome.plan.graph.layer_count < 200:
        refused = builds(outcome.plan)
        assert refused is None, refused


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_diagnostics(kind: str) -> None:
    run(kind, 30, holds)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_diagnostics_many_times(kind: str) -> None:
    run(kind, 2_500, holds)


@pytest.mark.keras
@pytest.mark.parametrize("kind", ["networks", "changes"])
def test_what_is_accepted_is_built(kind: str) -> None:
    run(kind, 25, builds_if_accepted)


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["networks", "changes"])
def test_what_is_accepted_is_built_many_times(kind: str) -> None:
    run(kind, 1_500, builds_if_accepted)


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.yaml")), ids=lambda file: file.stem)
def test_what_once_broke(file: Path) -> None:
    holds(file.read_bytes())


@pytest.mark.keras
def test_what_once_broke_is_built() -> None:
    for file in sorted(CORPUS.glob("*.yaml")):
        builds_if_accepted(file.read_bytes())


def test_most_networks_are_accepted() -> None:
    """A generator of networks that are all refused would prove nothing."""
    accepted: list[bool] = []

    @settings(
        max_examples=60, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(one_change.valid())
    def each(data: bytes) -> None:
        accepted.append(holds(data).accepted)

    each()
    assert sum(accepted) > len(accepted) / 2
