"""Command lines, word for word: exit status, both streams, and every file that has changed.

A file in `command_lines/` holds the command lines, each behind `$ `, and below each what came of it. In front there may
be variables of the environment, and WITHOUT for a module that is not installed; behind it `< FILE` or `< CLOSED` for
standard input, `> FILE`, `> TERMINAL` or `> CLOSED` for standard output, and `| head N` or `| tail N` for so many lines
of that, none over 500 letters. `pytest --update-golden` writes what comes of them again; a change of a word is read in
the difference.
"""

import io
import json
import os
import pty
import re
import shlex
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from netbuilder.cli.commands import check
from netbuilder.cli.run import run
from netbuilder.source.origin import METADATA, Origin
from netbuilder.version import VERSION
from tests.cli.conftest import ERROR, GOOD, WARNING

FOLDER = Path(__file__).parent / "command_lines"
TYPO = """\
# what it is for
input: [8]
layers:
  - Dens: {units: 4, activaton: relu}   # hidden
  - Dense:
      units: 3  # one a class
      activation: softmax
"""
SMALL = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"
MODEL = """\
{"class_name": "Sequential", "config":
 [{"class_name": "Dense", "config": {"units": 2, "batch_input_shape": [null, 4]}}]}
"""
STUCK = "input: [9, 4]\nlayers:\n  - GRU: {units: 2, activation: {leaky_relu: {negative_slope: 0.1}}}\n"
"""Keras 3.9 does not open the file of it."""


def archive(origin: Origin | None) -> bytes:
    """The file of a built model, without its weights."""
    dense = {"module": "keras.layers", "class_name": "Dense", "config": {"name": "dense", "units": 2}}
    start = {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "in"}}
    config = {"name": "kept", "trainable": True, "layers": [start, dense], "build_input_shape": [None, 4]}
    metadata = b'{"keras_version": "3.12.0", "date_saved": "2025-01-01@00:00:00"}'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(METADATA, metadata if origin is None else origin.put_into(metadata))
        file.writestr("config.json", json.dumps({"module": "keras", "class_name": "Sequential", "config": config}))
    return data.getvalue()


FILES = {
    "good.yaml": GOOD,
    "warning.yaml": WARNING,
    "error.yaml": ERROR,
    "typo.yaml": TYPO,
    "small.yaml": SMALL,
    "both.yaml": TYPO + "compile: {optimizer: adam, loss: mse, metrics: [f1]}\n",
    "unsafe.yaml": SMALL + "compile: {optimizer: adam, loss: mse, metrics: [f1]}\n",
    "by_hand.yaml": SMALL + "seed: x\n",
    "three.yaml": SMALL.replace("units", "unitz") + "seed: x\nsead: 1\n",
    "partial.yaml": SMALL + "  - Mine: {units: 4}\n  - Dense: {units: 1}\n",
    "cut.yaml": "input: [4]\nlayers:\n  - Dens: {units: 2}",
    "notes.yaml": SMALL.replace("  - D", "  - Dropout: {rate: 0.0}\n  - D"),
    "biased.yaml": SMALL + "  - BatchNormalization\n  - ReLU\n  - Dense: {units: 1}\n",
    "ends.yaml": b"\xef\xbb\xbf" + TYPO.replace("\n", "\r\n").encode(),
    "no_layers.yaml": "input: [4]\nlayers: []\n",
    "only_layers.yaml": "layers:\n  - Dens: {units: 2}\n",
    "only_input.yaml": "input: [4]\nlayer: [Dense]\n",
    "empty.yaml": "",
    "broken.yaml": "input: [4\nlayers:\n",
    "latin.yaml": "# caf\xe9\n".encode("latin-1") + SMALL.encode(),
    "other.yaml": "jobs: [a, b]\n",
    "text.txt": "a text\n",
    "program.yaml": "import keras\nmodel = keras.Sequential([keras.layers.Dense(2)])\n",
    "strict/pyproject.toml": "[tool.netbuilder]\nstrict = true\n",
    "strict/warning.yaml": WARNING,
    "lines/pyproject.toml": '[tool.netbuilder]\nformat = "concise"\nignore = ["NB201"]\nexclude = ["old/"]\n',
    "lines/error.yaml": ERROR,
    "lines/warning.yaml": WARNING,
    "lines/old/typo.yaml": TYPO,
    "odd/pyproject.toml": '[tool.netbuilder]\nformat = "xml"\n',
    "odd/good.yaml": GOOD,
    "wrong/pyproject.toml": '[tool.netbuilder]\nselect = ["NB2", 3]\n',
    "wrong/good.yaml": GOOD,
    "nets/b.yaml": SMALL,
    "nets/a.yml": TYPO,
    "nets/.hidden.yaml": TYPO,
    "nets/text.txt": "a text\n",
    "nets/jobs.yaml": "jobs: [a, b]\n",
    "nets/deep/c.yaml": SMALL.replace("units", "unitz"),
    "nets/deep/node_modules/d.yaml": TYPO,
    "hollow/jobs.yaml": "jobs: [a, b]\n",
    "stuck.yaml": STUCK,
    "kept.keras": archive(Origin(SMALL, "small.yaml")),
    "parted.keras": archive(Origin(SMALL, "good.yaml", ("layers.0.Dense.units=2", "seed=1"))),
    "moved.keras": archive(Origin(SMALL)),
    "plain.keras": archive(None),
    "model.json": MODEL,
    "lost.json": MODEL.replace('"units": 2', '"units": 2, "activation": "mine"'),
}
"""What lies in the folder."""


class Case(NamedTuple):
    file: Path
    line: str
    expected: str


def cases(file: Path) -> Iterator[Case]:
    for part in re.split(r"^\$ ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        line, _, expected = part.partition("\n")
        yield Case(file, line, expected.removesuffix("\n"))


CASES = [case for file in sorted(FOLDER.glob("*.txt")) for case in cases(file)]


Stamps = dict[str, tuple[int, ...]]
"""What a change of a file changes, by the file's name."""


def stamps(folder: Path) -> Stamps:
    paths = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]
    states = ((path, os.stat(path)) for path in sorted(paths))
    return {
        os.path.relpath(path, folder): (state.st_ino, state.st_size, state.st_mtime_ns, state.st_mode)
        for path, state in states
    }


def fill(folder: Path, names: Iterable[str] = FILES) -> None:
    for name in names:
        path, text = folder / name, FILES[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lines")
    fill(folder)
    return folder


@pytest.fixture
def filled(shared: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder, with the files in it; what a test changes is put back."""
    before = stamps(shared)
    monkeypatch.chdir(shared)
    prepare(monkeypatch)
    yield shared
    changed = {name for name, stamp in stamps(shared).items() if before.get(name) != stamp}
    for name in changed - FILES.keys():
        (shared / name).unlink()
        with suppress(OSError):
            (shared / name).parent.rmdir()  # of folders that were made too
    fill(shared, (before.keys() - stamps(shared).keys()) | (changed & FILES.keys()))


def prepare(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment in which the words are those of English on a terminal that has colours."""
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    monkeypatch.setenv("TERM", "xterm")
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "NETBUILDER_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def read_all(terminal: int) -> bytes:
    data = b""
    with suppress(OSError):  # the other end is closed
        while piece := os.read(terminal, 4_000):
            data += piece
    os.close(terminal)
    return data


@contextmanager
def redirected(target: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Standard output is a file, or a terminal; gives a list for what the latter shows."""
    written: list[str] = []
    if not target:
        yield written
        return
    if target == "CLOSED":
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", None)
            yield written
        return
    ours, theirs = pty.openpty() if target == "TERMINAL" else (-1, os.open(target, os.O_WRONLY | os.O_CREAT))
    with open(theirs, "w", encoding="utf-8") as stream, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        yield written
    if target == "TERMINAL":
        written.append(read_all(ours).decode().replace("\r\n", "\n").replace("\x1b", "ESC"))


def what_came_of_it(
    line: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    line, _, part = line.partition(" | ")
    line, _, target = line.partition(" > ")
    words, _, standard_input = line.partition(" < ")
    arguments = shlex.split(words)
    while "=" in arguments[0]:
        name, _, value = arguments.pop(0).partition("=")
        if name == "WITHOUT":
            monkeypatch.delitem(sys.modules, "keras", raising=False)  # another test may have it run already
            monkeypatch.setitem(sys.modules, value, None)
        else:
            monkeypatch.setenv(name, value)
    assert arguments.pop(0) == "netbuilder"
    if standard_input == "CLOSED":
        monkeypatch.setattr(sys, "stdin", None)
    elif standard_input:
        data = (folder / standard_input).read_bytes() if standard_input != "/dev/null" else b""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    monkeypatch.setattr(sys, "argv", ["netbuilder", *arguments])
    is_kept: list[bool] = []
    monkeypatch.setattr(check, "remember", lambda *printed: is_kept.append(True))
    before = stamps(folder)
    with redirected(target, monkeypatch) as written:
        status = run(arguments)
    captured = capsys.readouterr()
    parts = [f"exit status {status}"]
    output = captured.out + "".join(written)
    if part:
        which, count = part.split()
        lines = output.splitlines(keepends=True)
        output = "".join(lines[: int(count)] if which == "head" else lines[-int(count) :])
        output = "\n".join(line[:500] for line in output.split("\n"))
    parts += [f"{name}:\n{text}" for name, text in (("output", output), ("error", captured.err)) if text]
    parts += ["its verdict is kept" for _ in is_kept]
    for name, stamp in stamps(folder).items():
        if before.get(name) != stamp:
            data = (folder / name).read_bytes()
            is_short = len(data) < 1_000
            parts.append(f"{name} has become:\n{data.decode()}" if is_short else f"{name} has become another file")
    told = "\n".join(parts).replace(str(folder), "FOLDER").replace(VERSION, "VERSION")
    return "\n".join(f"  {line}".rstrip(" ").replace("\r", "\\r") for line in told.split("\n")).rstrip("\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.stem}: {case.line}")
def test_what_comes_of_a_command_line(
    case: Case,
    filled: Path,
    pytestconfig: pytest.Config,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with monkeypatch.context() as patch:
        told = what_came_of_it(case.line, filled, patch, capsys)
    if pytestconfig.getoption("--update-golden"):
        update(case, told)
    else:
        assert told == case.expected


def update(case: Case, told: str) -> None:
    """Each case rewrites what is below its own line."""
    texts = (f"$ {each.line}\n{told if each.line == case.line else each.expected}\n" for each in cases(case.file))
    case.file.write_text("".join(texts).replace("\n\n$ ", "\n$ "), encoding="utf-8")


def test_no_command_line_stands_there_twice() -> None:
    lines = [case.line for case in CASES]
    assert sorted(set(lines)) == sorted(lines)
