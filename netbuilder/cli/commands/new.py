"""netbuilder new: a template to start from."""

from dataclasses import dataclass
from typing import Any

import click

from netbuilder.cli import options, status
from netbuilder.cli.output import emit, say
from netbuilder.diagnostics.closest import closest

_EPILOG = options.examples(
    "netbuilder new                      what there is",
    "netbuilder new cnn > net.yaml",
    "netbuilder new cnn | netbuilder check -",
)


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from netbuilder.convert.templates import templates

    return [word for word in templates() if word.startswith(incomplete)]


@dataclass(frozen=True, kw_only=True)
class NewOptions(options.CommonOptions):
    """What `new` takes."""

    name: str | None


@click.command("new", epilog=_EPILOG)
@click.argument("name", required=False, shell_complete=_complete)
@options.everywhere
def command(**arguments: Any) -> int:
    """Print a commented config to start from; without a name, list them."""
    from netbuilder.convert.templates import template, templates

    name = NewOptions(**arguments).name
    templates_by_name = templates()
    if name is None:
        longest = max(len(word) for word in templates_by_name)
        say("\n".join(f"{word:{longest}}  {purpose}" for word, purpose in templates_by_name.items()))
        return status.OK
    if name not in templates_by_name:
        near = closest(name, templates_by_name)
        hint = f"did you mean `{near}`?" if near else f"there are {', '.join(templates_by_name)}"
        raise click.ClickException(f"no template is called `{name}`; {hint}")
    emit(template(name))
    return status.OK
