"""Sessions, what they give or raise, and what a model's file keeps of them: see `tests/calls.py`."""
# ruff: noqa: F401  # the expressions have the names

from pathlib import Path
from typing import Any

import pytest

from netbuilder.diagnostics import Severity
from netbuilder.lint.project import Project
from netbuilder.pipeline import Options, Session, in_turns
from netbuilder.pipeline.importing import import_bytes, import_path
from netbuilder.pipeline.origin import is_archive, origin_for, origin_of
from netbuilder.source.origin import MOST_SIZE
from netbuilder.views import display
from tests.calls import Call, calls

display.install()
FILE = Path(__file__).with_name("calls.txt")
GOOD = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"
SEEDED = f"seed: 7\n{GOOD}"
FOR_38 = f'keras: "3.8"\n{GOOD}'
TYPO = GOOD.replace("Dense", "Dens")
UNSAFE = TYPO + "compile: {optimizer: adam, loss: mse, metrics: [f1]}\n"
ZEROS = (
    "input: [4]\nlayers:\n  - Dense: {units: 2, activation: relu, kernel_initializer: zeros}\n  - Dense: {units: 1}\n"
)
NOTED = "input: [4]\nlayers:\n  - Dense: {units: 9, activation: relu}\n  - Dense: {units: 3, activation: softmax}\n"
NOTED += "compile: {optimizer: adam, loss: categorical_crossentropy}\n"
DENSE = '{"class_name": "Dense", "config": {"units": 2, "batch_input_shape": [null, 4]}}'
MODEL = f'{{"class_name": "Sequential", "config": [{DENSE}]}}\n'
YAML_MODEL = f"# of Keras 2\nclass_name: Sequential\nconfig:\n- {DENSE}\n"
TWO = GOOD + "  - Dense: {units: 3}\n"
MARK = b"\xef\xbb\xbf"


def fill(folder: Path) -> None:
    (folder / "nets").mkdir()
    (folder / "net.yaml").write_text(GOOD)
    (folder / "nets" / "net.yaml").write_text(GOOD)
    (folder / "model.json").write_text(MODEL)
    (folder / "broken.json").write_text(MODEL.replace("Dense", "Mine"))
    (folder / "latin.yaml").write_bytes(b"# \xe9\n")
    (folder / "other.txt").write_text("a text\n")


def of_draft(text: str, **options: Any) -> Session:
    """The session of a network that is in the program already."""
    return Session.of_draft(Session(text).draft, Options(**options))


def made(**options: Any) -> Session:
    """The session of a network that was made in Python."""
    import netbuilder as nb
    from netbuilder.api.arguments import draft_of

    return Session.of_draft(draft_of(nb.Network(input=[4], layers=[nb.Dense(units=2)])), Options(**options))


def kept(session: Session, target: str) -> Any:
    """What a model's file there keeps of a session."""
    origin = origin_for(session, Path(target))
    return None if origin is None else (origin.text[:40], origin.config, origin.overrides)


def fixed(text: str, **options: Any) -> Any:
    autofix = Session(text).fix(**options)
    return autofix.text, [diagnostic.code for diagnostic in autofix.fixed]


def imported(result: Any) -> Any:
    return None if result is None else (result.text, result.refusal)


def steps(sessions: list[Session]) -> list[list[str]]:
    """The steps that each session has taken, each step of all before the next of one."""
    in_turns(sessions)
    return [[step for step in ("draft", "report", "plan") if step in vars(session)] for session in sessions]


NAMES = {name: value for name, value in globals().items() if not name.startswith("_")}


@pytest.mark.parametrize("call", list(calls(FILE)), ids=lambda call: call.expression)
def test_what_comes_of_a_call(
    call: Call, tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    call.compare(call.outcome(NAMES, tmp_path, __file__), pytestconfig)
