"""What is wrong with the cache ends in the slow way, silently; what somebody else wrote is not believed."""

import os
import re
import sys
import time
from pathlib import Path
from subprocess import run

import pytest

from netbuilder.verdicts import place, store
from netbuilder.verdicts.surroundings import _PREFIXES, _VARIABLES
from netbuilder.version import DISTRIBUTION, VERSION
from tests.cache.runs import BROKEN, CLEAN, Printed, command

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
ROOT = Path(__file__).parents[2]
CHECK = ["check", "net.yaml"]
NOTHING = Printed(0, b"Nothing found.\n", b"")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a network, checked once."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text("")
    (folder / "net.yaml").write_text(CLEAN)
    time.sleep(0.03)
    assert command(CHECK, folder) == (NOTHING, False)
    assert command(CHECK, folder) == (NOTHING, True)
    return folder


def cache(project: Path) -> Path:
    return project / place.NAME / store.FILE


def own(project: Path) -> Path:
    return project.with_name("project_streams") / "caches" / "netbuilder"


def is_checked_again(project: Path) -> bool:
    """Whether the cache counts for nothing, and does not show."""
    done = command(CHECK, project)
    assert done.printed == NOTHING
    return not done.is_replayed


def test_git_does_not_see_it(project: Path) -> None:
    assert (project / place.NAME / ".gitignore").read_text() == "*\n"
    assert sorted(file.name for file in (project / place.NAME).iterdir()) == [".gitignore", store.FILE]


@pytest.mark.parametrize("cut", [0, 1, 16, 33, 40, 70, -1])
def test_damaged(project: Path, cut: int) -> None:
    whole = cache(project).read_bytes()
    cache(project).write_bytes(whole[:cut])
    assert is_checked_again(project)
    assert cache(project).read_bytes() == whole  # and is whole again


def test_any_other_letter(project: Path) -> None:
    whole = cache(project).read_bytes()
    for at in range(0, len(whole), 7):
        damaged = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        cache(project).write_bytes(damaged)
        assert is_checked_again(project), at


@pytest.mark.parametrize(
    "data",
    [b"\0" * 100, b"\xff" * 2_000_000, b"\n" * 500, b"cos\nsystem\n(S'true'\ntR."],
    ids=["zeros", "two million bytes that are no text", "empty lines", "a pickle"],
)
def test_something_else(project: Path, data: bytes) -> None:
    cache(project).write_bytes(data)
    assert is_checked_again(project)


def test_another_users(project: Path) -> None:
    """What was signed with another secret, as a cache that came with a repository."""
    secret = own(project) / place.SECRET
    secret.write_bytes(os.urandom(32))
    assert is_checked_again(project)
    secret.write_bytes(b"short")
    assert is_checked_again(project)
    secret.unlink()
    assert is_checked_again(project)


def test_a_secret_that_others_read(project: Path) -> None:
    (own(project) / place.SECRET).chmod(0o644)
    assert is_checked_again(project)
    assert is_checked_again(project)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_foreign_owned(project: Path) -> None:
    os.chown(cache(project), 1, 1)
    assert is_checked_again(project)
    os.chown(project / place.NAME, 1, 1)
    assert is_checked_again(project)
    os.chown(project, 1, 1)  # then it is the user's own folder
    assert is_checked_again(project)
    assert not is_checked_again(project)
    assert (own(project) / store.FILE).exists()


def test_a_link_leads_nowhere(project: Path, tmp_path: Path) -> None:
    """A repository may hold one."""
    elsewhere = tmp_path / "elsewhere"
    (project / place.NAME).rename(elsewhere)
    (project / place.NAME).symlink_to(elsewhere)
    before = {file.name: file.read_bytes() for file in elsewhere.iterdir()}
    assert is_checked_again(project)
    assert is_checked_again(project)
    assert {file.name: file.read_bytes() for file in elsewhere.iterdir()} == before


def test_a_pipe_in_its_place(project: Path) -> None:
    for path in (cache(project), own(project) / place.SECRET):
        path.unlink()
        os.mkfifo(path)
        assert is_checked_again(project)


def test_a_folder_that_cannot_be_written(project: Path) -> None:
    (project / place.NAME / store.FILE).unlink()
    (project / place.NAME / ".gitignore").unlink()
    (project / place.NAME).rmdir()
    (project / place.NAME).write_text("a file")  # root may write into every folder
    assert is_checked_again(project)
    assert is_checked_again(project)


def test_no_home(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for _ in range(2):
        done = command(CHECK, project, {"XDG_CACHE_HOME": str(tmp_path / "file")})
        assert done == (NOTHING, False)


def test_a_draft_that_was_left(project: Path) -> None:
    draft = project / place.NAME / store.DRAFT
    draft.write_text("half")
    (project / "net.yaml").write_text(CLEAN + "\n")
    time.sleep(0.03)
    assert is_checked_again(project)
    assert is_checked_again(project)  # another process may be at it
    os.utime(draft, (1, 1))
    assert is_checked_again(project)
    assert is_checked_again(project)
    assert not is_checked_again(project)


def test_two_processes_at_once(project: Path) -> None:
    for name in "abcdefgh":
        (project / f"{name}.yaml").write_text(CLEAN)
    time.sleep(0.03)
    children = []
    for name in "abcdefgh":
        pid = os.fork()
        if not pid:
            status = command(["check", f"{name}.yaml"], project).printed.status if name else 1
            os._exit(status)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0] * 8
    kept = cache(project).read_text().splitlines()
    assert 2 <= len(kept) <= 10
    assert not is_checked_again(project)


def test_its_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(store, "_MOST_LINES", 50)
    folder = str(tmp_path / place.NAME)
    for number in range(120):
        store.keep(folder, f"{number:032x} contents output error")
    assert [int(line[:32], 16) for line in store.lines(folder)] == list(range(70, 120))
    monkeypatch.setattr(store, "_LARGEST", 2_000)
    for number in range(120):
        store.keep(folder, f"{number:032x} contents output error")
    assert (tmp_path / place.NAME / store.FILE).stat().st_size <= 2_000
    assert len(store.lines(folder)) > 10


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        pytest.param(["--import", "json"], b"", marks=pytest.mark.keras),
        pytest.param(["--import=json"], b"", marks=pytest.mark.keras),
        (["--fix"], b""), (["--diff"], b""),
        (["-"], CLEAN.encode()), (["/dev/stdin"], CLEAN.encode()), (["--no-cache"], b""), (["n*.yaml"], b""),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_never_kept(project: Path, arguments: list[str], stdin: bytes) -> None:
    for _ in range(2):
        done = command([*CHECK, *arguments], project, stdin=stdin)
        assert (done.printed.status, done.is_replayed) == (0, False)


def test_stdin_is_read_each_time(project: Path) -> None:
    for text, status in ((CLEAN, 0), (BROKEN, 1), (CLEAN, 0)):
        for name in ("-", "/dev/stdin"):
            assert command(["check", name], project, stdin=text.encode()).printed.status == status


def test_clean(project: Path) -> None:
    done = command(["clean"], project)
    assert done.printed.status == 0
    assert done.printed.error.decode().split() == ["removed", str(project / place.NAME), "removed", str(own(project))]
    assert not (project / place.NAME).exists()
    assert not own(project).exists()
    assert command(["clean"], project).printed == (0, b"", b"")
    assert is_checked_again(project)


def test_clean_leaves_what_is_not_its_own(project: Path) -> None:
    (project / place.NAME / "mine.txt").write_text("")
    assert command(["clean", "-q"], project).printed == (0, b"", b"")
    assert [file.name for file in (project / place.NAME).iterdir()] == ["mine.txt"]


def test_without_a_project_it_is_with_the_users_caches(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "net.yaml").write_text(CLEAN)
    time.sleep(0.03)
    assert command(CHECK, folder) == (NOTHING, False)
    assert command(CHECK, folder) == (NOTHING, True)
    assert [file.name for file in folder.iterdir()] == ["net.yaml"]


def test_every_variable_that_is_read_is_in_the_key() -> None:
    """Outside of the room that imports Keras."""
    for file in (ROOT / "netbuilder").rglob("*.py"):
        if file.relative_to(ROOT / "netbuilder").parts[0] in ("engine", "verdicts"):
            continue
        for name in re.findall(r'environ(?:\.get\(|\[)"(\w+)"', file.read_text()):
            assert name in _VARIABLES or name.startswith(_PREFIXES) or file.parent.name == "variants", (file, name)


def test_it_is_read_before_anything_else_is_imported(project: Path) -> None:
    """No package, and hardly anything of Python's own library."""
    code = (
        "import sys; before = set(sys.modules); import netbuilder.__main__ as entry; import os\n"
        "os._exit = lambda status: print(*sorted(set(sys.modules) - before), file=sys.stderr)\n"
        "sys.argv = ['netbuilder', 'check', 'net.yaml']; entry._run = lambda: 0; entry.main()"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(own(project).parent), "PYTHONPATH": str(ROOT)}
    check = [sys.executable, "-c", code.replace("entry._run = lambda: 0; ", "")]
    run(check, capture_output=True, cwd=project, env=environment, check=True)
    done = run([sys.executable, "-c", code], capture_output=True, text=True, cwd=project, env=environment, check=True)
    assert done.stdout == NOTHING.output.decode(), done.stderr
    loaded = {name for name in done.stderr.split() if not name.startswith("netbuilder")}
    assert loaded <= {"_blake2", "os", "stat", "time"}, loaded


def test_an_installation_is_known_by_its_record(project: Path, tmp_path: Path) -> None:
    """Looking at all its files would take as long as everything else."""
    package = tmp_path / "site-packages" / "netbuilder"
    record = package.with_name(f"{DISTRIBUTION.replace('-', '_')}-{VERSION}.dist-info") / "RECORD"
    for file in (package / "silent", record):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("no")
    assert not command(CHECK, project, package=package).is_replayed
    assert command(CHECK, project, package=package).is_replayed
    record.write_text("no")  # as pip does when it installs the same version again
    assert not command(CHECK, project, package=package).is_replayed
    assert command(CHECK, project, package=package).is_replayed
