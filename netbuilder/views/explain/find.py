"""From a name to its page."""

import re
from collections.abc import Iterable

from netbuilder.diagnostics.closest import closest
from netbuilder.diagnostics.codes import FIXED_CODES, stands_for
from netbuilder.rules.base import codes, codes_by_name, every_rule
from netbuilder.rules.page import listed
from netbuilder.suggest import portuguese
from netbuilder.suggest.resolve_name import meant_name
from netbuilder.views.explain.examples import example
from netbuilder.views.explain.node_page import kind_page, node_page
from netbuilder.views.explain.option_page import SECTIONS, option_page, training_page
from netbuilder.views.explain.rule_page import fixed_page, rule_page
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.registry import FOLDER_OF, FOLDERS, KINDS, by_identifier, find, identifiers, names
from netbuilder.vocabulary.exclusions import EXCLUDED


class Unknown(Exception):
    """Nothing has that name; `fix` is what may have been meant."""

    def __init__(self, name: str, fix: str) -> None:
        super().__init__(f"nothing is called `{name if len(name) <= 60 else name[:57] + '...'}`")
        self.fix = fix


def explain(name: str) -> str:
    """The page of a name; several, where several kinds have it.

    Raises:
        Unknown: nothing has it.
    """
    word = name.lower().replace(" ", "_")
    page = (
        _rule(name)
        or _family(name)
        or _vocabulary(name)
        or _kind(word)
        or (node_page(SECTIONS[word]) if word in SECTIONS else None)
        or _other_case(name)
        or option_page(word)
        or training_page(word)
    )
    if page:
        return page
    english = _of_the_course(word)
    if english:
        return explain(english)
    raise Unknown(name, _meant(name, _everything()))


def _of_the_course(word: str) -> str:
    """What a file calls a word of a Portuguese course; empty for all else."""
    sections = {section: word for word, section in portuguese.SECTIONS.items()}
    tables = (portuguese.KINDS, portuguese.OPTIONS, *portuguese.NAMES.values(), sections)
    rows = (row for table in tables for row in table.items())
    return next((english for english, words in rows if word in words.lower().split()), "")


def names_of(name: str) -> str:
    """The names of a kind, as `losses`, one a line.

    Raises:
        Unknown: no kind is called so.
    """
    kind = FOLDERS.get(name.lower(), name.lower())
    if kind not in KINDS:
        raise Unknown(name, f"a kind: {', '.join(FOLDERS)}")
    return "\n".join(names(kind))


def example_of(name: str) -> str:
    """A whole config that uses a name, on which check finds nothing; of the first kind, where several have it.

    Raises:
        Unknown: nothing in a file is called so.
    """
    classes = _classes(name)
    if not classes:
        raise Unknown(name, _meant(name, ()))
    return example(classes[0]).rstrip("\n")


def _rule(name: str) -> str | None:
    code = codes_by_name().get(name.lower(), name.upper())
    for rule in every_rule():
        if rule.code == code:
            return rule_page(rule)
    fixed = FIXED_CODES.get(code)
    return fixed_page(code, fixed) if fixed is not None else None


def _family(prefix: str) -> str | None:
    """The rules whose codes begin alike, as `NB3`."""
    if not re.fullmatch(r"NB\d{1,2}", prefix, re.IGNORECASE):
        return None
    lines = [f"{rule.code}  {rule.name}: {rule.summary}" for rule in listed() if stands_for(prefix.upper(), rule.code)]
    return "\n".join(lines) or None


def _classes(name: str) -> list[type[Item]]:
    """The classes of all kinds that have a name, or one of Keras' strings."""
    classes = [cls for kind in KINDS if (cls := find(kind, name)) is not None]
    if classes:
        return classes
    return [cls for kind in KINDS if name in identifiers(kind) and (cls := by_identifier(kind, name)) is not None]


def _vocabulary(name: str) -> str | None:
    classes = _classes(name)
    if classes:
        return "\n\n".join(node_page(cls) for cls in classes)
    reasons = [
        f"{name} is no {kind} of a network file: {EXCLUDED[kind, name].words}"
        for kind in KINDS
        if (kind, name) in EXCLUDED
    ]
    return "\n".join(reasons) or None


def _kind(name: str) -> str | None:
    kind = FOLDERS.get(name, name)
    return kind_page(kind, FOLDER_OF[kind]) if kind in FOLDER_OF else None


def _other_case(name: str) -> str | None:
    classes = [
        cls for kind in KINDS for other in names(kind) if other.lower() == name.lower() and (cls := find(kind, other))
    ]
    return "\n\n".join(node_page(cls) for cls in classes) or None


def _meant(name: str, others: Iterable[str]) -> str:
    """What to ask for instead: a name of the vocabulary, or one of some others."""
    near = [other for kind in KINDS if (other := meant_name(kind, name))]
    # `rleu` is the activation rather than the layer ReLU.
    near.sort(key=lambda other: other.islower() != name.islower())
    best = closest(name, [*near, *others]) or (near[0] if near else None)
    if best:
        return f"did you mean `{best}`?"
    return "`netbuilder explain layers` lists the layers, `netbuilder rules` the rules"


def known_names() -> set[str]:
    """Every name that has a page."""
    return {*_everything(), *(other for kind in KINDS for other in (*names(kind), *identifiers(kind)))}


def _everything() -> Iterable[str]:
    yield from codes()
    yield from codes_by_name()
    yield from FOLDERS
    yield from SECTIONS
