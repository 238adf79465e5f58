"""What is kept of a check and what is not, to the last file, letter and byte, without a process."""

import os
import time
from pathlib import Path

import pytest

from netbuilder.verdicts import place, replay, store, survey
from netbuilder.verdicts.digest import Digest
from netbuilder.verdicts.replay import Pending
from netbuilder.verdicts.surroundings import Unknown
from netbuilder.verdicts.survey import Survey

pytestmark = pytest.mark.skipif(os.name != "posix", reason="owners and modes of POSIX")
AGO = 10**10
"""Nanoseconds."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two files that have not changed for a while."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("pyproject.toml", "a.yaml", "b.yaml"):
        (folder / name).write_text(name)
    # Nothing can set the time of the last change of status back: the check is late instead.
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + AGO)
    return folder


def kept(arguments: list[str], output: str = "fine\n") -> tuple[str, str] | None:
    """What is printed again of a check that has been kept."""
    Pending(arguments).keep(output, "")
    return Pending(arguments).printed()


def test_what_was_printed_is_printed_again(project: Path) -> None:
    assert Pending(["a.yaml"]).printed() is None
    assert kept(["a.yaml"]) == ("fine\n", "")
    Pending(["b.yaml"]).keep("out ä", "err\n")
    assert Pending(["b.yaml"]).printed() == ("out ä", "err\n")
    assert Pending(["a.yaml"]).printed() == ("fine\n", "")
    assert Pending(["a.yaml", "b.yaml"]).printed() is None
    (project / "a.yaml").write_text("other")
    assert Pending(["a.yaml"]).printed() is None


def test_a_change_while_it_was_checked_is_not_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pending = Pending(["a.yaml", "b.yaml"])
    (project / "b.yaml").unlink()  # nothing that is there is young
    pending.keep("fine\n", "")
    assert Pending(["a.yaml", "b.yaml"]).printed() is None
    pending = Pending(["a.yaml"])
    with monkeypatch.context() as changed:
        changed.setenv("NO_COLOR", "1")
        pending.keep("fine\n", "")
    assert Pending(["a.yaml"]).printed() is None


def test_a_file_that_has_just_changed_is_not_kept(project: Path) -> None:
    later = time.time_ns()
    os.utime(project / "a.yaml", ns=(later, later))
    assert kept(["a.yaml"]) is None
    assert kept(["b.yaml"]) is not None


@pytest.mark.parametrize(("length", "is_kept"), [(249_999, True), (250_000, False)])
def test_a_long_output_is_not_kept(project: Path, length: int, is_kept: bool) -> None:
    assert (kept(["a.yaml"], "x" * length) is not None) == is_kept


def test_only_a_check_is_replayed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Pending(["a.yaml"]).keep("out\n", "err\n")
    assert not replay.replay(["show", "a.yaml"])
    assert not replay.replay(["check", "a.yaml", "--fix"])
    assert not replay.replay([])
    assert capsys.readouterr() == ("", "")
    assert replay.replay(["check", "a.yaml"])
    assert capsys.readouterr() == ("out\n", "err\n")
    assert not replay.replay(["check", "b.yaml"])
    replay.remember("later\n", "")
    assert replay.replay(["check", "b.yaml"])
    assert capsys.readouterr() == ("later\n", "")


def test_the_folder_is_that_of_the_nearest_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = project / "inner" / "deep"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert place.cache_folder() == str(project / place.NAME)
    (project / "pyproject.toml").unlink()
    assert place.cache_folder() == place.user_folder() == str(project.parent / "caches" / "netbuilder")
    (inner / "pyproject.toml").write_text("")
    assert place.cache_folder() == str(inner / place.NAME)
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert place.user_folder() == "/home/somebody/.cache/netbuilder"


def test_a_file_is_read_up_to_its_bound(project: Path) -> None:
    file = project / "own"
    file.write_bytes(b"12345")
    assert place.read_own(str(file), 5) == b"12345"
    with pytest.raises(OSError, match=r"^$"):
        place.read_own(str(file), 4)
    with pytest.raises(OSError, match=r"^$"):
        place.read_own(str(project), 5)
    file.chmod(0o640)
    assert place.read_own(str(file), 5) == b"12345"
    with pytest.raises(OSError, match=r"^$"):
        place.read_own(str(file), 5, private=True)
    file.chmod(0o600)
    assert place.read_own(str(file), 5, private=True) == b"12345"


def test_without_owners_every_file_is_the_users(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "geteuid")
    assert place.is_own_folder(str(project))
    assert not place.is_own_folder(str(project / "a.yaml"))


def test_the_secret_is_made_once_and_is_the_users_alone(project: Path) -> None:
    with pytest.raises(FileNotFoundError):
        place.secret()
    secret = place.make_secret()
    assert len(secret) == 32
    assert place.make_secret() == place.secret() == secret
    file = Path(place.user_folder(), place.SECRET)
    assert file.stat().st_mode & 0o777 == 0o600
    assert Path(place.user_folder()).stat().st_mode & 0o777 == 0o700
    file.write_bytes(secret[:-1])
    with pytest.raises(OSError, match=r"^$"):
        place.secret()


def test_a_sum_has_32_letters_and_tells_where_a_text_ends() -> None:
    sums = []
    for texts in (("ab", "c"), ("a", "bc"), ("abc",), ("",), ()):
        digest = Digest()
        digest.add(*texts)
        sums.append(digest.hex())
    assert len(set(sums)) == 5
    assert {len(each) for each in sums} == {32}


def test_the_latest_line_stays_however_long_it_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(project / place.NAME)
    monkeypatch.setattr(store, "_LARGEST", 100)
    store.keep(folder, "key " + "x" * 50)
    store.keep(folder, "other " + "y" * 50)
    assert store.lines(folder) == ["other " + "y" * 50]
    store.keep(folder, "other z")
    assert store.lines(folder) == ["other z"]
    store.keep(folder, "long " + "z" * 200)
    assert store.lines(folder) == []  # nothing is read that is so long


@pytest.mark.parametrize(("length", "count"), [(28, 2), (29, 1)])
def test_the_bound_counts_signature_and_line_breaks(
    project: Path, monkeypatch: pytest.MonkeyPatch, length: int, count: int
) -> None:
    folder = str(project / place.NAME)
    monkeypatch.setattr(store, "_LARGEST", 33 + 2 * 29)
    for key in "ab":
        store.keep(folder, f"{key} ".ljust(length, "x"))
    assert len(store.lines(folder)) == count
    assert (project / place.NAME / store.FILE).stat().st_size <= 33 + 2 * 29


@pytest.mark.parametrize(("age", "is_removed"), [(55, False), (60.5, True)])
def test_a_draft_belongs_to_another_process_for_a_minute(project: Path, age: float, is_removed: bool) -> None:
    store.keep(str(project / place.NAME), "key a")
    draft = project / place.NAME / store.DRAFT
    draft.write_text("half")
    then = time.time() - age
    os.utime(draft, (then, then))
    store.keep(str(project / place.NAME), "key b")
    assert draft.exists() != is_removed
    assert store.lines(str(project / place.NAME)) == ["key a"]


def test_what_is_removed_and_whether_there_was_anything(project: Path) -> None:
    folder = project / place.NAME
    assert not store.clear(str(folder))
    store.keep(str(folder), "key a")
    assert (folder / store.IGNORE).read_text() == "*\n"
    assert store.clear(str(folder))
    assert not folder.exists()
    folder.mkdir()
    assert store.clear(str(folder))  # an empty one
    folder.mkdir()
    (folder / "mine").write_text("")
    assert not store.clear(str(folder))
    assert (folder / "mine").exists()


def test_bounds_of_a_survey(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [*project.iterdir(), project / "pyproject.toml"]  # which is looked for above every argument, too
    entries, size = len(list(project.iterdir())), sum(file.stat().st_size for file in files)
    monkeypatch.setattr(survey, "_MOST_ENTRIES", entries)
    monkeypatch.setattr(survey, "_MOST_BYTES", size)
    whole = Survey(["."], reads=True)
    assert whole.contents
    assert Survey(["."], reads=False).contents == ""
    assert Survey(["."], reads=False).stamps == whole.stamps
    monkeypatch.setattr(survey, "_MOST_BYTES", size - 1)
    with pytest.raises(Unknown):
        Survey(["."], reads=True)
    assert Survey(["."], reads=False).stamps == whole.stamps
    monkeypatch.setattr(survey, "_MOST_ENTRIES", entries - 1)
    with pytest.raises(Unknown):
        Survey(["."], reads=False)


def test_a_long_file_is_read_whole(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as small:
        small.setattr(survey, "_PIECE", 2)
        before = Survey(["a.yaml"], reads=True).contents
        (project / "a.yaml").write_text("a.yamL")
        after = Survey(["a.yaml"], reads=True).contents
    assert before != after
    assert Survey(["a.yaml"], reads=True).contents == after


@pytest.mark.parametrize(
    ("change", "is_seen"),
    [
        ("sub/c.yaml", True), ("sub/c.yml", True), ("sub/c.txt", False), ("sub/pyproject.toml", True),
        ("sub/.gitignore", True),
        ("../pyproject.toml", True), ("../.gitignore", True), ("../.git", True), ("sub/node_modules/c.yaml", False),
        ("sub/__pycache__/c.yaml", False), ("sub/.hidden/c.yaml", False), ("sub/deep/c.yaml", True),
    ],
)  # fmt: skip
def test_which_new_files_count_for_a_folder(project: Path, change: str, is_seen: bool) -> None:
    (project / "sub").mkdir()
    before = Survey(["sub"], reads=True)
    file = project / change
    file.parent.mkdir(exist_ok=True)
    file.write_text("new")
    after = Survey(["sub"], reads=True)
    assert (after.contents != before.contents) == is_seen
    assert (after.stamps != before.stamps) == is_seen


@pytest.mark.parametrize("name", ["saved_model.pb", "keras_metadata.pb"])
def test_what_cannot_be_told(project: Path, name: str) -> None:
    (project / "sub").mkdir()
    (project / "sub" / name).write_text("")
    with pytest.raises(Unknown):
        Survey(["sub"], reads=False)
    with pytest.raises(Unknown):
        Survey(["/dev/null"], reads=False)
    os.mkfifo(project / "pipe.yaml")
    with pytest.raises(Unknown):
        Survey(["pipe.yaml"], reads=False)
    assert Survey(["--strict", "missing.yaml"], reads=True).latest == 0
