"""Which rules a caller and a project ask for: codes, beginnings of codes and names of rules, as codes."""

from collections.abc import Iterable

from netbuilder.diagnostics import Severity
from netbuilder.diagnostics.codes import stands_for
from netbuilder.diagnostics.errors import SettingsError
from netbuilder.lint.project import Project
from netbuilder.lint.severities import Settings


def settings_of(select: Iterable[str], ignore: Iterable[str], project: Project, least: Severity) -> Settings:
    """Codes and severities: what the caller says, else what the project says.

    Raises:
        SettingsError: a code that no rule has.
    """
    if not (select or ignore or project.select or project.ignore or project.rules):
        return Settings(least=least)
    rules: dict[str, str] = {}
    # The longest beginning of a code says most about it.
    for prefix, severity in sorted(project.rules.items(), key=lambda pair: len(pair[0])):
        rules |= dict.fromkeys(_matching(prefix, project.place), severity)
    return Settings(
        _codes(select) or _codes(project.select, project.place),
        _codes(ignore) or _codes(project.ignore, project.place),
        rules,
        least,
    )


def _codes(texts: Iterable[str], place: str = "") -> tuple[str, ...]:
    """Codes, separated by commas or not."""
    words = [word.strip() for text in texts for word in text.split(",")]
    return tuple([code for word in words if word for code in _matching(word, place)])


def _matching(word: str, place: str) -> list[str]:
    """The codes that a code, the beginning of one, or a rule's name stands for; `place` is where it is said."""
    from netbuilder.rules.base import codes, codes_by_name, nearest_code

    names, by_name = codes(), codes_by_name()
    prefix = by_name.get(word.lower(), word.upper())
    matching = [code for code in names if stands_for(prefix, code)]
    if not matching:
        near = nearest_code(word)
        hint = f"did you mean `{near}`?" if near else "`netbuilder rules` lists all of them"
        where = f" in {place}" if place else ""
        raise SettingsError(f"no rule is called `{word}`{where}; {hint}", word=word)
    return matching
