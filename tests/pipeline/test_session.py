"""Session: each step once, and every option in effect wherever it can be."""

import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Severity, Span
from netbuilder.lint.project import Project
from netbuilder.parse.draft import of_network
from netbuilder.pipeline import Options, Session, in_turns, session
from tests import warm

TEXT = """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu, kernel_initializer: zeros}
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
"""
WRONG = TEXT.replace("units: 16", "units: many")


def codes(session: Session) -> list[str]:
    return [diagnostic.code for diagnostic in session.report.diagnostics if diagnostic.severity >= Severity.WARN]


def test_each_step_is_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    for name in ("read", "parse", "lint"):
        step = getattr(session, name)
        monkeypatch.setattr(session, name, lambda *args, name=name, step=step: calls.append(name) or step(*args))
    taken = Session(TEXT)
    assert calls == []
    assert taken.report is taken.report
    assert taken.plan is taken.plan
    assert taken.report.draft is taken.draft
    assert taken.draft.document is taken.document
    assert calls == ["read", "parse", "lint"]


def test_text_and_bytes_are_one() -> None:
    marked = Session(b"\xef\xbb\xbf" + TEXT.encode())
    assert codes(Session(TEXT)) == codes(Session(TEXT.encode())) == codes(marked) == ["NB203"]
    assert marked.encoded("a") == b"\xef\xbb\xbfa"
    assert Session(TEXT.encode()).encoded("a") == Session(TEXT).encoded("a") == b"a"


def test_overrides_and_device_have_places_of_their_own() -> None:
    options = Options(overrides=("layers.0.Dense.units=many",), device="tpu")
    found = {diagnostic.code: diagnostic for diagnostic in Session(TEXT, "net.yaml", options).draft.problems}
    addresses = [diagnostic.address for diagnostic in found.values()]
    assert all(isinstance(address, Span) for address in addresses)
    assert {address.text.name for address in addresses if isinstance(address, Span)} == {
        "layers.0.Dense.units=many",
        "runtime.device=tpu",
    }
    wrong = Session(TEXT, "net.yaml", Options(overrides=("layers.7.Dense.units=1",)))
    assert wrong.draft.network is None
    assert wrong.report.errors


def test_a_plan_of_a_network_with_errors_is_refused() -> None:
    for step in ("plan", "build_plan", "built"):
        with pytest.raises(nb.ConfigError, match="units"):
            getattr(Session(WRONG), step)
    strict = Session(TEXT, options=Options(strict=True))
    assert strict.plan.layers
    with pytest.raises(nb.ConfigError, match="NB203"):
        _ = strict.built
    with pytest.raises(nb.ConfigError, match="NB203"):
        _ = Session(TEXT, options=Options(project=Project(strict=True))).built


def test_a_seed_is_drawn_for_a_build_and_for_nothing_else() -> None:
    unseeded = Session(TEXT)
    assert unseeded.plan.seed is None
    assert unseeded.build_plan.seed is not None
    seeded = Session(f"seed: 7\n{TEXT}")
    assert seeded.build_plan is seeded.plan
    assert seeded.plan.seed == 7


def test_a_device_for_a_network_made_in_python() -> None:
    network = nb.Network(input=[8], layers=[nb.Dense(units=4)])
    taken = Session.of_draft(of_network(network), Options(device="cpu"))
    assert taken.plan.runtime.device == "cpu"
    assert network.runtime.device == "auto"  # type: ignore[union-attr]
    assert taken.document is None
    with pytest.raises(nb.ConfigError, match="tpu"):
        _ = Session.of_draft(of_network(network), Options(device="tpu")).plan


def test_another_text_has_the_same_options() -> None:
    first = Session(TEXT, "net.yaml", Options(ignore=("NB203",)))
    assert codes(first) == []
    again = first.with_text(TEXT.replace("softmax", "rellu"))
    assert codes(again) == ["NB015"]
    assert again.name == "net.yaml"


def test_the_settings_are_those_of_the_caller_else_of_the_project() -> None:
    project = Project(select=("NB3",), rules={"NB203": "error"})
    assert codes(Session(TEXT, options=Options(project=project))) == []
    chosen = Session(TEXT, options=Options(select=("constant-kernel",), project=project))
    assert [diagnostic.severity for diagnostic in chosen.report.diagnostics] == [Severity.ERROR]
    with pytest.raises(ValueError, match="no rule is called `NB999`"):
        _ = Session(TEXT, options=Options(select=("NB999",))).report


def test_many_are_taken_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    order = []
    for name in ("parse", "lint"):
        step = getattr(session, name)
        monkeypatch.setattr(session, name, lambda *args, name=name, step=step: order.append(name) or step(*args))
    sessions = [Session(TEXT), Session(WRONG), Session(TEXT + "# large" * 1000), Session("x-a: &a 1\n" + TEXT)]
    in_turns(sessions)
    assert order == ["parse", "parse", "lint", "lint"]
    assert [codes(each) for each in sessions] == [["NB203"], ["NB014"], ["NB203"], ["NB203"]]


def test_what_breaks_one_is_left_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    parse = session.parse

    def broken(document: Any) -> Any:
        if document.text.name == "bad":
            raise KeyError("units")
        return parse(document)

    monkeypatch.setattr(session, "parse", broken)
    bad, good = Session(TEXT, "bad"), Session(TEXT, "good")
    in_turns([bad, good])
    assert codes(good) == ["NB203"]
    with pytest.raises(KeyError):
        _ = bad.report


def test_a_file_that_is_not_utf_8_is_one_finding_everywhere(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_bytes(TEXT.encode() + b"name: \xff\n")
    taken = Session.of_file(file)
    [problem] = taken.report.diagnostics
    assert (problem.code, problem.message) == ("NB001", "the byte 0xff is not UTF-8")
    words = [(problem.code, problem.message, problem.fix)]
    assert [(one.code, one.message, one.fix) for one in nb.check(file)] == words
    for call in (nb.load, nb.build, nb.fix):
        with pytest.raises(nb.ConfigError, match="is not UTF-8") as caught:
            call(file)
        assert [(one.code, one.message, one.fix) for one in caught.value.diagnostics] == words
    before = file.read_bytes()
    for options in ([], ["--fix", "--unsafe-fixes"], ["--diff"]):
        done = warm.netbuilder("check", file, "--format", "concise", *options)
        assert done.returncode == 2
        assert "net.yaml:6:7: NB001" in done.stdout + done.stderr
    assert file.read_bytes() == before


def test_collection_of_garbage_is_on_where_it_was_on(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_text(TEXT)
    code = """
import gc, sys
from netbuilder.cli import run
from netbuilder.system import gc_pause
gc_pause.pause()
assert not gc.isenabled()
run(["check", "-q", sys.argv[1]])
print(gc.isenabled())
gc.disable()
run(["check", "-q", sys.argv[1]])
print(gc.isenabled())
"""
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    assert done.stdout == "True\nFalse\n"
    assert gc.isenabled()
