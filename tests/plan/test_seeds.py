"""Seeds are derived, never drawn."""

import random
import subprocess
import sys
from hashlib import sha256

from netbuilder.plan.seeds import derived, fresh_seed


def test_derived_seed_is_fixed_for_ever() -> None:
    """A released seed may never change: weights built from it would."""
    assert derived(42, "dense", "kernel_initializer") == 379702626
    assert derived(0, "block_0/dense", "seed") == 1357382323


def test_every_part_counts() -> None:
    seeds = {derived(s, p, r) for s in (0, 1) for p in ("dense", "dense_1") for r in ("kernel_initializer", "seed")}
    assert len(seeds) == 8
    assert all(0 <= seed < 2**31 for seed in seeds)


def test_fresh_seeds_differ_and_leave_the_random_state_alone() -> None:
    random.seed(1)
    state = random.getstate()
    seeds = [fresh_seed() for _ in range(5)]
    assert len(set(seeds)) == 5
    assert random.getstate() == state


def test_seeding_python_again_repeats_them() -> None:
    random.seed("again")
    first = [fresh_seed(), fresh_seed()]
    random.random()
    assert fresh_seed() not in first
    random.seed("again")
    assert [fresh_seed(), fresh_seed()] == first


def test_a_seeded_process_repeats_itself() -> None:
    code = "import random; random.seed(7); from netbuilder.plan.seeds import fresh_seed; print(fresh_seed())"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(2)]
    assert runs[0] == runs[1]


def test_the_seeds_of_one_state_are_derived_by_number() -> None:
    random.seed(3)
    state = int.from_bytes(sha256(repr(random.getstate()).encode()).digest(), "big")
    assert [fresh_seed() for _ in range(3)] == [derived(state, "", number) for number in "012"]
