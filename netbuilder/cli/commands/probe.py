"""netbuilder probe: measured signal and gradient, before training."""

import click

from netbuilder.cli import options

_EPILOG = options.examples(
    "netbuilder probe net.yaml",
    "netbuilder probe net.yaml --set initializers=keras      what Keras' own defaults would do",
    "netbuilder probe net.yaml --data batch.npz              a batch of your own: arrays x, and y",
    "netbuilder probe net.yaml --fit-one-batch",
)


@click.command("probe", epilog=_EPILOG)
@options.config
@click.option("--data", metavar="FILE", help="A batch to use in place of made-up samples: .npz with x and y, or .npy.")
@click.option("--fit-one-batch", is_flag=True, help="Also train a copy on one batch for 200 steps.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@options.strict
@options.sets
@options.everywhere
def command(
    config: str,
    data: str | None,
    fit_one_batch: bool,
    form: str,
    strict: bool | None,
    sets: tuple[str, ...],
    imports: tuple[str, ...],
    verbose: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Build a model and measure one forward and one backward pass of it.

    Findings go to standard error; one of severity error makes the exit status 1.
    """
    from netbuilder.cli.custom import import_custom
    from netbuilder.cli.measuring import Ordered, measure

    import_custom(imports)
    return measure(config, Ordered(data, fit_one_batch, form, strict, sets, verbose, quiet))
