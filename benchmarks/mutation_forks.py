"""A plugin of pytest that collects tests once and runs some of them over one mutant after another, each in a fork.

`NETBUILDER_ORDERS` has the numbers of two pipes: a line of JSON in for each mutant, and a line of JSON out with the
test that fails, None where all pass, or `AWAKE` where the mutant was executed while its module was imported.
"""

import functools
import gc
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests import warm

AWAKE = "awake at the import"
HANGS = "hangs"
ORDERS = os.environ.pop("NETBUILDER_ORDERS", None)
OPTIMIZED = 1
"""The flag of a function's code, which that of a module or class has not."""


def pairs(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The code objects of two versions of a file that differ, the inner ones first."""
    if before == after:
        return
    for old, new in zip(_inner(before), _inner(after), strict=True):
        yield from pairs(old, new)
    yield before, after


def _inner(code: CodeType) -> list[CodeType]:
    return [constant for constant in code.co_consts if isinstance(constant, CodeType)]


def _is_own(before: CodeType, after: CodeType) -> bool:
    """Whether two code objects differ in more than what is within them."""
    constants = [tuple(each for each in code.co_consts if not isinstance(each, CodeType)) for code in (before, after)]
    return before.co_code != after.co_code or before.co_names != after.co_names or constants[0] != constants[1]


def awaken(path: str, before: str, after: str) -> bool:
    """Give the living functions of a file their mutated code; whether that is all there is to do."""
    try:
        changed = list(pairs(compile(before, path, "exec"), compile(after, path, "exec")))
    except ValueError:  # a lambda or a comprehension less
        return False
    if any(_is_own(old, new) and not old.co_flags & OPTIMIZED for old, new in changed):
        return False
    codes = dict(changed)
    swapped = 0
    gc.unfreeze()
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename == path and each.__code__ in codes:
            try:
                each.__code__ = codes[each.__code__]
                swapped += 1
            except ValueError:  # it closes over another number of variables
                return False
        elif isinstance(each, functools._lru_cache_wrapper) and (each.__module__ or "").startswith("netbuilder"):
            each.cache_clear()
    return swapped > 0


class FreshServers(dict[str, str]):
    """The addresses of warm servers, each started when it is first asked for: those of the parent know no mutant."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.processes: list[Any] = []

    def __missing__(self, kind: str) -> str:
        address = self[kind] = str(self.folder / f"{os.getpid()}-{len(self)}")
        process = warm._start(address, *warm.KINDS[kind])
        assert process.stdout is not None
        assert process.stdout.readline() == b"listening\n"
        self.processes.append(process)
        return address


class Watch:
    """In a fork: writes down the first test that fails, and ends the process."""

    def __init__(self, failed: Path) -> None:
        self.failed = failed

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.write_text(report.nodeid, encoding="utf-8")
            self.failed.with_suffix(".why").write_text(report.longreprtext, encoding="utf-8")
            os._exit(1)


def _run(session: pytest.Session, items: list[pytest.Item], failed: Path) -> None:
    session.config.pluginmanager.register(Watch(failed))
    for item, following in zip(items, [*items[1:], None], strict=True):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _fork(session: pytest.Session, items: list[pytest.Item], order: dict[str, Any], failed: Path) -> str | None:
    failed.unlink(missing_ok=True)
    until = time.monotonic() + float(order["timeout"])
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        warm.addresses = FreshServers(failed.parent)
        try:
            is_mutant = order["before"] != order["after"]
            is_imported = any(getattr(m, "__file__", None) == order["path"] for m in list(sys.modules.values()))
            if is_mutant and is_imported and not awaken(order["path"], order["before"], order["after"]):
                os._exit(2)
            _run(session, items, failed)
        except BaseException:
            os._exit(1)
        os._exit(0)
    ended = status = 0
    while not ended and time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WNOHANG)
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    if not ended:
        os.waitpid(pid, 0)
        return HANGS
    if status == 0:
        return None
    if os.waitstatus_to_exitcode(status) == 2:
        return AWAKE
    return failed.read_text(encoding="utf-8") if failed.exists() else "ends the process"


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Orders in place of the tests."""
    if ORDERS is None:
        return None
    read, write = map(int, ORDERS.split())
    items = {item.nodeid: item for item in session.items}
    failed = Path(session.config.rootpath).parent / "failed-in-fork"
    with os.fdopen(read, encoding="utf-8") as orders, os.fdopen(write, "w", encoding="utf-8") as answers:
        for line in orders:
            order = json.loads(line)
            some = [items[name] for name in order["tests"] if name in items]
            answers.write(json.dumps(_fork(session, some, order, failed)) + "\n")
            answers.flush()
    return True
