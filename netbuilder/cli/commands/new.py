"""netbuilder new: a template to start from."""

import click

from netbuilder.cli import options, status

_EPILOG = options.examples(
    "netbuilder new                      what there is",
    "netbuilder new cnn > net.yaml",
    "netbuilder new cnn | netbuilder check -",
)


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from netbuilder.convert.templates import templates

    return [one for one in templates() if one.startswith(incomplete)]


@click.command("new", epilog=_EPILOG)
@click.argument("name", required=False, shell_complete=_complete)
@options.everywhere
def command(name: str | None, imports: tuple[str, ...], verbose: bool, quiet: bool, debug: bool) -> int:
    """Print a commented config to start from; without a name, list them."""
    from netbuilder.cli.output import emit, say
    from netbuilder.convert.templates import template, templates

    found = templates()
    if name is None:
        longest = max(len(one) for one in found)
        say("\n".join(f"{one:{longest}}  {purpose}" for one, purpose in found.items()))
        return status.OK
    if name not in found:
        from netbuilder.diagnostics.closest import closest

        near = closest(name, found)
        hint = f"did you mean `{near}`?" if near else f"there are {', '.join(found)}"
        raise click.ClickException(f"no template is called `{name}`; {hint}")
    emit(template(name))
    return status.OK
