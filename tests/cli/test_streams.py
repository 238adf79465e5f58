"""What reaches a terminal, and what happens where standard output, the folder or a name is not as it should be."""

import json
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
    command = warm.netbuilder_command(*args)
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, cwd=folder, env=environment)
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


ESCAPE = "x\x1b[31m\u202e"
"""Red, and what follows backwards."""
LAYERS = {
    "an unknown class": {"class_name": ESCAPE, "config": {"name": ESCAPE, "batch_input_shape": [None, 4]}},
    "an unknown word": {
        "class_name": "Dense",
        "config": {"units": 2, "name": ESCAPE, "activation": ESCAPE, "batch_input_shape": [None, 4]},
    },
    "what is lost": {
        "class_name": "Dense",
        "config": {"units": 2, "name": ESCAPE, ESCAPE: ESCAPE, "batch_input_shape": [None, 4]},
    },
}


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Configs and saved models with escape sequences in their names and in all that they hold."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / f"{ESCAPE}.yaml").write_text(GOOD.replace("units", f'"unitz{HOSTILE}"'))
    (folder / "good.yaml").write_text(GOOD)
    (folder / "escaped.yaml").write_text('input: [8]\nlayers:\n  - Dense: {units: 4, name: "a\\e[31m\\u202E"}\n')
    (folder / "program.yaml").write_text(f"import os\n# {HOSTILE}\nmodel = Sequential()\n")
    for name, layer in LAYERS.items():
        (folder / f"{name}{ESCAPE}.json").write_text(json.dumps({"class_name": "Sequential", "config": [layer]}))
    (folder / ESCAPE).mkdir()
    (folder / ESCAPE / f"{ESCAPE}.yaml").write_text(GOOD.replace("units", "unitz"))
    return folder


MODELS = [f"{name}{ESCAPE}.json" for name in LAYERS]


@pytest.mark.parametrize(
    "args",
    [
        *[("check", f"{ESCAPE}.yaml", "--format", word) for word in ("full", "concise", "github", "sarif", "junit")],
        ("check", "escaped.yaml"),
        ("check", ESCAPE),
        ("check", ESCAPE, "--diff"),
        ("check", "good.yaml", "--set", f"{ESCAPE}=1"),
        ("check", "good.yaml", "--set", f"layers.0.Dense.units={ESCAPE}"),
        ("check", "good.yaml", "--select", ESCAPE),
        ("check", "good.yaml", "--import", ESCAPE),
        ("check", f"--{ESCAPE}"),
        ("compare", f"{ESCAPE}.yaml", "good.yaml"),
        ("compare", "good.yaml", "escaped.yaml"),
        ("compare", "good.yaml", ESCAPE),
        ("grid", f"{ESCAPE}.yaml", "--set", "layers.0.Dense.units=1,2"),
        ("grid", "good.yaml", "--set", f"layers.0.Dense.name=a,{ESCAPE}"),
        ("grid", "good.yaml", "--set", f"{ESCAPE}=1,2"),
        ("grid", "good.yaml", "--set", ESCAPE),
        ("grid", "good.yaml", "--set", "layers.0.Dense.units=1,2", "--write", ESCAPE + "/w"),
        *[(word, model) for word in ("import", "show", "check") for model in MODELS],
        ("import", *MODELS, "-o", ESCAPE + "/o/"),
        ("import", "program.yaml"),
        ("import", ESCAPE),
        ("import", f"no{ESCAPE}"),
        ("import", MODELS[0], "--input", ESCAPE),
        ("show", f"{ESCAPE}.yaml"),
        ("show", "escaped.yaml"),
        ("code", f"{ESCAPE}.yaml"),
        ("report", f"{ESCAPE}.yaml", "--no-probe"),
        ("report", "good.yaml", "--no-probe", "-o", f"{ESCAPE}.html"),
        ("build", "--dry-run", "good.yaml", "-o", f"{ESCAPE}/"),
        ("build", f"{ESCAPE}.yaml"),
        ("probe", f"{ESCAPE}.yaml"),
        ("explain", ESCAPE),
        ("new", ESCAPE),
        ("schema", ESCAPE),
        (ESCAPE, "good.yaml"),
        (f"{ESCAPE}.yaml",),
    ],
    ids=lambda args: " ".join(args).encode("unicode_escape").decode(),
)
def test_every_command_is_harmless_on_a_terminal(args: tuple[str, ...], hostile_folder: Path) -> None:
    written = on_a_terminal(*args, folder=hostile_folder)
    assert written
    assert obeyed(written) == set()
    assert "Traceback" not in written
    assert "a fault of netbuilder" not in written


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
        ("report", "net.yaml", "--no-probe", "-o", "-"),
        ("build", "net.yaml", "--dry-run"),
        ("compare", "net.yaml", "wrong.yaml", "--format", "json"),
        ("compare", "net.yaml", "net.yaml"),
        ("grid", "net.yaml", "--set", "layers.0.Dense.units=1,2"),
        ("grid", "net.yaml", "--set", "layers.0.Dense.units=1,2", "--format", "json"),
        ("import", "model.json"),
    ],
    ids=" ".join,
)
def test_a_full_device_is_said_in_one_line(args: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(GOOD)
    (tmp_path / "wrong.yaml").write_text(GOOD.replace("units", "unitz"))
    dense = {"units": 2, "batch_input_shape": [None, 4]}
    topology = {"class_name": "Sequential", "config": [{"class_name": "Dense", "config": dense}]}
    (tmp_path / "model.json").write_text(json.dumps(topology))
    # One of them in a process of its own: at its end Python writes what is left by itself.
    started = command(*args) if args == ("check", "net.yaml") else warm.netbuilder_command(*args)
    with open("/dev/full", "w") as full:
        done = subprocess.run(started, stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last == "netbuilder: standard output cannot be written: no space left on device"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("check", "-"), 0),
        (("show", "-"), 0),
        (("code", "-"), 0),
        (("build", "--dry-run", "-"), 1),
        (("grid", "-", "--set", "layers.0.Dense.units=1,2"), 0),
        (("import", "-"), 0),
        (("explain", "Dense"), 0),
        (("new", "mlp"), 0),
        (("schema",), 0),
        (("check", "net.yaml"), 2),
        (("check", "."), 2),
        (("compare", "net.yaml", "net.yaml"), 2),
        (("import", "net.keras"), 2),
        (("report", "-", "--no-probe"), 2),
        (("report", "-", "--no-probe", "-o", "x.html"), 2),
        (("grid", "-", "--set", "layers.0.Dense.units=1,2", "--write", "x"), 2),
        (("import", "-", "-o", "x.yaml"), 2),
    ],
    ids=str,
)
def test_a_working_directory_that_is_gone(args: tuple[str, ...], status: int, tmp_path: Path) -> None:
    inside = tmp_path / "gone"
    inside.mkdir()
    code = "import os, sys; os.rmdir(os.getcwd()); from netbuilder.cli.run import run; sys.exit(run(sys.argv[1:]))"
    done = warm.run(["-c", code, *args], of="netbuilder", input=GOOD, cwd=inside)
    assert done.returncode == status, done.stdout + done.stderr
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
        ("compare", NOT_UTF8),
        ("compare", "--format", "json", NOT_UTF8),
        ("grid", "--set", "layers.0.Dense.units=1,2"),
        ("grid", "--set", "layers.0.Dense.units=1,2", "--format", "json", "--write", "all"),
        ("import",),
        ("import", "-o", "all"),
    ],
    ids=lambda args: " ".join(args).encode("utf-8", "backslashreplace").decode(),
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
