"""Diagnostics and networks as text: one file for every output format of `check`, and the table of `show`.

A format is a file of this folder with `def render(diagnostics, *, colour=False)`; nothing else knows of it.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import cast

from netbuilder.diagnostics import Diagnostic

Render = Callable[[Sequence[Diagnostic]], str]


@cache
def formats() -> tuple[str, ...]:
    """The names of the output formats, found by reading this folder."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return tuple(file.stem for file in files if "\ndef render(" in file.read_text(encoding="utf-8"))


def renderer(name: str) -> Render:
    """The function that writes diagnostics in the format of that name."""
    return cast(Render, import_module(f"netbuilder.render.{name}").render)
