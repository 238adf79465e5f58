"""One record for everything that is said about a network, with the positions and edits that it is made of."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

WIDTH = 80
"""A message is at most so long."""


def fit(message: str) -> str:
    """A message, cut where it is too long: it quotes names and sizes of the file, which may be of any length."""
    return message if len(message) <= WIDTH else message[: WIDTH - 3] + "..."


class Severity(IntEnum):
    """How bad a finding is; `error` stops a build, `info` shows only with --verbose."""

    OFF = 0
    INFO = 1
    WARN = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The name used in config files and in every output format: error, warn, info, off."""
        return self.name.lower()


class Text:
    """A text that can be pointed into: a config file, standard input or a `--set` option."""

    __slots__ = ("_lines", "name", "string")

    def __init__(self, name: str, string: str) -> None:
        self.name = name
        """What to call it: a file name, `<stdin>`, or the option as typed."""
        self.string = string
        self._lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines without their ends; line 1 is `lines[0]`."""
        if self._lines is None:
            # YAML's line breaks only: str.splitlines would also break at form feeds and the like.
            normal = self.string.replace("\r\n", "\n").replace("\r", "\n")
            self._lines = normal.split("\n")
        return self._lines


Path = tuple[str | int, ...]
"""From the root of a network to a value: ("layers", 3, "Dense", "units")."""


def written_path(path: Sequence[str | int]) -> str:
    """A path as Python and people write it: `layers[4].Dropout.rate`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


class Span(NamedTuple):
    """A range of a text: 1-based lines and columns in code points, the end exclusive.

    `start` and `end` are offsets into `text.string`, for edits.
    """

    text: Text
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int


class Place(NamedTuple):
    """Where a value stands in a network made in Python: `layers[4].Dropout.rate`."""

    path: str


Address = Span | Place


class Edit(NamedTuple):
    """Replace one range of a text; an empty range inserts."""

    span: Span
    replacement: str


class Related(NamedTuple):
    """A second place that a diagnostic speaks of, such as the anchor behind an alias."""

    address: Address
    label: str


class LayerRef(NamedTuple):
    """The layer that a diagnostic is about: its index in the unrolled network and its class."""

    index: int  # type: ignore[assignment]  # the field's own word, over tuple.index
    class_name: str


class Diagnostic(NamedTuple):
    """One thing to say about a network: what, where, why, and what to type instead."""

    code: str
    """Stable, as `NB301`; see `netbuilder rules`."""
    name: str
    """The rule's name, as `constant-output`."""
    severity: Severity
    message: str
    """The fact in the user's words; at most 80 characters, no full stop."""
    address: Address | None = None
    """None where the finding is about no text at all, such as a missing GPU."""
    label: str = ""
    """A few words to stand beside the caret."""
    why: str = ""
    """One sentence, where it is not obvious."""
    fix: str = ""
    """Something to type."""
    edits: tuple[Edit, ...] = ()
    safe: bool = False
    """Whether the edits leave the model the same."""
    related: tuple[Related, ...] = ()
    layer: LayerRef | None = None


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, int, str]:
    """Order by file, then position, errors first at one position."""
    address = diagnostic.address
    if isinstance(address, Span):
        return (address.text.name, address.line, address.column, -diagnostic.severity, diagnostic.code)
    return ("", 0, 0, -diagnostic.severity, diagnostic.code)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same diagnostics sorted by position; what has no position keeps its order and comes first."""
    return tuple(sorted(diagnostics, key=sort_key))


def worst(diagnostics: Iterable[Diagnostic]) -> Severity:
    """The highest severity among them; OFF where there is none."""
    return max((d.severity for d in diagnostics), default=Severity.OFF)
