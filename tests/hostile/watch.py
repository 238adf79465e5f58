"""Run in a process of its own: `check` of many files under an audit hook that notes what Python is asked to do.

Usage: python tests/hostile/watch.py FOLDER; prints one JSON object a file.
"""

import io
import json
import signal
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

WATCHED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "ctypes.",
    "shutil.",
    "tempfile.",
    "urllib.",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.chmod",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.putenv",
    "pickle.",
    "marshal.loads",
    "exec",
)
OWN = (
    "netbuilder",
    "pydantic",
    "pydantic_core",
    "yaml",
    "click",
    "typing_extensions",
    "annotated_types",
    "typing_inspection",
    "_yaml",
)

LONGEST = 60
"""Seconds after which a file counts as one that hangs, so that one does not stop the others."""

events: list[str] = []
is_watching = False


def hook(event: str, args: tuple[Any, ...]) -> None:
    """Note what reaches outside; Python's own loading of modules is told by its file names."""
    if not is_watching:
        return
    if event == "open":
        name, mode, flags = (*args, None, None, None)[:3]
        writes = (isinstance(mode, str) and any(one in mode for one in "wax+")) or (
            isinstance(flags, int) and flags & 0o3
        )
        text = str(name)
        if writes:
            events.append(f"write {text}")
        elif not text.endswith((".py", ".pyc", ".so")):
            events.append(f"read {text}")
    elif event == "import":
        root = str(args[0]).partition(".")[0]
        if root not in sys.stdlib_module_names and root not in OWN:
            events.append(f"import {args[0]}")
    elif event.startswith(WATCHED) and not (event == "exec" or event == "marshal.loads"):
        events.append(f"{event} {args!r}"[:200])


def peak() -> int:
    """The most memory this program has held, in MiB.

    Not `getrusage`: a process keeps what its parent held while it was started,
    here a test runner with TensorFlow in it.
    """
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) // 1024


def stop(*_: Any) -> None:
    """End what takes too long, with the place in the traceback."""
    raise TimeoutError


def watched(path: Path) -> dict[str, Any]:
    """Check one file."""
    global is_watching
    from netbuilder.cli.run import run

    events.clear()
    out, err = io.StringIO(), io.StringIO()
    start = time.perf_counter()
    cpu = time.process_time()
    is_watching = True
    signal.alarm(LONGEST)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            status: Any = run(["check", "--verbose", str(path)])
    except BaseException:
        status = traceback.format_exc()
    finally:
        signal.alarm(0)
        is_watching = False
    return {
        "file": path.name,
        "status": status,
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "peak": peak(),
        "out": out.getvalue()[:200_000],
        "errors": out.getvalue().count("error["),
        "size": len(out.getvalue()),
        "err": err.getvalue()[-2_000:],
        "events": [event for event in events if event != f"read {path}"],
    }


if __name__ == "__main__":
    sys.addaudithook(hook)
    signal.signal(signal.SIGALRM, stop)
    folder = Path(sys.argv[1])
    # The first check of a process loads pydantic, which asks every installed package whether it is a plugin.
    (folder / "first.yaml").write_text("input: [8]\nlayers: [Flatten]\n")
    watched(folder / "first.yaml")
    (folder / "first.yaml").unlink()
    for config in sorted(folder.glob("*.yaml")):
        print(json.dumps(watched(config)), flush=True)
    print(json.dumps({"heavy": [name for name in ("tensorflow", "keras", "numpy") if name in sys.modules]}))
