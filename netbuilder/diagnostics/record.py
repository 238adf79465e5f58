"""One record for everything that is said about a network, and how records show themselves.

`views` hands in what draws them, so that no record knows how it looks.
"""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any, NamedTuple

from netbuilder.diagnostics.positions import Address, Edit, Span
from netbuilder.diagnostics.sentence import cut
from netbuilder.diagnostics.suggestion import NO_SUGGESTION, Suggestion

WIDTH = 80
"""A message is at most so long."""


def fit(message: str) -> str:
    """A message, cut where it is too long: it quotes names and sizes of the file, which may be of any length."""
    return message if len(message) <= WIDTH else cut(message, WIDTH)


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


SEVERITIES = {severity.word: severity for severity in sorted(Severity, reverse=True)}
"""Every severity by its word, the worst first."""


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
    suggestion: Suggestion = NO_SUGGESTION
    """What to do about it; the next three are read from it."""
    related: tuple[Related, ...] = ()
    layer: LayerRef | None = None

    @property
    def fix(self) -> str:
        """What to do about it, in words."""
        return self.suggestion.sentence

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The same as edits of the text; empty where a person has to decide."""
        return self.suggestion.edits

    @property
    def safe(self) -> bool:
        """Whether the edits can mean only one thing, and change no network that could be built before."""
        return self.suggestion.safe

    @property
    def ignore(self) -> str:
        """The comment that hides it, at the end of its line of the file; empty for what no comment hides."""
        address = self.address
        in_file = isinstance(address, Span) and address.text.name != address.text.string
        return f"# netbuilder: ignore[{self.code}]" if in_file and self.code[2:3] in "1234567" else ""

    def with_edits(self, edits: Iterable[Edit]) -> "Diagnostic":
        """The same with other edits, or with none: what cannot be edited can still be said."""
        return self._replace(suggestion=self.suggestion._replace(edits=tuple(edits)))


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, int, str]:
    """Order by file, then position, errors first at one position."""
    address = diagnostic.address
    if isinstance(address, Span):
        return (address.text.name, address.line, address.column, -diagnostic.severity, diagnostic.code)
    return ("", 0, 0, -diagnostic.severity, diagnostic.code)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same diagnostics sorted by position; what has no position keeps its order and comes first."""
    return tuple(sorted(diagnostics, key=sort_key))


_text: Callable[[Any], str] = object.__repr__
_html: Callable[[Any], str | None] = lambda record: None  # noqa: E731 - a stand-in until there is a better one


def use_displays(text: Callable[[Any], str], html: Callable[[Any], str | None]) -> None:
    """Show records as `text`, and in a notebook as `html` gives it, from now on."""
    global _text, _html
    _text, _html = text, html


def text_of(record: Any) -> str:
    """A record, or a tuple of diagnostics, as a person reads it in a terminal, without colours."""
    return _text(record)


def html_of(record: Any) -> str | None:
    """A record as a notebook shows it; None where only its text is known, as notebooks expect it."""
    return _html(record)
