"""Print findings in the format asked for, and the last line."""

import os
import sys
from collections.abc import Sequence

from netbuilder.cli.files import Unreadable
from netbuilder.cli.output import complain, has_colour, say
from netbuilder.diagnostics import Diagnostic
from netbuilder.render import renderer
from netbuilder.render.columns import printable

_WITHOUT_SUMMARY = ("json", "sarif")


def chosen_format(form: str) -> str:
    """The format that `auto` stands for here."""
    if form != "auto":
        return form
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"


def print_findings(
    found: Sequence[Diagnostic], form: str = "full", *, error: bool = False, quiet: bool = False, files: int = 1
) -> None:
    """All findings, and how many they are: that line goes beside the findings of `full`, else to standard error."""
    form = chosen_format(form)
    text = renderer(form)(found, colour=has_colour(sys.stderr if error else sys.stdout))
    if text:
        say(text, error=error)
    if form in _WITHOUT_SUMMARY or (quiet and not found):
        return
    from netbuilder.render.summary import summary

    aside = error or form != "full"
    say(("\n" if found and not aside else "") + summary(found, files), error=aside)


def unreadable(problem: Unreadable) -> str:
    """What to say of a file that cannot be read at all."""
    lines = [f"error: {printable(str(problem))}"]
    if problem.where:
        lines.append(f" --> {printable(problem.where)}")
    if problem.fix:
        lines.append(f"  = fix: {printable(problem.fix)}")
    return "\n".join(lines)


def print_aside(found: Sequence[Diagnostic], quiet: bool) -> None:
    """Findings of the commands whose output is something else: to standard error."""
    if found:
        print_findings(found, "full", error=True, quiet=quiet)


__all__ = ["chosen_format", "complain", "print_aside", "print_findings", "unreadable"]
