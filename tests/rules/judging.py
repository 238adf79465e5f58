"""What the tests of rules share: a config text judged, and the marks that say what is expected where."""

import re

from netbuilder.diagnostics import Diagnostic, Severity, Span
from netbuilder.lint.result import LintResult
from netbuilder.pipeline import Session

_MARK = re.compile(r"#((?:\s+NB\d{3,4})+)")

Found = set[tuple[int, str]]


def net(layers: str, *, shape: str = "[64]", compile_: str = "", more: str = "") -> str:
    """A network with these layers, one a line."""
    lines = [f"input: {shape}", "layers:"]
    lines += [f"  - {line.strip()}" for line in layers.strip().splitlines()]
    lines += [f"compile: {compile_}"] * bool(compile_) + [more] * bool(more)
    return "\n".join(lines) + "\n"


def judge(text: str, name: str = "example.yaml") -> LintResult:
    """The report on a config text."""
    return Session(text, name).report


def marks(text: str) -> Found:
    """The findings that a text's comments ask for: `# NB301` on a line."""
    asked = set()
    for number, line in enumerate(text.splitlines(), 1):
        for match in _MARK.finditer(line):
            asked |= {(number, code) for code in match[1].split()}
    return asked


def line_of(diagnostic: Diagnostic) -> int:
    """The line that a finding points at; 0 where it points at none."""
    return diagnostic.address.line if isinstance(diagnostic.address, Span) else 0


def told(report: LintResult, least: Severity = Severity.WARN) -> Found:
    """Line and code of every finding of at least that severity."""
    return {(line_of(one), one.code) for one in report.diagnostics if one.severity >= least}


def described(report: LintResult) -> str:
    """The findings as lines, for a failing test's message."""
    return "\n".join(
        f"  {line_of(one)}: {one.severity.word} {one.code} {one.message} | {one.why} | {one.fix}"
        for one in report.diagnostics
    )
