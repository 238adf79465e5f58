"""Print findings in the format asked for, and the last line."""

import os
import sys
from collections.abc import Iterable, Sequence

from netbuilder.cli.options import CommonOptions
from netbuilder.cli.output import emit, has_colour, say
from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.language import speak_to_programs
from netbuilder.views.formats import is_document, renderer


def visible(diagnostics: Iterable[Diagnostic], options: CommonOptions, strict: bool) -> list[Diagnostic]:
    """What is shown of some findings: notes only with --verbose; with --quiet only what counts as an error."""
    if options.quiet:
        least = Severity.WARN if strict else Severity.ERROR
    else:
        least = Severity.INFO if options.verbose else Severity.WARN
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity >= least]


def chosen_format(form: str) -> str:
    """The format that `auto` stands for here."""
    if form != "auto":
        return form
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"


def print_findings(
    diagnostics: Sequence[Diagnostic],
    form: str,
    *,
    error: bool,
    quiet: bool,
    verbose: bool,
    files: int = 1,
) -> None:
    """All findings, and how many they are: that line goes beside the findings of `full`, else to standard error."""
    form = chosen_format(form)
    is_whole = is_document(form)
    if is_whole:
        speak_to_programs()
    if is_whole and not error:
        emit(renderer(form)(diagnostics, colour=False) + "\n")
    elif diagnostics or is_whole:
        text = renderer(form)(diagnostics, colour=has_colour(sys.stderr if error else sys.stdout), verbose=verbose)
        # What the formats print is harmless by itself, and may have colours.
        say(text, error=error, coloured=True)
    if is_whole or ((quiet or not files) and not diagnostics):
        return
    from netbuilder.views.formats.full import ELSEWHERE, summary

    gap = "\n" if diagnostics and form == "full" else ""
    counted = summary(diagnostics, files, ELSEWHERE) if error else summary(diagnostics, files)
    say(gap + counted, error=error or form != "full")


def print_aside(diagnostics: Iterable[Diagnostic], options: CommonOptions, strict: bool = False) -> None:
    """The visible findings of a command whose output is something else: to standard error."""
    seen = visible(diagnostics, options, strict)
    if seen:
        print_findings(seen, "full", error=True, quiet=options.quiet, verbose=options.verbose)
