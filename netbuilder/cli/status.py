"""Exit statuses, and what stands for one that is not OK: the words for a wrong command line, the line for a fault."""

import click

from netbuilder.cli.output import complain

# Over several files the highest wins.
OK = 0
"""Nothing is wrong; warnings and notes count as nothing, unless with --strict."""
FINDINGS = 1
"""Findings of severity error, a syntax error, an empty file, a file over a limit."""
USAGE = 2
"""A wrong command line, or a file that is missing, unreadable, a directory or not UTF-8; or a package that the command
needs is not installed."""
FAULT = 3
"""A fault of netbuilder itself."""
STOPPED = 130
"""Ctrl-C."""


def fault(error: BaseException, debug: bool, doing: str = "") -> int:
    """Say in one line that netbuilder itself is wrong; the traceback only with --debug."""
    if debug:
        import traceback

        traceback.print_exception(error)
    what = " ".join(f"{type(error).__name__}: {error}".split())
    where = f" at {doing}" if doing else ""
    more = "report the lines above" if debug else "run it again with --debug and report what it prints"
    complain(f"netbuilder: a fault of netbuilder{where}: {what[:200]}; {more}")
    return FAULT


def usage(error: click.ClickException) -> int:
    """Say what is wrong with the command line."""
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
        return f"`{error.param.opts[-1]}`: {_plain(error.message)}"
    return _plain(error.format_message())


def _plain(message: str) -> str:
    message = message.removesuffix(".")
    return message[:1].lower() + message[1:]
