"""make differential SECONDS=600: draw networks, let Keras have them, and say where it does not do what was promised.

Usage: python -m benchmarks.differential [--seconds N | --count N] [--seed S]

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
from typing import Any

EACH = 100
MOST_STOPPED = 0.01
"""Of what is accepted, so much may be stopped by Keras: what is written down in tests/differential/known_stops.py."""


class Tally:
    """What became of all networks so far."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.odd: list[dict[str, Any]] = []

    def take(self, line: dict[str, Any]) -> None:
        self.kinds[line["kind"]] += 1
        if line["kind"] in ("stopped", "differs"):
            self.odd.append(line)

    @property
    def accepted(self) -> int:
        return self.kinds.total() - self.kinds["refused"]

    def is_within_the_bar(self) -> bool:
        """Whether nothing differs, and next to nothing was stopped."""
        return not self.kinds["differs"] and self.kinds["stopped"] <= MOST_STOPPED * max(self.accepted, 1)


def run(first: int, count: int, tally: Tally) -> None:
    """Try the networks of some numbers in a process of their own."""
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    command = [sys.executable, "-m", "tests.differential.tried", str(first), str(count)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    output, errors = process.communicate()
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    for line in lines:
        tally.take(line)
    if len(lines) < count:  # TensorFlow took the process with it
        seed = first + len(lines)
        tally.take({"seed": seed, "kind": "stopped", "stage": "process", "message": errors[-300:], "network": None})


def main() -> int:
    """Draw for some time, or so many; 0 where the bar holds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.differential")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, help="the same seed draws the same networks")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**7) * 1000
    tally, began, number = Tally(), time.monotonic(), seed
    seconds = given.seconds if given.seconds is not None or given.count is not None else 60
    while (seconds is None or time.monotonic() - began < seconds) and (
        given.count is None or tally.kinds.total() < given.count
    ):
        each = EACH if seconds is None else max(10, min(EACH, int(seconds / 6)))
        run(number, each, tally)
        number += each
    for line in tally.odd:
        print(f"{line['seed']} {line['kind']} at {line['stage']}: {line['message']}\n    {json.dumps(line['network'])}")
    kinds, took = tally.kinds, time.monotonic() - began
    print(
        f"{kinds.total():,} networks in {took:.0f} s from seed {seed}: {kinds['refused']:,} refused; of "
        f"{tally.accepted:,} accepted {kinds['differs']} differ, {kinds['stopped']} were stopped"
        f" ({kinds['stopped'] / max(tally.accepted, 1):.1%}), {kinds['known']} more as written down"
    )
    return 0 if tally.is_within_the_bar() else 1


if __name__ == "__main__":
    sys.exit(main())
