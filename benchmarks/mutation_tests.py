"""A plugin of pytest that runs chosen tests in a chosen order, or notes what each test executes.

`NETBUILDER_CHOSEN` names a file with the names of the tests, `NETBUILDER_FAILED` the one for the name of the first that
fails. `NETBUILDER_MAP` names two files without their endings: `.coverage` becomes the lines by test, `.json` how long
each took, whether it failed, loads Keras, or starts processes, in which its lines are not seen.
"""

import json
import os
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

# Shrinking what fails takes longer than finding it, and nobody reads it.
PHASES = [Phase.explicit, Phase.generate]
settings.register_profile("mutation", derandomize=True, database=None, deadline=None, phases=PHASES)

ROOT = Path(__file__).parents[1]
STARTS = ("subprocess.Popen", "os.fork", "os.posix_spawn", "socket.connect")
tests: dict[str, dict[str, Any]] = {}
running = ""

if MAP := os.environ.pop("NETBUILDER_MAP", None):
    from coverage import Coverage

    lines = Coverage(data_file=f"{MAP}.coverage", source=[str(ROOT / "netbuilder")], config_file=False)
    lines.set_option("run:relative_files", True)  # the map may be copied along with its folder
    lines.start()

    def hook(event: str, _: object) -> None:
        if running and event in STARTS:
            tests[running]["starts"] = True

    sys.addaudithook(hook)


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    settings.load_profile("mutation")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    global running
    if MAP:
        keras = item.get_closest_marker("keras") is not None
        tests[item.nodeid] = {"seconds": 0.0, "failed": False, "keras": keras, "starts": False}
        lines.switch_context(item.nodeid)
        running = item.nodeid
    result = yield
    running = ""
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if MAP:
        tests[report.nodeid]["seconds"] += report.duration
        tests[report.nodeid]["failed"] |= report.failed
    elif report.failed and (file := os.environ.get("NETBUILDER_FAILED")):
        Path(file).write_text(report.nodeid, encoding="utf-8")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if file := os.environ.get("NETBUILDER_CHOSEN"):
        places = {name: place for place, name in enumerate(json.loads(Path(file).read_text(encoding="utf-8")))}
        items[:] = sorted((item for item in items if item.nodeid in places), key=lambda item: places[item.nodeid])


def pytest_sessionfinish() -> None:
    if MAP:
        lines.switch_context("")
        lines.stop()
        lines.save()
        Path(f"{MAP}.json").write_text(json.dumps(tests), encoding="utf-8")
