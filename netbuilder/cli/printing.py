"""Print findings in the format asked for, and the last line."""

import os
import sys
from collections.abc import Sequence

from netbuilder.cli.output import has_colour, say
from netbuilder.diagnostics import Diagnostic
from netbuilder.views.formats import renderer

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
    if found or form in _WITHOUT_SUMMARY:
        say(renderer(form)(found, colour=has_colour(sys.stderr if error else sys.stdout)), error=error)
    if form in _WITHOUT_SUMMARY or ((quiet or not files) and not found):
        return
    from netbuilder.views.formats.summary import ELSEWHERE, summary

    gap = "\n" if found and form == "full" else ""
    counted = summary(found, files, ELSEWHERE) if error else summary(found, files)
    say(gap + counted, error=error or form != "full")


def print_aside(found: Sequence[Diagnostic], quiet: bool) -> None:
    """Findings of the commands whose output is something else: to standard error."""
    if found:
        print_findings(found, "full", error=True, quiet=quiet)
