"""Severities and suppressions: which findings are shown, and as what."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Severity, Span
from netbuilder.draft import Draft
from netbuilder.rules.base import DOCUMENT_RULES, codes
from netbuilder.schema.nearest import nearest


class Settings(NamedTuple):
    """What the caller sets: the command line, or `[tool.netbuilder]`."""

    select: tuple[str, ...] = ()
    """Codes, or their beginnings such as `NB3`: if there are any, only these are shown."""
    ignore: tuple[str, ...] = ()
    """Codes, or their beginnings, that are not shown."""
    rules: Mapping[str, str] = {}
    """Severity by code; a network's own `rules:` wins."""


MOST_UNKNOWN = 2_000
"""Of more rules that do not exist nothing is said: looking for near names takes its time."""

WORDS = {word.word: word for word in Severity}


def apply(diagnostics: Sequence[Diagnostic], draft: Draft, settings: Settings) -> list[Diagnostic]:
    """The diagnostics with the severities that the network and the caller ask for, suppressed ones left out.

    An ignore that hides nothing, and a severity for a rule that does not exist, are findings themselves.
    """
    levels = {**settings.rules, **draft.rules}
    kept = []
    for one in diagnostics:
        if one.code not in DOCUMENT_RULES:
            level = levels.get(one.code)
            if level is not None:
                one = one._replace(severity=WORDS[level])
            if one.severity is Severity.OFF or not _selected(one.code, settings):
                continue
        kept.append(one)
    kept += _unknown_codes(draft)
    return _without_ignored(kept, draft)


def _selected(code: str, settings: Settings) -> bool:
    if settings.select and not code.startswith(settings.select):
        return False
    return not (settings.ignore and code.startswith(settings.ignore))


def _unknown_codes(draft: Draft) -> list[Diagnostic]:
    if not draft.rules:
        return []
    known = codes()
    unknown = [code for code in draft.rules if code not in known]
    return [_unknown(code, known, draft) for code in unknown[:MOST_UNKNOWN]]


def _unknown(code: str, known: Mapping[str, str], draft: Draft) -> Diagnostic:
    by_name = {name: one for one, name in known.items()}
    meant = by_name.get(code) or nearest(code, known)
    fix = f"did you mean `{meant}`?" if meant else "`netbuilder rules` lists all of them"
    address = draft.address(("rules", code), "key")
    return Diagnostic("NB018", "unknown-rule", Severity.ERROR, f"no rule is called `{code}`", address, fix=fix)


def _without_ignored(diagnostics: list[Diagnostic], draft: Draft) -> list[Diagnostic]:
    if draft.document is None or "netbuilder:" not in draft.document.text.string:
        return diagnostics
    used: set[tuple[int, str]] = set()
    by_line: dict[int, set[str]] = {}
    ignores = draft.document.ignores
    for ignore in ignores:
        by_line.setdefault(ignore.line, set()).update(ignore.codes or {""})
    kept = []
    for one in diagnostics:
        address = one.address
        # What cannot be read cannot be built, whatever a comment says.
        is_reading = one.code in DOCUMENT_RULES and one.severity is Severity.ERROR
        is_here = isinstance(address, Span) and address.text is draft.document.text
        wanted = by_line.get(address.line, set()) if is_here and not is_reading else set()  # type: ignore[union-attr]
        if one.code in wanted:
            used.add((address.line, one.code))  # type: ignore[union-attr]
        elif "" in wanted:
            used.add((address.line, ""))  # type: ignore[union-attr]
        else:
            kept.append(one)
    known = codes()
    for ignore in ignores:
        for code, span in zip(ignore.codes or ("",), ignore.spans, strict=False):
            if code and code not in known:
                meant = nearest(code, known)
                fix = f"did you mean `{meant}`?" if meant else "`netbuilder rules` lists all of them"
                kept.append(
                    Diagnostic("NB018", "unknown-rule", Severity.ERROR, f"no rule is called `{code}`", span, fix=fix)
                )
            elif (ignore.line, code) not in used:
                what = f"`{code}`" if code else "anything"
                message = f"this line has nothing to ignore: {what} is not found here"
                kept.append(Diagnostic("NB018", "unused-ignore", Severity.WARN, message, span, fix="remove it"))
    return kept
