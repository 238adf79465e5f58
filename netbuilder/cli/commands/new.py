"""netbuilder new: a template to start from."""

import os
import sys
from dataclasses import dataclass

import click

from netbuilder.cli import options, status
from netbuilder.cli.output import complain, emit, is_piped, say


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from netbuilder.convert.templates import templates

    return [word for word in templates() if word.startswith(incomplete)]


@dataclass(frozen=True, kw_only=True)
class NewOptions(options.CommonOptions):
    """What `new` takes."""

    name: str | None = options.argument(required=False, shell_complete=_complete)


_SCHEMA = "netbuilder.schema.json"


def _schema_line() -> str:
    """The line by which other editors find the JSON Schema, where there is one beside the config."""
    return f"# yaml-language-server: $schema=./{_SCHEMA}\n" if os.path.isfile(_SCHEMA) else ""


@options.command(
    "new",
    NewOptions,
    "netbuilder new                      what there is",
    "netbuilder new cnn > net.yaml",
    "netbuilder new cnn | netbuilder check -",
)
def command(new: NewOptions) -> int:
    """Print a commented config to start from; without a name, list them."""
    from netbuilder.convert.templates import template, templates
    from netbuilder.diagnostics.closest import closest

    purposes = templates()
    if new.name is None:
        longest = max(len(word) for word in purposes)
        say("\n".join(f"{word:{longest}}  {purpose}" for word, purpose in purposes.items()))
        return status.OK
    if new.name not in purposes:
        near = closest(new.name, purposes)
        hint = f"did you mean `{near}`?" if near else f"there are {', '.join(purposes)}"
        raise click.ClickException(f"no template is called `{new.name}`; {hint}")
    emit(_schema_line() + template(new.name))
    if not new.quiet and not is_piped():
        from netbuilder.views.next_steps import template_lines

        lines = template_lines(new.name, is_saved=not sys.stdout.isatty())
        complain("\n".join(["\nnext:", *(f"  {line}" for line in lines)]))
    return status.OK
