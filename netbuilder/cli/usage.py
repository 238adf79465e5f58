"""The words for a command line that click could not read."""

import click

from netbuilder.cli.output import complain
from netbuilder.cli.status import STOPPED, USAGE, in_line


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
