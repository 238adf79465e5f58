"""What `netbuilder report` does: judge the config, measure it if asked to, write the page."""

import os
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click

from netbuilder.cli import status
from netbuilder.cli.custom import import_custom
from netbuilder.cli.files import Unreadable
from netbuilder.cli.judging import visible
from netbuilder.cli.output import say
from netbuilder.cli.printing import print_aside
from netbuilder.cli.resolved import Judged, judged
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.plan import plan
from netbuilder.propagation.records import Probe
from netbuilder.system.replace import write_file
from netbuilder.views.page.page import Made, page


class Ordered(NamedTuple):
    """The options of `report`."""

    output: str | None
    is_probed: bool
    sets: tuple[str, ...]
    imports: tuple[str, ...]
    verbose: bool
    quiet: bool
    debug: bool


def write_report(config: str, ordered: Ordered) -> int:
    """Write the page of a config; returns the exit status.

    Raises:
        click.UsageError: what draws the page is not installed.
        Unreadable: the config cannot be read, or the page not be written.
    """
    _refuse_without("jinja2")
    if ordered.is_probed:
        _refuse_without("matplotlib")
    import_custom(ordered.imports)
    done = judged(config, ordered.sets, False, ordered.verbose, ordered.quiet)
    is_right = not done.report.errors
    target = _target(done, ordered.output)
    probe, why = _probe(done, ordered) if is_right else (None, "the network has errors")
    made = Made(done.report, plan(done.report.graph) if is_right else None, probe, _command(), why)
    try:
        write_file(target, page(made).encode(), to_streams=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unreadable(f"`{target}` cannot be written: {reason}") from None
    if not ordered.quiet:
        say(f"wrote {target} ({os.path.getsize(target) / 1024:,.0f} KiB)")
    return status.OK if is_right else status.FINDINGS


def _refuse_without(module: str) -> None:
    if find_spec(module) is None:
        raise click.UsageError(f'a report needs {module}: pip install "netbuilder[report]"')


def _probe(done: Judged, ordered: Ordered) -> tuple[Probe | None, str]:
    """The measurement, or why there is none."""
    if not ordered.is_probed:
        return None, ""
    # Here and not above: only with these two is TensorFlow loaded.
    from netbuilder.cli.probing import measured
    from netbuilder.engine.probe.batch import NotProbed

    try:
        probe = measured(done, None, False, ordered.verbose, ordered.quiet)
    except NotProbed as error:
        return None, str(error)
    except ConfigError as error:  # the page is worth having all the same
        print_aside(visible(error.diagnostics, ordered.verbose, ordered.quiet), ordered.quiet)
        return None, error.diagnostics[0].message
    print_aside(visible(probe.findings, ordered.verbose, ordered.quiet), ordered.quiet)
    return probe, ""


def _target(done: Judged, output: str | None) -> str:
    if output is not None:
        return output
    config = done.config.path
    stem = (done.report.draft.name or "network") if config == "-" else Path(config).stem
    return os.path.join("build", f"{stem}.html")


def _command() -> str:
    return shlex.join(["netbuilder", *sys.argv[1:]])
