"""Files, patterns and what is installed: what calls give, raise and leave on the disk, see `tests/calls.py`."""
# ruff: noqa: F401  # the expressions have the names

import gc
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from netbuilder.system import gc_pause, replace, replace_folder
from netbuilder.system.caches import clear, clearable, lazy, remembered, remembered_by_identity
from netbuilder.system.draft_file import is_draft
from netbuilder.system.extras import installed_version, is_there
from netbuilder.system.generated import generate
from netbuilder.system.ignore_patterns import IgnorePatterns
from netbuilder.system.read import read_at_most, read_file, read_regular_file
from netbuilder.system.replace import exchange, obstacle, rewrite_file, write_file
from netbuilder.system.replace_folder import folder_obstacle, replacing_folder
from tests.calls import Call, calls

FILE = Path(__file__).with_name("calls.txt")


def fill(folder: Path) -> None:
    (folder / "a.txt").write_text("first")
    (folder / "b.txt").write_text("second")
    (folder / "twin.txt").hardlink_to(folder / "a.txt")
    (folder / "link.txt").symlink_to("b.txt")
    os.mkfifo(folder / "pipe")
    (folder / "read_only.txt").write_text("only")
    (folder / "read_only.txt").chmod(0o444)
    for name in (
        "model",
        "model/saved_model.pb",
        "other",
        "other/notes.txt",
        "empty",
        "site",
        "site/Foo_Bar-1.2.dist-info",
    ):
        path = folder / name
        path.touch() if "." in path.name and "dist" not in path.name else path.mkdir()
    (folder / "site" / "other-3.0-py3.egg-info").touch()
    (folder / "site" / "third-4.1.egg-info").touch()


def says(lines: Sequence[str], *paths: str) -> list[bool | None]:
    """What patterns say of paths; those of folders end with a slash."""
    patterns = IgnorePatterns(lines)
    return [patterns.says(path.rstrip("/"), is_folder=path.endswith("/")) for path in paths]


def read_in_pieces(data: bytes, most: int, piece: int) -> Any:
    """What is read of a reader that gives so many bytes at once, and how much was asked for each time."""
    asked, rest = [], [data]

    def read(size: int) -> bytes:
        asked.append(size)
        given, rest[0] = rest[0][: min(size, piece)], rest[0][min(size, piece) :]
        return given

    return len(read_at_most(read, most)), asked


def version(name: str) -> str | None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", ["nowhere", "site"])
        return installed_version(name)


def found(name: str, **modules: Any) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        for module, value in modules.items():
            patch.setitem(sys.modules, module, value)
        return is_there(name)


def written(path: str, data: bytes = b"new", **options: Any) -> str:
    write_file(path, data, **options)
    return left(path)


def rewritten(path: str, before: bytes, data: bytes = b"other", *, has_exchange: bool = True) -> str:
    with pytest.MonkeyPatch.context() as patch:
        if not has_exchange:
            patch.setattr(replace, "exchange", lambda first, second: False)
        rewrite_file(path, data, before)
    return left(path)


def left(path: str) -> str:
    """The bytes and the mode of a file, and whether it is the same one as others."""
    state = os.stat(path)
    same = sorted(name for name in os.listdir() if os.path.samefile(name, path) and name != path)
    return f"{Path(path).read_bytes()!r} {stat.S_IMODE(state.st_mode):o} {' '.join(same)}".rstrip()


def folder_written(path: str, *, fails: bool = False, has_exchange: bool = True) -> Any:
    """What lies in and beside a folder that was written."""
    with pytest.MonkeyPatch.context() as patch:
        if not has_exchange:
            patch.setattr(replace_folder, "exchange", lambda first, second: False)
        try:
            with replacing_folder(Path(path)) as draft:
                (draft / "saved_model.pb").write_text("new")
                if fails:
                    raise ValueError("stopped")
        except ValueError as error:
            print(error)
    at = Path(path)
    inside = sorted(each.name for each in at.iterdir()) if at.exists() else None
    beside = sorted(each.name for each in at.parent.iterdir() if each.name.startswith("."))
    return inside, beside, f"{stat.S_IMODE(at.stat().st_mode) & 0o700:o}" if at.exists() else ""


def exchanged(first: str, second: str) -> Any:
    return exchange(Path(first), Path(second)), Path(first).read_text(), Path(second).read_text()


def collecting(*steps: str, on: bool = True) -> list[bool]:
    """Whether garbage is collected after each step."""
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    states = []
    try:
        for step in steps:
            if step == "uncollected":
                with gc_pause.uncollected():
                    states.append(gc.isenabled())
            else:
                getattr(gc_pause, step)()
            states.append(gc.isenabled())
    finally:
        gc_pause.resume()
        (gc.enable if was_on else gc.disable)()
    return states


class Counted:
    """How often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *_: Any) -> int:
        self.times += 1
        return self.times


def asked(wrap: Any, *things: Any, forgets: bool = False) -> list[int]:
    """What a function that counts its calls gives for things, one after the other."""
    function = wrap(Counted())
    results = []
    for thing in things:
        results.append(function(thing))
        if forgets:
            clear()
    return results


class Owner:
    count = 0

    @lazy
    def number(self) -> int:
        """A number."""
        self.count += 1
        return self.count


NAMES = {name: value for name, value in globals().items() if not name.startswith("_")}


@pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")
@pytest.mark.parametrize("call", list(calls(FILE)), ids=lambda call: call.expression)
def test_what_comes_of_a_call(
    call: Call, tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    mask = os.umask(0o022)
    try:
        call.compare(call.outcome(NAMES, tmp_path, __file__), pytestconfig)
    finally:
        os.umask(mask)
