"""Words for a wrong command line, as the other messages have them: small, without a full stop, with what was given."""

import click

from netbuilder.cli.options import Choice


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
