"""Commands and options as click has them, and `--import`, which brings in the author's modules."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from netbuilder.cli.options import Choice, Command, CommonOptions, Count, File, Parameter, parameters


class _Choice(click.Choice):  # type: ignore[type-arg,unused-ignore]  # generic only since click 8.2
    """One of some words; another one is refused in our words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in self.choices:
            option = f"`{param.opts[-1]}` " if param is not None else ""
            raise click.UsageError(f"{option}takes {', '.join(self.choices)}, got {value}", ctx)
        return value


def click_command(command: Command[Any]) -> click.Command:
    """A command that imports the modules named and runs."""
    options: type[CommonOptions] = command.options

    def callback(**arguments: Any) -> int:
        request = options(**arguments)
        if options.runs_imports:
            _import_custom(request.imports)
        return command.start(request)

    return click.Command(
        command.name,
        callback=callback,
        params=[_click_parameter(name, parameter) for name, parameter in parameters(options).items()],
        help=command.run.__doc__,
        epilog="\b\nExamples:\n" + "\n".join(f"  {line}" for line in command.examples),
    )


def _click_parameter(name: str, parameter: Parameter) -> click.Parameter:
    attributes = dict(parameter.attributes)
    kind = attributes.get("type")
    if isinstance(kind, Choice):
        attributes["type"] = _Choice(list(kind.words))
    elif isinstance(kind, File):
        attributes["type"] = click.Path()
    elif isinstance(kind, Count):
        attributes["type"] = click.IntRange(1)
    if parameter.names:
        return click.Option([name, *parameter.names], **attributes)
    return click.Argument([name], **attributes)


def _import_custom(modules: Sequence[str]) -> None:
    """Import the modules, and let a file use what is then registered with Keras, until the command ends.

    The current folder is searched first, as with `python -m`.

    Raises:
        click.ClickException: a module cannot be imported.
    """
    if not modules:
        return
    sys.path.insert(0, os.getcwd())
    from netbuilder.engine.backends.start import start_as_set
    from netbuilder.vocabulary.custom_class import custom_objects, registered_with_keras

    for name in modules:
        try:
            if find_spec(name) is None:
                raise ModuleNotFoundError(f"No module named {name!r}")
            start_as_set()  # without their chatter; whoever registers with Keras imports them
            import_module(name)
        except ImportError as error:
            raise click.ClickException(f"--import {name}: {error}") from None
        except (Exception, SystemExit) as error:  # the module is the caller's code, and may raise anything
            raise click.ClickException(f"--import {name}: {type(error).__name__}: {error}") from error
    click.get_current_context().with_resource(custom_objects(registered_with_keras()))
