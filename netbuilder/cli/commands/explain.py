"""netbuilder explain: a rule, a layer, an initializer, a loss, ... offline."""

from dataclasses import dataclass
from typing import Any

import click

from netbuilder.cli import options, status
from netbuilder.cli.custom import import_custom
from netbuilder.cli.output import complain, say

_EPILOG = options.examples(
    "netbuilder explain NB201",
    "netbuilder explain Conv2D",
    "netbuilder explain he_normal",
    "netbuilder explain initializers         all of a kind",
    "netbuilder explain compile              a section of the file",
    "netbuilder explain losses --names       their names, one a line",
    "netbuilder explain CTC --example        a whole config that uses it",
)


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from netbuilder.views.explain.find import known_names

    return sorted(word for word in known_names() if word.startswith(incomplete))


@dataclass(frozen=True, kw_only=True)
class ExplainOptions(options.CommonOptions):
    """What `explain` takes."""

    names: tuple[str, ...]
    as_names: bool
    as_example: bool


@click.command("explain", epilog=_EPILOG)
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=_complete)
@click.option("--names", "as_names", is_flag=True, help="Print the names of a kind, one a line.")
@click.option("--example", "as_example", is_flag=True, help="Print a whole config that uses the name.")
@options.everywhere
def command(**arguments: Any) -> int:
    """Explain names: rules by code or name, everything that stands in a file, or a kind such as `losses`."""
    from netbuilder.views.explain import Unknown, example_of, explain, names_of

    explained = ExplainOptions(**arguments)
    if explained.as_names and explained.as_example:
        raise click.UsageError("--names and --example do not go together")
    import_custom(explained.imports)
    page_of = names_of if explained.as_names else example_of if explained.as_example else explain
    code = status.OK
    for at, name in enumerate(explained.names):
        try:
            page = page_of(name)
        except Unknown as error:
            complain(f"netbuilder: {error}; {error.fix}")
            code = status.USAGE
        else:
            say(("\n\n" if at and not explained.as_names else "") + page)
    return code
