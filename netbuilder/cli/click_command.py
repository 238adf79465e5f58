"""Commands and options as click has them."""

from typing import Any

import click

from netbuilder.cli.custom import import_custom
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
            import_custom(request.imports)
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
