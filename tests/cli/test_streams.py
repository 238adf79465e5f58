"""What reaches a terminal, and what happens where standard output, the folder or a name is not as it should be."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests import warm

HOSTILE = "a\u202e\u2066\u200b\U000e0041b"
GOOD = "input: [8]\nlayers:\n  - Dense: {units: 4}\n"
NOT_UTF8 = os.fsdecode(b"g\xff\x1b[31m.yaml")


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "netbuilder", *args]


def on_a_terminal(*args: str, folder: Path) -> str:
    """What a command writes to its terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": "1"}
    process = subprocess.Popen(command(*args), stdout=theirs, stderr=theirs, stdin=theirs, cwd=folder, env=environment)
    os.close(theirs)
    written = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        written += piece
    process.wait()
    os.close(ours)
    return written.decode()


def obeyed(text: str) -> set[str]:
    """The characters in it that a terminal would obey or hide."""
    return {char for char in text if not char.isprintable()} - set("\r\n\t")


@pytest.mark.parametrize("args", [("check", "--diff", "--unsafe-fixes"), ("check",), ("check", "--format", "json")])
def test_nothing_that_a_terminal_obeys_reaches_one(args: tuple[str, ...], tmp_path: Path) -> None:
    name = "n\x1b]0;owned\x07et\u202e.yaml"
    text = GOOD.replace("units: 4", "unitz: 4") + f"# {HOSTILE}\n"
    (tmp_path / name).write_text(text.replace("4}", f"4}} # {HOSTILE}"))
    written = on_a_terminal(*args, name, folder=tmp_path)
    assert "unitz" in written
    assert obeyed(written) == set()


def test_a_patch_is_as_it_is_in_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(GOOD.replace("units: 4}", f"unitz: 4}}  # {HOSTILE}"), newline="")
    done = warm.netbuilder("check", "--diff", "--unsafe-fixes", "net.yaml", cwd=tmp_path)
    assert f"+  - Dense: {{units: 4}}  # {HOSTILE}\n" in done.stdout


@pytest.mark.parametrize("args", [("build", "--dry-run"), ("report", "--no-probe")])
def test_names_of_files_are_harmless_where_they_are_told(args: tuple[str, ...], tmp_path: Path) -> None:
    name = "n\x1b[31met\u202e.yaml"
    (tmp_path / name).write_text(GOOD)
    done = warm.netbuilder(*args, name, cwd=tmp_path)
    assert "\\x1b[31m" in done.stdout
    assert obeyed(done.stdout + done.stderr) == set()


@pytest.mark.parametrize("setting", ['"a\\u001b[31m" = 1', 'select = ["NB\\u001b[31m"]'])
def test_settings_of_a_project_are_harmless_where_they_are_told(setting: str, tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(GOOD)
    (tmp_path / "pyproject.toml").write_text(f"[tool.netbuilder]\n{setting}\n")
    done = warm.netbuilder("check", "net.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert "\\x1b[31m" in done.stderr
    assert obeyed(done.stderr) == set()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
@pytest.mark.parametrize(
    "args",
    [
        ("check", "net.yaml"),
        ("check", "net.yaml", "--format", "json"),
        ("check", "wrong.yaml", "--diff", "--unsafe-fixes"),
        ("show", "net.yaml"),
        ("show", "net.yaml", "--format", "json"),
        ("code", "net.yaml"),
        ("rules",),
        ("schema",),
        ("explain", "Dense"),
        ("new", "mlp"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_a_full_device_is_said_in_one_line(args: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(GOOD)
    (tmp_path / "wrong.yaml").write_text(GOOD.replace("units", "unitz"))
    with open("/dev/full", "w") as full:
        done = subprocess.run(command(*args), stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last == "netbuilder: standard output cannot be written: no space left on device"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("args", [("check", "-"), ("show", "-"), ("code", "-"), ("check", "net.yaml")], ids=" ".join)
def test_a_working_directory_that_is_gone(args: tuple[str, ...], tmp_path: Path) -> None:
    inside = tmp_path / "gone"
    inside.mkdir()
    code = "import os, sys; os.rmdir(os.getcwd()); from netbuilder.cli.run import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *args], input=GOOD, capture_output=True, text=True, cwd=inside, check=False
    )
    assert done.returncode == (0 if args[1] == "-" else 2), done.stderr
    assert "fault" not in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "sarif"),
        ("check", "--format", "github"),
        ("check", "--format", "concise"),
        ("check", "--diff", "--unsafe-fixes"),
        ("check", "--fix", "--unsafe-fixes"),
        ("show",),
        ("show", "--format", "json"),
        ("code",),
        ("build", "--dry-run"),
        ("report", "--no-probe"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("text", [GOOD, GOOD.replace("units", "unitz")], ids=["good", "bad"])
def test_a_name_that_is_not_utf_8(args: tuple[str, ...], text: str, tmp_path: Path) -> None:
    (tmp_path / NOT_UTF8).write_text(text)
    done = warm.netbuilder(*args, NOT_UTF8, cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr


def test_output_into_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(GOOD)
    assert warm.netbuilder("report", "net.yaml", "--no-probe", "-o", "new/", cwd=tmp_path).returncode == 0
    assert (tmp_path / "new" / "net.html").is_file()
    done = warm.netbuilder("build", "net.yaml", "--dry-run", "-o", "models/", cwd=tmp_path)
    assert "models/net.keras" in done.stdout
