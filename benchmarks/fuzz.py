"""make fuzz SECONDS=600: draw inputs for as long as asked, and keep what breaks in tests/fuzz/corpus.

Usage: python -m benchmarks.fuzz [--seconds N] [--kinds bytes,trees,networks,changes,models] [--keras] [--seed S]

With --keras every accepted network is built by Keras too, without memory for its weights. Ends with status 1 when
something broke; each new file of the corpus is then a test.
"""

import argparse
import hashlib
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.holds import holds
from tests.fuzz.test_fuzz import CORPUS, KINDS, builds_if_accepted

ROUND = 200
"""Inputs between two looks at the clock."""


class Session:
    """Counts, and the smallest input of every way to break."""

    def __init__(self, keras: bool) -> None:
        self.count: Counter[str] = Counter()
        self.accepted: Counter[str] = Counter()
        self.broken: dict[tuple[str, str], tuple[bytes, str]] = {}
        self._keras = keras

    def try_(self, kind: str, data: bytes) -> None:
        """Judge one input; an exception is noted, not raised, so that the rest of the round is drawn."""
        self.count[kind] += 1
        try:
            if self._keras:
                builds_if_accepted(data)
            else:
                self.accepted[kind] += holds(data).accepted
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            cause = (
                type(error).__name__,
                f"{Path(frame.filename).name}:{frame.lineno}" + (str(error)[:40] if self._keras else ""),
            )
            if cause not in self.broken or len(data) < len(self.broken[cause][0]):
                self.broken[cause] = (data, "".join(traceback.format_exception(error))[-2_000:])

    def round(self, kind: str, number: int) -> None:
        """Draw and try some inputs of a kind."""

        @seed(number)
        @settings(
            max_examples=ROUND, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(KINDS[kind]())
        def each(data: bytes) -> None:
            self.try_(kind, data)

        each()


def keep(broken: dict[tuple[str, str], tuple[bytes, str]]) -> None:
    """Write what broke into the corpus, and say how."""
    for (name, place), (data, trace) in broken.items():
        file = CORPUS / f"{name.lower()}-{hashlib.sha256(data).hexdigest()[:8]}.yaml"
        with suppress(OSError):
            file.write_bytes(data)
        print(f"\n{name} at {place}: {file}\n{data[:500]!r}\n{trace}")


def main() -> int:
    """Fuzz for some time; 0 if nothing broke."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kinds", default=",".join(KINDS), help=f"some of {', '.join(KINDS)}")
    parser.add_argument("--keras", action="store_true", help="let Keras build what is accepted")
    parser.add_argument("--seed", type=int, help="the same seed draws the same inputs")
    given_ = parser.parse_args()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    start = given_.seed if given_.seed is not None else random.SystemRandom().randrange(10**6)
    session = Session(given_.keras)
    kinds = given_.kinds.split(",")
    began = time.monotonic()
    number = 0
    show: Callable[[str], None] = lambda text: print(text, end="", flush=True) if sys.stdout.isatty() else None  # noqa: E731
    while time.monotonic() - began < given_.seconds:
        for kind in kinds:
            session.round(kind, start + number)
        number += 1
        show(f"\r{session.count.total():,} inputs, {len(session.broken)} broke ")
    keep(session.broken)
    took = time.monotonic() - began
    parts = ", ".join(f"{count:,} {kind}" for kind, count in session.count.items())
    print(
        f"\r{session.count.total():,} inputs in {took:.0f} s from seed {start} ({parts}); {len(session.broken)} broke"
    )
    return 1 if session.broken else 0


if __name__ == "__main__":
    sys.exit(main())
