"""`nb.distributed` on a cluster that is stood in for: what its calls give or raise, see `tests/calls.py`."""
# ruff: noqa: F401  # the expressions have the names

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import netbuilder as nb
from netbuilder.engine.distribution import cluster, guard, whole
from netbuilder.engine.distribution.data import Cut
from netbuilder.pipeline import Session
from netbuilder.views import display
from tests.calls import Call, calls

display.install()
NS = SimpleNamespace
HEAD = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"
TEXT = HEAD + "runtime: {backend: jax, distribution: DataParallel}\n"
SEEDED = TEXT + "seed: 5\n"
ODD = TEXT.replace("  - D", "  - Dense: {units: 3, activation: relu, kernel_initializer: zeros}\n  - D")
"""With a warning."""


class PyDataset:
    """As far as a shard asks Keras' own."""

    def __init__(self, workers: int) -> None:
        self.workers = workers


class Keras(SimpleNamespace):
    __hash__ = object.__hash__


KERAS = Keras(utils=NS(PyDataset=PyDataset))


class Cluster:
    """Process `number` of two, with two replicas; what all processes have to agree on is written down."""

    def __init__(self, draft: Any, distribution: Any, limit: float) -> None:
        self.number, self.count, self.cut, self.keras = NUMBER[0], 2, Cut(2, 1, 2), KERAS
        self.told: list[Any] = [(type(distribution).__name__, limit)]

    def __enter__(self) -> "Cluster":
        self.told.append("entered")
        return self

    def __exit__(self, kind: Any, problem: Any, trace: Any) -> None:
        self.told.append(f"left by {problem!r}")

    def number_of_first(self, number: int) -> int:
        return 7

    def same(self, text: str, otherwise: str) -> None:
        self.told.append((text, str(otherwise)))


NUMBER = [0]


def within(use: Callable[[Any], Any], source: Any = TEXT, number: int = 0, **options: Any) -> Any:
    """What comes of it within the block, and what the cluster was told."""
    NUMBER[0] = number
    with nb.distributed(source, **options) as session:
        spread: Any = session._open
        outcome = use(session)
    return outcome, spread.told


def rows(shard: Any, epochs: int = 1) -> list[Any]:
    """The first arrays of this process's batches."""
    return [shard[index][0].tolist() for index in range(epochs * len(shard))]


def seeds(text: str) -> Any:
    """The model of a session, whether its methods are guarded, and the seed that it is planned with."""
    built: list[Any] = []

    def build(session: Session) -> Any:
        built.append(session.build_plan.seed)
        return NS(model="the model")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "built", property(build))
        patch.setattr(guard, "guard", lambda model, where: built.append((model, where().count)))
        model = within(lambda session: (session.model, session.model), text)[0]
    return model, built


def saved(path: str, text: str = SEEDED) -> Any:
    """What is given on where a model is saved."""
    written: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "built", property(lambda session: NS(model="the model")))
        patch.setattr(guard, "guard", lambda model, where: None)
        patch.setattr(whole, "save_whole", lambda cluster, model, plan, path, origin: written.append(
            (model, plan.seed, str(path), origin.text)))  # fmt: skip
        within(lambda session: session.save(path), text)
    return written


def predicted(*arguments: Any) -> Any:
    """What is given on where a model predicts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "built", property(lambda session: NS(model="the model")))
        patch.setattr(guard, "guard", lambda model, where: None)
        patch.setattr(whole, "predicted", lambda cluster, model, x, batch_size: (model, x, batch_size))
        return within(lambda session: session.predict(*arguments))[0]


def outside(use: Callable[[Any], Any]) -> Any:
    """What comes of it behind the block."""
    with nb.distributed(TEXT) as session:
        pass
    return use(session)


@pytest.mark.parametrize("call", list(calls(Path(__file__).with_name("calls.txt"))), ids=lambda call: call.expression)
def test_what_comes_of_a_call(
    call: Call, tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cluster, "Cluster", Cluster)
    names = {name: value for name, value in globals().items() if not name.startswith("_")}
    call.compare(call.outcome(names, tmp_path, __file__), pytestconfig)
