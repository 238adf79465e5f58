"""netbuilder code: the plain Keras program that a config stands for."""

from dataclasses import dataclass
from typing import Any

import click

from netbuilder.cli import options, status
from netbuilder.cli.custom import import_custom
from netbuilder.cli.output import emit

_EPILOG = options.examples(
    "netbuilder code net.yaml > net.py",
    "netbuilder code net.yaml | python -",
)


@dataclass(frozen=True, kw_only=True)
class CodeOptions(options.NetworkOptions):
    """What `code` takes."""

    config: str


@click.command("code", epilog=_EPILOG)
@options.config
@options.sets
@options.everywhere
def command(**arguments: Any) -> int:
    """Print the Keras program that builds the same model without netbuilder."""
    from netbuilder.cli.sessions import linted, status_of

    code = CodeOptions(**arguments)
    import_custom(code.imports)
    session = linted(code.config, code)
    if status_of(session) != status.OK:
        return status_of(session)
    from netbuilder.convert.keras_program import program

    emit(program(session.plan))
    return status.OK
