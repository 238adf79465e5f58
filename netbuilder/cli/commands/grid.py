"""netbuilder grid: every combination of some values, checked and in one table."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netbuilder.cli import options, status
from netbuilder.cli.custom import import_custom
from netbuilder.cli.files import Config, write_output
from netbuilder.cli.output import complain, emit

if TYPE_CHECKING:
    from netbuilder.variants import Grid

_EPILOG = options.examples(
    "netbuilder grid net.yaml --set layers.0.Dense.units=32,64,128 --set seed=1,2",
    "netbuilder grid net.yaml --set layers.0.Dense.activation=relu,tanh --write variants/",
)


@dataclass(frozen=True, kw_only=True)
class GridOptions(options.NetworkOptions):
    """What `grid` takes."""

    config: str
    form: str
    write: str | None


@click.command("grid", epilog=_EPILOG)
@options.config
@click.option(
    "--set", "sets", multiple=True, required=True, metavar="PATH=A,B,...", help="The values of one option, in turn."
)
@click.option("--format", "form", type=options.Choice(["table", "json"]), default="table", help="json for programs.")
@click.option("--write", metavar="DIR", type=options.FILE, help="Write the variants that can be built, one file each.")
@options.everywhere
def command(**arguments: Any) -> int:
    """Check every combination of some values of a config, without TensorFlow.

    The exit status is 1 where no variant can be built.
    """
    from netbuilder.lint.project import Projects
    from netbuilder.pipeline import Options
    from netbuilder.variants import AxisError, axes_of, grid
    from netbuilder.views.tables.grid_table import grid_table

    request = GridOptions(**arguments)
    import_custom(request.imports)
    config = Config(request.config)
    try:
        axes = axes_of(request.sets)
    except AxisError as error:
        raise click.UsageError(str(error)) from None
    project = Projects().of_folder(config.folder)
    variants = grid(config.read(), config.name, axes, Options(project=project))
    emit(grid_table(variants) + "\n" if request.form == "table" else _json(variants))
    sound = [variant for variant in variants.variants if not variant.errors]
    if request.write is not None:
        _write(variants, Path(request.write), request)
    return status.OK if sound else status.FINDINGS


def _write(grid: "Grid", folder: Path, request: GridOptions) -> None:
    stem = Path(request.config).stem if request.config != "-" else "variant"
    width = len(str(len(grid.variants) - 1))
    written = 0
    for number, variant in enumerate(grid.variants):
        if not variant.errors:
            write_output(os.fspath(folder / f"{stem}_{number:0{width}}.yaml"), variant.text.encode())
            written += 1
    if not request.quiet:
        complain(f"wrote {written:,} files into {folder}")


def _json(grid: "Grid") -> str:
    import json

    rows = [
        {
            "set": dict(zip((axis.path for axis in grid.axes), variant.values, strict=True)),
            "parameters": variant.parameters,
            "memory": variant.memory,
            "errors": len(variant.errors),
            "findings": [[diagnostic.code, diagnostic.message] for diagnostic in variant.diagnostics],
        }
        for variant in grid.variants
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
