"""What `netbuilder probe` does with its files: judge each, build it, measure it, and say what was found."""

import json
import os
from collections.abc import Sequence
from typing import Any, NamedTuple

import click

from netbuilder.cli import status
from netbuilder.cli.bar import Bar
from netbuilder.cli.custom import import_custom
from netbuilder.cli.files import Config, Unreadable, expand
from netbuilder.cli.judging import visible
from netbuilder.cli.output import complain, say
from netbuilder.cli.printing import print_aside
from netbuilder.cli.resolved import Judged, judged
from netbuilder.cli.run import fault
from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine.probe.batch import NotProbed
from netbuilder.plan import fresh_seed, plan
from netbuilder.propagation.records import Probe

_DRAWINGS = (".png", ".svg", ".pdf")


class Ordered(NamedTuple):
    """The options of `probe`."""

    fit_one_batch: bool
    data: str | None
    plot: str | None
    form: str
    strict: bool | None
    sets: tuple[str, ...]
    imports: tuple[str, ...]
    verbose: bool
    quiet: bool
    debug: bool


def probe_all(paths: Sequence[str], ordered: Ordered) -> int:
    """Probe every config; returns the highest exit status.

    Raises:
        click.UsageError: the plot cannot be drawn as asked.
        Unreadable: the file of samples cannot be read.
    """
    import_custom(ordered.imports)
    configs = expand(paths)
    if ordered.plot is not None:
        _refuse_plot(ordered.plot, len(configs))
    data = _data(ordered.data)
    return max(_probe(config, data, ordered, at) for at, config in enumerate(configs))


def _refuse_plot(path: str, count: int) -> None:
    if count > 1:
        raise click.UsageError(f"--plot names one file, and there are {count} configs")
    if not path.endswith(_DRAWINGS):
        raise click.UsageError(f"--plot draws {', '.join(_DRAWINGS)}; got `{path}`")
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        raise click.UsageError('--plot needs matplotlib: pip install "netbuilder[report]"')


def _data(path: str | None) -> Any:
    if path is None:
        return None
    from netbuilder.engine.probe.batch import read_batch

    try:
        return read_batch(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unreadable(f"`{path}` cannot be read: {reason}") from None
    except NotProbed as error:
        raise Unreadable(str(error), "numpy.savez(file, x=samples, y=labels)") from None


def _probe(config: Config, data: Any, ordered: Ordered, at: int) -> int:
    if at and ordered.form == "plain" and not ordered.quiet:
        say("")
    try:
        done = judged(config.path, ordered.sets, ordered.strict, ordered.verbose, ordered.quiet)
        if done.status != status.OK:
            complain("nothing is measured: the findings come first")
            return done.status
        probed = measured(done, data, ordered.fit_one_batch, ordered.verbose, ordered.quiet)
        print_aside(visible(probed.findings, ordered.verbose, ordered.quiet, done.strict), ordered.quiet)
        _print(probed, config, ordered, data)
        if ordered.plot is not None:
            _draw(probed, ordered.plot)
        return status.FINDINGS if _stops(probed.findings, done.strict) else status.OK
    except ConfigError as error:
        print_aside(visible(error.diagnostics, ordered.verbose, ordered.quiet), ordered.quiet)
        return status.FINDINGS
    except (Unreadable, NotProbed) as error:
        complain(str(error) if isinstance(error, Unreadable) else f"error: {config.name}: {error}")
        return status.USAGE
    except click.ClickException:
        raise
    except Exception as error:
        return fault(error, ordered.debug, config.name)


def measured(done: Judged, data: Any, fit_one_batch: bool, verbose: bool, quiet: bool) -> Probe:
    """Build the model of a judged config and probe it.

    Raises:
        ConfigError: this machine cannot build it.
        NotProbed: the model or the batch cannot be measured.
    """
    # Here and not above: a config with errors has no use for TensorFlow.
    from netbuilder.engine.build import build
    from netbuilder.engine.probe.one_batch import STEPS
    from netbuilder.probing import of_model

    graph = done.report.graph
    with Bar("loading TensorFlow and building", 2) as bar:
        bar(1)
        built = build(plan(graph, fresh_seed()))
    print_aside(visible(built.diagnostics, verbose, quiet), quiet)
    with Bar("fitting one batch", STEPS) as bar:
        return of_model(built.model, graph, data, fit_one_batch, bar)


def _print(probed: Probe, config: Config, ordered: Ordered, data: Any) -> None:
    if ordered.form == "json":
        from netbuilder.views.formats.json import as_data

        found = [as_data(one) for one in probed.findings]
        # One line a config: a single one is one object, several are JSON Lines.
        say(json.dumps({"file": config.name, **probed.to_json(), "findings": found}, ensure_ascii=False))
    elif not ordered.quiet:
        from netbuilder.propagation.text import plain

        say(plain(probed))


def _draw(probed: Probe, path: str) -> None:
    from netbuilder.system.replace import write_file
    from netbuilder.views.page.plots import drawn

    try:
        write_file(path, drawn(probed, os.path.splitext(path)[1][1:]), to_streams=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unreadable(f"`{path}` cannot be written: {reason}") from None


def _stops(found: Sequence[Diagnostic], strict: bool) -> bool:
    least = Severity.WARN if strict else Severity.ERROR
    return any(one.severity >= least for one in found)
