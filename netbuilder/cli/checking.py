"""What `netbuilder check` does with its files: judge each, mend it if asked to, print everything once."""

import os
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from netbuilder.cli import status
from netbuilder.cli.custom import import_custom
from netbuilder.cli.files import STDIN, Config, Unreadable, expand
from netbuilder.cli.judging import (
    Wishes,
    document_of,
    draft_of,
    is_failed,
    judge_text,
    least_shown,
    report_of,
    table_of,
    visible,
)
from netbuilder.cli.output import complain, say
from netbuilder.cli.printing import print_findings
from netbuilder.cli.project import Table
from netbuilder.cli.run import fault
from netbuilder.diagnostics import Diagnostic

if TYPE_CHECKING:
    from netbuilder.cli.mending import Mended
from netbuilder.lint.runner import Report

_BOM = b"\xef\xbb\xbf"


class Ordered(NamedTuple):
    """The options of `check`."""

    form: str | None
    fix: bool
    diff: bool
    unsafe: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    strict: bool | None
    sets: tuple[str, ...]
    imports: tuple[str, ...]
    verbose: bool
    quiet: bool
    debug: bool


class _File(NamedTuple):
    shown: list[Diagnostic]
    status: int


def check_all(paths: Sequence[str], ordered: Ordered) -> int:
    """Check every file, print what was found, and return the exit status; the highest of all files."""
    import_custom(ordered.imports)
    configs = expand(paths)
    wishes = Wishes(ordered.sets, ordered.select, ordered.ignore, least_shown(ordered.verbose, ordered.quiet))
    alone = ordered.fix or ordered.diff  # patches come in the order of the files
    files = _in_step([_check(config, ordered, wishes) for config in configs], 1 if alone else _TOGETHER)
    found = [one for file in files for one in file.shown]
    form = ordered.form or (table_of(configs[0]).format if configs else "auto")
    # Where the mended text or a patch goes to standard output, findings cannot.
    aside = ordered.diff or (ordered.fix and any(config.path == STDIN for config in configs))
    readable = sum(1 for file in files if file.status in (status.OK, status.FINDINGS))
    print_findings(found, form, error=aside, quiet=ordered.quiet, files=readable)
    return max((file.status for file in files), default=status.OK)


_TOGETHER = 64
"""So many files take every step together: checking a small one alone mostly waits for the next step's code."""
_SMALL = 4_000
"""Bytes; a larger file takes all its steps at once, as does one with anchors, which may stand for a large one."""


def _in_step(checks: Sequence[Generator[None, None, _File]], together: int) -> list[_File]:
    """What the generators return; of so many together each takes a step before any takes the next one."""
    done: dict[int, _File] = {}
    for first in range(0, len(checks), together):
        going = list(range(first, min(first + together, len(checks))))
        while going := [at for at in going if at not in done]:
            for at in going:
                try:
                    next(checks[at])
                except StopIteration as end:
                    done[at] = end.value
    return [done[at] for at in range(len(checks))]


def _check(config: Config, ordered: Ordered, wishes: Wishes) -> Generator[None, None, _File]:
    """Check a file, step by step."""
    try:
        table = table_of(config)
        data = config.read()
        if is_small := len(data) < _SMALL and b"&" not in data:
            yield
        document = document_of(config, data)
        if is_small:
            yield
        draft = draft_of(document, wishes)
        if is_small:
            yield
        report = report_of(draft, wishes, table)
        if ordered.fix or ordered.diff:
            report = _mended(config, data, report, table, ordered, wishes)
    except Unreadable as error:
        complain(str(error))
        return _File([], status.USAGE)
    except Exception as error:
        if type(error).__module__.startswith("click"):
            raise
        return _File([], fault(error, ordered.debug, config.name))
    strict = table.strict if ordered.strict is None else ordered.strict
    failed = is_failed(report, strict)
    shown = visible(report.diagnostics, ordered.verbose, ordered.quiet, strict)
    return _File(shown, status.FINDINGS if failed else status.OK)


def _mended(config: Config, data: bytes, report: Report, table: Table, ordered: Ordered, wishes: Wishes) -> Report:
    """The report after the fixes; the file is written, or the patch printed."""
    from netbuilder.cli.mending import mend  # only where it is asked for

    done = mend(
        report,
        lambda text: judge_text(text, config.name, wishes, table),
        lambda checked: visible(checked.diagnostics, ordered.verbose, quiet=False),
        ordered.unsafe,
    )
    document = report.draft.document
    assert document is not None
    changed = done.text != document.text.string
    if ordered.diff:
        if changed:
            say(_patch(config, document.text.string, done.text))
        return report
    if config.path == STDIN:
        import sys

        sys.stdout.write(done.text)
    elif changed:
        _write(config, data, done)
        if not ordered.quiet:
            complain(f"fixed {done.fewer} {'finding' if done.fewer == 1 else 'findings'} in {config.name}")
    return done.report


def _write(config: Config, data: bytes, done: "Mended") -> None:
    from netbuilder.system.replace import write_file

    new = done.text.encode()
    try:
        write_file(config.path, _BOM + new if data.startswith(_BOM) else new)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unreadable(f"`{config.path}` cannot be written: {reason}") from None


def _patch(config: Config, before: str, after: str) -> str:
    from difflib import unified_diff

    name = config.name.replace(os.sep, "/")
    lines = unified_diff(before.splitlines(True), after.splitlines(True), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)[:-1]
