"""netbuilder report: one HTML file with diagram, table, findings and plots."""

import click

from netbuilder.cli import options

_EPILOG = options.examples(
    "netbuilder report net.yaml                      writes build/net.html",
    "netbuilder report net.yaml -o report.html",
    "netbuilder report net.yaml --no-probe           without TensorFlow, and so without the plots",
)


@click.command("report", epilog=_EPILOG)
@options.config
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    metavar="FILE.html",
    help="Where to write; else build/<name of the config>.html.",
)
@click.option("--probe/--no-probe", "is_probed", default=True, help="Measure signal and gradient too.")
@options.sets
@options.everywhere
def command(
    config: str,
    output: str | None,
    is_probed: bool,
    sets: tuple[str, ...],
    imports: tuple[str, ...],
    verbose: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Write everything about a network on one page that can be sent to somebody.

    The page is one file and loads nothing from anywhere. A network with errors gives a page of what is known, and the
    exit status is 1.
    """
    from netbuilder.cli.reporting import Ordered, write_report

    return write_report(config, Ordered(output, is_probed, sets, imports, verbose, quiet, debug))
