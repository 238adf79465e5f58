"""Every field that options have: its words, what is below it, and what is said of values that it refuses.

`pytest --update-golden` writes them again; a change is read in the difference.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

import netbuilder as nb
from netbuilder.vocabulary.base.fields import Field
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.base.validation_errors import problems_in
from netbuilder.vocabulary.network import SECTIONS, Network
from tests.golden import Golden
from tests.vocabulary.node_facts import written
from tests.vocabulary.test_options_written_down import KINDS

FOLDER = Path(__file__).with_name("options")
TRIED: tuple[Any, ...] = (
    None, True, "", "x", "relu", "VALID", -1, 0, 0.5, 1, 1.0, 2, 10, 10_000, 10_001, 1_000_001, 2**32 - 1, 2**32, -2,
    1e38, 4e38, float("inf"), float("nan"), [], [1], [-1], [0.5, 2], [1, 2, 3], [[1, 2]], ["a", 1], {}, {"a": 1},
    {"Dense": {}}, [None], ["adam"], {1: 2}, nb.ReLU(), nb.activations.relu(),
    nb.schedules.PolynomialDecay(initial_learning_rate=0.1, decay_steps=2), nb.LSTMCell(units=3),
)  # fmt: skip
CLASSES: list[tuple[str, list[Any]]] = [
    ("fields_of_layers", every("layer")),
    ("fields", [cls for kind in KINDS[1:] for cls in every(kind)]),
    ("fields_of_sections", [Network, *SECTIONS.values()]),
]
STEPS = (0, "a", "Dense", "relu", "units")


def words(field: Field) -> Iterator[str]:
    without_null = field.describe(null=False)
    described = [field.describe(), "" if without_null == field.describe() else without_null, *field.literals()]
    yield f"{type(field).__name__}: {' | '.join(filter(None, described))}"
    below = [f"{step}: {child.describe()}" for step in STEPS if (child := field.child(step)) is not None]
    if below:
        yield f"below {'; '.join(below)}"
    branches = [field.branch(value).describe() for value in (1, [1], {"a": 1})]
    if len({*branches, without_null}) > 1:
        yield f"branches {'; '.join(branches)}"
    refused: dict[str, list[str]] = {}
    for value in TRIED:
        try:
            answer = f"becomes {written(field.validate(value))}"
        except PydanticCustomError as error:
            answer = "; ".join(map(problem, problems_in(error, value)))
        if answer != f"becomes {written(value)}":
            refused.setdefault(answer, []).append(written(value))
    most = max(refused, key=lambda answer: len(refused[answer]))
    for answer, values in refused.items():
        yield f"{'all else' if answer == most else ' '.join(values)}: {answer}"


def problem(each: Any) -> str:
    parts = [each.kind, ".".join(map(str, each.path)), each.expected, each.names, each.why, each.fix]
    parts += [" ".join(each.choices), "" if each.repair is None else f"repair {each.repair}", "*" * bool(each.check)]
    return ", ".join(filter(None, parts))


@pytest.mark.parametrize(("name", "classes"), CLASSES)
def test_every_field_says_what_is_written_down(name: str, classes: list[Any], golden: Golden) -> None:
    alike: dict[str, list[str]] = {}
    for cls in classes:
        for option in cls.model_fields:
            alike.setdefault("\n  ".join(words(cls.field_of(option))), []).append(f"{cls.__name__}.{option}")
    text = "".join(f"{options[0]}\n  {words_of}\n" for words_of, options in alike.items())
    golden(FOLDER / f"{name}.txt", text)
