"""netbuilder show: layers, shapes, parameters, initializers and who chose them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbuilder.cli import options, status
from netbuilder.cli.files import Config, Unreadable
from netbuilder.cli.output import complain, emit, emit_json, say

if TYPE_CHECKING:
    from netbuilder.plan import Plan


@dataclass(frozen=True, kw_only=True)
class ShowOptions(options.ConfigOptions, options.DeviceOptions):
    """What `show` takes."""

    form: str = options.option(
        "--format",
        type=options.Choice(["table", "yaml", "json", "markdown"]),
        default="table",
        help="yaml and json read back as the same network, with everything decided; markdown is for a README.",
    )
    source: bool = options.flag("--source", help="Print the config that the file of a built model keeps.")


@options.command(
    "show",
    ShowOptions,
    "netbuilder show net.yaml",
    "netbuilder show net.yaml --devices 8                      what each of them holds",
    "netbuilder show net.yaml --set layers.0.Dense.units=128",
    "netbuilder show net.yaml --format yaml > resolved.yaml    everything that was left open",
    "netbuilder show build/net.keras --source                  the config that it was built from",
)
def command(show: ShowOptions) -> int:
    """Show the network that a config stands for, without building it.

    A network with errors is shown as far as it is known, and the exit status is 1.
    """
    from netbuilder.cli.sessions import linted, status_of
    from netbuilder.views.tables.table import partial_table, table

    if show.source:
        return _print_source(show)
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


def _print_source(show: ShowOptions) -> int:
    """Print the config in a model's file; where and with what it was built goes to standard error."""
    from netbuilder.pipeline.origin import is_archive, origin_of

    config = Config(show.config)
    data = config.read()
    origin = origin_of(data, config.path)
    if origin is None:
        what_else = f"`netbuilder import {config.name}` makes one"
        fix = what_else if is_archive(data) else "`--source` goes with a .keras file"
        raise Unreadable(f"no config is kept in `{config.name}`", fix)
    emit(origin.text)
    if not show.quiet:
        place = f" from {origin.config}" if origin.config else ""
        values = "".join(f" --set {override}" for override in origin.overrides)
        complain(f"{config.name}: built by netbuilder {origin.version}{place}{values}")
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
