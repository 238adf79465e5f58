"""netbuilder schema: the JSON Schema of config files, for editors."""

from typing import Any

import click

from netbuilder.cli import options, status
from netbuilder.cli.custom import import_custom
from netbuilder.cli.output import emit

_EPILOG = options.examples(
    "netbuilder schema > netbuilder.schema.json",
    "netbuilder schema --import my_package.layers > netbuilder.schema.json    your own layers too",
)


@click.command("schema", epilog=_EPILOG)
@options.everywhere
def command(**arguments: Any) -> int:
    """Print the JSON Schema of config files: completion, checks and hover texts in an editor."""
    from netbuilder.convert.json_schema import text

    import_custom(options.CommonOptions(**arguments).imports)
    emit(text())
    return status.OK
