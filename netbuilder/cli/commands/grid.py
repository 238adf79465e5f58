"""netbuilder grid: every combination of some values, checked and in one table."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netbuilder.cli import options, status
from netbuilder.cli.files import STDIN, write_output
from netbuilder.cli.output import complain, emit, emit_json
from netbuilder.cli.printing import print_aside

if TYPE_CHECKING:
    from netbuilder.variants import Grid


@dataclass(frozen=True, kw_only=True)
class GridOptions(options.ConfigOptions):
    """What `grid` takes."""

    sets: tuple[str, ...] = options.option(
        "--set", multiple=True, required=True, metavar="PATH=A,B,...", help="The values of one option, in turn."
    )
    form: str = options.option(
        "--format", type=options.Choice(["table", "json"]), default="table", help="json for programs."
    )
    probe: bool = options.flag("--probe", help="Build and measure them too, in processes on all cores.")
    write: str | None = options.option(
        "--write", metavar="DIR", type=options.FILE, help="Write the variants that can be built, one file each."
    )


@options.command(
    "grid",
    GridOptions,
    "netbuilder grid net.yaml --set layers.0.Dense.units=32,64,128 --set seed=1,2",
    "netbuilder grid net.yaml --set layers.0.Dense.activation=relu,tanh --write variants/",
    "netbuilder grid net.yaml --set initializers=auto,keras --probe",
)
def command(request: GridOptions) -> int:
    """Check every combination of some values of a config; without TensorFlow, unless it is to measure them.

    The exit status is 1 where no variant can be built.
    """
    from netbuilder.cli.sessions import session_of
    from netbuilder.engine import installation
    from netbuilder.pipeline import Options
    from netbuilder.variants import AxisError, axes_of, grid, probed
    from netbuilder.views.tables.grid_table import as_data, grid_table

    try:
        axes = axes_of(request.sets)
    except AxisError as error:
        raise click.UsageError(str(error)) from None
    session = session_of(request.config, Options(keras=request.keras))
    variants = grid(session.data, session.name, axes, session.options)
    if request.probe:
        installation.check(session.backend)
        variants = probed(variants, request.imports)
    if request.form == "json":
        emit_json(as_data(variants))
    else:
        emit(grid_table(variants) + "\n")
    if request.write is not None:
        _write(variants, Path(request.write), request)
    if any(not variant.errors for variant in variants.variants):
        return status.OK
    print_aside(variants.variants[0].errors, request)  # most likely what is wrong with all of them
    return status.FINDINGS


def _write(grid: "Grid", folder: Path, request: GridOptions) -> None:
    stem = Path(request.config).stem if request.config != STDIN else "variant"
    width = len(str(len(grid.variants) - 1))
    written = 0
    for number, variant in enumerate(grid.variants):
        if not variant.errors:
            write_output(os.fspath(folder / f"{stem}_{number:0{width}}.yaml"), variant.text.encode())
            written += 1
    if not request.quiet:
        complain(f"wrote {written:,} file{'s' if written != 1 else ''} into {folder}")
