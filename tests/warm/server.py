"""One process that has imported what takes long and forks a child for every run: `python server.py SOCKET OF`.

It stops when its standard input ends. A child is what a fresh process is, but for the time of the import: TensorFlow
and Keras, or netbuilder, are hidden until they are imported, and nothing of them has run (no device, no thread pool, no
variable).
"""

import atexit
import gc
import json
import os
import random
import runpy
import select
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, cast

LIBRARIES = {"tensorflow": ("tensorflow", "keras")}
OURS = ("netbuilder", "pydantic", "pydantic_core", "yaml", "click")
"""What every server imports; a child has it all but the time."""
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MOST = 1 << 20
"""Bytes of a request, the caller's environment included."""


def main(address: str, of: str) -> None:
    """Serve until the test run ends."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    print("listening", flush=True)
    pristine = sys.path[1:]  # the first is the folder of this file
    hidden: list[HiddenLibraries] = []
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [], 1.0)
        _reap()
        if sys.stdin in ready:
            return
        if listener in ready:
            connection, _ = listener.accept()
            hidden = hidden or [HiddenLibraries(libraries) for libraries in (LIBRARIES.get(of), OURS) if libraries]
            if os.fork() == 0:
                listener.close()
                _serve(connection, hidden, pristine)
            connection.close()


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


class HiddenLibraries(MetaPathFinder, Loader):
    """The libraries, imported and out of sight; the first import of one of them brings all back."""

    def __init__(self, libraries: tuple[str, ...]) -> None:
        # As a build does it: without the chatter, on the one backend.
        os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", KERAS_BACKEND="tensorflow", CUDA_VISIBLE_DEVICES="-1")
        with _quiet():
            sys.path.insert(0, ROOT)
            modules = cast("dict[str, Any]", sys.modules)
            modules["jax"] = None  # as `backends.start` hides it from TensorFlow
            for library in libraries:
                __import__(library)
            del modules["jax"]
            if "netbuilder" in libraries:
                _import_light_rooms(sys.modules["netbuilder"].__path__)
        # No child need look through what is there for good, and have pages of its own for it.
        gc.collect()
        gc.freeze()
        names = [name for name in sys.modules if name.partition(".")[0] in libraries]
        self.modules = {name: sys.modules.pop(name) for name in names}
        self.specs: dict[str, ModuleSpec | None] = {}

    def forget_keras(self) -> None:
        """It will be imported anew, as its surroundings say; after TensorFlow that takes a moment."""
        self.modules = {name: module for name, module in self.modules.items() if name.partition(".")[0] != "keras"}
        optree: Any = sys.modules.get("optree")
        if optree is not None and (structures := self.modules.get("tensorflow.python.trackable.data_structures")):
            for name in ("ListWrapper", "_DictWrapper"):  # an older Keras registers them anew, and is refused
                with suppress(ValueError):
                    optree.unregister_pytree_node(getattr(structures, name), namespace="keras")

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in self.modules:
            return None
        sys.meta_path.remove(self)
        sys.modules.update(self.modules)
        self.specs[name] = self.modules[name].__spec__
        return ModuleSpec(name, self)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self.modules[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self.specs[module.__name__]


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what native code prints; an import that fails is heard, for it is raised behind this."""
    terminal, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)
        os.close(nowhere)


def _import_light_rooms(path: Sequence[str]) -> None:
    """All of netbuilder but the room that loads TensorFlow, and what needs an extra that is not installed here."""
    for module in walk_packages(path, "netbuilder.", onerror=_let_an_extra_be_missing):
        if not module.name.startswith(("netbuilder.engine", "netbuilder.__main__")):
            try:
                __import__(module.name)
            except ModuleNotFoundError:
                _let_an_extra_be_missing(module.name)
    assert "tensorflow" not in sys.modules


def _let_an_extra_be_missing(of: str) -> None:
    """The import of one of our modules has just failed: raise that again, but where it is a package of others."""
    error = sys.exc_info()[1]
    if not isinstance(error, ModuleNotFoundError) or (error.name or "").partition(".")[0] == "netbuilder":
        raise


def _serve(connection: socket.socket, hidden: Sequence[HiddenLibraries], pristine: Sequence[str]) -> None:
    """In the child: take on the caller's surroundings, run, say the exit status, and end."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    message, streams, _, _ = socket.recv_fds(connection, MOST, 3)
    request = json.loads(message)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    extra = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:] = ["", *extra, *pristine]
    sys.stdin, sys.stdout = os.fdopen(0, encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace")
    # Python reseeds its own generator in a child, NumPy does not.
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    if os.environ.keys() & {"KERAS_BACKEND", "KERAS_HOME"}:
        hidden[0].forget_keras()
    sys.meta_path[:0] = hidden
    connection.sendall(b"%d\n" % _run(request["arguments"]))
    os._exit(0)


def _run(arguments: list[str]) -> int:
    """The exit status of `-c CODE ...` or `-m MODULE ...`, with what Python itself does at its end."""
    status = 0
    try:
        _execute(*arguments)
    except SystemExit as stop:
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)
        status = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        traceback.print_exc()
        status = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return status


def _execute(option: str, what: str, *more: str) -> None:
    if option == "-c":
        sys.argv = ["-c", *more]
        main = sys.modules["__main__"] = ModuleType("__main__")
        exec(compile(what, "<string>", "exec"), main.__dict__)
    else:
        sys.argv = [what, *more]
        runpy.run_module(what, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
