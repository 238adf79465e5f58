"""netbuilder build: a compiled keras.Sequential, written as a .keras file."""

import click

from netbuilder.cli import options

_EPILOG = options.examples(
    "netbuilder build net.yaml                          writes build/net.keras",
    "netbuilder build net.yaml -o model.keras --device gpu",
    "netbuilder build net.yaml --set compile.optimizer.Adam.learning_rate=3e-4",
    "netbuilder build configs/*.yaml --strict           warnings stop the build too",
    "netbuilder build net.yaml --dry-run                everything but TensorFlow",
)


@click.command("build", epilog=_EPILOG)
@options.configs
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    metavar="FILE.keras",
    help="Where to write; else build/<name of the config>.keras.",
)
@click.option("--device", metavar="DEVICE", help="auto, cpu, gpu or gpu:1, in place of what the config says.")
@click.option("--dry-run", is_flag=True, help="Check, resolve and print; build and write nothing.")
@options.strict
@options.sets
@options.everywhere
def command(
    configs: tuple[str, ...],
    output: str | None,
    device: str | None,
    dry_run: bool,
    strict: bool | None,
    sets: tuple[str, ...],
    imports: tuple[str, ...],
    verbose: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Build the models of configs with Keras on TensorFlow, compile them and write them.

    Findings go to standard error. A file is written whole or not at all.
    """
    from netbuilder.cli.building import Ordered, build_all

    if device is not None:
        sets = (*sets, f"runtime.device={device}")
    return build_all(configs, Ordered(output, dry_run, strict, sets, imports, verbose, quiet, debug))
