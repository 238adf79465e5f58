"""What the classes state of themselves, in one file: proofs against Keras are slow, and a fact is changed on purpose.

`pytest --update-golden` writes `facts.txt` again; a change of a fact is read in the difference.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from netbuilder.vocabulary.base.facts import _Fact
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.registry import every, find
from netbuilder.vocabulary.base.shapes import Fans
from tests.golden import Golden

FILE = Path(__file__).with_name("facts.txt")
KINDS = "layer cell activation initializer regularizer constraint loss metric optimizer schedule distribution".split()


def facts(cls: type[Item]) -> Iterator[str]:
    """The plain values that a class gives to what its bases declare, by name; the usual ones where options decide."""
    own = {name: usual(value) for base in reversed(cls.__mro__) for name, value in vars(base).items()}
    inherited = {name: value for base in cls.__mro__ for name, value in vars(base).items() if base.__name__ in BASES}
    for name, value in sorted(own.items()):
        is_fact = not name.startswith(("_", "model_", "keras_module")) and is_plain(value)
        if is_fact and (name not in inherited or inherited[name] != value):
            yield f"{name} = {written(value)}"
    if issubclass(cls, Layer) and cls.keeps_to_floats():
        yield "keeps to floats"


def usual(value: object) -> object:
    return value.usual if isinstance(value, _Fact) else value


def written(value: object) -> str:
    """A plain value, with sets in the order of their members."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {written(part)}" for key, part in value.items()) + "}"
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)


BASES = ("Layer", "Item", "Node", "Named")


def is_plain(value: object) -> bool:
    if isinstance(value, tuple | frozenset | list):
        return all(is_plain(part) for part in value)
    if isinstance(value, dict):
        return all(is_plain(part) for pair in value.items() for part in pair)
    return value is None or type(value) in (bool, int, float, str)


def written_down() -> str:
    lines = [
        line
        for kind in KINDS
        for cls in every(kind)
        for line in (f"{kind} {cls.__name__}", *(f"  {fact}" for fact in facts(cls)))
    ]
    return "\n".join(lines) + "\n"


def test_every_fact_is_the_one_that_is_written_down(golden: Golden) -> None:
    golden(FILE, written_down())


def test_no_node_changes_once_it_is_made() -> None:
    assert [cls.__name__ for kind in KINDS for cls in every(kind) if not cls.model_config.get("frozen")] == []


def test_which_weights_training_leaves_alone() -> None:
    left = {
        cls.__name__: names
        for cls in every("layer")
        if (names := [weight.name for weight in weights(cls) if not weight.trainable])
    }
    assert left == {"BatchNormalization": ["moving_mean", "moving_variance"], "SpectralNormalization": ["vector_u"]}


def weights(cls: type[Item]) -> list:  # type: ignore[type-arg]
    node = cls.model_validate(cls.example)
    return list(node.weights((2, *cls.example_input)))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "center"), [("Zeros", 0.0), ("Ones", 1.0), ("Constant", 0.5)])
def test_equal_values_have_no_spread(name: str, center: float) -> None:
    cls: Any = find("initializer", name)
    initializer = cls.model_validate({"value": center} if name == "Constant" else {})
    assert initializer.spread(Fans(3, 4), Fans(3, 4), (3, 4)) == 0.0
    assert initializer.center() == center
