"""netbuilder compare: two networks side by side, configs or saved models."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from netbuilder.cli import options, status
from netbuilder.cli.custom import import_custom
from netbuilder.cli.files import Config
from netbuilder.cli.output import emit, has_colour
from netbuilder.cli.printing import print_aside

if TYPE_CHECKING:
    from netbuilder.comparison import Comparison

_EPILOG = options.examples(
    "netbuilder compare old.yaml new.yaml",
    "netbuilder compare net.yaml build/net.keras",
    "netbuilder compare main.yaml net.yaml --format markdown >> $GITHUB_STEP_SUMMARY",
)


@dataclass(frozen=True, kw_only=True)
class CompareOptions(options.NetworkOptions):
    """What `compare` takes."""

    before: str
    after: str
    form: str
    exit_code: bool


@click.command("compare", epilog=_EPILOG)
@click.argument("before", metavar="BEFORE", type=options.FILE)
@click.argument("after", metavar="AFTER", type=options.FILE)
@click.option(
    "--format",
    "form",
    type=options.Choice(["text", "json", "markdown"]),
    default="text",
    help="text for people, json for programs, markdown for a pull request.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if the networks differ, as git diff has it.")
@options.everywhere
def command(**arguments: Any) -> int:
    """Show what differs between two networks: layers, shapes, parameters, initializers, compile and findings."""
    from netbuilder.comparison import compare
    from netbuilder.lint.project import Projects
    from netbuilder.pipeline import Options, Session

    request = CompareOptions(**arguments)
    import_custom(request.imports)
    sessions = []
    for path in (request.before, request.after):
        config = Config(path)
        project = Projects().of_folder(config.folder)
        sessions.append(Session(config.read(), config.name, Options(project=project)))
    unread = [session for session in sessions if not session.report.graph.calls]
    for session in unread:
        print_aside(session.report.diagnostics, request)
    if unread:
        return status.FINDINGS
    comparison = compare(*sessions)
    emit(_text(comparison, request.form))
    return status.FINDINGS if request.exit_code and not comparison.is_equal else status.OK


def _text(comparison: "Comparison", form: str) -> str:
    if form == "json":
        import json

        from netbuilder.views.comparison.data import as_data

        return json.dumps(as_data(comparison), ensure_ascii=False, indent=1) + "\n"
    if form == "markdown":
        from netbuilder.views.comparison.markup import markdown

        return markdown(comparison)
    import sys

    from netbuilder.views.comparison.text import render

    return render(comparison, colour=has_colour(sys.stdout)) + "\n"
