"""netbuilder import: a model that Keras or TensorFlow.js has saved, as a config."""

import click

from netbuilder.cli import options

_EPILOG = options.examples(
    "netbuilder import model.keras -o net.yaml",
    "netbuilder import old.h5 | netbuilder show -",
    "netbuilder import saved_model/ model.json -o configs/",
)


@click.command("import", epilog=_EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=options.FILE)
@click.option("-o", "--output", metavar="FILE", type=options.FILE, help="Where to write it; a folder for several.")
@click.option(
    "--data-format",
    type=click.Choice(["channels_last", "channels_first"]),
    help="The order of axes of layers that Keras 1 saved without one.",
)
@click.option("--input", "sizes", metavar="SIZES", help="One sample, as 28,28,1, where the file does not say it.")
@click.option("--force", is_flag=True, help="Write it although the file's weights are others.")
@options.everywhere
def command(
    files: tuple[str, ...],
    output: str | None,
    data_format: str | None,
    sizes: str | None,
    force: bool,
    imports: tuple[str, ...],
    verbose: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Read models that Keras 1, 2 and 3, tf.keras and TensorFlow.js have saved, and write them as configs.

    Takes .keras, HDF5, JSON, YAML, model.json and SavedModel folders, whatever they are called. Nothing in them is run.
    """
    from netbuilder.cli.importing import ImportRequest, import_all

    return import_all(files, ImportRequest(output, data_format, sizes, force, verbose, quiet))
