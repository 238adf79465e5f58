"""Every edit at every place of small texts in every style of writing: `every_place.txt`.

What comes out says what was to be said, whoever reads it; where exactly a text changes is written down.
`pytest --update-golden` writes the file again; a change of a place is read in the difference.
"""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path as File
from typing import Any

from netbuilder.diagnostics import Change, Edit, Path, Suggestion
from netbuilder.source import Document, read
from netbuilder.source.edit import apply, remove_entry, remove_option, replace_value, set_option
from netbuilder.source.edit.ignore import add_ignore, remove_ignore
from netbuilder.source.edit.insert import set_first
from netbuilder.source.edit.realize import resolved
from netbuilder.source.edit.replace import rename, rename_key, replace_entry
from tests.golden import Golden
from tests.source.edit.test_edit import finding

WRITTEN = File(__file__).with_name("every_place.txt")

TEXTS = {
    "block": """\
# head
input: [8]
layers:
  - Dense: {units: 4, name: a}  # one
  - Flatten
  - Dropout:
      rate: 0.5  # half
      # why
      seed: 1
compile:
  optimizer: adam
""",
    "in the column of the key": """\
layers:
- Dense:
    units: 4
- Flatten  # x

# y
- ReLU: {}
seed: 1""".replace("\n", "\r\n"),
    "flow": "{input: [8], layers: [{Dense: {units: 4, name: 'a'}}, Flatten, Dense: {units: 1}], seed: 1}\n",
    "shared": """\
x-a: &a {units: 4}
x-b: &unused {units: 5}
layers:
  - Dense: *a
  - &b Dense: {units: 1, name: x}
  - *b
  - Dense: {<<: *a, name: y}
  - Dense:
      <<: *a
      name: z
""",
    "flow on lines": """\
layers: [
  Dense,  # one
  {Dense: {
    units: 4,
    name: a,  # two
  }}, Flatten,
  ReLU
]
""",
    "quotes, text and tags": """\
"name": "x y"
text: |
  a

  b
? key
: value
list:
- - a
  - b
-
  c: 'it''s'
- !!str d
- &e f
long: "g
  h"
plain: [i
  j, k]
""",
    "one": "layers:\n  - Dense: {units: 4}",
    "empty": "a: {}\nb: []\nc: { }\nd: {x: }\ne:\nf: ~  # g\n",
    "comments": """\
layers:
  # first
  - Dense:  # here
      units: 4

  # second
  - Flatten: {}  # netbuilder: ignore[NB2]
  - ReLU  # netbuilder: ignore[NB2, NB3, NB4]: why
  # netbuilder: ignore[NB5]
  - Softmax  # netbuilder: ignore
""",
    "comments that go on": """\
# netbuilder: ignore[NB1] and more
layers:
- # why
  ReLU
- Flatten  # netbuilder: ignore[NB2], why
- {Dense: {units: 4,
    name: a}}
- Dense: {
    units: 4, name: a
  }
# netbuilder: ignore[NB3]""",
    "merged alone": """\
x-a: &a {units: 4}
layers:
  - Dense:
      <<: *a
  - Dense: {<<: *a}
  - Dense: {
      # why
    }
""",
    "a text at the end": "a: 1\nb:\n  c: 2\n  d: |\n    x\n\n",
    "braces on a line of their own": "  {\n    a: 1,\n    b: 2\n  }\n",
    "after a mark": "---\nlayers: [ReLU]\n",
    "a name": "ReLU\n",
    "dashes without": "layers:\n  -Dense: {units: 1}\n  -ReLU:\n",
    "indented too little": """\
layers:
  - Dense:
    units: 4
    # why

    name: a
  - {Dense: , units: 4}
more:
  a: 1
  b: 2
""",
    "no list": """\
layers:
  Dense: {units: 4}

  # two
  ReLU:
    max_value: 6

    name: a
  Flatten:
last: {a: 1, b: {c: 2}}
""",
}


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """Every place of plain data."""
    yield path
    for step, below in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from paths(below, (*path, step))


def changes(path: Path, value: Any) -> Iterator[tuple[str, Change]]:
    """What can be asked for at a place with its value."""
    yield "set", Change((*path, "new"), "entry", "1")
    if isinstance(value, str):
        yield "set in", Change((*path, value, "new"), "entry", "1")
    elif not isinstance(value, dict):
        yield "set in", Change((*path, "Name", "new"), "entry", "1")
    if isinstance(value, dict) and value:
        yield "items", Change(path, "items", None)
    if not path:
        is_there = isinstance(value, dict) and "input" in value
        yield "input" if is_there else "first", Change(("input",), "entry", "[9]")
        return
    yield "value", Change(path, "value", "NEW")
    yield "name", Change(path, "name", "NEW")
    yield "remove", Change(path, "entry", None)
    if isinstance(path[-1], int):
        yield "item", Change(path, "entry", "NEW")
    else:
        yield "key", Change(path, "key", "NEW")
        yield "entry", Change(path, "entry", "1", "new")
        if value is None:
            yield "indent", Change(path[:-1], "indent", None, path[-1])
            yield "indent or", Change(path[:-1], "indent", "NEW", path[-1])


def changed(data: Any, change: Change, kind: str) -> Any:
    """Plain data after a change."""
    data = copy.deepcopy(data)
    *way, last = change.path
    parent = data
    for step in way:
        parent = parent[step]
    if kind == "value":
        parent[last] = "NEW"
    elif kind == "bare":
        parent[last] = next(iter(parent[last]))
    elif kind == "remove":
        del parent[last]
    else:
        entries = [("NEW", value) if key == last and kind == "key" else ("new", 1) if key == last else (key, value)
                   for key, value in parent.items()]  # fmt: skip
        parent.clear()
        parent.update(entries)
    return data


def removed(document: Document, path: Path) -> tuple[Edit, ...]:
    last = path[-1]
    return remove_entry(document, path) if isinstance(last, int) else remove_option(document, path[:-1], last)


DIRECT: dict[str, Callable[[Document, Path], tuple[Edit, ...]]] = {
    "set": lambda document, path: set_option(document, path[:-1], "new", "1"),
    "set in": lambda document, path: set_option(document, path[:-1], "new", "1"),
    "first": lambda document, path: set_first(document, "input: [9]"),
    "remove": removed,
    "value": lambda document, path: replace_value(document, path, "NEW"),
    "item": lambda document, path: replace_value(document, path, "NEW"),
    "key": lambda document, path: rename_key(document, path, "NEW"),
    "name": lambda document, path: rename(document, path, "NEW"),
    "entry": lambda document, path: replace_entry(document, path, "new: 1"),
}
"""The functions that make the edits of a change."""


def on_one_line(edits: tuple[Edit, ...]) -> str:
    return " ".join(f"{edit.span.start}-{edit.span.end}:{edit.replacement!r}" for edit in edits) or "none"


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    return apply(text, [finding("NB000", edits)], unsafe=True)


def answers(text: str) -> Iterator[str]:
    """Each change of each place with the edits that make it."""
    document = read(text, "net.yaml")
    assert not document.problems
    for path in paths(document.value):
        node = document.node(path)
        assert node is not None
        for kind, change in changes(path, node.value):
            edits = resolved(document, Suggestion((change,))).edits
            assert kind not in DIRECT or DIRECT[kind](document, change.path) == edits, (kind, change)
            assert_right(document, change, kind, edits)
            yield f"{kind} {'.'.join(map(str, path))}: {on_one_line(edits)}"
    for line, start in enumerate(document.text.starts, 1):
        edits = add_ignore(document, start, "NB1")
        assert read(edited(text, edits), "").value == document.value
        yield f"ignore on {line}: {on_one_line(edits)}"
    for ignore in document.ignores:
        for at in range(max(len(ignore.codes), 1)):
            edits = remove_ignore(document, ignore, at)
            assert read(edited(text, edits), "").value == document.value
            yield f"ignore no more {ignore.line} {at}: {on_one_line(edits)}"


def assert_right(document: Document, change: Change, kind: str, edits: tuple[Edit, ...]) -> None:
    """A text that was edited can be read, says what it was to say, and has all comments of what is still there."""
    if not edits:
        return
    text = document.text.string
    after = read(edited(text, edits), "")
    assert not after.problems, (kind, change, after.text.string)
    if kind in ("value", "remove", "key", "entry"):
        expected = [changed(document.value, change, kind)]
        if kind == "remove" and len(change.path) > 2 and isinstance(change.path[-3], int):
            # The last option leaves the name of its layer alone.
            expected.append(changed(document.value, change._replace(path=change.path[:-2]), "bare"))
        assert after.value in expected, (kind, change, after.text.string)
    if kind != "remove":
        assert after.text.string.count("#") == text.count("#")
    newline = "\r\n" if "\r\n" in text else "\n"
    assert after.text.string.count("\n") == after.text.string.count(newline)


def written_anew() -> str:
    return "\n".join(f"= {name}\n" + "\n".join(answers(text)) + "\n" for name, text in TEXTS.items())


def test_every_edit_at_every_place(golden: Golden) -> None:
    found = written_anew()
    golden(WRITTEN, found)
