"""No pattern of the package takes more than in proportion to the text: a file of 10 MB would never end.

A run of letters in front of which a pattern can begin anywhere, or that it can divide in many ways, takes the square of
its length, so that 4,000 letters already take a hundred times what they should.
"""

import re
import time

import pytest

from tests.source.pattern_uses import Use, strings, uses

COUNTS = (30, 150, 4_000)
MOST_SECONDS = 0.004
"""Of a processor, for 4,000 letters; in proportion it is a quarter of that at most."""
OWN_FILES = "vocabulary/index.py"
"""What reads files of the package alone."""


def seconds(use: Use, text: str) -> float:
    start = time.process_time()
    result = getattr(use.pattern, use.method)(*([""] if use.method in ("sub", "subn") else []), text)
    if use.method == "finditer":
        list(result)
    return time.process_time() - start


def slow(use: Use) -> str | None:
    """A text that takes longer than it should."""
    for count in COUNTS:
        for text in strings(use.pattern, count):
            # Again, as the machine may have been busy.
            if seconds(use, text) > MOST_SECONDS and min(seconds(use, text) for _ in range(5)) > MOST_SECONDS:
                return text
    return None


USES = {use: place for use, place in uses().items() if not place.startswith(OWN_FILES)}


def test_the_patterns_are_found() -> None:
    assert len(USES) > 70


@pytest.mark.parametrize("pattern", [r"[A-Za-z_]\w*\s*=\s*x", r"\s+\Z", r"(?:a|a\w)+,"])
def test_a_slow_one_is_seen(pattern: str) -> None:
    assert slow(Use(re.compile(pattern), "search")) is not None


@pytest.mark.parametrize("use", USES, ids=USES.values())
def test_in_proportion(use: Use) -> None:
    text = slow(use)
    assert text is None, f"{text[:20]!r}...{text[-20:]!r}"
