"""What the classes state of themselves, in one file: proofs against Keras are slow, and a fact is changed on purpose.

`pytest --update-golden` writes `facts.txt` again; a change of a fact is read in the difference.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from netbuilder.system.caches import clear
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.facts import _Fact
from netbuilder.vocabulary.base.history import history
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.node_fields import read
from netbuilder.vocabulary.base.placeholders import UnknownMetric
from netbuilder.vocabulary.base.registry import every, find
from netbuilder.vocabulary.base.releases import NEWEST_MINOR
from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.custom_class import CustomLayer
from netbuilder.vocabulary.network import Network
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


def releases(cls: type[Item]) -> Iterator[str]:
    """What releases of Keras have otherwise, as it is put together from the class, its bases and its options."""
    *known, notes, slots, is_told, told_options = history(cls)
    if any(known):
        yield str(known)
    yield f"{' '.join(slots)} | {is_told} | {' '.join(sorted(told_options))}"
    for note in notes:
        if note in Layer.notes:
            continue
        holds = [minor for minor in range(NEWEST_MINOR + 1) if note.holds_in((3, minor, 0))]
        yield f"{note.effect} from 3.{holds[0]} to 3.{holds[-1]}: {note.message.format(name=cls.__name__)}"
    if issubclass(cls, Activation) and cls.operation_renamed.names:
        younger = [minor for minor in range(NEWEST_MINOR + 1) if cls.operation_renamed.in_release((3, minor, 0))]
        yield f"renamed to 3.{younger[-1]}: {dict(cls.operation_renamed.names)}"
    for string in cls.identifiers if issubclass(cls, Named) else ():
        yield f"{string}: {asked(cls.kind, string)} {asked(cls.kind, string.upper())}"


def asked(kind: str, string: str) -> str:
    """What a string is read as, with the string that the node remembers."""
    try:
        node: Any = read(kind, string)
    except PydanticCustomError as error:
        return error.type
    return f"{type(node).__name__}={node.identifier}"


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


def test_what_releases_differ_in_is_what_is_written_down(golden: Golden) -> None:
    clear()
    classes = [cls for kind in KINDS for cls in every(kind)]
    lines = [line for cls in classes for line in (cls.__name__, *(f"  {fact}" for fact in releases(cls)))]
    golden(FILE.with_name("releases.txt"), "\n".join([*lines, ""]))


def test_no_node_changes_once_it_is_made() -> None:
    assert len([cls for kind in KINDS for cls in every(kind)]) > 260
    assert [cls.__name__ for cls in (CustomLayer, UnknownMetric, Network) if cls not in of(Node)] == []
    assert [cls.__name__ for cls in of(Node) if not cls.model_config.get("frozen")] == []


def of(base: type[Node]) -> Iterator[type[Node]]:
    """A class and all that derive from it."""
    yield base
    for cls in base.__subclasses__():
        yield from of(cls)


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
