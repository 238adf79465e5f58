"""All commands as click has them, imported when they are named; and words for what click could not read."""

import os
from importlib import import_module

import click

from netbuilder.cli.output import complain
from netbuilder.cli.status import STOPPED, USAGE, in_line
from netbuilder.version import VERSION

_COMMANDS = os.path.join(os.path.dirname(__file__), "commands")


def _module(command: str) -> str:
    """The file of a command: `import` is a word of Python, and no module can be called so."""
    return f"{command}_" if command == "import" else command


class Commands(click.Group):
    """A group whose commands are the files of `commands/`; a file is imported when its command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        files = (file for file in os.listdir(_COMMANDS) if file.endswith(".py") and file != "__init__.py")
        return sorted(file[:-3].rstrip("_") for file in files)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        from netbuilder.cli.click_command import click_command  # not on the way to --help

        command = import_module(f"netbuilder.cli.commands.{_module(name)}").command
        return click_command(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # The first line of a command's file says what it is for: importing them all would double the time of --help.
        rows = []
        for name in self.list_commands(ctx):
            with open(os.path.join(_COMMANDS, f"{_module(name)}.py"), encoding="utf-8") as file:
                rows.append((name, file.readline().strip().strip('"').partition(": ")[2]))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            # A file where the command should be is the likeliest slip of all.
            if args[0].endswith((".yaml", ".yml")):
                ctx.fail(f"no command is called `{args[0]}`; did you mean `netbuilder check {args[0]}`?")
            if args[0].endswith((".keras", ".h5", ".hdf5", ".json", ".pb")):
                ctx.fail(f"no command is called `{args[0]}`; did you mean `netbuilder import {args[0]}`?")
            from netbuilder.diagnostics.closest import closest

            near = closest(args[0], self.list_commands(ctx))
            hint = f"did you mean `{near}`?" if near else "`netbuilder --help` lists all of them"
            ctx.fail(f"no command is called `{args[0]}`; {hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  netbuilder new cnn > net.yaml        a template to start from
  netbuilder check net.yaml            every mistake, with line and column
  netbuilder show net.yaml             shapes, parameters, initializers
  netbuilder build net.yaml            build/net.keras, compiled""",
)
@click.version_option(VERSION, prog_name="netbuilder", message="%(prog)s %(version)s")
def main() -> None:
    """A Keras network as a short YAML file: checked with line and column, built as a compiled keras.Sequential."""


def usage(error: BaseException) -> int:
    """The exit status of what click raised; what is wrong with the command line is said."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if not isinstance(error, click.ClickException):
        complain("stopped")
        return STOPPED
    # Since click 8.2 a bare `netbuilder` is an error whose message is the whole help.
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        complain(error.format_message())
        return USAGE
    if isinstance(error, click.UsageError) and error.ctx is not None:
        complain(f"{error.ctx.get_usage()}\nTry `{error.ctx.command_path} --help`.\n")
    complain(f"netbuilder: {_in_words(error)}")
    return USAGE


def _in_words(error: click.ClickException) -> str:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx is not None else "netbuilder"
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities
        hint = f"did you mean `{near[0]}`?" if near else f"`{command} --help` lists them"
        return f"`{command}` has no option `{error.option_name}`; {hint}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"`{command}` needs {error.param.metavar or error.param.name}"
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Option):
        return f"`{error.param.opts[-1]}`: {in_line(error.message)}"
    return in_line(error.format_message())
