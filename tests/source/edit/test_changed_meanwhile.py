"""What somebody saves while `--fix` runs is never lost; who owns a file, and its names, stay as they were."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from netbuilder.cli.files import Unreadable, rewrite
from netbuilder.system.replace import ChangedMeanwhile, rewrite_file

ROUNDS = 200
FIX_ON_DEMAND = """
import sys
from netbuilder.cli.run import run
for line in sys.stdin:
    status = run(["check", "--fix", "--unsafe-fixes", "--quiet", line.strip()])
    print("done", status, flush=True)
"""


@pytest.fixture
def fixer() -> Iterator["subprocess.Popen[str]"]:
    """A process that runs `check --fix` on every file that it is told."""
    process = subprocess.Popen(
        [sys.executable, "-c", FIX_ON_DEMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def fix(fixer: "subprocess.Popen[str]", file: Path) -> None:
    assert fixer.stdin is not None
    fixer.stdin.write(f"{file}\n")
    fixer.stdin.flush()


def wait(fixer: "subprocess.Popen[str]") -> int:
    """Until the fixer is done; its exit status. What it prints of its findings goes by."""
    assert fixer.stdout is not None
    return next(int(line.split()[1]) for line in fixer.stdout if line.startswith("done "))


def text(version: int, key: str = "unitz") -> str:
    return f"input: [8]  # {version}\nlayers:\n" + f"  - Dense: {{{key}: 4}}\n" * 30


def save(file: Path, content: str, by_rename: bool) -> None:
    """As editors do: a new file in the place of the old one, or the old one written anew."""
    if by_rename:
        beside = file.with_name("editor.tmp")
        beside.write_text(content)
        os.replace(beside, file)
    else:
        file.write_text(content)


def test_edits_that_two_processes_race_for_are_never_lost(fixer: "subprocess.Popen[str]", tmp_path: Path) -> None:
    """200 rounds: whenever the edit comes, it is there at the end, as it was saved or with its own fixes."""
    file, draw = tmp_path / "net.yaml", Random(0)
    file.write_text(text(0))
    fix(fixer, file)
    wait(fixer)
    took, gave_up = 0.0, 0
    for at in range(ROUNDS):
        before, edit = text(2 * at), text(2 * at + 1)
        file.write_text(before)
        began = time.perf_counter()
        fix(fixer, file)
        if at >= 5:  # before, how long it takes is found out
            time.sleep(draw.uniform(0, took))
            save(file, edit, by_rename=at % 2 == 0)
        gave_up += wait(fixer) == 2
        if at < 5:
            took = max(took, time.perf_counter() - began)
            continue
        after = file.read_text()
        assert after in (edit, text(2 * at + 1, "units")), f"round {at} lost an edit"
    assert 0 < gave_up < ROUNDS - 5  # it came in between, and it came before or after
    assert sorted(path.name for path in tmp_path.iterdir()) == ["net.yaml"]


def test_a_file_that_was_changed_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_bytes(b"new")
    with pytest.raises(ChangedMeanwhile):
        rewrite_file(file, b"fixed", b"old")
    with pytest.raises(Unreadable, match="was changed while it was checked; nothing is written"):
        rewrite(str(file), b"fixed", b"old")
    assert file.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["net.yaml"]


def test_what_is_changed_at_the_last_moment_is_brought_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor's file takes the place between the comparison and the exchange."""
    from netbuilder.system import replace

    file, exchange = tmp_path / "net.yaml", replace.exchange
    file.write_bytes(b"old")

    def edited_just_before(draft: Path, target: Path) -> bool:
        if target.read_bytes() == b"old":
            save(target, "edited", by_rename=True)
        return exchange(draft, target)

    monkeypatch.setattr(replace, "exchange", edited_just_before)
    if not exchange(file, file) and sys.platform.startswith("linux"):
        pytest.skip("this disk exchanges no files")
    with pytest.raises(ChangedMeanwhile):
        rewrite_file(file, b"fixed", b"old")
    assert file.read_bytes() == b"edited"
    assert os.listdir(tmp_path) == ["net.yaml"]


def test_without_an_exchange_the_file_is_replaced_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from netbuilder.system import replace

    monkeypatch.setattr(replace, "exchange", lambda draft, target: False)
    file = tmp_path / "net.yaml"
    file.write_bytes(b"old")
    rewrite_file(file, b"fixed", b"old")
    assert file.read_bytes() == b"fixed"
    with pytest.raises(ChangedMeanwhile):
        rewrite_file(file, b"fixed again", b"old")


def test_a_link_that_took_the_place_of_the_file_is_not_written_through(tmp_path: Path) -> None:
    file, other = tmp_path / "net.yaml", tmp_path / "other"
    other.write_bytes(b"of somebody else")
    file.symlink_to(other)
    with pytest.raises(ChangedMeanwhile):
        rewrite_file(file, b"fixed", b"old")
    assert other.read_bytes() == b"of somebody else"


def test_all_names_of_a_file_are_kept(tmp_path: Path) -> None:
    file, name = tmp_path / "net.yaml", tmp_path / "same.yaml"
    file.write_bytes(b"old, and longer")
    os.link(file, name)
    rewrite_file(file, b"fixed", b"old, and longer")
    assert (file.read_bytes(), name.read_bytes()) == (b"fixed", b"fixed")
    assert file.stat().st_nlink == 2


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    file, link = tmp_path / "net.yaml", tmp_path / "link.yaml"
    file.write_bytes(b"old")
    link.symlink_to("net.yaml")
    rewrite_file(link, b"fixed", b"old")
    assert link.is_symlink()
    assert file.read_bytes() == b"fixed"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o664])
def test_the_mode_is_kept(mode: int, tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_bytes(b"old")
    file.chmod(mode)
    rewrite_file(file, b"fixed", b"old")
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_bytes(b"old")
    file.chmod(0o600)
    os.chown(file, 1234, 4321)
    rewrite_file(file, b"fixed", b"old")
    status = file.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (1234, 4321, 0o600)


def test_a_file_whose_owner_cannot_be_kept_is_written_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another's file in a shared folder: what replaced it would belong to somebody else."""
    from netbuilder.system import replace

    monkeypatch.setattr(replace, "_keep_mode", lambda file, draft: False)
    file = tmp_path / "net.yaml"
    file.write_bytes(b"old, and longer")
    inode = file.stat().st_ino
    rewrite_file(file, b"fixed", b"old, and longer")
    assert (file.read_bytes(), file.stat().st_ino) == (b"fixed", inode)


def test_a_read_only_file_is_refused_of_root_too(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(OSError, match="the file is read-only"):
        rewrite_file(file, b"fixed", b"old")
    with pytest.raises(Unreadable, match="cannot be written: the file is read-only"):
        rewrite(str(file), b"fixed", b"old")
    assert file.read_bytes() == b"old"
