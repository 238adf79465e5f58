"""How `check` goes through many files, and through the same ones again and again."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from netbuilder.cli import processes, watching
from netbuilder.cli.commands import check, lsp
from netbuilder.pipeline import turns

GOOD = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"


@pytest.fixture
def spread_sizes(monkeypatch):
    """How many files stand in each group that is given to other processes, where two are taken together."""
    sizes = []

    def spread(groups, work):
        sizes.extend(len(group) for group in groups)
        return map(work, groups)

    monkeypatch.setattr("netbuilder.cli.processes.spread", spread)
    monkeypatch.setattr("netbuilder.system.gc_pause.collect_seldom", lambda: None)
    monkeypatch.setattr(turns, "TOGETHER", 2)
    monkeypatch.setattr(check, "_FEW", 2)
    monkeypatch.setattr(check, "_FIRST", 1)
    return sizes


@pytest.mark.parametrize(
    ("count", "flags", "sizes"),
    [
        (4, [], []),
        (5, [], [1, 2, 2]),
        (6, ["-v"], [1, 2, 2, 1]),
        (6, ["--fix"], []),
        (6, ["--diff"], []),
        (6, ["--debug"], []),
        (5, ["-"], []),
    ],
)
def test_many_files_go_to_several_processes_unless_they_are_changed(
    netbuilder, folder, spread_sizes, count, flags, sizes
):
    names = [f"{number}.yaml" for number in range(count)]
    for number, name in enumerate(names):
        (folder / name).write_text(GOOD if number else GOOD.replace("Dense", "Dens"))
    result = netbuilder("check", "--format", "concise", *names, *flags, stdin=GOOD)
    assert spread_sizes == sizes
    assert result.status == (0 if flags == ["--fix"] else 1)
    if not {"--fix", "--diff"} & set(flags):
        assert result.out == "0.yaml:3:5: NB010 [*] no layer is called `Dens`\n"


@pytest.mark.parametrize(
    ("groups", "cores", "others"),
    [
        (9, 1, []), (9, 2, [[1, 3, 5, 7]]), (9, 3, [[1, 4, 7], [2, 5, 8]]), (9, None, []), (1, 8, []), (3, 8, []),
        (4, 8, [[1, 3]]), (40, 20, [list(range(1 + other, 40, 8)) for other in range(7)]),
    ],
)  # fmt: skip
def test_each_process_takes_its_share_of_the_groups(monkeypatch, groups, cores, others):
    shares = []

    class Other:
        def __init__(self, share, groups, work):
            shares.append(list(share))

        def results(self):
            return {}  # as where it was killed

        def end(self):
            shares.append("ended")

    monkeypatch.setattr(processes, "_Other", Other)
    monkeypatch.setattr(processes, "sys", SimpleNamespace(modules={}))  # else threads of other tests count
    monkeypatch.delattr(processes.os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(processes.os, "cpu_count", lambda: cores)
    assert list(processes.spread(range(groups), lambda number: -number)) == [-number for number in range(groups)]
    assert shares == [*others, *["ended"] * len(others)]


def test_a_process_with_threads_forks_none(monkeypatch):
    monkeypatch.setattr(processes, "_Other", None)
    monkeypatch.setattr(processes.os, "cpu_count", lambda: 8)
    monkeypatch.delattr(processes.os, "sched_getaffinity", raising=False)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert list(processes.spread(range(9), str)) == [str(number) for number in range(9)]
    finally:
        stop.set()
        thread.join()


def test_patches_come_one_file_after_the_other(netbuilder, folder, monkeypatch):
    groups = []
    together = check._checked_together
    monkeypatch.setattr(check, "_checked_together", lambda *more: groups.append(len(more[0])) or together(*more))
    for flag in ("--diff", "--fix", "-v"):
        netbuilder("check", "good.yaml", "warning.yaml", flag)
    assert groups == [1, 1, 1, 1, 2]


@pytest.mark.parametrize("last", ["good", "wrong", "missing"])
def test_a_watched_file_is_checked_after_every_change(netbuilder, folder, monkeypatch, last):
    pytest.importorskip("watchfiles")
    texts = {"good": GOOD, "wrong": GOOD.replace("Dense", "Dens"), "missing": None, "settings": GOOD}
    net = folder / "net.yaml"
    net.write_text(GOOD)

    def changes(paths) -> Iterator[None]:
        assert paths == ("net.yaml",)
        for state in ("wrong", "missing", "settings", last):
            settings = '[tool.netbuilder]\nselect = ["ZZZZ"]\n' if state == "settings" else ""
            (folder / "pyproject.toml").write_text(settings)
            net.unlink(missing_ok=True)
            if texts[state] is not None:
                net.write_text(texts[state])
            yield

    monkeypatch.setattr(watching, "changes", changes)
    result = netbuilder("check", "--watch", "net.yaml", "--format", "concise")
    said = {
        "good": "Nothing found.\n",
        "wrong": "Found 1 error. 1 fixable with --fix.\n",
        "missing": "error: there is no file `net.yaml`\n",
    }
    settings = f"no rule is called `ZZZZ` in `{folder / 'pyproject.toml'}`; `netbuilder rules` lists all of them\n"
    states = ["good", "wrong", "missing", "settings", last]
    assert result.err == "".join({**said, "settings": settings}[state] for state in states)
    assert result.status == {"good": 0, "wrong": 1, "missing": 2}[last]


def test_what_is_watched_is_what_was_named(tmp_path: Path) -> None:
    sep = watching.os.sep
    folder, file = str(tmp_path / "nets"), str(tmp_path / "net.yaml")
    is_named = watching._Named(frozenset([file]), (folder + sep,))
    counts = {
        file: True,
        str(tmp_path / "other.yaml"): False,
        str(tmp_path / "pyproject.toml"): True,
        f"{folder}{sep}deep{sep}a.yaml": True,
        f"{folder}{sep}a.yml": True,
        f"{folder}{sep}a.txt": False,
        f"{folder}2{sep}a.yaml": False,
    }
    assert {path: is_named(None, path) for path in counts} == counts


@pytest.mark.parametrize(
    ("names", "folders"),
    [(["a.yaml"], [""]), (["nets"], ["nets"]), (["a.yaml", "nets"], ["", "nets"]), (["no/a.yaml"], [])],
)
def test_the_folders_that_are_watched(tmp_path: Path, monkeypatch, names, folders) -> None:
    watchfiles = pytest.importorskip("watchfiles")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nets").mkdir()
    seen = {}

    def watch(*paths, **options):
        seen.update(options, paths=sorted(paths))
        return iter([{(1, "a")}])

    monkeypatch.setattr(watchfiles, "watch", watch)
    assert list(watching.changes(names)) == [None]
    assert seen["paths"] == sorted(str(tmp_path / name) for name in folders)
    assert (seen["recursive"], seen["raise_interrupt"]) == ("nets" in names, False)


@pytest.mark.parametrize(
    ("text", "address"),
    [("0", ("127.0.0.1", 0)), ("65535", ("127.0.0.1", 65535)), (":80", ("127.0.0.1", 80)),
     ("0.0.0.0:80", ("0.0.0.0", 80)), ("[::1]:80", ("::1", 80))],
)  # fmt: skip
def test_where_the_language_server_listens(netbuilder, monkeypatch, text, address):
    pytest.importorskip("pygls")
    asked = []

    def serve_tcp(make, host, port, listens):
        asked.append((host, port))
        listens(host, port)

    monkeypatch.setattr("netbuilder.language_server.transport.serve_tcp", serve_tcp)
    result = netbuilder("lsp", "--tcp", text)
    assert result == (0, "", f"listening on {address[0]}:{address[1]}\n")
    assert asked == [address]


@pytest.mark.parametrize("is_sound", [True, False])
def test_the_status_of_the_language_server(netbuilder, monkeypatch, is_sound):
    pytest.importorskip("pygls")
    monkeypatch.setattr("netbuilder.language_server.transport.serve_stdio", lambda server: is_sound)
    assert netbuilder("lsp").status == (0 if is_sound else 1)


def test_a_port_that_is_taken_is_said(netbuilder, monkeypatch):
    pytest.importorskip("pygls")

    def serve_tcp(*_):
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("netbuilder.language_server.transport.serve_tcp", serve_tcp)
    assert netbuilder("lsp", "--tcp", "80") == (2, "", "netbuilder: --tcp 80: Address already in use\n")
    assert lsp.command.name == "lsp"
