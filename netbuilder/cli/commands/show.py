"""netbuilder show: layers, shapes, parameters, initializers and who chose them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbuilder.cli import options, status
from netbuilder.cli.output import emit, emit_json, say

if TYPE_CHECKING:
    from netbuilder.plan import Plan


@dataclass(frozen=True, kw_only=True)
class ShowOptions(options.ConfigOptions):
    """What `show` takes."""

    form: str = options.option(
        "--format",
        type=options.Choice(["table", "yaml", "json", "markdown"]),
        default="table",
        help="yaml and json read back as the same network, with everything decided; markdown is for a README.",
    )


@options.command(
    "show",
    ShowOptions,
    "netbuilder show net.yaml",
    "netbuilder show net.yaml --set layers.0.Dense.units=128",
    "netbuilder show net.yaml --format yaml > resolved.yaml    everything that was left open",
)
def command(show: ShowOptions) -> int:
    """Show the network that a config stands for, without building it.

    A network with errors is shown as far as it is known, and the exit status is 1.
    """
    from netbuilder.cli.sessions import linted, status_of
    from netbuilder.views.tables.table import partial_table, table

    session = linted(show.config, show)
    if status_of(session) != status.OK:
        if show.form == "table" and session.report.graph.calls:
            say(partial_table(session.report.graph))
        return status_of(session)
    if show.form == "table":
        say(table(session.plan))
    elif show.form == "markdown":
        from netbuilder.views.tables.markdown import markdown_table

        emit(markdown_table(session.plan))
    else:
        _emit(session.plan, show.form)
    return status.OK


def _emit(plan: "Plan", form: str) -> None:
    from netbuilder.convert.layout import text
    from netbuilder.convert.resolved_yaml import resolved_data
    from netbuilder.views.tables.data import as_data

    network = plan.graph.draft.network
    assert network is not None
    data = resolved_data(network, plan)
    if form == "yaml":
        emit(text(data))
    else:
        emit_json(data | as_data(plan))
