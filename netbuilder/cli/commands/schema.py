"""netbuilder schema: the JSON Schema of config files, for editors."""

from dataclasses import dataclass

import click

from netbuilder.cli import options, status
from netbuilder.cli.output import emit


@dataclass(frozen=True, kw_only=True)
class SchemaOptions(options.CommonOptions):
    """What `schema` takes."""

    keras: str | None = options.option(
        "--keras", metavar="RELEASE", help="Only what this release of Keras has, as 3.8; else everything."
    )


@options.command(
    "schema",
    SchemaOptions,
    "netbuilder schema > netbuilder.schema.json",
    "netbuilder schema --keras 3.8 > netbuilder.schema.json                   only what Keras 3.8 has",
    "netbuilder schema --import my_package.layers > netbuilder.schema.json    your own layers too",
)
def command(schema: SchemaOptions) -> int:
    """Print the JSON Schema of config files: completion, checks and hover texts in an editor."""
    if schema.keras is None and not schema.imports:
        from netbuilder.convert.schema_file import shipped_text  # nothing of the vocabulary is needed for it

        emit(shipped_text())
        return status.OK
    from netbuilder.convert.json_schema import text
    from netbuilder.vocabulary.base.releases import NEWEST, is_release, nearest_release

    if schema.keras is not None and not is_release(schema.keras):
        near = nearest_release(schema.keras)
        raise click.UsageError(f"`--keras` takes a release from 3.0 to {NEWEST}, got {schema.keras}; nearest is {near}")
    emit(text(schema.keras))
    return status.OK
