"""Releases of Keras, and the facts that go by them: since when there is what, and what works otherwise in which.

They stand on the class or the option that they are about, and nowhere else: `since`, `nearest`, `strings_since` and
`notes` on a class, `Since` and `Was` in the annotation of an option.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

_LAST_PATCHES = (5, 1, 1, 3, 1, 0, 0, 0, 0, 2, 0, 3, 4, 2, 1, 1)
"""The last patch of 3.0, 3.1, ...: every release of Keras 3 that these facts were measured at."""
NEWEST_MINOR = len(_LAST_PATCHES) - 1
NEWEST = f"3.{NEWEST_MINOR}"
"""The newest release that the facts know."""
_NUMBERS = re.compile(r"\d+(\.\d+){0,2}", re.ASCII)
_WRITTEN = re.compile(r"\d+([.,]\d+){0,2}", re.ASCII)
"""The same among other letters, and with commas."""

Number = tuple[int, int, int]


def number(release: str) -> Number:
    """A release as something to compare: `3.8` is its first patch, 3.8.0; what follows three numbers is left out."""
    match = _NUMBERS.match(release)
    parts = [int(part) for part in match[0].split(".")] if match else []
    major, minor, patch = (*parts, 0, 0, 0)[:3]
    return major, minor, patch


def is_release(text: str) -> bool:
    """Whether Keras 3 has a release of that name, as `3.8` or `3.8.0`."""
    match = _NUMBERS.fullmatch(text)
    if match is None or "." not in text:
        return False
    major, minor, patch = number(text)
    return major == 3 and minor < len(_LAST_PATCHES) and patch <= _LAST_PATCHES[minor]


OLDEST_OPENED = "3.5"
"""The oldest release that files are written for, and that models are built with."""
RELEASES_OPENED = f"a release of Keras from {OLDEST_OPENED} to {NEWEST}"


def is_opened(text: str) -> bool:
    """Whether it is a release that files can be written for."""
    return is_release(text) and number(text) >= number(OLDEST_OPENED)


def is_of(version: str, release: str) -> bool:
    """Whether an installed version is the release that is named: 3.8.0 is 3.8."""
    return version == release or version.startswith(f"{release}.")


def nearest_release(text: str, oldest: str = "3.0") -> str:
    """The release from `oldest` on that is nearest to what is none; the newest where no number is in it."""
    match = _WRITTEN.search(text)
    written = match[0].replace(",", ".") if match else NEWEST
    near = next((release for release in _misspelt(written) if is_release(release)), None)
    if near is None:
        major, minor, _ = number(written)
        near = f"3.{min(minor, NEWEST_MINOR)}" if major == 3 else "3.0" if major < 3 else NEWEST
    return max(near, oldest, key=number)


def _misspelt(written: str) -> Iterator[str]:
    """What a number may have been meant for: itself, as in `v3.8`; 3.8, as 38 and as 3.80; of Keras 3 the newest."""
    yield written
    if written.startswith("3"):
        yield f"3.{written[1:]}"
    if number(written)[1] >= 2 * NEWEST_MINOR:  # 3.20 may be one that is yet to come
        yield written.removesuffix("0")
    if written == "3":
        yield NEWEST


class Since(NamedTuple):
    """On an option: the first release of Keras that takes it, or that takes some of its values."""

    release: str
    values: tuple[Any, ...] = ()
    """The values that came with it; empty where the option itself did."""


class Was(NamedTuple):
    """On an option: another default in the releases before one."""

    default: Any
    until: str
    """The first release with today's default."""


class Renamed(NamedTuple):
    """What Keras called options in the releases before one."""

    until: str
    """The first release with today's names."""
    names: Mapping[str, str]
    """Today's name -> the older one."""

    def in_release(self, release: Number) -> Mapping[str, str]:
        """The options that a release calls otherwise."""
        return self.names if release < number(self.until) else {}


class Note(NamedTuple):
    """What some releases of Keras do otherwise than today's, or than is to be expected."""

    message: str
    """What happens there, as a finding says it behind `before Keras 3.13`; `{name}` is the class."""
    source: str
    """How it is known: where it was measured."""
    since: str = ""
    """The first release that does so; empty for all from the first one on."""
    until: str = ""
    """The first one that no longer does; empty for all to this day."""
    effect: Literal["stops", "loses", "differs"] = "differs"
    """stops: it does not build, train or open; loses: it saves another network; differs: it computes otherwise."""
    options: tuple[str, ...] = ()
    """It concerns what has one of these options written; empty for everything of the class."""
    when: Callable[[Any], bool] = lambda node: True
    """Whether it concerns a node, by the values of its options."""
    weighted_only: bool = False
    """Whether it concerns a metric only where sample weights are applied to it."""
    why: str = ""
    instead: str = ""
    """What to take in its place, as a name."""

    def holds_in(self, release: Number) -> bool:
        """Whether a release does so."""
        return number(self.since) <= release and not (self.until and number(self.until) <= release)

    def concerns(self, node: Any) -> bool:
        """Whether a node is a reason to speak of it."""
        return (not self.options or not node.written.isdisjoint(self.options)) and self.when(node)


MEASURED = "measured at 3.0.5, 3.3.3, 3.5.0, 3.8.0, 3.10.0, 3.12.4, 3.13.2, 3.14.1 and 3.15.1"
"""The releases at which most of what differs was run."""
