"""netbuilder explain: a rule, a layer, an initializer, a loss, ... offline."""

from dataclasses import dataclass

import click

from netbuilder.cli import options, status
from netbuilder.cli.output import complain, say


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from netbuilder.views.explain.find import known_names

    return sorted(word for word in known_names() if word.startswith(incomplete))


@dataclass(frozen=True, kw_only=True)
class ExplainOptions(options.CommonOptions):
    """What `explain` takes."""

    words: tuple[str, ...] = options.argument(nargs=-1, required=True, metavar="NAME...", shell_complete=_complete)
    as_names: bool = options.flag("--names", help="Print the names of a kind, one a line.")
    as_example: bool = options.flag("--example", help="Print a whole config that uses the name.")


@options.command(
    "explain",
    ExplainOptions,
    "netbuilder explain NB201",
    "netbuilder explain Conv2D",
    "netbuilder explain he_normal",
    "netbuilder explain initializers         all of a kind",
    "netbuilder explain compile              a section of the file",
    "netbuilder explain losses --names       their names, one a line",
    "netbuilder explain CTC --example        a whole config that uses it",
)
def command(request: ExplainOptions) -> int:
    """Explain names: rules by code or name, everything that stands in a file, or a kind such as `losses`."""
    from netbuilder.views.explain import Unknown, example_of, explain, names_of

    if request.as_names and request.as_example:
        raise click.UsageError("--names and --example do not go together")
    page_of = names_of if request.as_names else example_of if request.as_example else explain
    code, gap = status.OK, ""
    for word in request.words:
        try:
            page = page_of(word)
        except Unknown as error:
            complain(f"netbuilder: {error}; {error.fix}")
            code = status.USAGE
        else:
            say(gap + page)
            gap = "" if request.as_names else "\n\n"
    return code
