"""Every option of every class: what is left out for it, which of some values it takes, and what becomes of the layer.

`pytest --update-golden` writes `tests/vocabulary/options/` again; a change is read in the difference.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.base.shapes import Fans, ShapeError, UnknownShape
from tests.golden import Golden

FOLDER = Path(__file__).with_name("options")
KINDS = "layer cell activation initializer regularizer constraint loss metric optimizer schedule".split()
TRIED: Sequence[Any] = (
    None, True, False, -1, 0, 1, 2, 3, 0.5, 1.0, -0.5, 2.5, "relu", "same", "channels_first", "float64", "zeros",
    "valid", "causal", "sum", "ave", "multi_hot", "nearest", "mean", "fan_avg", "int",
    [1], [1, 2], [1, 2, 3], [0.2, 0.4], [[1, 2], [0, 1]], ["a", "b"], {},
)  # fmt: skip
SHAPES = ((2, 6), (2, 8, 3), (2, 8, 8, 3), (None, None, 8, 6), (2, 8, 8, 8, 3), (2, 4, 8, 8, 8, 2))


CLASSES: dict[str, list[Any]] = {kind: list(every(kind)) for kind in KINDS}


def node_of(cls: Any, **options: Any) -> Any:
    """The example of a class with some options in place of its own; None where they are refused."""
    try:
        return cls.model_validate({**getattr(cls, "example", {}), **options})
    except ValueError:
        return None


COMMON = ("name", "trainable", "autocast", "dtype")
"""Options of every layer, written down with the first one."""


def options(cls: Any) -> Iterator[str]:
    """The options by what they take, each with its default."""
    taking = defaultdict(list)
    for name, field in cls.model_fields.items():
        if name in COMMON and cls is not CLASSES["layer"][0]:
            continue
        taken = [repr(value) for value in TRIED if node_of(cls, **{name: value}) is not None]
        taking[" ".join(taken) or "nothing of these"].append(
            name if field.is_required() else f"{name}={default(field.default)}"
        )
    yield from (f"  {', '.join(names)}: {taken}" for taken, names in taking.items())


def default(value: object) -> str:
    return type(value).__name__ if hasattr(value, "model_fields") else repr(value)


def properties(node: Any) -> dict[str, str]:
    """What a node says of itself beside its options: plain values alone."""
    bases = [base for base in type(node).__mro__ if base.__module__.startswith("netbuilder")]
    names = {name for base in bases for name, value in vars(base).items() if isinstance(value, property)}
    said = {}
    for name in sorted(names):
        value = getattr(node, name, None)
        if isinstance(value, bool | int | float | str | tuple | frozenset) and "object at" not in repr(value):
            said[name] = repr(sorted(value)) if isinstance(value, frozenset) else repr(value)
    return said


def behaviour(layer: Any) -> dict[str, str]:
    """What a layer makes of inputs of every rank and dtype, and with which weights."""
    made = properties(layer)
    for shape in SHAPES:
        try:
            weights = "".join(f" {weight.name}{weight.shape}" for weight in layer.weights(shape))
            made[str(shape)] = f"{layer.output_shape(shape)}{weights}"
        except (ShapeError, UnknownShape) as error:
            made[str(shape)] = str(error)
    for dtype in ("float32", "float16", "int32", "uint8", "bool", "string"):
        if layer.accepts(dtype):
            made[dtype] = layer.output_dtype(dtype, "float32")
    return made


def variants(cls: Any, of: Callable[[Any], dict[str, str]]) -> Iterator[str]:
    """What holds of an example, and what becomes otherwise with one option in it."""
    base = of(node_of(cls))
    yield from (f"  {name}: {value}" for name, value in base.items())
    for name in cls.model_fields:
        told = set()
        for value in TRIED:
            node = node_of(cls, **{name: value})
            if node is None:
                continue
            changed = {key: value for key, value in of(node).items() if base.get(key) != value}
            if changed and (line := "; ".join(f"{key}: {value}" for key, value in changed.items())) not in told:
                told.add(line)
                yield f"  {name}={value!r}: {line}"


def drawn(initializer: Any) -> dict[str, str]:
    """How large an initializer's values are for a square kernel and for one that is not."""
    made = properties(initializer)
    for fans in (Fans(4, 4), Fans(3, 8)):
        spread = initializer.spread(fans, fans, (fans.inputs, fans.outputs))
        made[f"{fans.inputs}x{fans.outputs}"] = "unknown" if spread is None else f"{spread:.4g}"
    return {**made, "center": repr(initializer.center())}


def compared(loss: Any) -> dict[str, str]:
    return {**properties(loss), "family": " ".join(loss.family_for(units) for units in (None, 1, 2))}


def kept(optimizer: Any) -> dict[str, str]:
    """What an optimizer keeps for weights of several ranks."""
    made = properties(optimizer)
    for shape in ((), (3,), (3, 4), (2, 3, 4)):
        made[str(shape)] = f"{optimizer.slots_of(shape, 'dense/kernel')} {optimizer.factors_of(shape)}"
    return made


def falling(schedule: Any) -> dict[str, str]:
    """The rate at some steps, and the largest."""
    rates = {str(step): f"{schedule.at(step):.4g}" for step in (0, 1, 2, 10, 700, 1000, 1500, 3500, 100_000)}
    return {**properties(schedule), **rates, "peak": repr(schedule.peak())}


OF: dict[str, Callable[[Any], dict[str, str]]] = {
    "layer": behaviour, "initializer": drawn, "loss": compared, "optimizer": kept, "schedule": falling,
}  # fmt: skip


def groups() -> dict[str, list[Any]]:
    """The classes by the file that says what their options do: by kind, and layers by their module."""
    named = defaultdict(list)
    for kind, classes in CLASSES.items():
        for cls in classes:
            named[f"layer_{cls.__module__.rpartition('.')[2]}" if kind == "layer" else kind].append(cls)
    return named


GROUPS = groups()


@pytest.mark.parametrize("kind", KINDS)
def test_every_option_takes_what_is_written_down(kind: str, golden: Golden) -> None:
    lines = [line for cls in CLASSES[kind] for line in (cls.__name__, *options(cls))]
    golden(FOLDER / f"{kind}_options.txt", "\n".join([*lines, ""]))


@pytest.mark.parametrize("name", GROUPS)
def test_every_option_does_what_is_written_down(name: str, golden: Golden) -> None:
    of = OF.get(name.partition("_")[0], properties)
    lines = [line for cls in GROUPS[name] for line in (cls.__name__, *variants(cls, of))]
    golden(FOLDER / f"{name}.txt", "\n".join([*lines, ""]))
