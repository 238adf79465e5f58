"""Diagnostics as text: one file for every output format of `check`.

A format is a file of this folder with `def render(diagnostics, *, colour=False, verbose=False)`, or `**_options` where
both are nothing to it, and `IS_DOCUMENT` where a program reads it as a whole; nothing else knows of it.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from netbuilder.diagnostics import Diagnostic


class Render(Protocol):
    """What a format's file has under the name `render`."""

    def __call__(self, diagnostics: Sequence[Diagnostic], *, colour: bool = ..., verbose: bool = ...) -> str:
        """All diagnostics as one text, without a line break at its end; plain unless asked for more."""


@cache
def formats() -> tuple[str, ...]:
    """The names of the output formats, found by reading this folder."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return tuple(file.stem for file in files if "\ndef render(" in file.read_text(encoding="utf-8"))


def renderer(name: str) -> Render:
    """The function that writes diagnostics in the format of that name."""
    return cast(Render, import_module(f"netbuilder.views.formats.{name}").render)


def is_document(name: str) -> bool:
    """Whether the format is one document that programs read: written without findings too, and without a last line."""
    return getattr(import_module(f"netbuilder.views.formats.{name}"), "IS_DOCUMENT", False)
