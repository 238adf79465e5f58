"""The sessions of the configs that a command line names, linted, built or measured; and their exit statuses."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from netbuilder.cli import status
from netbuilder.cli.files import Config, Unreadable
from netbuilder.cli.options import CommonOptions, NetworkOptions
from netbuilder.cli.output import OutputLost, complain, progress, say
from netbuilder.cli.printing import print_aside
from netbuilder.diagnostics.errors import ConfigError, InstallationError, SettingsError
from netbuilder.lint.project import Projects
from netbuilder.pipeline import Options, Session
from netbuilder.pipeline.session import NO_OPTIONS

if TYPE_CHECKING:
    from netbuilder.engine.build import Built
    from netbuilder.propagation.records import Probe


def session_of(path: str, options: Options = NO_OPTIONS, projects: Projects | None = None) -> Session:
    """The session of one config, with the settings of the project that it belongs to.

    Raises:
        Unreadable: the file cannot be read.
        SettingsError: the project's table says something unknown.
    """
    config = Config(path)
    project = (projects or Projects()).of_folder(config.folder)
    return Session(config.read(), config.name, options._replace(project=project))


def linted(
    path: str,
    options: NetworkOptions,
    *,
    strict: bool | None = False,
    device: str | None = None,
    backend: str | None = None,
    opens_in: str | None = None,
) -> Session:
    """The same, its findings printed to standard error."""
    asked = Options(
        overrides=options.overrides,
        device=device,
        backend=backend,
        keras=options.keras,
        opens_in=opens_in,
        strict=strict,
    )
    session = session_of(path, asked)
    print_aside(session.report.diagnostics, options, session.options.is_strict)
    return session


def built(session: Session, options: CommonOptions) -> "Built":
    """The model of a session; what this machine says of it is printed to standard error.

    Raises:
        ConfigError: this machine cannot build it.
    """
    from netbuilder.engine.backends.start import start
    from netbuilder.engine.lean_import import without_optional, without_tensorflow

    with progress("loading TensorFlow and building") as step:
        if not options.imports:  # the author's modules may draw, or wrap
            with without_optional():
                start(session.backend)
        with without_tensorflow("tensorflow" if options.imports else session.backend):
            result = session.built
        step(1)
    print_aside(result.diagnostics, options, session.options.is_strict)
    return result


def measured(session: Session, options: CommonOptions, data: Any = None, *, fit_one_batch: bool = False) -> "Probe":
    """The measurement of its model; what that found is printed to standard error.

    Raises:
        ConfigError: this machine cannot build it.
        NotProbed: the model or the batch cannot be measured.
    """
    from netbuilder.engine.probe.batch import refuse_other_backend
    from netbuilder.engine.probe.one_batch import STEPS

    refuse_other_backend(session.backend)
    built(session, options)
    with progress("fitting one batch", STEPS if fit_one_batch else 0) as step:
        probe = session.probe(data, fit_one_batch=fit_one_batch, progress=step)
    print_aside(probe.findings, options, session.options.is_strict)
    return probe


def status_of(session: Session) -> int:
    """The exit status that the report of a session asks for."""
    document = session.document
    if document is not None and not document.is_text:
        return status.USAGE
    return status.FINDINGS if session.report.stops_a_build(session.options.is_strict) else status.OK


def each(configs: Iterable[Config], work: Callable[[Config], int], options: CommonOptions, gap: bool = False) -> int:
    """The highest exit status of the work on each config, one after the other, with a `gap` between what they print."""
    statuses: list[int] = []
    for config in configs:
        if statuses and gap:
            say("")
        statuses.append(guarded(partial(work, config), config.name, options))
    return max(statuses)


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
    except (OutputLost, SettingsError, InstallationError):
        raise  # they hold for all configs
    except Exception as error:
        if status.is_of_click(error):
            raise
        return status.fault(error, options.debug, name)
