"""Options that go together, and inputs that do not fit: what a node says of itself, or all that is said against it.

A line `= kind Class {options} @ shapes` of `tests/vocabulary/configs/` asks; the lines below it are the answer, as far
as it is another than for the example of the class. `pytest --update-golden` writes the answers again.
"""

from ast import literal_eval
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from netbuilder.vocabulary import network
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.validation_errors import problems_of
from netbuilder.vocabulary.network import Network
from tests.golden import Golden
from tests.vocabulary import node_facts

SECTIONS = {"network": Network, **network.SECTIONS}
FILES = sorted(Path(__file__).with_name("configs").glob("*.txt"))


def answers(question: str) -> Iterator[str]:
    """The lines below a question."""
    config, _at, places = question.removeprefix("= ").partition(" @ ")
    kind, name, options = config.split(" ", 2)
    cls: Any = SECTIONS[name] if kind == "section" else find(kind, name)
    try:
        node = cls.model_validate(literal_eval(options))
    except ValidationError as error:
        for problem in problems_of(error, cls):
            words = problem._replace(owner=None, beside={}, check=None, kind="", path=())
            given = [
                f"{key} {node_facts.written(value)}"
                for key, value in words._asdict().items()
                if value not in ("", None, (), {}) or key == "value"
            ]
            path = ".".join(map(str, problem.path))
            yield f"  {problem.kind} at {path} of {problem.owner_class.__name__}: {', '.join(given)}"
        return
    of = node_facts.OF[kind]
    usual, own = of(cls.model_validate(cls.example)) if kind != "section" else {}, of(node)
    for key, value in own.items():
        if usual.get(key) != value and not (kind == "layer" and key.startswith("(")):
            yield f"  {key}: {value}"
    for shape in literal_eval(f"[{places}]"):
        yield f"  {shape}: {node_facts.shape_of(node, shape)}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_goes_together_is_what_is_written_down(file: Path, golden: Golden) -> None:
    text = file.read_text(encoding="utf-8")
    questions = [line for line in text.splitlines() if line.startswith("=")]
    answered = "".join(f"{line}\n" for question in questions for line in (question, *answers(question)))
    golden(file, answered)
