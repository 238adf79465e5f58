"""Since when Keras has what: the facts on classes and options, held against a table of all releases.

The table was read from the signatures and string tables of the 40 wheels from 3.0.0 to 3.15.1.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from netbuilder.vocabulary.base.history import history, younger_values
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.registry import FOLDERS, KINDS, every, find
from netbuilder.vocabulary.base.releases import (
    NEWEST,
    Note,
    Since,
    is_of,
    is_opened,
    is_release,
    nearest_release,
    number,
)
from netbuilder.vocabulary.network import Compile

TABLE: dict[str, Any] = json.loads((Path(__file__).parent / "keras_releases.json").read_text("utf-8"))
FIRST = "3.0.0"


def entry(cls: type[Item]) -> dict[str, Any] | None:
    """What the table says of a class; None for what is no class of Keras' layers, losses, ..."""
    module = "layers" if cls.kind == "cell" else cls.keras_module
    facts: dict[str, Any] | None = TABLE["classes"].get(f"{module}.{cls.__name__}")
    return facts


CLASSES = [cls for kind in KINDS for cls in every(kind) if entry(cls) is not None]
OWN = {"Sequential", "repeat", "crossentropy", "accuracy", "DataParallel", "ModelParallel"}
"""What has no entry: a model, our own container, strings that Keras resolves by the head, what JAX does."""


def test_every_class_of_keras_is_in_the_table() -> None:
    assert {cls.__name__ for kind in KINDS for cls in every(kind)} - {cls.__name__ for cls in CLASSES} == OWN


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: f"{cls.kind}-{cls.__name__}")
def test_facts_are_those_of_the_table(cls: type[Item]) -> None:
    known = entry(cls)
    assert known is not None
    facts = history(cls)
    since = known.get("since", FIRST)
    assert number(facts.since or FIRST) == number(since)
    written = {cls.written_name(option): option for option in cls.option_names()}
    options = {
        written[option]: number(release)
        for option, release in known.get("options", {}).items()
        if option in written and number(release) > number(since)
    }
    assert {option: number(release) for option, release in facts.options.items()} == options
    assert not written.keys() & known.get("gone", {}).keys(), "the vocabulary has what Keras has no longer"
    # A name that is left out is Keras' own here. `data_format` left out was, and is, what ~/.keras/keras.json says.
    defaults = {
        option: (default, number(release))
        for option, (default, release) in known.get("was", {}).items()
        if option in written and option not in ("name", "data_format")
    }
    assert {option: (was.default, number(was.until)) for option, was in facts.defaults.items()} == defaults


@pytest.mark.parametrize("kind", KINDS)
def test_strings_are_those_of_the_table(kind: str) -> None:
    place = next(folder for folder, word in FOLDERS.items() if word == kind)
    table = TABLE["strings"].get(place, {})
    for cls in every(kind):
        if issubclass(cls, Named) and cls.callable_bare:
            since = number(cls.since or FIRST)
            younger = {string: number(table[string]) for string in cls.identifiers if string in table}
            younger = {string: release for string, release in younger.items() if release > since}
            assert {string: number(release) for string, release in cls.strings_since.items()} == younger


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if cls.nearest], ids=lambda cls: cls.__name__)
def test_what_is_nearest_is_older_and_there(cls: type[Item]) -> None:
    near = find(cls.kind, cls.nearest)
    assert near is not None
    assert number(near.since or FIRST) < number(cls.since)


_NOTED: list[type[Node]] = [*CLASSES, Compile]
NOTES = {(cls.__name__, note.message): (cls, note) for cls in _NOTED for note in history(cls).notes}


@pytest.mark.parametrize(("cls", "note"), NOTES.values(), ids=[" ".join(key) for key in NOTES])
def test_a_note_says_when_what_and_how_it_is_known(cls: type[Node], note: Note) -> None:
    assert note.since or note.until
    assert all(is_release(release) for release in (note.since, note.until) if release)
    assert len(f"before Keras {note.until or note.since} {note.message.format(name=cls.__name__)}") <= 80
    assert "3." in note.source
    assert not note.message.endswith(".")
    assert not note.options or set(note.options) & set(cls.option_names())


def test_the_releases_are_those_of_the_table() -> None:
    releases = TABLE["releases"]
    minors = {release.rpartition(".")[0] for release in releases}
    assert all(is_release(release) for release in (*releases, *minors))
    assert sorted(minors, key=number)[-1] == NEWEST
    beyond = [f"3.{minor}.{patch}" for minor in range(20) for patch in range(8)]
    assert [release for release in beyond if is_release(release)] == sorted(releases, key=number)
    for text in ("3", "", "three", "3.8.0.0", "3.8-rc1", " 3.8", "٣.٨", "4.0", "2.15", "3.16"):
        assert not is_release(text), text


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("2.15", "3.0"),
        ("4.1", NEWEST),
        ("3.44", NEWEST),
        ("3.8.7", "3.8"),
        ("latest", NEWEST),
        ("", NEWEST),
        ("3", NEWEST),
        ("38", "3.8"),
        ("310", "3.10"),
        ("3.80", "3.8"),
        ("3.20", NEWEST),
        ("3.29", NEWEST),
        ("3.30", "3.3"),
        ("3.40.1", NEWEST),
        ("2.99", "3.0"),
        ("3.15.9", NEWEST),
        ("3,8", "3.8"),
        ("v3.8", "3.8"),
        (">=3.8.0", "3.8.0"),
        ("3.8.*", "3.8"),
    ],
)
def test_the_nearest_release(text: str, nearest: str) -> None:
    assert nearest_release(text) == nearest
    assert nearest_release(text, "3.10") in (NEWEST, "3.10")


@pytest.mark.parametrize(
    ("text", "opened"),
    [("3.4", False), ("3.4.9", False), ("3.5", True), ("3.5.0", True), (NEWEST, True), ("3.99", False), ("4.0", False)],
)
def test_files_are_written_for_some_releases(text: str, opened: bool) -> None:
    assert is_opened(text) is opened


def test_releases_compare_as_numbers() -> None:
    assert number("3.8") == (3, 8, 0) < number("3.8.1") < number("3.10") < number("3.15.1")
    assert number("3.16.0.dev20261101") == (3, 16, 0)
    assert number("") == number("three") == (0, 0, 0)
    assert is_of("3.8.0", "3.8")
    assert is_of("3.8.1", "3.8.1")
    assert not is_of("3.8.0", "3.8.1")
    assert not is_of("3.15.1", "3.1")


def test_values_of_lists_are_looked_at() -> None:
    zero = Since("3.11", values=(0,))
    assert younger_values([1, 0], zero) == [0]
    assert younger_values(0, zero) == [0]
    assert younger_values(False, zero) == []
    assert younger_values(1, zero) == []
