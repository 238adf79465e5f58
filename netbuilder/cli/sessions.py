"""The sessions of the configs that a command line names, and their exit statuses."""

from collections.abc import Callable

import click

from netbuilder.cli import status
from netbuilder.cli.files import Config, Unreadable
from netbuilder.cli.options import CommonOptions, NetworkOptions
from netbuilder.cli.output import complain
from netbuilder.cli.printing import print_aside
from netbuilder.cli.run import fault
from netbuilder.diagnostics.errors import ConfigError, SettingsError
from netbuilder.lint.project import Projects
from netbuilder.pipeline import Options, Session


def linted(path: str, options: NetworkOptions, *, strict: bool | None = False, device: str | None = None) -> Session:
    """The session of one config, its findings printed to standard error.

    Raises:
        Unreadable: the file cannot be read.
        SettingsError: the project's table says something unknown.
    """
    config = Config(path)
    project = Projects().of_folder(config.folder)
    session_options = Options(overrides=options.sets, device=device, project=project, strict=strict)
    session = Session(config.read(), config.name, session_options)
    print_aside(session.report.diagnostics, options, session.options.is_strict)
    return session


def status_of(session: Session) -> int:
    """The exit status that the report of a session asks for."""
    document = session.document
    if document is not None and not document.is_text:
        return status.USAGE
    return status.FINDINGS if session.report.stops_a_build(session.options.is_strict) else status.OK


def guarded(work: Callable[[], int], name: str, options: CommonOptions) -> int:
    """The exit status of the work on one config; what goes wrong is said, and the next one has its turn."""
    try:
        return work()
    except ConfigError as error:
        print_aside(error.diagnostics, options)
        return status.FINDINGS
    except Unreadable as error:
        complain(str(error))
        return status.USAGE
    except (click.ClickException, SettingsError):
        raise  # they hold for all configs
    except Exception as error:
        return fault(error, options.debug, name)
