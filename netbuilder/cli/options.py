"""Options that several commands have, the records that hold them, and words for a wrong command line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class CommonOptions:
    """What every command takes."""

    imports: tuple[str, ...] = ()
    verbose: bool = False
    quiet: bool = False
    debug: bool = False


@dataclass(frozen=True, kw_only=True)
class NetworkOptions(CommonOptions):
    """What every command takes that reads a network."""

    sets: tuple[str, ...] = ()


class Choice(click.Choice):  # type: ignore[type-arg,unused-ignore]  # generic only since click 8.2
    """One of some words; another one is refused in our words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in self.choices:
            option = f"`{param.opts[-1]}` " if param is not None else ""
            raise click.BadParameter(f"{option}takes {', '.join(self.choices)}, got {value}", ctx, param)
        return value


FILE = click.Path()
"""A name of a file: it is opened, or refused, elsewhere; the shell completes it."""

config = click.argument("config", metavar="CONFIG", type=FILE)
configs = click.argument("configs", nargs=-1, required=True, metavar="CONFIG...", type=FILE)
sets = click.option(
    "--set", "sets", multiple=True, metavar="PATH=VALUE", help="Set a value of the file: layers.0.Dense.units=64."
)
strict = click.option("--strict/--no-strict", default=None, help="Count warnings as errors.")
imports = click.option(
    "--import",
    "imports",
    multiple=True,
    metavar="MODULE",
    help="Import a module that registers custom pieces with Keras.",
)
_verbose = click.option("-v", "--verbose", is_flag=True, help="Show findings of severity info too.")
_quiet = click.option("-q", "--quiet", is_flag=True, help="Show errors only, and nothing where all is well.")
_debug = click.option("--debug", is_flag=True, help="Show the traceback of a fault of netbuilder itself.")


def everywhere(command: _F) -> _F:
    """The options that every command has."""
    for option in (_debug, _quiet, _verbose, imports):
        command = option(command)
    return command


def examples(*lines: str) -> str:
    """An epilog with lines to copy."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def in_words(error: click.ClickException) -> str:
    """The message of a wrong command line."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx is not None else "netbuilder"
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities
        hint = f"did you mean `{near[0]}`?" if near else f"`{command} --help` lists them"
        return f"`{command}` has no option `{error.option_name}`; {hint}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"`{command}` needs {error.param.metavar or error.param.name}"
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Option):
        if isinstance(error.param.type, Choice):
            return error.message  # our own words
        return f"`{error.param.opts[-1]}`: {_plain(error.message)}"
    return _plain(error.format_message())


def _plain(message: str) -> str:
    message = message.removesuffix(".")
    return message[:1].lower() + message[1:]
