"""python -m benchmarks.hostile: how long every command takes over large and hostile files, and how much memory.

Prints the table of docs/security.md. Times are processor seconds of the whole process, start-up included; beside each
file the same size of text without a mistake is measured. `--files large` leaves out the corpus of tests/hostile.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.hostile.corpus import SIZES

COMMANDS = {
    "check": ("check",),
    "--diff": ("check", "--diff", "--unsafe-fixes"),
    "--fix": ("check", "--fix", "--unsafe-fixes"),
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
    "options not indented": "  - Dense:\n    units: 8\n    activaton: relu\n",
}


def _many(pattern: str, count: int) -> str:
    return ", ".join(pattern.format(number) for number in range(count))


OTHERS = {
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


def files(with_corpus: bool) -> dict[str, bytes]:
    """The texts by their names: lines of one mistake, up to the limits of what is read, and the corpus."""
    made = {name: (HEAD + line * 9_900).encode() for name, line in LINES.items()}
    made |= {name: text.encode() for name, text in OTHERS.items()}
    if with_corpus:
        made |= {hostile.name: hostile.make() for hostile in SIZES}
    return made


def main() -> int:
    """Measure and print; 1 where something took more than the bar allows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile")
    parser.add_argument("--files", choices=("all", "large"), default="all")
    parser.add_argument("--commands", default=",".join(COMMANDS))
    given = parser.parse_args()
    commands = given.commands.split(",")
    worst: dict[str, tuple[Cost, str]] = {}
    too_slow = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "net.yaml"
        file.write_text(HEAD + "  - Dense: {units: 8, activation: relu}\n" * 9_900)
        (file.parent / "plain.yaml").write_bytes(file.read_bytes())
        plain = {name: cost(COMMANDS[name], file) for name in commands}
        print("| file | " + " | ".join(commands) + " |\n|---|" + "---|" * len(commands))
        print("| 9,900 layers, no mistake | " + " | ".join(f"{plain[name].seconds:.1f}" for name in commands) + " |")
        for title, data in files(given.files == "all").items():
            cells = []
            for name in commands:
                file.write_bytes(data)
                took = cost(COMMANDS[name], file)
                cells.append("hangs" if took.status is None else f"{took.seconds:.1f}")
                if name not in worst or took.seconds > worst[name][0].seconds:
                    worst[name] = (took, title)
                if took.status is None or took.seconds > max(5.0, 10 * plain[name].seconds) or took.mebibytes > 300:
                    too_slow.append(f"{name} over {title}: {took.seconds:.1f} s, {took.mebibytes:.0f} MiB")
            print(f"| {title} | " + " | ".join(cells) + " |", flush=True)
    for name, (took, title) in worst.items():
        print(f"{name}: at most {took.seconds:.1f} s and {took.mebibytes:.0f} MiB, over: {title}")
    print("\n".join(too_slow) or "everything is within the bar")
    return 1 if too_slow else 0


if __name__ == "__main__":
    sys.exit(main())
