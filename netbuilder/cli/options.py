"""Commands and their options: one dataclass a command, whose fields say what is typed.

Those here are bases alone. Python writes and compiles every method of a dataclass when it is made, at each start: they
have none.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from inspect import get_annotations
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from netbuilder.cli import completion
from netbuilder.diagnostics.language import LANGUAGES, use

_PARAMETER = "parameter"


class File:
    """A name of a file: it is opened, or refused, elsewhere; the shell completes it."""


FILE = File()


class Count:
    """A whole number from 1 on."""


COUNT = Count()


class Choice(NamedTuple):
    """One of some words."""

    words: tuple[str, ...] | list[str]


class Parameter(NamedTuple):
    """What is typed for a field."""

    names: tuple[str, ...]
    """Of an option; an argument has none."""
    attributes: dict[str, Any]
    """As click takes them, but for the types above."""


def argument(**attributes: Any) -> Any:
    """A field that is typed without a name."""
    return field(metadata={_PARAMETER: Parameter((), attributes)})


def option(*names: str, **attributes: Any) -> Any:
    """A field that is typed behind one of its names."""
    return field(metadata={_PARAMETER: Parameter(names, attributes)})


def flag(*names: str, help: str) -> Any:
    """A field that is true where one of its names is typed."""
    return option(*names, is_flag=True, help=help)


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class CommonOptions:
    """What every command takes."""

    runs_imports: ClassVar[bool] = True
    """Whether the modules are imported before the command runs; the language server only reads them."""

    imports: tuple[str, ...] = option(
        "--import", multiple=True, metavar="MODULE", help="Import a module that registers custom pieces with Keras."
    )
    language: str | None = option(
        "--lang", type=Choice(list(LANGUAGES)), help="The language of findings; else $NETBUILDER_LANG, or the system's."
    )
    verbose: bool = flag("-v", "--verbose", help="Show findings of severity info too.")
    quiet: bool = flag("-q", "--quiet", help="Show errors only, and nothing where all is well.")
    debug: bool = flag("--debug", help="Show the traceback of a fault of netbuilder itself.")


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class KerasOptions(CommonOptions):
    """What every command takes that judges networks."""

    keras: str | None = option(
        "--keras", metavar="RELEASE", help="The Keras it is for, as 3.8; else the file's own, or the installed one."
    )


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class NetworkOptions(KerasOptions):
    """What every command takes that reads networks."""

    sets: tuple[str, ...] = option(
        "--set",
        multiple=True,
        metavar="PATH=VALUE",
        shell_complete=completion.paths,
        help="Set a value of the file: layers.0.Dense.units=64.",
    )

    @property
    def overrides(self) -> tuple[str, ...]:
        """The values put into the file before it is read."""
        return self.sets


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class DeviceOptions(NetworkOptions):
    """What a command takes that judges what each of several devices holds."""

    devices: int | None = option(
        "--devices", type=COUNT, metavar="COUNT", help="How many devices all processes have together."
    )

    @property
    def overrides(self) -> tuple[str, ...]:
        return self.sets if self.devices is None else (*self.sets, f"runtime.devices={self.devices}")


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class ConfigOptions(NetworkOptions):
    """What a command takes that reads one config."""

    config: str = argument(metavar="CONFIG", type=FILE, shell_complete=completion.configs)


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class ConfigsOptions(NetworkOptions):
    """What a command takes that judges configs."""

    configs: tuple[str, ...] = argument(
        nargs=-1, required=True, metavar="CONFIG...", type=FILE, shell_complete=completion.configs
    )
    strict: bool | None = option("--strict/--no-strict", default=None, help="Count warnings as errors.")


def backend() -> Any:
    """`--backend`, of a command that builds."""
    return option("--backend", metavar="BACKEND", help="tensorflow, jax or torch, in place of what the config says.")


_Options = TypeVar("_Options", bound=CommonOptions)


class Command(NamedTuple, Generic[_Options]):
    """A command: what it takes, and the function that does it."""

    name: str
    options: type[_Options]
    run: Callable[[_Options], int]
    """Its docstring is the help."""
    examples: tuple[str, ...]
    """Lines to copy, below the help."""

    def start(self, request: _Options) -> int:
        """Do what is asked for, in the language that is asked for; gives the exit status."""
        use(request.language or "")
        return self.run(request)


def command(
    name: str, options: type[_Options], *examples: str
) -> Callable[[Callable[[_Options], int]], Command[_Options]]:
    """Make a command of a function that takes its options and gives the exit status."""
    return lambda run: Command(name, options, run, examples)


def parameters(options: type[CommonOptions]) -> dict[str, Parameter]:
    """What is typed for each field: the command's own first, what all commands take last."""
    by_name = {each.name: each.metadata[_PARAMETER] for each in fields(options)}
    names = [name for cls in options.__mro__ for name in get_annotations(cls) if name in by_name]
    return {name: by_name[name] for name in dict.fromkeys(names)}
