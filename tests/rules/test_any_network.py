"""Whatever stands in a file, the rules judge it: no exception, no message that is too long, no finding twice."""

import json
import random
from collections import Counter
from typing import Any

import pytest

from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.registry import every
from tests.rules.judging import judge, line_of

LAYERS = [cls for cls in every("layer") if issubclass(cls, Layer) and not cls.is_container]
SHAPES: list[list[int | None]] = [
    [8], [1], [], [None], [6, 4], [None, 4], [8, 8, 3], [3, 32, 32], [None, None, 3], [5, 5, 5, 3], [10, 10, 1],
]  # fmt: skip


def drawn(seed: int) -> dict[str, Any]:
    """A network that nobody would write, with mistakes of every kind."""
    die = random.Random(seed)

    def layer(depth: int) -> Any:
        luck = die.random()
        if luck < 0.05 and depth < 2:
            return {"repeat": {"times": die.randint(1, 3), "layers": some(2, depth + 1)}}
        if luck < 0.1 and depth < 2:
            return {"Sequential": {"layers": some(3, depth + 1)}}
        if luck < 0.13:
            return "Nope"
        if luck < 0.16 and depth < 2:
            return {"TimeDistributed": {"layer": {"Sequential": {"layers": some(3, depth + 1)}}}}
        if luck < 0.5:
            options: dict[str, Any] = {"units": die.choice([1, 1, 2, 4, 8])}
            if die.random() < 0.6:
                options["activation"] = word("activation")
            return {"Dense": options}
        cls = die.choice(LAYERS)
        options = dict(cls.example)
        if "activation" in cls.model_fields and die.random() < 0.4:
            options["activation"] = word("activation")
        if die.random() < 0.03:
            options["bogus"] = 1
        return {cls.__name__: options}

    def some(most: int, depth: int = 0) -> list[Any]:
        return [layer(depth) for _ in range(die.randint(0, most))]

    def word(kind: str) -> Any:
        cls = die.choice(every(kind))
        if die.random() < 0.3:
            return {cls.__name__: dict(cls.example)}
        return die.choice([cls.__name__, *getattr(cls, "identifiers", ())])

    network: dict[str, Any] = {"input": die.choice(SHAPES), "layers": some(6)}
    if die.random() < 0.8:
        metrics = [word("metric") for _ in range(die.randint(0, 3))]
        network["compile"] = {"optimizer": "adam", "loss": word("loss"), "metrics": metrics}
    if die.random() < 0.4:
        network["task"] = {"kind": die.choice(["multiclass", "binary", "multilabel", "regression"])}
        if die.random() < 0.5:
            network["task"]["classes"] = die.randint(1, 5)
        if die.random() < 0.5:
            network["task"]["labels"] = die.choice(["one_hot", "integer"])
        if die.random() < 0.5:
            network["task"]["targets"] = die.choice([[0, 1], [None, 1], [-5, 5], [0, None], [None, None]])
    return network


@pytest.mark.parametrize("start", range(0, 400, 40))
def test_any_network_is_judged(start: int) -> None:
    for seed in range(start, start + 40):
        text = json.dumps(drawn(seed), indent=1)
        report = judge(text)
        for one in report.diagnostics:
            assert len(one.message) <= 80, text
            assert one.message
        said = Counter((one.code, one.address, one.message) for one in report.diagnostics)
        assert not [one for one, times in said.items() if times > 1], text
        assert [line_of(one) for one in report.diagnostics] == sorted(line_of(one) for one in report.diagnostics)
