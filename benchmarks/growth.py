"""One build after another in one process: resident memory after 20 and after 200, by netbuilder and by hand."""

from subprocess import run

from benchmarks.timing import PYTHON

FIRST, LAST = 20, 200
NETWORK = """\
seed: 1
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy}
"""
_OURS = f"""
import netbuilder as nb
def build():
    nb.build({NETWORK!r})
"""
_BY_HAND = """
import keras
def build():
    he, glorot = keras.initializers.HeNormal(seed=1), keras.initializers.GlorotUniform(seed=1)
    hidden = [keras.layers.Dense(32, "relu", kernel_initializer=he) for _ in range(2)]
    output = keras.layers.Dense(4, "softmax", kernel_initializer=glorot)
    keras.Sequential([keras.Input((16,)), *hidden, output]).compile("adam", "categorical_crossentropy")
"""
_CLEARED = _BY_HAND.replace("def build():", "def build():\n    keras.utils.clear_session(free_memory=False)")
_COUNT = """
import gc, resource
for number in range(1, {last} + 1):
    build()
    if number in ({first}, {last}):
        gc.collect()
        with open("/proc/self/statm") as file:
            print(int(file.read().split()[1]) * resource.getpagesize())
"""


def table() -> list[str]:
    """The rows of a Markdown table, one for every way to build."""
    ways = {
        "`nb.build`": _OURS,
        "`keras.Sequential([...])` by hand": _BY_HAND,
        "the same, `keras.utils.clear_session()` each time": _CLEARED,
    }
    header = f"| resident memory | after {FIRST} builds | after {LAST} | a build |\n|---|---|---|---|"
    return [header, *(_row(name, *_measured(code)) for name, code in ways.items())]


def _measured(code: str) -> tuple[int, int]:
    """Bytes after the first builds, and after all."""
    program = code + _COUNT.format(first=FIRST, last=LAST)
    done = run([PYTHON, "-c", program], capture_output=True, text=True, check=True)
    first, last = map(int, done.stdout.split())
    return first, last


def _row(name: str, first: int, last: int) -> str:
    growth = (last - first) / 1024 / (LAST - FIRST)
    return f"| {name} | {first / 2**20:.0f} MiB | {last / 2**20:.0f} MiB | {growth:+.1f} KiB |"
