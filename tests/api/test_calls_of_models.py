"""What the calls that build, measure, save or load a model hand on, and give: see `tests/calls.py`."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.api import probing
from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.engine import save as saving
from netbuilder.pipeline import Session, weights
from netbuilder.pipeline.session import NO_OPTIONS
from tests.api.test_calls import MODEL, WARNED, Model
from tests.calls import Call, calls

NS = SimpleNamespace
GOOD = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"
WARNED = WARNED + "rules: {NB201: off}\n"


def found(severity: str) -> Any:
    """What came to light when the model was built."""
    return Diagnostic("NB907", "deep-network", Severity[severity], "it is found", None)


def asked(use: Callable[[], Any], *later: str, remark: str = "") -> Any:
    """What comes of a call, and what is asked of the steps that it takes."""
    steps: list[Any] = []

    def options_of(session: Session) -> dict[str, Any]:
        pairs = zip(session.options._fields, session.options, NO_OPTIONS, strict=True)
        return {name: value for name, value, usual in pairs if value != usual and value != {}}

    def built(session: Session) -> Any:
        steps.append(options_of(session))
        return NS(model="the model", diagnostics=[found(severity) for severity in later], added=frozenset())

    def probed(session: Session, data: Any, **options: Any) -> str:
        steps.append((options_of(session), data, options))
        return "the probe"

    def measured(model: Any, **options: Any) -> str:
        steps.append(options)
        return "the probe"

    def saved(model: Any, path: Path, opens_in: Any, origin: Any) -> None:
        steps.append((str(path), opens_in, origin and origin))

    def loaded(name: str, *options: Any) -> Any:
        steps.append((name, *map(tuple, options)))
        return NS(model="the model", remark=remark)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "built", property(built))
        patch.setattr(Session, "probe", probed)
        patch.setattr(probing, "measured", measured)
        patch.setattr(saving, "save", saved)
        patch.setattr(weights, "model_with_weights", loaded)
        return use(), steps


@pytest.mark.parametrize(
    "call", list(calls(Path(__file__).with_name("calls_of_models.txt"))), ids=lambda call: call.expression
)
def test_what_comes_of_a_call(
    call: Call, tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in {
        "net.yaml": GOOD,
        "model.json": MODEL,
        "strict.toml": "[tool.netbuilder]\nstrict = true\n",
    }.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    names = {"nb": nb, "asked": asked, "GOOD": GOOD, "WARNED": WARNED, "Model": Model}
    call.compare(call.outcome(names, tmp_path, __file__), pytestconfig)
