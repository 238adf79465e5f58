"""One row of the table: what, the ratio, its bar, and what it is a ratio to."""

from typing import NamedTuple

from benchmarks.timing import Measured


class Row(NamedTuple):
    """A measured ratio beside the bar it has to stay under."""

    what: str
    measured: Measured
    bar: float | None
    unit: str
    amounts: str = ""
    """What was measured, where it is not time."""

    def markdown(self) -> str:
        """The row of a Markdown table."""
        bar = "" if self.bar is None else f"<= {self.bar:g}"
        held = "" if self.bar is None else "yes" if self.measured.ratio <= self.bar else "**no**"
        ours, theirs = _time(self.measured.ours), _time(self.measured.theirs)
        amounts = self.amounts or f"{ours} / {theirs}"
        return f"| {self.what} | {self.measured.ratio:.3g} x {self.unit} | {bar} | {held} | {amounts} |"


def _time(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1e3:.3g} ms"


HEADER = "| what | measured | bar | held | ours / theirs |\n|---|---|---|---|---|"
