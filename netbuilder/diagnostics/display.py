"""How records show themselves: `views` hands in what draws them, so that no record knows how it looks."""

from collections.abc import Callable
from typing import Any

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
