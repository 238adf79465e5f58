"""Golden cases in Markdown: a heading, a few words, a config, and below it what netbuilder says of it.

A `yaml` block is checked as `net.yaml`, and the `text` block below it is the full rendering; with `verbose` behind
`yaml` notes are shown too. A `sh` block runs in an empty folder; its `text` block ends with the exit status.
`pytest --update-golden` writes the `text` blocks again.
"""

import os
import re
import shlex
import subprocess
import tempfile
from pathlib import Path

import pytest

from netbuilder.pipeline import Session
from netbuilder.views.formats.full import render
from tests import warm

_CASE = re.compile(r"^## (?P<title>.+?)$(?P<prose>.*?)^```(?P<kind>yaml verbose|yaml|sh)\n(?P<input>.*?)^```$"
                   r"(?:\s*^```text\n(?P<output>.*?)^```$)?", re.MULTILINE | re.DOTALL)  # fmt: skip


def pytest_collect_file(parent, file_path):
    if file_path.suffix == ".md":
        return MarkdownFile.from_parent(parent, path=file_path)
    return None


class MarkdownFile(pytest.File):
    def collect(self):
        for match in _CASE.finditer(self.path.read_text(encoding="utf-8")):
            yield Case.from_parent(self, name=match["title"], case=match)


class Case(pytest.Item):
    def __init__(self, *, case, **more):
        super().__init__(**more)
        self.case = case

    def runtest(self):
        text, kind = self.case["input"], self.case["kind"]
        found = _run(text) if kind == "sh" else _checked(text, kind)
        if self.config.getoption("--update-golden"):
            self._update(found)
        elif found != (self.case["output"] or ""):
            raise AssertionError(found)

    def _update(self, found):
        # Cases of one file run one after another, and each rewrites its own block by its title.
        text = self.path.read_text(encoding="utf-8")
        for match in _CASE.finditer(text):
            if match["title"] == self.name:
                until = match.start("output") - len("\n```text\n") if match["output"] is not None else match.end()
                head = text[match.start() : until].rstrip()
                new = f"{head}\n\n```text\n{found}```"
                self.path.write_text(text[: match.start()] + new + text[match.end() :], encoding="utf-8")
                return

    def repr_failure(self, failure):
        if not isinstance(failure.value, AssertionError):
            return super().repr_failure(failure)
        expected = self.case["output"]
        return f"{self.path.name}, {self.name}: expected\n\n{expected}\n\nbut netbuilder says\n\n{failure.value}"

    def reportinfo(self):
        line = self.case.string.count("\n", 0, self.case.start())
        return self.path, line, self.name


def _checked(text, kind):
    least = 1 if "verbose" in kind else 2
    report = Session(text, "net.yaml").report
    shown = render([one for one in report.diagnostics if one.severity >= least])
    return f"{shown or 'nothing'}\n"


def _run(script):
    with tempfile.TemporaryDirectory() as folder:
        shim = Path(folder, "bin", "netbuilder")
        shim.parent.mkdir()
        shim.write_text(f'#!/bin/sh\nexec {shlex.join(warm.netbuilder_command())} "$@"\n')
        shim.chmod(0o755)
        work = Path(folder, "work")
        work.mkdir()
        env = {"PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": os.getcwd(), "HOME": folder}
        done = subprocess.run(["bash", "-c", script], cwd=work, env=env, capture_output=True, timeout=300)
    output = (done.stdout + done.stderr).decode()
    return f"{output}exit status {done.returncode}\n"
