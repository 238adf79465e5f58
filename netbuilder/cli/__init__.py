"""The command line: arguments, output and exit statuses. One file a command, in `commands/`; no logic."""

from netbuilder.cli.run import run as run
