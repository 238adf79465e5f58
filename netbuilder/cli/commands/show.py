"""netbuilder show: layers, shapes, parameters, initializers and who chose them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from netbuilder.cli import options, status
from netbuilder.cli.custom import import_custom
from netbuilder.cli.output import emit, say

if TYPE_CHECKING:
    from netbuilder.plan import Plan

_EPILOG = options.examples(
    "netbuilder show net.yaml",
    "netbuilder show net.yaml --set layers.0.Dense.units=128",
    "netbuilder show net.yaml --format yaml > resolved.yaml    everything that was left open",
)


@dataclass(frozen=True, kw_only=True)
class ShowOptions(options.NetworkOptions):
    """What `show` takes."""

    config: str
    form: str


@click.command("show", epilog=_EPILOG)
@options.config
@click.option(
    "--format",
    "form",
    type=options.Choice(["table", "yaml", "json"]),
    default="table",
    help="yaml and json read back as the same network, with everything decided.",
)
@options.sets
@options.everywhere
def command(**arguments: Any) -> int:
    """Show the network that a config stands for, without building it.

    A network with errors is shown as far as it is known, and the exit status is 1.
    """
    from netbuilder.cli.sessions import linted, status_of
    from netbuilder.views.tables.table import partial_table

    show = ShowOptions(**arguments)
    import_custom(show.imports)
    session = linted(show.config, show)
    if status_of(session) != status.OK:
        if show.form == "table" and session.report.graph.calls:
            say(partial_table(session.report.graph))
        return status_of(session)
    (say if show.form == "table" else emit)(_text(session.plan, show.form))
    return status.OK


def _text(plan: "Plan", form: str) -> str:
    if form == "table":
        from netbuilder.views.tables.table import table

        return table(plan)
    from netbuilder.convert.resolved_yaml import resolved_data

    network = plan.graph.draft.network
    assert network is not None
    data = resolved_data(network, plan)
    if form == "yaml":
        from netbuilder.convert.layout import text

        return text(data)
    import json

    from netbuilder.views.tables.data import as_data

    return json.dumps(data | as_data(plan), ensure_ascii=False, indent=1) + "\n"
