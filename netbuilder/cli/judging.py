"""From the bytes of a config to its report, with the settings of the project and of the command line."""

import gc
import os
from collections.abc import Iterable
from typing import NamedTuple

import click

from netbuilder.cli.files import Config, Unreadable
from netbuilder.cli.project import NO_TABLE, Table, table_for
from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.lint.runner import Report, check
from netbuilder.lint.severities import Settings
from netbuilder.parse import parse
from netbuilder.parse.draft import Draft
from netbuilder.source import Document, NotUtf8, read, read_bytes


class Wishes(NamedTuple):
    """What the command line says about the judging."""

    sets: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    least: Severity = Severity.INFO
    """What is less bad than this is not shown."""


def table_of(config: Config) -> Table:
    """The project's table for a config."""
    return table_for(os.path.dirname(config.path) if config.path != "-" else ".")


def document_of(config: Config, data: bytes) -> Document:
    """The document that some bytes hold.

    Raises:
        Unreadable: they are not UTF-8.
    """
    try:
        return read_bytes(data, config.name)
    except NotUtf8 as error:
        raise Unreadable(
            "the file is not UTF-8", "save it as UTF-8", f"{config.name}:{error.line}:{error.column}"
        ) from None


def judge(document: Document, wishes: Wishes, table: Table = NO_TABLE) -> Report:
    """Everything there is to say about a document."""
    return report_of(draft_of(document, wishes), wishes, table)


def draft_of(document: Document, wishes: Wishes) -> Draft:
    """A document with the values of the command line put in, as far as it can be read."""
    wrong: list[Diagnostic] = []
    if wishes.sets:
        from netbuilder.parse.overrides import apply_overrides

        wrong = apply_overrides(document, wishes.sets)
    draft = parse(document)
    draft.problems += wrong
    if wrong:
        draft.network = None
    return draft


def report_of(draft: Draft, wishes: Wishes, table: Table) -> Report:
    """What the rules say of it, with the settings that hold for it."""
    report = check(draft, settings(wishes, table))
    # Importing is over; from here on there is garbage.
    gc.enable()
    return report


def judge_text(text: str, name: str, wishes: Wishes, table: Table = NO_TABLE) -> Report:
    """The same for a text."""
    return judge(read(text, name), wishes, table)


def settings(wishes: Wishes, table: Table) -> Settings:
    """Codes and severities: what the command line says, else what the project says.

    Raises:
        click.ClickException: a code that no rule has.
    """
    if not (wishes.select or wishes.ignore or table.select or table.ignore or table.rules):
        return Settings(least=wishes.least)
    select = _codes(wishes.select) or _codes(table.select, table.path)
    ignore = _codes(wishes.ignore) or _codes(table.ignore, table.path)
    rules: dict[str, str] = {}
    # The longest beginning of a code says most about it.
    for given, level in sorted(table.rules.items(), key=lambda pair: len(pair[0])):
        rules |= dict.fromkeys(_meant(given, table.path), level)
    return Settings(select, ignore, rules, wishes.least)


def _codes(given: Iterable[str], path: str = "") -> tuple[str, ...]:
    """Codes, beginnings of codes and names of rules, separated by commas or not, as codes."""
    pieces = [piece.strip() for text in given for piece in text.split(",")]
    return tuple([code for piece in pieces if piece for code in _meant(piece, path)])


def _meant(piece: str, path: str) -> list[str]:
    """The codes that a code, the beginning of one, or a rule's name stands for; `path` is the file that says it."""
    from netbuilder.diagnostics.closest import closest
    from netbuilder.rules.base import codes, codes_by_name

    known, by_name = codes(), codes_by_name()
    code = by_name.get(piece.lower(), piece.upper())
    found = [one for one in known if one.startswith(code)]
    if not found:
        near = closest(piece, [*known, *by_name])
        hint = f"did you mean `{near}`?" if near else "`netbuilder rules` lists all of them"
        where = f" in `{path}`" if path else ""
        raise click.ClickException(f"no rule is called `{piece}`{where}; {hint}")
    return found


def least_shown(verbose: bool, quiet: bool, strict: bool = False) -> Severity:
    """Notes are shown only with --verbose; with --quiet only what counts as an error."""
    return (Severity.WARN if strict else Severity.ERROR) if quiet else Severity.INFO if verbose else Severity.WARN


def visible(diagnostics: Iterable[Diagnostic], verbose: bool, quiet: bool, strict: bool = False) -> list[Diagnostic]:
    """What is shown of some findings."""
    least = least_shown(verbose, quiet, strict)
    return [one for one in diagnostics if one.severity >= least]


def is_failed(report: Report, strict: bool) -> bool:
    """Whether a report stops a build."""
    least = Severity.WARN if strict else Severity.ERROR
    return any(one.severity >= least for one in report.diagnostics)
