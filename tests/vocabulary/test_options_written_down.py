"""Every option of every class: what is left out for it, which of some values it takes, and what becomes of the layer.

`pytest --update-golden` writes `tests/vocabulary/options/` again; a change is read in the difference.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from netbuilder.vocabulary.base.registry import every
from tests.golden import Golden
from tests.vocabulary import node_facts

FOLDER = Path(__file__).with_name("options")
KINDS = "layer cell activation initializer regularizer constraint loss metric optimizer schedule distribution".split()
TRIED: Sequence[Any] = (
    None, True, False, -1, 0, 1, 2, 3, 0.5, 1.0, -0.5, 2.5, "relu", "same", "channels_first", "float64", "zeros",
    "valid", "causal", "sum", "ave", "multi_hot", "nearest", "mean", "fan_avg", "int",
    [1], [1, 2], [1, 2, 3], [0.2, 0.4], [[1, 2], [0, 1]], ["a", "b"], {},
)  # fmt: skip


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


def tried(cls: Any, name: str) -> list[Any]:
    """The values for an option that can change something: those of every kind, and every word that it takes."""
    if name == "name" and cls is not CLASSES["layer"][0]:
        return []
    words = ["mixed_float16", "int32"] if name == "dtype" else cls.field_of(name).literals()
    return [*TRIED, *(word for word in words if word not in (*TRIED, "null", "true", "false"))]


def variants(cls: Any, of: Callable[[Any], dict[str, str]]) -> Iterator[str]:
    """What holds of an example, and what becomes otherwise with one option in it."""
    base = of(node_of(cls))
    short = {name: value for name, value in base.items() if len(value) < 25 and not name.startswith("(")}
    yield f"  {', '.join(f'{name} {value}' for name, value in short.items())}"
    yield from (f"  {name}: {value}" for name, value in base.items() if name not in short)
    alike: dict[str, list[str]] = {}
    for name in cls.model_fields:
        for value in tried(cls, name):
            node = node_of(cls, **{name: value})
            if node is None:
                continue
            answers = of(node)
            changed = {key: answers.get(key, "-") for key in (*base, *answers) if base.get(key) != answers.get(key)}
            if changed:
                line = "; ".join(f"{key}: {value}" for key, value in changed.items())
                alike.setdefault(line, []).append(f"{name}={value!r}")
    yield from (f"  {', '.join(names)}: {line}" for line, names in alike.items())


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
    of = node_facts.OF[name.partition("_")[0]]
    lines = [line for cls in GROUPS[name] for line in (cls.__name__, *variants(cls, of))]
    golden(FOLDER / f"{name}.txt", "\n".join([*lines, ""]))
