"""Printing: colour only on a terminal, and no complaint when the reader of a pipe goes away."""

import os
import sys
from contextlib import suppress
from typing import Any, TextIO


def prepare_streams() -> None:
    """Let no letter of a file or its name stop the output, whatever the terminal's encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def say(text: str, *, error: bool = False) -> None:
    """Print to standard output, or to standard error."""
    stream = sys.stderr if error else sys.stdout
    if stream is None:
        return
    try:
        stream.write(text + "\n")
    except BrokenPipeError:
        _silence(stream)


def complain(text: str) -> None:
    """Print to standard error."""
    say(text, error=True)


def flush() -> None:
    """Let the reader see what there is; one that has gone is no mistake."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (BrokenPipeError, ValueError):
            _silence(stream)


def has_colour(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal that shows colours, and nobody asked for none."""
    if stream is None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def _silence(stream: TextIO) -> None:
    """Send the rest to nowhere, the interpreter's own flush at the end too."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
