"""netbuilder explain: a rule, a layer, an initializer, a loss, ... offline."""

from dataclasses import dataclass
from typing import Any

import click

from netbuilder.cli import options, status

_EPILOG = options.examples(
    "netbuilder explain NB201",
    "netbuilder explain Conv2D",
    "netbuilder explain he_normal",
    "netbuilder explain initializers         all of a kind",
    "netbuilder explain compile              a section of the file",
)


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from netbuilder.views.explain.find import known_names

    return sorted(word for word in known_names() if word.startswith(incomplete))


@dataclass(frozen=True, kw_only=True)
class ExplainOptions(options.CommonOptions):
    """What `explain` takes."""

    names: tuple[str, ...]


@click.command("explain", epilog=_EPILOG)
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=_complete)
@options.everywhere
def command(**arguments: Any) -> int:
    """Explain names: rules by code or name, everything that stands in a file, or a kind such as `losses`."""
    from netbuilder.cli.custom import import_custom
    from netbuilder.cli.output import complain, say
    from netbuilder.views.explain import Unknown, explain

    explained = ExplainOptions(**arguments)
    import_custom(explained.imports)
    code = status.OK
    for at, name in enumerate(explained.names):
        try:
            page = explain(name)
        except Unknown as error:
            complain(f"netbuilder: {error}; {error.fix}")
            code = status.USAGE
        else:
            say(("\n\n" if at else "") + page)
    return code
