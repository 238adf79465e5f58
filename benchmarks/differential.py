"""make differential SECONDS=600: draw networks, let Keras have them, and say where it does not do what was promised.

Usage: python -m benchmarks.differential [--seconds N | --count N] [--seed S] [--jobs J]

Each process takes 100 networks and makes room for the next: TensorFlow keeps what it has traced. Ends with status 1
where something differs, or where more of what was accepted was stopped than is written down for one in a hundred.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

EACH = 100
MOST_STOPPED = 0.01
"""Of what is accepted, so much may be stopped by Keras: what is written down in tests/differential/known_stops.py."""

Line = dict[str, Any]


class Tally:
    """What became of all networks so far; says at once what is odd."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()

    def take(self, line: Line) -> None:
        self.kinds[line["kind"]] += 1
        if line["kind"] in ("stopped", "differs"):
            print(f"{line['seed']} {line['kind']} at {line['stage']}: {line['message']}")
            print(f"    {json.dumps(line['network'])}", flush=True)

    @property
    def accepted(self) -> int:
        return self.kinds.total() - self.kinds["refused"]

    def is_within_the_bar(self) -> bool:
        """Whether nothing differs, and next to nothing was stopped."""
        return not self.kinds["differs"] and self.kinds["stopped"] <= MOST_STOPPED * max(self.accepted, 1)


def outcomes(first: int, count: int) -> list[Line]:
    """What became of the networks of some numbers, in a process of their own."""
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    command = [sys.executable, "-m", "tests.differential.tried", str(first), str(count)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    output, errors = process.communicate()
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    if len(lines) < count:  # TensorFlow took the process with it
        seed = first + len(lines)
        lines.append({"seed": seed, "kind": "stopped", "stage": "process", "message": errors[-300:], "network": None})
        if len(lines) < count:
            lines += outcomes(seed + 1, count - len(lines))
    return lines


def run(batches: Iterator[tuple[int, int]], tally: Tally, jobs: int) -> None:
    """Try batch after batch, so many at once."""
    lock = Lock()

    def work() -> None:
        while True:
            with lock:
                batch = next(batches, None)
            if batch is None:
                return
            lines = outcomes(*batch)
            with lock:
                for line in lines:
                    tally.take(line)

    with ThreadPoolExecutor(jobs) as pool:
        for future in [pool.submit(work) for _ in range(jobs)]:
            future.result()


def batches(seed: int, count: int | None, seconds: float | None) -> Iterator[tuple[int, int]]:
    """The first number and how many, until there are enough or the time is over."""
    began, number = time.monotonic(), seed
    each = EACH if seconds is None else max(10, min(EACH, int(seconds / 6)))
    while (seconds is None or time.monotonic() - began < seconds) and (count is None or number < seed + count):
        yield number, each if count is None else min(each, seed + count - number)
        number += each


def main() -> int:
    """Draw for some time, or so many; 0 where the bar holds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.differential")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, help="the same seed draws the same networks")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes at once")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**7) * 1000
    seconds = options.seconds if options.seconds is not None or options.count is not None else 60
    tally, began = Tally(), time.monotonic()
    run(batches(seed, options.count, seconds), tally, options.jobs)
    kinds, took = tally.kinds, time.monotonic() - began
    print(
        f"{kinds.total():,} networks in {took:.0f} s from seed {seed}: {kinds['refused']:,} refused; of "
        f"{tally.accepted:,} accepted {kinds['differs']} differ, {kinds['stopped']} were stopped"
        f" ({kinds['stopped'] / max(tally.accepted, 1):.1%}), {kinds['known']} more as written down"
    )
    return 0 if tally.is_within_the_bar() else 1


if __name__ == "__main__":
    sys.exit(main())
