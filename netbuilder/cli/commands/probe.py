"""netbuilder probe: measured signal and gradient before training."""

import json
import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from netbuilder.cli import options, status
from netbuilder.cli.files import Config, Unreadable, expand, reason, write_output
from netbuilder.cli.output import complain, emit, say

if TYPE_CHECKING:
    from netbuilder.propagation.records import Probe

_DRAWINGS = (".png", ".svg", ".pdf")


@dataclass(frozen=True, kw_only=True)
class ProbeOptions(options.ConfigsOptions):
    """What `probe` takes."""

    fit_one_batch: bool = options.flag(
        "--fit-one-batch", help="Train a copy on one batch for 200 steps: it should learn that."
    )
    backend: str | None = options.backend()
    data: str | None = options.option(
        "--data",
        type=options.FILE,
        metavar="FILE.npz",
        help="Samples to measure with, in place of synthetic ones: arrays x, y.",
    )
    plot: str | None = options.option(
        "--plot", type=options.FILE, metavar="FILE.png", help="Draw signal and gradient per layer: .png, .svg or .pdf."
    )
    form: str = options.option(
        "--format", type=options.Choice(["plain", "json"]), default="plain", help="json: one object a config."
    )


@options.command(
    "probe",
    ProbeOptions,
    "netbuilder probe net.yaml                          does the gradient flow?",
    "netbuilder probe net.yaml --set initializers=keras",
    "netbuilder probe net.yaml --fit-one-batch          train a copy on 32 samples",
    "netbuilder probe net.yaml --data batch.npz         your own samples: arrays x and y",
    "netbuilder probe net.yaml --plot signal.png --format json > signal.json",
)
def command(probe: ProbeOptions) -> int:
    """Measure signal and gradient of the built network, before any training.

    One forward and one backward pass say whether the gradient will flow, for which optimizer, and where it ends.
    Findings go to standard error.
    """
    from netbuilder.cli.sessions import each
    from netbuilder.diagnostics.requiring import require

    configs = expand(probe.configs)
    if probe.plot is not None:
        _refuse_plot(probe.plot, len(configs))
        require("report", "a plot")
    gap = probe.form == "plain" and not probe.quiet
    return each(configs, partial(_probe, probe, _data(probe.data)), probe, gap)


def _refuse_plot(path: str, count: int) -> None:
    if count > 1:
        raise click.UsageError(f"--plot names one file, and there are {count} configs")
    if not path.endswith(_DRAWINGS):
        raise click.UsageError(f"--plot draws {', '.join(_DRAWINGS)}; got `{path}`")


def _data(path: str | None) -> Any:
    if path is None:
        return None
    from netbuilder.diagnostics.requiring import require
    from netbuilder.engine.probe.batch import NotProbed, read_batch
    from netbuilder.system.extras import is_there

    if not is_there("numpy"):  # every backend brings it
        require("tensorflow", "building a model")
    try:
        return read_batch(path)
    except OSError as error:
        raise Unreadable(f"`{path}` cannot be read: {reason(error)}") from None
    except NotProbed as error:
        raise Unreadable(str(error), "numpy.savez(file, x=samples, y=labels)") from None


def _probe(probe: ProbeOptions, data: Any, config: Config) -> int:
    from netbuilder.cli.sessions import linted, measured, status_of
    from netbuilder.engine.probe.batch import NotProbed
    from netbuilder.lint.result import stops_a_build

    session = linted(config.path, probe, strict=probe.strict, backend=probe.backend)
    if status_of(session) != status.OK:
        complain("nothing is measured: the findings come first")
        return status_of(session)
    try:
        result = measured(session, probe, data, fit_one_batch=probe.fit_one_batch)
    except NotProbed as error:
        complain(f"error: {config.name}: {error}")
        return status.USAGE
    _print(result, config, probe)
    if probe.plot is not None:
        from netbuilder.views.page.plots import drawn

        write_output(probe.plot, drawn(result, os.path.splitext(probe.plot)[1][1:]))
    return status.FINDINGS if stops_a_build(result.findings, session.options.is_strict) else status.OK


def _print(result: "Probe", config: Config, probe: ProbeOptions) -> None:
    if probe.form == "json":
        from netbuilder.views.formats.json import as_data

        findings = [as_data(diagnostic) for diagnostic in result.findings]
        # One line a config: a single one is one object, several are JSON Lines.
        emit(json.dumps({"file": config.name, **result.to_json(), "findings": findings}, ensure_ascii=False) + "\n")
    elif not probe.quiet:
        from netbuilder.views.probe_text import plain

        say(plain(result))
