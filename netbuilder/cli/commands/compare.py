"""netbuilder compare: two networks side by side, configs or saved models."""

import sys
from dataclasses import dataclass

from netbuilder.cli import options, status
from netbuilder.cli.output import emit, emit_json, has_colour, say
from netbuilder.cli.printing import print_aside


@dataclass(frozen=True, kw_only=True)
class CompareOptions(options.KerasOptions):
    """What `compare` takes."""

    before: str = options.argument(metavar="BEFORE", type=options.FILE)
    after: str = options.argument(metavar="AFTER", type=options.FILE)
    form: str = options.option(
        "--format",
        type=options.Choice(["text", "json", "markdown"]),
        default="text",
        help="text for people, json for programs, markdown for a pull request.",
    )
    exit_code: bool = options.flag("--exit-code", help="Exit with 1 if the networks differ, as git diff has it.")


@options.command(
    "compare",
    CompareOptions,
    "netbuilder compare old.yaml new.yaml",
    "netbuilder compare net.yaml build/net.keras",
    "netbuilder compare old.yaml new.yaml --keras 3.8      what is found where it is for Keras 3.8",
    "netbuilder compare main.yaml net.yaml --format markdown >> $GITHUB_STEP_SUMMARY",
)
def command(request: CompareOptions) -> int:
    """Show what differs between two networks: layers, shapes, parameters, initializers, compile and findings."""
    from netbuilder.cli.sessions import session_of
    from netbuilder.comparison import compare
    from netbuilder.pipeline import Options
    from netbuilder.views.comparison.data import as_data
    from netbuilder.views.comparison.markup import markdown
    from netbuilder.views.comparison.text import render

    asked = Options(keras=request.keras)
    sessions = [session_of(path, asked) for path in (request.before, request.after)]
    unread = [session for session in sessions if not session.report.graph.calls]
    if not unread and request.keras is not None and sessions[0].draft.keras is None:
        unread = sessions[:1]  # there is no such release, for the second network neither
    for session in unread:
        print_aside(session.report.diagnostics, request)
    if unread:
        return status.FINDINGS
    comparison = compare(*sessions)
    match request.form:
        case "json":
            emit_json(as_data(comparison))
        case "markdown":
            emit(markdown(comparison))
        case _:
            # What it shows is harmless by itself, and may have colours.
            say(render(comparison, colour=has_colour(sys.stdout)), coloured=True)
    return status.FINDINGS if request.exit_code and not comparison.is_equal else status.OK
