"""Whatever a file holds: a diagnostic, in bounded time and memory; nothing imported, read, written or connected to."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.corpus import ALL, NUMBERS, SIZES, SMALL, Hostile

WATCH = Path(__file__).with_name("watch.py")
MOST_MEMORY = 400
"""MiB of the whole process that checks all of them, one after the other."""
MOST_CPU = 20
"""Seconds for one file, on a slow machine."""
LONGEST_OUTPUT = 3_000_000
OWN_READS = ("/pyproject.toml",)
"""The settings of the project that a config belongs to."""


Found = dict[str, dict[str, Any]]
"""What came of files, by their names."""


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Those that are small."""
    return watch(SMALL, tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def watched_sizes(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Those that are large, or would become so."""
    return watch(SIZES, tmp_path_factory.mktemp("hostile"))


def watch(corpus: list[Hostile], folder: Path) -> Found:
    """Check every file, in one process under an audit hook."""
    names = {f"{at:03}.yaml": hostile.name for at, hostile in enumerate(corpus)}
    for file, hostile in zip(names, corpus, strict=True):
        (folder / file).write_bytes(hostile.make())
    # -B: in a fresh clone Python itself would write what it compiles.
    command = [sys.executable, "-B", str(WATCH), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found.pop() == {"heavy": []}
    for file in folder.glob("*.yaml"):
        file.unlink()
    return {names[one["file"]]: one for one in found}


def test_the_names_differ() -> None:
    assert len({hostile.name for hostile in ALL}) == len(ALL)


@pytest.mark.parametrize("hostile", SMALL, ids=lambda hostile: hostile.name)
def test_it_does_no_harm(hostile: Hostile, watched: Found) -> None:
    does_no_harm(hostile, watched[hostile.name])


@pytest.mark.slow
@pytest.mark.parametrize("hostile", SIZES, ids=lambda hostile: hostile.name)
def test_its_size_does_no_harm(hostile: Hostile, watched_sizes: Found) -> None:
    does_no_harm(hostile, watched_sizes[hostile.name])


def does_no_harm(hostile: Hostile, found: dict[str, Any]) -> None:
    assert found["status"] == hostile.status, found["out"][:500] + found["err"]
    assert found["errors"] or hostile.status == 0
    assert hostile.code in found["out"]
    assert "Traceback" not in found["out"] + found["err"]
    assert found["cpu"] < MOST_CPU
    assert found["size"] < LONGEST_OUTPUT
    assert [event for event in found["events"] if not event.endswith(OWN_READS)] == []
    for text in (found["out"], found["err"]):
        assert all(char == "\n" or char.isprintable() for char in text)


@pytest.mark.slow
def test_memory_is_bounded(watched: Found, watched_sizes: Found) -> None:
    assert max(one["peak"] for one in (watched | watched_sizes).values()) < MOST_MEMORY


def test_what_cannot_be_allocated_is_refused_at_once(watched: Found) -> None:
    assert max(watched[hostile.name]["cpu"] for hostile in NUMBERS) < 1


def test_the_hook_sees_what_it_should(tmp_path: Path) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(WATCH.parent)!r})
import watch
sys.addaudithook(watch.hook)
watch.is_watching = True
open("/etc/hosts").close()
open({str(tmp_path / "x")!r}, "w").close()
import socket, subprocess
socket.socket().close()
subprocess.run(["true"])
watch.is_watching = False
print(chr(10).join(watch.events))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for word in ("read /etc/hosts", f"write {tmp_path}", "socket.", "subprocess."):
        assert word in done.stdout
