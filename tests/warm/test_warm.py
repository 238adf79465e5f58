"""A forked process is what a fresh one is; that it builds the same bytes says tests/engine/test_reproducible.py."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import warm

pytestmark = pytest.mark.keras

ENDS = {
    "nothing": "pass",
    "a status": "import sys; sys.exit(3)",
    "a sentence": "import sys; sys.exit('no')",
    "an exception": "print('before'); {}['missing']",
    "at exit": "import atexit; atexit.register(print, 'last'); print('first')",
    "a thread": "import threading, time; threading.Thread(target=lambda: (time.sleep(0.1), print('late'))).start()",
    "not ASCII": "import sys; print('späť', sys.stdin.read()); print('\\udc80', file=sys.stderr)",
    "what it is": "import sys; print(__name__, sys.argv, sys.path[0], sys.modules['__main__'].__name__)",
    "surroundings": "import os; print(os.getcwd(), os.environ.get('WORD'), os.environ.get('HOME'))",
}


@pytest.mark.parametrize("code", ENDS.values(), ids=ENDS.keys())
def test_it_ends_as_a_fresh_one(code: str, tmp_path: Path) -> None:
    surroundings = {"WORD": "word", "PATH": "/usr/bin", "LC_ALL": "C.UTF-8"}
    arguments = ["-c", code, "--more", "ü"]
    fresh = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=tmp_path, env=surroundings, input="typed"
    )
    forked = warm.run(arguments, cwd=tmp_path, env=surroundings, input="typed")
    assert (forked.returncode, forked.stdout) == (fresh.returncode, fresh.stdout)
    assert forked.stderr.splitlines()[-1:] == fresh.stderr.splitlines()[-1:]


def test_tensorflow_is_out_of_sight_until_it_is_imported() -> None:
    code = """
import sys
from netbuilder.engine.backends import start
print(start.is_started("tensorflow"), "keras" in sys.modules)
import keras
print(start.is_started("tensorflow"), keras.__spec__.name, len(keras.Sequential([keras.layers.Dense(2)]).layers))
"""
    assert warm.run(["-c", code]).stdout.splitlines() == ["False False", "True keras 1"]


def test_every_one_has_a_random_state_of_its_own() -> None:
    code = "import random, numpy; print(random.random()); print(numpy.random.random())"
    first, second = (set(warm.run(["-c", code]).stdout.split()) for _ in range(2))
    assert len(first | second) == 4


def test_a_crash_is_no_answer() -> None:
    assert warm.run(["-c", "import os; os.abort()"]).returncode == -1
