"""netbuilder show: layers, shapes, parameters, initializers and who chose them."""

from typing import TYPE_CHECKING

import click

from netbuilder.cli import options, status

if TYPE_CHECKING:
    from netbuilder.plan import Plan

_EPILOG = options.examples(
    "netbuilder show net.yaml",
    "netbuilder show net.yaml --set layers.0.Dense.units=128",
    "netbuilder show net.yaml --format yaml > resolved.yaml    everything that was left open",
)


@click.command("show", epilog=_EPILOG)
@options.config
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "yaml", "json"]),
    default="table",
    help="yaml and json read back as the same network, with everything decided.",
)
@options.sets
@options.everywhere
def command(
    config: str,
    form: str,
    sets: tuple[str, ...],
    imports: tuple[str, ...],
    verbose: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Show the network that a config stands for, without building it.

    A network with errors is shown as far as it is known, and the exit status is 1.
    """
    from netbuilder.cli.custom import import_custom
    from netbuilder.cli.output import say
    from netbuilder.cli.resolved import judged

    import_custom(imports)
    done = judged(config, sets, False, verbose, quiet)
    graph = done.report.graph
    if done.status != status.OK:
        if form == "table" and graph.calls:
            from netbuilder.views.tables.table import known

            say(known(graph))
        return done.status
    from netbuilder.plan import plan

    say(_text(plan(graph), form))
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

        return text(data).removesuffix("\n")
    import json

    from netbuilder.views.tables.data import as_data

    return json.dumps(data | as_data(plan), ensure_ascii=False, indent=1)
