"""A plugin of pytest: in place of the tests, the tests of one mutant after another, each in a fork of this process.

Forked, nothing is imported or collected again. `NETBUILDER_MUTATION` names a folder: `rooms.json` maps the numbers of
mutants to the folders of tests of their rooms; `outcomes` becomes what came of each: `killed`, `survived`, or
`imported` where it is awake before a test runs, so that only a fresh process can tell. In such a process the tests run
as ever, and `NETBUILDER_FAILED` names the file for the names of those that fail.
"""

import json
import os
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import Phase, settings

# Shrinking what fails takes longer than finding it, and nobody reads it.
settings.register_profile("mutation", database=None, phases=[Phase.explicit, Phase.generate])
settings.load_profile("mutation")

FOLDER = Path(os.environ.get("NETBUILDER_MUTATION", ""))
HITS, TIMES = FOLDER / "hits", FOLDER / "times"
MOST_SECONDS = 900
"""Of one fork: a mutant that takes longer hangs, and a person would see it."""


class Watch:
    """In a fork: notes how long each test takes, or ends the process at the first that fails."""

    def __init__(self, ends: bool) -> None:
        self.ends = ends

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.ends:
            os._exit(1)
        if report.failed or report.when == "call":
            with TIMES.open("a", encoding="utf-8") as file:
                file.write(f"{report.duration}\t{report.nodeid}\t{report.outcome}\n")


def pytest_configure() -> None:
    if "NETBUILDER_MUTATION" in os.environ:
        os.environ["NETBUILDER_HITS"] = str(HITS)


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Which test executes which mutant, then the tests of each."""
    if "NETBUILDER_MUTATION" not in os.environ:
        return None
    if session.testsfailed:
        raise session.Interrupted("the tests cannot be collected")
    rooms: dict[str, list[str]] = json.loads((FOLDER / "rooms.json").read_text(encoding="utf-8"))
    _fork(lambda: _run(session, session.items, Watch(ends=False)))
    del os.environ["NETBUILDER_HITS"]
    failed, seconds = _times()
    (FOLDER / "failing").write_text("\n".join(failed), encoding="utf-8")
    tests: dict[str, set[str]] = defaultdict(set)
    for line in HITS.read_text(encoding="utf-8").splitlines():
        number, _, test = line.partition("\t")
        tests[number].add(test)
    items = {item.nodeid: item for item in session.items if item.nodeid not in failed}
    for number, folders in rooms.items():
        outcome = "imported"
        if "" not in tests[number]:
            names = sorted(tests[number] & items.keys(), key=lambda name: (not _is_below(name, folders), seconds[name]))
            # What is computed once and kept is executed by the first test that asks, and looked at by others.
            names += [name for name in items if _is_below(name, folders) and name not in tests[number]]
            work = partial(_run, session, [items[name] for name in names], Watch(ends=True))
            outcome = "killed" if _fork(work, NETBUILDER_MUTANT=number) else "survived"
        with (FOLDER / "outcomes").open("a", encoding="utf-8") as file:
            file.write(f"{number}\t{outcome}\n")
    return True


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    file = os.environ.get("NETBUILDER_FAILED")
    if report.failed and file:
        Path(file).write_text(report.nodeid, encoding="utf-8")


def _is_below(test: str, folders: Sequence[str]) -> bool:
    return any(test.startswith(folder) for folder in folders)


def _times() -> tuple[list[str], dict[str, float]]:
    failed, seconds = [], dict[str, float]()
    for line in TIMES.read_text(encoding="utf-8").splitlines():
        duration, test, outcome = line.split("\t")
        seconds[test] = float(duration)
        if outcome == "failed":
            failed.append(test)
    return failed, defaultdict(float, seconds)


def _run(session: pytest.Session, items: Sequence[pytest.Item], watch: Watch) -> None:
    session.config.pluginmanager.register(watch)
    for at, item in enumerate(items):
        following = items[at + 1] if at + 1 < len(items) else None
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _fork(work: Callable[[], None], **variables: str) -> bool:
    """Whether the work ended in anything but success."""
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        os.environ.update(variables)
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return status != 0
        time.sleep(0.02)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True
