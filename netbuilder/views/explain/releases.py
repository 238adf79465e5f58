"""The history of a class in one line, and what releases of Keras do otherwise about it."""

from collections.abc import Iterator

from netbuilder.source.flow import flow
from netbuilder.views.formats.columns import wrap
from netbuilder.vocabulary.base.history import History, history
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.releases import Note, number


def history_line(cls: type[Node]) -> str:
    """Since when Keras has a class, its options, values and strings, and other defaults, on one line.

    Empty where all of it is as old as Keras 3.0.
    """
    facts = history(cls)
    by_release: dict[str, list[str]] = {}
    for release, what in _changes(cls, facts):
        by_release.setdefault(release, []).append(what)
    if not by_release and not facts.since:
        return ""
    later = (f"{release}: {', '.join(by_release[release])}" for release in sorted(by_release, key=number))
    return "; ".join([f"History: in Keras since {facts.since or '3.0'}", *later])


def _changes(cls: type[Node], facts: History) -> Iterator[tuple[str, str]]:
    """What came after the class itself, or changed, each with its release."""
    for option, release in facts.options.items():
        yield release, f"`{cls.written_name(option)}`"
    for option, since in facts.values.items():
        if number(since.release) > number(facts.since):
            values = " and ".join(f"`{cls.written_name(option)}: {flow(value)}`" for value in since.values)
            yield since.release, values
    for option, was in facts.defaults.items():
        yield was.until, f"`{cls.written_name(option)}` left out is no longer {flow(was.default)}"
    for string, release in facts.strings.items():
        yield release, f"the string `{string}`"


def notes(cls: type[Node], width: int) -> list[str]:
    """The lines on what releases do otherwise, each with its release and how it is known."""
    return [line for note in history(cls).notes for line in _note(cls, note, width)]


def _note(cls: type[Node], note: Note, width: int) -> list[str]:
    when = f"before {note.until}" if note.until else f"since {note.since}"
    parts = [note.message.format(name=cls.__name__), note.why, note.source]
    first, *rest = wrap(f"{when}: {'; '.join(part for part in parts if part)}", "", width)
    return [f"    {first}", *(f"      {line}" for line in rest)]
