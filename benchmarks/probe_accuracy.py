"""How often the probe is right: its verdict before training against what training comes to.

Usage: python -m benchmarks.probe_accuracy [--quick] [--nets N] [--seed S] [--raw FILE]

Draws networks, probes each, trains each on scikit-learn's digits with SGD with momentum and with Adam (300 steps, the
best of three rates each), and prints how verdict and outcome go together.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

from benchmarks.drawn_nets import Net, draw, kernels, model
from benchmarks.training import best, outcome
from netbuilder.propagation.records import Probe

VERDICTS = ("healthy", "borderline", "vanishing", "severe", "exploding", "dead", "symmetric")
OUTCOMES = ("ok", "marginal", "fail")
ALARMS = {
    "SGD": ("vanishing", "severe", "exploding", "dead", "symmetric"),
    "Adam": ("severe", "exploding", "dead", "symmetric"),
}


class Case(NamedTuple):
    """One network: what the probe said, and the accuracy that training reached."""

    net: Net
    probe: Probe
    sgd: float
    adam: float

    def accuracy(self, optimizer: str) -> float:
        """Of the better rate."""
        return self.sgd if optimizer == "SGD" else self.adam


class Rates(NamedTuple):
    """How often the verdict is wrong, over what is not marginal."""

    false_alarms: int
    trainable: int
    misses: int
    untrainable: int

    def __str__(self) -> str:
        def part(count: int, whole: int) -> str:
            return f"{count}/{whole} ({count / whole:.1%})" if whole else "0/0"

        return f"false alarms {part(self.false_alarms, self.trainable)}, misses {part(self.misses, self.untrainable)}"


def cases(nets: Sequence[Net], workers: int) -> Iterator[Case]:
    """Probe in this process, train in others."""
    from netbuilder.engine.backends.start import start
    from netbuilder.engine.probe.measure import measure

    keras = start("tensorflow").keras
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: list[tuple[Net, Probe, Future[tuple[float, float]]]] = []
        for net in nets:
            built = model(keras, net)
            probed = measure(built)
            waiting.append((net, probed, pool.submit(best, kernels(keras, built), net.activation)))
            keras.backend.clear_session()
        for net, probed, trained in waiting:
            yield Case(net, probed, *trained.result())


def rates(found: Sequence[Case], optimizer: str) -> Rates:
    """The error rates for one optimizer."""
    counts = Counter(
        (outcome(case.accuracy(optimizer)), case.probe.verdict.word in ALARMS[optimizer]) for case in found
    )
    return Rates(
        counts["ok", True],
        counts["ok", True] + counts["ok", False],
        counts["fail", False],
        counts["fail", True] + counts["fail", False],
    )


def table(found: Sequence[Case]) -> str:
    """Verdict against outcome, as Markdown."""
    lines = ["| verdict | nets | SGD ok / marginal / fail | Adam ok / marginal / fail |", "|---|---|---|---|"]
    for word in VERDICTS:
        these = [case for case in found if case.probe.verdict.word == word]
        if these:
            cells = []
            for optimizer in ("SGD", "Adam"):
                counts = Counter(outcome(case.accuracy(optimizer)) for case in these)
                cells.append(" / ".join(str(counts[one]) for one in OUTCOMES))
            lines.append(f"| {word} | {len(these)} | {cells[0]} | {cells[1]} |")
    return "\n".join(lines)


def wrong(found: Sequence[Case], optimizer: str) -> Iterator[str]:
    """The networks on which the verdict is wrong."""
    for case in found:
        alarm, came = case.probe.verdict.word in ALARMS[optimizer], outcome(case.accuracy(optimizer))
        if came != "marginal" and alarm != (came == "fail"):
            forward, backward = (f"{one:.1f}" if one is not None else "-" for one in case.probe[1:3])
            kind = "false alarm" if alarm else "miss"
            yield (
                f"- {kind}: {case.net}: {case.probe.verdict.word} (FV {forward}, GD {backward}), "
                f"accuracy {case.accuracy(optimizer):.2f}"
            )


def main(args: Sequence[str] | None = None) -> None:
    """Print the table, the rates, and every network on which the verdict is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.probe_accuracy", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--quick", action="store_true", help="40 networks, about 2 minutes on 2 cores")
    parser.add_argument("--nets", type=int, help="how many networks; 240 where left out")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other networks")
    parser.add_argument("--raw", help="write every network with its measurement and outcome as a line of JSON")
    given = parser.parse_args(args)
    count = given.nets or (40 if given.quick else 240)
    start = time.monotonic()
    found = []
    for case in cases(draw(count, given.seed), max(os.cpu_count() or 1, 1)):
        found.append(case)
        if given.raw:
            with open(given.raw, "a", encoding="utf-8") as file:
                raw = {"net": case.net._asdict(), "sgd": case.sgd, "adam": case.adam, "probe": case.probe.to_json()}
                file.write(json.dumps(raw) + "\n")
        if sys.stderr.isatty():
            print(f"\r{len(found)}/{count}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r        \r", end="", file=sys.stderr)
    print(f"{count} networks, seed {given.seed}, {time.monotonic() - start:.0f} s\n\n{table(found)}\n")
    for optimizer, words in ALARMS.items():
        print(f"{optimizer} (alarm: {', '.join(words[:3])} ...): {rates(found, optimizer)}")
    print()
    for line in wrong(found, "SGD"):
        print(line)


if __name__ == "__main__":
    main()
