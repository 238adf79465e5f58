"""One writer for every file of ours: whole or untouched, with the mode and the links it had."""

import os
import stat
from pathlib import Path

import pytest

from netbuilder.system.replace import obstacle, replacing, write_file


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_folders_are_made_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "page.html"
    write_file(file, b"one")
    write_file(str(file), b"two")
    assert file.read_bytes() == b"two"
    assert os.listdir(file.parent) == ["page.html"]


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    write_file(tmp_path / "new", b"")
    assert mode(tmp_path / "new") == mode(tmp_path / "any")


@pytest.mark.parametrize("bits", [0o600, 0o640, 0o755, 0o666])
def test_the_mode_stays_and_the_draft_is_for_nobody_else(bits: int, tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.touch()
    file.chmod(bits)
    with replacing(file) as draft:
        assert mode(draft) == 0o600
        draft.write_bytes(b"new")
    assert (file.read_bytes(), mode(file)) == (b"new", bits)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "real", tmp_path / "link"
    link.symlink_to(real)
    write_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert os.listdir(real.parent) == ["real"]


def test_an_exception_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_bytes(b"old")

    def write_half() -> None:
        with replacing(file) as draft:
            draft.write_bytes(b"ne")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["net.yaml"]


def test_what_is_in_the_way(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    for path, reason in [
        (tmp_path, "it is a directory"),
        (tmp_path / "pipe", "it is no regular file"),
        (tmp_path / "file" / "net.yaml", "is no directory"),
        (tmp_path / ".net.draft-01234567-89abcdef", "drafts"),
    ]:
        assert reason in obstacle(path)
        with pytest.raises(OSError, match=reason):
            write_file(path, b"")
    assert obstacle(tmp_path / "new" / "folder" / "net.yaml") == ""
    with pytest.raises(OSError, match="directory"):
        write_file(tmp_path, b"", to_streams=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_bytes(b"old")
    file.chmod(0o400)
    with pytest.raises(OSError, match="read-only"):
        write_file(file, b"new")
    assert file.read_bytes() == b"old"


def test_a_stream_is_written_into(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    write_file(f"/dev/fd/{writer}", b"page", to_streams=True)
    assert os.read(reader, 10) == b"page"
    os.close(reader)
    os.close(writer)
    # Not /dev/null: where this is broken, root would put a file in its place.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, b"page", to_streams=True)
    assert os.read(reader, 10) == b"page"
    with pytest.raises(OSError, match="regular"):
        write_file(pipe, b"page")
    os.close(reader)


def test_a_file_is_replaced_where_streams_are_written_into(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(b"old")
    with file.open("rb") as reader:
        write_file(file, b"new", to_streams=True)
        assert reader.read() == b"old", "whoever reads it has all of the old one"
    assert file.read_bytes() == b"new"
    with pytest.raises(OSError, match=r"folder|directory|regular"):
        write_file(tmp_path, b"new", to_streams=True)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
