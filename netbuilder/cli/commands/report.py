"""netbuilder report: one HTML file with diagram, table, findings and plots."""

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from netbuilder.cli import options
from netbuilder.cli.files import STDIN, placed, write_output
from netbuilder.cli.output import complain, say
from netbuilder.cli.printing import print_aside
from netbuilder.diagnostics.errors import ConfigError, InstallationError

if TYPE_CHECKING:
    from netbuilder.pipeline import Session
    from netbuilder.propagation.records import Probe


@dataclass(frozen=True, kw_only=True)
class ReportOptions(options.ConfigOptions):
    """What `report` takes."""

    output: str | None = options.option(
        "-o",
        "--output",
        type=options.FILE,
        metavar="FILE.html",
        help="Where to write; else build/<name of the config>.html.",
    )
    is_probed: bool = options.option("--probe/--no-probe", default=True, help="Measure signal and gradient too.")


@options.command(
    "report",
    ReportOptions,
    "netbuilder report net.yaml                      writes build/net.html",
    "netbuilder report net.yaml -o report.html",
    "netbuilder report net.yaml --no-probe           without TensorFlow, and so without the plots",
)
def command(report: ReportOptions) -> int:
    """Write everything about a network on one page that can be sent to somebody.

    The page is one file and loads nothing from anywhere. A network with errors gives a page of what is known, and the
    exit status is 1.
    """
    from netbuilder.cli.sessions import linted, status_of
    from netbuilder.diagnostics.requiring import require
    from netbuilder.views.page.page import PageContent, page

    require("report", "a page")
    session = linted(report.config, report)
    is_sound = not session.report.errors
    probe, reason = _probe(session, report) if is_sound else (None, "the network has errors")
    stem = (session.draft.name or "network") if report.config == STDIN else Path(report.config).stem
    target = placed(report.output or "build/", f"{stem}.html")
    command_line = shlex.join(["netbuilder", *sys.argv[1:]])
    html = page(PageContent(session.report, session.plan if is_sound else None, probe, command_line, reason))
    # The name of a file may hold bytes that are no text.
    write_output(target, html.encode(errors="backslashreplace"))
    if not report.quiet:
        say(f"wrote {target} ({os.path.getsize(target) / 1024:,.0f} KiB)")
    return status_of(session)


def _probe(session: "Session", report: ReportOptions) -> "tuple[Probe | None, str]":
    """The measurement, or why there is none."""
    if not report.is_probed:
        return None, ""
    from netbuilder.cli.sessions import measured
    from netbuilder.engine.probe.batch import NotProbed

    try:
        return measured(session, report), ""
    except NotProbed as error:
        return None, str(error)
    except InstallationError as error:
        complain(f"not measured: {error}")
        return None, str(error.args[0])
    except ConfigError as error:  # the page is worth having all the same
        print_aside(error.diagnostics, report)
        return None, error.diagnostics[0].message
