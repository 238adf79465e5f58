"""python -m benchmarks.hostile: how long every command takes over large and hostile files, and how much memory.

Prints the table of docs/security.md. Times are processor seconds of the whole process, start-up included; beside each
file the same size of text without a mistake is measured. `--files` takes `large`, the files made here, `corpus`, those
of tests/hostile, and `models`, saved models; `--commands` some of the commands.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks import hostile_models
from tests.hostile.corpus import SIZES

COMMANDS = {
    "check": ("check", "--no-cache"),
    "--diff": ("check", "--no-cache", "--diff", "--unsafe-fixes"),
    "--fix": ("check", "--no-cache", "--fix", "--unsafe-fixes"),
    "show": ("show",),
    "report": ("report", "--no-probe", "-o", "page.html"),
    "code": ("code",),
    "import": ("import",),
    "compare": ("compare", "plain.yaml"),
    "grid": ("grid", "--set", "seed=1,2"),
}
LIMIT = 120
"""Seconds after which a command is stopped and counted as hanging."""
HEAD = "input: [8]\nlayers:\n"
LINES = {
    "options as calls": "  - Dense(units=1, activation='relu')\n",
    "glorot before relu": "  - Dense: {units: 8, activation: relu, kernel_initializer: glorot_uniform}\n",
    "misspelt twice": "  - Dens: {units: 8, activaton: rellu}\n",
    "numbers in quotes": "  - Dense: {units: '8', activation: 3}\n",
    "keys said twice": "  - Dense: {units: 8, units: 9}\n",
    "no space behind the colon": "  - Dense:{units:3}\n",
    "words": "  - Dense 64 relu\n",
    "a comment behind each": "  - Flatten  # nothing to do\n",
    "much dropout": "  - Dropout: {rate: 0.9}\n",
    "options not indented": "  - Dense:\n    units: 8\n    activaton: relu\n",
}


def _many(pattern: str, count: int) -> str:
    return ", ".join(pattern.format(number) for number in range(count))


OTHERS = {
    "options that are commas": f"{HEAD}  - Dense: {{{'a,' * 90_000}}}\n",
    "a million comments": "#\n" * 1_000_000 + HEAD + "  - Flatten  # c\n" * 1_500,
    "an anchor each": f"{'#' * 5_000_000}\n{HEAD}{''.join(f'  - &a{at} Flatten{chr(10)}' for at in range(9_900))}",
    "codes to ignore": f"{HEAD}  - Flatten # netbuilder: ignore[{_many('NB{}x', 400_000)}]\n",
    "unknown rules": f"{HEAD}  - Flatten\nrules: {{{_many('NX{}: off', 90_000)}}}\n",
    "long unknown options": f"{HEAD}  - Dense: {{{_many('an_option_of_a_long_name_{}', 20_000)}}}\n",
    "misspelt metrics": f"{HEAD}  - Flatten\ncompile: {{loss: mse, metrics: [{_many('acuracy{}', 50_000)}]}}\n",
    "sections that are none": "".join(f"key{number}: 1\n" for number in range(60_000)) + f"{HEAD}  - Flatten\n",
    "one metric, often": f"{HEAD}  - Flatten\ncompile: {{loss: mse, metrics: [{_many('accuracy', 50_000)}]}}\n",
    "a word twice": f"input: [1]\nlayers:\n  - StringLookup: {{vocabulary: [{_many('w{}', 150_000)}, w149999]}}\n",
}


class Cost(NamedTuple):
    """What one command took."""

    seconds: float
    mebibytes: float
    status: int | None
    """None where it had to be stopped."""


def cost(command: tuple[str, ...], file: Path) -> Cost:
    """Run a command over a file in a process of its own."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        os.write(write, _measured(command, file).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        seconds, mebibytes, status = pipe.read().split()
    os.waitpid(pid, 0)
    return Cost(float(seconds), float(mebibytes), None if status == "None" else int(status))


def _measured(command: tuple[str, ...], file: Path) -> str:
    process = subprocess.Popen(
        [sys.executable, "-m", "netbuilder", *command, file.name],
        cwd=file.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    status: int | None
    try:
        status = process.wait(LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        status = None
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return f"{used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss / 1024:.0f} {status}"


Files = dict[str, Callable[[], bytes]]


def _lines(line: str) -> Callable[[], bytes]:
    return lambda: (HEAD + line * 9_900).encode()


def _text(text: str) -> Callable[[], bytes]:
    return lambda: text.encode()


PLAIN = _lines("  - Dense: {units: 8, activation: relu}\n")
FILES: dict[str, tuple[Callable[[], bytes], Files]] = {
    "large": (
        PLAIN,
        {name: _lines(line) for name, line in LINES.items()} | {name: _text(text) for name, text in OTHERS.items()},
    ),
    "corpus": (PLAIN, {hostile.name: hostile.make for hostile in SIZES}),
    "models": (hostile_models.plain, hostile_models.MODELS),
}
"""The files by their names, each lot with one without a mistake: lines of one mistake and long lists up to the limits
of what is read, the corpus of the tests, and saved models.
"""


def main() -> int:
    """Measure and print; 1 where something took more than the bar allows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile")
    parser.add_argument("--files", default=",".join(FILES), help=f"some of {', '.join(FILES)}")
    parser.add_argument("--commands", default=",".join(COMMANDS), help=f"some of {', '.join(COMMANDS)}")
    parser.add_argument("--only", help="files with this in their name")
    options = parser.parse_args()
    commands = options.commands.split(",")
    too_slow = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "net.yaml"
        (file.parent / "plain.yaml").write_bytes(PLAIN())
        for lot in options.files.split(","):
            plain, files = FILES[lot]
            some = {title: make for title, make in files.items() if (options.only or "") in title}
            too_slow += _measure(commands, file, plain(), some)
    print("\n".join(too_slow) or "everything is within the bar")
    return 1 if too_slow else 0


def _measure(commands: list[str], file: Path, plain: bytes, files: Files) -> list[str]:
    """What is over the bar; prints a row a file, and the worst of each command."""
    file.write_bytes(plain)
    costs = {name: cost(COMMANDS[name], file) for name in commands}
    bar = {name: max(5.0, 10 * taken.seconds) for name, taken in costs.items()}
    worst = dict.fromkeys(commands, (Cost(0, 0, 0), ""))
    most = dict.fromkeys(commands, 0.0)
    too_slow = []
    print("\n| file | " + " | ".join(commands) + " |\n|---|" + "---|" * len(commands))
    print("| no mistake | " + " | ".join(f"{taken.seconds:.1f}" for taken in costs.values()) + " |", flush=True)
    for title, make in files.items():
        data, cells = make(), []
        for name in commands:
            file.write_bytes(data)
            taken = cost(COMMANDS[name], file)
            cells.append("hangs" if taken.status is None else f"{taken.seconds:.1f}")
            worst[name] = max(worst[name], (taken, title))
            most[name] = max(most[name], taken.mebibytes)
            if taken.status is None or taken.seconds > bar[name] or taken.mebibytes > 300:
                too_slow.append(f"{name} over {title}: {taken.seconds:.1f} s, {taken.mebibytes:.0f} MiB")
        print(f"| {title} | " + " | ".join(cells) + " |", flush=True)
    for name, (taken, title) in worst.items():
        print(f"{name}: at most {taken.seconds:.1f} s, over: {title}; at most {most[name]:.0f} MiB")
    return too_slow


if __name__ == "__main__":
    sys.exit(main())
