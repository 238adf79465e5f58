"""netbuilder schema: the JSON Schema of config files, for editors."""

from netbuilder.cli import options, status
from netbuilder.cli.output import emit


@options.command(
    "schema",
    options.CommonOptions,
    "netbuilder schema > netbuilder.schema.json",
    "netbuilder schema --import my_package.layers > netbuilder.schema.json    your own layers too",
)
def command(_: options.CommonOptions) -> int:
    """Print the JSON Schema of config files: completion, checks and hover texts in an editor."""
    from netbuilder.convert.json_schema import text

    emit(text())
    return status.OK
