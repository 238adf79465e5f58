"""`netbuilder` as whole commands, each in a process that is forked from this one: milliseconds in place of a start."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import netbuilder.__main__ as entry
from netbuilder.cli.commands import check
from netbuilder.cli.run import run as run
from netbuilder.diagnostics import Diagnostic
from netbuilder.pipeline import Session
from netbuilder.verdicts import surroundings
from netbuilder.views.formats import formats, renderer

CLEAN = """\
input: [8]
layers:
  - Dense: {units: 4, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
"""
WARNED = CLEAN.replace("relu}", "relu, kernel_initializer: zeros}")
BROKEN = CLEAN.replace("relu", "rellu")
OTHER = "services: {web: {image: nginx}}\n"


# Whatever a check imports is there before the first fork.
_FINDINGS: Sequence[Diagnostic] = [
    each for text in (WARNED, BROKEN, OTHER) for each in Session(text).report.diagnostics
]
_RENDERED = [renderer(form)(_FINDINGS, colour=False) for form in formats()]


class Printed(NamedTuple):
    """What a command printed, and its exit status."""

    status: int
    output: bytes
    error: bytes


class Run(NamedTuple):
    """The same, with whether the command had to be run for it."""

    printed: Printed
    is_replayed: bool


def command(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] = {},
    *,
    package: Path | None = None,
    stdin: bytes = b"",
) -> Run:
    """Run one in a folder.

    Args:
        package: a folder in place of netbuilder's own; a file `silent` in it takes the findings away.
    """
    outside = folder.with_name(folder.name + "_streams")
    outside.mkdir(exist_ok=True)
    (outside / "stdin").write_bytes(stdin)
    (outside / "ran").unlink(missing_ok=True)
    pid = os.fork()
    if not pid:
        try:
            _child(arguments, folder, outside, environment, package)
        finally:
            os._exit(99)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    printed = Printed(status, (outside / "stdout").read_bytes(), (outside / "stderr").read_bytes())
    return Run(printed, not (outside / "ran").exists())


def _child(
    arguments: Sequence[str], folder: Path, outside: Path, environment: Mapping[str, str], package: Path | None
) -> None:
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(outside / name, flags), number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    os.chdir(folder)
    os.environ.update({"XDG_CACHE_HOME": str(outside / "caches"), **environment})
    if package is not None:
        surroundings._PACKAGE = str(package)
        if (package / "silent").read_text() == "yes":
            check.visible = lambda *_: []  # type: ignore[attr-defined]
    really_run = entry._run

    def noted() -> int:
        (outside / "ran").touch()
        return really_run()

    entry._run = noted
    sys.argv = ["netbuilder", *arguments]
    try:
        entry.main()
    except SystemExit as leave:
        sys.stderr.flush()
        sys.stdout.flush()
        os._exit(int(leave.code or 0))
