"""Printing: nothing that a terminal obeys, colour only on one, and no complaint when the reader of a pipe goes away."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from stat import S_ISFIFO
from typing import Any, TextIO


class OutputLost(Exception):
    """Standard output takes nothing more, as on a full disk."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"standard output cannot be written: {(error.strerror or str(error)).lower()}")


def prepare_streams() -> None:
    """Let no letter of a file or its name stop the output, whatever the terminal's encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def say(text: str, *, error: bool = False, coloured: bool = False) -> None:
    """Print lines for people to standard output, or to standard error.

    What a terminal would obey comes out as an escape; not so where `coloured` says that the text is made of such parts.

    Raises:
        OutputLost: standard output takes nothing more.
    """
    _write((text if coloured else _harmless(text)) + "\n", sys.stderr if error else sys.stdout)


def emit(text: str) -> None:
    """Print what programs read, with its last line break: as it is into a pipe or a file, harmless on a terminal.

    Raises:
        OutputLost: standard output takes nothing more.
    """
    stream = sys.stdout
    _write(_harmless(text) if stream is not None and stream.isatty() else text, stream)


def emit_json(data: Any) -> None:
    """Print plain data for programs."""
    import json

    emit(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def complain(text: str) -> None:
    """Print to standard error."""
    say(text, error=True)


@contextmanager
def progress(text: str, steps: int = 1) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal's standard error while something takes long; gives what to call for each step that is done.

    Nothing is shown of no steps.
    """
    if not steps or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    import click  # only where there is a terminal and something takes long

    with click.progressbar(length=steps, label=text, show_eta=False, file=sys.stderr) as bar:
        yield lambda _: bar.update(1)


def flush() -> None:
    """Let the reader see what there is; one that has gone is no mistake.

    Raises:
        OutputLost: standard output takes nothing more.
    """
    for stream in (sys.stderr, sys.stdout):
        try:
            if stream is not None:
                stream.flush()
        except OSError as error:
            _lost(stream, error)
        except ValueError:
            _silence(stream)


def is_piped() -> bool:
    """Whether a program reads standard output, rather than a person or a file."""
    try:
        return sys.stdout is None or S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return True


def has_colour(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal that shows colours, and nobody asked for none."""
    if stream is None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


class Transcript:
    """What is printed to standard output and to standard error, word for word.

    Args:
        holds: it is not printed yet.
    """

    def __init__(self, holds: bool = False) -> None:
        self.output = self.error = ""
        self.holds = holds

    def add(self, text: str, stream: TextIO) -> None:
        """Put a text to the others of its stream."""
        if stream is sys.stderr:
            self.error += text
        else:
            self.output += text


_transcript: Transcript | None = None


@contextmanager
def transcript(*, holds: bool = False) -> Iterator[Transcript]:
    """What is printed inside, or with `holds` would be."""
    global _transcript
    _transcript = written = Transcript(holds)
    try:
        yield written
    finally:
        _transcript = None


def write(written: Transcript) -> None:
    """Print what was held."""
    for text, stream in ((written.output, sys.stdout), (written.error, sys.stderr)):
        if text:
            _write(text, stream)


def _write(text: str, stream: TextIO | None) -> None:
    if stream is None:
        return
    if _transcript is not None:
        _transcript.add(text, stream)
        if _transcript.holds:
            return
    try:
        stream.write(text)
    except OSError as error:
        _lost(stream, error)


def _lost(stream: TextIO, error: OSError) -> None:
    _silence(stream)
    # Nobody is left to be told of what happens to standard error.
    if not isinstance(error, BrokenPipeError) and stream is sys.stdout:
        raise OutputLost(error) from None


def _harmless(text: str) -> str:
    """A text with whatever a terminal would obey or hide written as an escape; its lines and tabs stay."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    from netbuilder.views.formats.columns import printable  # only for what is not plain

    return "\n".join(["\t".join(map(printable, line.split("\t"))) for line in text.split("\n")])


def _silence(stream: TextIO) -> None:
    """Send the rest to nowhere, the interpreter's own flush at the end too."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
