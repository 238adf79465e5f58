"""What `build`, `show`, `code` and the like have in common: one config, judged; its findings printed aside."""

from typing import NamedTuple

from netbuilder.cli import status
from netbuilder.cli.files import Config
from netbuilder.cli.judging import Wishes, document_of, is_failed, judge, table_of, visible
from netbuilder.cli.printing import print_aside
from netbuilder.lint.runner import Report


class Judged(NamedTuple):
    """A config with its report."""

    config: Config
    report: Report
    strict: bool
    """Whether warnings count as errors, by the command line or by the project."""
    status: int


def judged(path: str, sets: tuple[str, ...], strict: bool | None, verbose: bool, quiet: bool) -> Judged:
    """Judge one config and print what was found to standard error.

    Raises:
        Unreadable: the file cannot be read.
        click.ClickException: the project's table is wrong.
    """
    config = Config(path)
    table = table_of(config)
    report = judge(document_of(config, config.read()), Wishes(sets), table)
    is_strict = table.strict if strict is None else strict
    print_aside(visible(report.diagnostics, verbose, quiet, is_strict), quiet)
    return Judged(config, report, is_strict, status.FINDINGS if is_failed(report, is_strict) else status.OK)
