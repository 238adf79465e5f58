"""Severities and suppressions: which findings are shown, and as what."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from netbuilder.diagnostics import SEVERITIES, Address, Diagnostic, Edit, Severity, Span, Suggestion, advice
from netbuilder.diagnostics.codes import DOCUMENT_CODES, ENVIRONMENT_CODES, MEASURED_CODES, stands_for
from netbuilder.diagnostics.sentence import _
from netbuilder.parse.draft import Draft
from netbuilder.rules.base import codes, codes_by_name, nearest_code

if TYPE_CHECKING:
    from netbuilder.source import Document
    from netbuilder.source.comments import Ignore


class Settings(NamedTuple):
    """What the caller sets: the command line, or `[tool.netbuilder]`."""

    select: tuple[str, ...] = ()
    """Codes, or their beginnings such as `NB3`: if there are any, only these are shown."""
    ignore: tuple[str, ...] = ()
    """Codes, or their beginnings, that are not shown."""
    rules: Mapping[str, str] = {}
    """Severity by code; a network's own `rules:` wins."""
    least: Severity = Severity.INFO
    """What is less bad than this nobody will see, and need not be found."""


NO_SETTINGS = Settings()

MOST_UNKNOWN = 2_000
"""Of more rules that do not exist nothing is said: looking for near names takes its time."""

_FOUND_LATER = MEASURED_CODES.keys() | ENVIRONMENT_CODES.keys()
"""What only a probe or a build can find: a comment about it may yet hide something."""


def apply(diagnostics: Sequence[Diagnostic], draft: Draft, settings: Settings) -> list[Diagnostic]:
    """The diagnostics with the severities that the network and the caller ask for, suppressed ones left out.

    An ignore that hides nothing, and a severity for a rule that does not exist, are findings themselves.
    """
    levels = {**settings.rules, **draft.rules}
    active = []
    # A comment hides what is found on its line, whatever else hides it too: it is not unused for that.
    for diagnostic in _without_ignored([*diagnostics, *_unknown_codes(draft)], draft):
        if not _is_reading(diagnostic):
            level = levels.get(diagnostic.code)
            if level is not None:
                diagnostic = diagnostic._replace(severity=SEVERITIES[level])
            if diagnostic.severity is Severity.OFF or not _selected(diagnostic.code, settings):
                continue
        active.append(diagnostic)
    return active


def apply_later(diagnostics: Sequence[Diagnostic], draft: Draft, settings: Settings) -> list[Diagnostic]:
    """The same for what only a build or a probe finds; of ignores and codes the check has spoken."""
    return [diagnostic for diagnostic in apply(diagnostics, draft, settings) if diagnostic.code in _FOUND_LATER]


def _is_reading(diagnostic: Diagnostic) -> bool:
    """Whether something cannot be read, and so cannot be built, whatever severities and comments say."""
    return diagnostic.code in DOCUMENT_CODES and diagnostic.severity is Severity.ERROR


def _selected(code: str, settings: Settings) -> bool:
    if settings.select and not any(stands_for(prefix, code) for prefix in settings.select):
        return False
    return not any(stands_for(prefix, code) for prefix in settings.ignore)


def _unknown_codes(draft: Draft) -> list[Diagnostic]:
    if not draft.rules:
        return []
    from netbuilder.suggest.budget import BUDGET  # only where a file speaks of codes

    names = codes()
    unknown = [code for code in draft.rules if code not in names]
    return [
        _unknown(code, draft.address(("rules", code), "key"), is_searched=at < BUDGET.edits)
        for at, code in enumerate(unknown[:MOST_UNKNOWN])
    ]


def _unknown(code: str, address: Address, is_searched: bool) -> Diagnostic:
    near = nearest_code(code) if is_searched else None
    near = codes_by_name().get(near, near) if near is not None else None
    suggestion = advice(_("`netbuilder rules` lists all of them"))
    if near:
        edits = (Edit(address, near),) if isinstance(address, Span) else ()
        suggestion = Suggestion(after=_("did you mean `{near}`?", near=near), edits=edits)
    return Diagnostic(
        "NB018",
        "unknown-rule",
        Severity.ERROR,
        _("no rule is called `{code}`", code=code),
        address,
        suggestion=suggestion,
    )


def _without_ignored(diagnostics: list[Diagnostic], draft: Draft) -> list[Diagnostic]:
    if draft.document is None or "netbuilder:" not in draft.document.text.string:
        return diagnostics
    from netbuilder.suggest.budget import BUDGET

    used: set[tuple[int, str]] = set()
    by_line: dict[int, set[str]] = {}
    ignores = draft.document.ignores
    for ignore in ignores:
        by_line.setdefault(ignore.line, set()).update(ignore.codes or ({""} if ignore.everything else ()))
    active = []
    for diagnostic in diagnostics:
        address = diagnostic.address
        is_here = isinstance(address, Span) and address.text is draft.document.text
        ignored_codes = by_line.get(address.line, set()) if is_here and not _is_reading(diagnostic) else set()  # type: ignore[union-attr]
        if diagnostic.code in ignored_codes:
            used.add((address.line, diagnostic.code))  # type: ignore[union-attr]
        elif "" in ignored_codes:
            used.add((address.line, ""))  # type: ignore[union-attr]
        else:
            active.append(diagnostic)
    names = codes()
    for ignore in ignores:
        for at, (code, span) in enumerate(zip(ignore.codes or ("",), ignore.spans or (ignore.span,), strict=True)):
            if code and code not in names:
                active.append(_unknown(code, span, is_searched=len(active) < len(diagnostics) + BUDGET.edits))
            elif (ignore.line, code) not in used and code not in _FOUND_LATER:
                active.append(_unused(draft.document, ignore, at, span))
    return active


def _unused(document: "Document", ignore: "Ignore", at: int, span: Span) -> Diagnostic:
    from netbuilder.source.edit.ignore import remove_ignore  # only where one is unused

    what = f"`{ignore.codes[at]}`" if ignore.codes else "anything"
    message = _("this line has nothing to ignore: {what} is not found here", what=what)
    suggestion = advice(_("remove it"))._replace(edits=remove_ignore(document, ignore, at), safe=True)
    return Diagnostic("NB018", "unused-ignore", Severity.WARN, message, span, suggestion=suggestion)
