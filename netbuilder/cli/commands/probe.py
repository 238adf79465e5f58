"""netbuilder probe: measured signal and gradient before training."""

import click

from netbuilder.cli import options

_EPILOG = options.examples(
    "netbuilder probe net.yaml                          does the gradient flow?",
    "netbuilder probe net.yaml --set initializers=keras",
    "netbuilder probe net.yaml --fit-one-batch          train a copy on 32 samples",
    "netbuilder probe net.yaml --data batch.npz         your own samples: arrays x and y",
    "netbuilder probe net.yaml --plot signal.png --format json > signal.json",
)


@click.command("probe", epilog=_EPILOG)
@options.configs
@click.option("--fit-one-batch", is_flag=True, help="Train a copy on one batch for 200 steps: it should learn that.")
@click.option(
    "--data",
    type=options.FILE,
    metavar="FILE.npz",
    help="Samples to measure with, in place of synthetic ones: arrays x, y.",
)
@click.option(
    "--plot", type=options.FILE, metavar="FILE.png", help="Draw signal and gradient per layer: .png, .svg or .pdf."
)
@click.option(
    "--format", "form", type=click.Choice(["plain", "json"]), default="plain", help="json: one object a config."
)
@options.strict
@options.sets
@options.everywhere
def command(
    configs: tuple[str, ...],
    fit_one_batch: bool,
    data: str | None,
    plot: str | None,
    form: str,
    strict: bool | None,
    sets: tuple[str, ...],
    imports: tuple[str, ...],
    verbose: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Measure signal and gradient of the built network, before any training.

    One forward and one backward pass say whether the gradient will flow, for which optimizer, and where it ends.
    Findings go to standard error.
    """
    from netbuilder.cli.probing import Ordered, probe_all

    return probe_all(configs, Ordered(fit_one_batch, data, plot, form, strict, sets, imports, verbose, quiet, debug))
