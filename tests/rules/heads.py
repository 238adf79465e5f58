"""Small networks that end in a head, and what NB3xx say of them."""

from netbuilder.diagnostics import Severity
from tests.rules.judging import described, judge


def network(head: str, compile_: str = "", *, shape: str = "[64]", task: str = "", before: str = "") -> str:
    """A small network with these last layers (one a line) and this `compile`."""
    lines = [f"input: {shape}"]
    lines += [f"task: {{{task}}}"] * bool(task)
    lines += ["layers:", f"  - {before or 'Dense: {units: 32, activation: relu}'}"]
    lines += [f"  - {layer.strip()}" for layer in head.split("|")]
    lines += [f"compile: {{optimizer: adam, {compile_}}}"] * bool(compile_)
    return "\n".join(lines) + "\n"


def codes(text: str, least: Severity = Severity.WARN) -> list[str]:
    report = judge(text)
    assert not [one for one in report.diagnostics if one.code.startswith("NB0")], described(report)
    return sorted(one.code for one in report.diagnostics if one.severity >= least and one.code.startswith("NB3"))


def head(units: int, activation: str = "") -> str:
    return f"Dense: {{units: {units}{f', activation: {activation}' if activation else ''}}}"


SPARSE = "loss: sparse_categorical_crossentropy"
ONE_HOT = "loss: categorical_crossentropy"
BINARY = "loss: binary_crossentropy"
