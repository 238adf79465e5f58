"""Run a command line, and turn whatever happens into an exit status."""

import os
import sys
from collections.abc import Sequence
from errno import ENOSPC

from netbuilder.cli import status
from netbuilder.cli.files import Unreadable
from netbuilder.cli.output import OutputLost, complain, flush, prepare_streams
from netbuilder.diagnostics.errors import InstallationError, SettingsError


def run(args: Sequence[str] | None = None) -> int:
    """Run a command line; returns its exit status."""
    prepare_streams()
    words = sys.argv[1:] if args is None else args
    try:
        code = _plain_check(words, is_own_process=args is None)
        if code is None:
            code = _by_click(args)
    except (SettingsError, OutputLost) as error:
        code = status.refused(str(error))
    except Unreadable as error:
        complain(str(error))
        code = status.USAGE
    except InstallationError as error:
        complain(f"error: {error}")
        code = status.USAGE
    except KeyboardInterrupt:
        complain("stopped")
        code = status.STOPPED
    except BrokenPipeError:
        code = status.OK
    except Exception as error:
        code = _status_of(error, "--debug" in words)
    try:
        flush()
    except OutputLost as error:
        code = status.refused(str(error))
    return code


def _plain_check(words: Sequence[str], *, is_own_process: bool) -> int | None:
    """Run a `check` whose words need no click; None for everything else."""
    if not words or words[0] != "check" or os.name == "nt" or "_NETBUILDER_COMPLETE" in os.environ:
        return None
    from netbuilder.cli.commands.check import command
    from netbuilder.cli.plain_words import plain_options

    request = plain_options(command.options, words[1:])
    if request is None or request.imports:
        return None
    if is_own_process:
        from netbuilder.system.bare_yaml import load_parser

        load_parser()
    return command.start(request)


def _by_click(args: Sequence[str] | None) -> int:
    from netbuilder.cli.click_group import main  # it takes longer to import than most checks

    return int(main.main(args, prog_name="netbuilder", standalone_mode=False))


def _status_of(error: Exception, debug: bool) -> int:
    """The exit status of what click raises, or of a fault."""
    if isinstance(error, OSError) and error.errno == ENOSPC and error.filename is None:
        return status.refused(str(OutputLost(error)))  # click's own help
    if not status.is_of_click(error):
        return status.fault(error, debug)
    from netbuilder.cli.click_group import usage

    return usage(error)
