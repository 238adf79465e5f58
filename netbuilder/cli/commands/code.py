"""netbuilder code: the plain Keras program that a config stands for."""

import click

from netbuilder.cli import options, status

_EPILOG = options.examples(
    "netbuilder code net.yaml > net.py",
    "netbuilder code net.yaml | python -",
)


@click.command("code", epilog=_EPILOG)
@options.config
@options.sets
@options.everywhere
def command(
    config: str, sets: tuple[str, ...], imports: tuple[str, ...], verbose: bool, quiet: bool, debug: bool
) -> int:
    """Print the Keras program that builds the same model without netbuilder."""
    from netbuilder.cli.custom import import_custom
    from netbuilder.cli.output import say
    from netbuilder.cli.resolved import judged

    import_custom(imports)
    done = judged(config, sets, False, verbose, quiet)
    if done.status != status.OK:
        return done.status
    from netbuilder.convert.keras_program import program
    from netbuilder.plan import plan

    say(program(plan(done.report.graph)).removesuffix("\n"))
    return status.OK
