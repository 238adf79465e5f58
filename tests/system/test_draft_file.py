"""The draft of a running build is never removed, whatever the configs are called; that of a killed one goes."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, cast

import pytest

import netbuilder as nb
from netbuilder.engine.save import refusal, save
from netbuilder.system.draft_file import draft_of, is_draft

ROUNDS = 200
OTHER_MACHINE = "0123abcd"


class SlowModel:
    """Writes its file as Keras does: opened by its name, in pieces."""

    layers: tuple[Any, ...] = ()

    def save(self, path: Path) -> None:
        with open(path, "wb") as file:
            for _ in range(4):
                file.write(b"piece" * 100)
                file.flush()
                time.sleep(0.0005)


WHOLE = b"piece" * 400
MODEL = cast(Any, SlowModel())

SAVE_MANY = """
import sys
from pathlib import Path
from netbuilder.engine.save import save
from tests.system.test_draft_file import MODEL, ROUNDS, WHOLE
folder, stems = Path(sys.argv[1]), sys.argv[2:]
for at in range(ROUNDS):
    target = folder / f"{stems[at % len(stems)]}.keras"
    save(MODEL, target)
    assert target.read_bytes() == WHOLE
"""

DIE_IN_THE_MIDDLE = """
import os, sys
from pathlib import Path
from netbuilder.system.draft_file import draft_of
with draft_of(Path(sys.argv[1])) as draft:
    draft.write_bytes(b"half")
    os._exit(9)
"""


def leave_a_draft(target: Path) -> Path:
    """What a build that was killed leaves behind."""
    before = set(target.parent.iterdir())
    subprocess.run([sys.executable, "-c", DIE_IN_THE_MIDDLE, str(target)], check=False)
    (draft,) = set(target.parent.iterdir()) - before
    return draft


def of_another_machine(draft: Path) -> Path:
    stem, _, rest = draft.name.rpartition(".draft-")
    return draft.rename(draft.with_name(f"{stem}.draft-{OTHER_MACHINE}{rest[8:]}"))


def test_two_processes_of_any_names_race(tmp_path: Path) -> None:
    """200 rounds each, names made to be taken for each other's drafts; every save succeeds and every file is whole."""
    stems = ["net", "net.20240101", f"net.{os.getpid()}.ab", "net.draft-00000000-0000000", "n*[?]", "net.1²"]
    processes = [
        subprocess.Popen([sys.executable, "-c", SAVE_MANY, str(tmp_path), *order], stderr=subprocess.PIPE, text=True)
        for order in (stems, stems[3:] + stems[:3])
    ]
    for process in processes:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    assert {file.name for file in tmp_path.iterdir()} == {f"{stem}.keras" for stem in stems}


def test_the_draft_of_a_running_build_stays(tmp_path: Path) -> None:
    target = tmp_path / "net.keras"
    with draft_of(target) as draft:
        os.utime(draft, (0, 0))  # however long it has been writing
        save(MODEL, target)
        assert draft.exists()
        of_another = of_another_machine(draft)
        save(MODEL, target)
        assert of_another.exists()
        of_another.unlink()
    assert os.listdir(tmp_path) == ["net.keras"]


def test_the_draft_of_a_killed_build_goes(tmp_path: Path) -> None:
    target = tmp_path / "net.keras"
    draft = leave_a_draft(target)
    assert is_draft(draft.name)
    save(MODEL, target)
    assert os.listdir(tmp_path) == ["net.keras"]


def test_the_draft_of_another_machine_goes_only_when_it_was_left_alone_for_an_hour(tmp_path: Path) -> None:
    """A shared folder may keep its locks to each machine."""
    target = tmp_path / "net.keras"
    draft = of_another_machine(leave_a_draft(target))
    save(MODEL, target)
    assert draft.exists()
    old = draft.stat().st_mtime - 7200
    os.utime(draft, (old, old))
    save(MODEL, target)
    assert os.listdir(tmp_path) == ["net.keras"]


@pytest.mark.parametrize("stem", ["net.20240101", "net.20240101120000.1.ab", "net.draft", "nets", "net.draft-0-0"])
def test_drafts_and_files_of_other_names_stay(stem: str, tmp_path: Path) -> None:
    others = [
        leave_a_draft(tmp_path / f"{stem}.keras"),
        tmp_path / f".{stem}.keras",
        tmp_path / ".net.7777777.keras",
        tmp_path / f".net.{2**70}.1.keras",
        tmp_path / ".net.².00000000.keras",
        tmp_path / ".net.draft-01234567-0123456.keras",
        tmp_path / ".net.draft-0123456g-01234567.keras",
    ]
    for file in others:
        file.touch()
    save(MODEL, tmp_path / "net.keras")
    assert {file.name for file in tmp_path.iterdir()} == {"net.keras", *(file.name for file in others)}


def test_no_model_may_be_called_as_a_draft_is(tmp_path: Path) -> None:
    target = tmp_path / ".net.draft-01234567-89abcdef.keras"
    diagnostic = refusal(target)
    assert diagnostic is not None
    assert "drafts" in diagnostic.why
    with pytest.raises(nb.ConfigError, match="NB904"):
        save(MODEL, target)
    assert refusal(tmp_path / "net.draft-01234567-89abcdef.keras") is None


def test_a_link_in_the_name_of_a_draft_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    link = of_another_machine(leave_a_draft(tmp_path / "net.keras"))
    link.unlink()
    link.symlink_to(outside)
    save(MODEL, tmp_path / "net.keras")
    assert link.is_symlink()
    assert outside.read_bytes() == b"mine"


def test_a_draft_that_changed_hands_between_the_name_and_the_lock_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sweep that comes before the lock takes the file away; what is written then has a name and a lock."""
    from netbuilder.system import draft_file

    locked = draft_file.fcntl.flock
    swept: list[str] = []

    def swept_before(handle: int, flags: int) -> None:
        if not swept:
            (draft,) = tmp_path.iterdir()
            swept.append(draft.name)
            draft.unlink()
        locked(handle, flags)

    monkeypatch.setattr(draft_file.fcntl, "flock", swept_before)
    save(MODEL, tmp_path / "net.keras")
    assert swept
    assert (tmp_path / "net.keras").read_bytes() == WHOLE
    assert os.listdir(tmp_path) == ["net.keras"]


def test_a_folder_without_locks_takes_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from netbuilder.system import draft_file

    def without_locks(handle: int, flags: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(draft_file.fcntl, "flock", without_locks)
    left = tmp_path / f".net.draft-{draft_file._machine()}-00000000.keras"
    left.write_bytes(b"perhaps somebody's")
    save(MODEL, tmp_path / "net.keras")
    assert (tmp_path / "net.keras").read_bytes() == WHOLE
    assert sorted(os.listdir(tmp_path)) == [left.name, "net.keras"], "what may be in use stays"
