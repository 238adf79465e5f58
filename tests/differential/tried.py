"""python -m tests.differential.tried FIRST COUNT: what became of the networks of these numbers, a line of JSON each."""

import json
import sys

from tests.differential.against_keras import Outcome, outcome
from tests.differential.drawn_networks import network
from tests.differential.known_stops import known_stop


def tried(seed: int, is_saved: bool) -> Outcome:
    """What became of the network of a number; `known` where Keras stops at what is written down."""
    found = outcome(network(seed), is_saved)
    if found.kind in ("stopped", "differs") and known_stop(found):
        return found._replace(kind="known")
    return found


def main() -> None:
    """Try them, one after the other."""
    first, count = int(sys.argv[1]), int(sys.argv[2])
    for seed in range(first, first + count):
        found = tried(seed, is_saved=seed % 4 == 0)
        line = {"seed": seed, **found._asdict()}
        if found.kind not in ("fine", "refused"):
            line["network"] = network(seed)
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
