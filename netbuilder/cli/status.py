"""Exit statuses, and what stands for one that is not OK: the words for a wrong command line, the line for a fault."""

import sys

from netbuilder.cli.output import complain

# Over several files the highest wins.
OK = 0
"""Nothing is wrong; warnings and notes count as nothing, unless with --strict."""
FINDINGS = 1
"""Findings of severity error, a syntax error, an empty file, a file over a limit."""
USAGE = 2
"""A wrong command line, or a file that is missing, unreadable, a directory or not UTF-8; or a package that the command
needs is not installed."""
FAULT = 3
"""A fault of netbuilder itself."""
STOPPED = 130
"""Ctrl-C."""


def fault(error: BaseException, debug: bool, doing: str = "") -> int:
    """Say in one line that netbuilder itself is wrong; the traceback only with --debug."""
    if debug:
        import traceback

        traceback.print_exception(error)
    what = " ".join(f"{type(error).__name__}: {error}".split())
    where = f" at {doing}" if doing else ""
    more = "report the lines above" if debug else "run it again with --debug and report what it prints"
    complain(f"netbuilder: a fault of netbuilder{where}: {what[:200]}; {more}")
    return FAULT


def refused(message: str) -> int:
    """Say in one line why nothing could be done."""
    complain(f"netbuilder: {in_line(message)}")
    return USAGE


def in_line(message: str) -> str:
    """A sentence as it stands behind a colon."""
    message = message.removesuffix(".")
    return message[:1].lower() + message[1:]


def is_of_click(error: BaseException) -> bool:
    """Whether click raised it; where click was not imported, it was not."""
    click = sys.modules.get("click")
    return click is not None and isinstance(error, (click.ClickException, click.exceptions.Exit, click.Abort))
