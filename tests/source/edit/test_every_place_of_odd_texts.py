"""Every edit at every place of texts with tags, anchors, aliases and keys of several kinds: `odd_texts.txt`.

Most edits are none there: what a tag or an anchor says, and what stands elsewhere, is not for an edit to lose.
"""

from pathlib import Path as File

import pytest

from netbuilder.source import read
from netbuilder.source.edit import remove_entry, remove_option, set_option
from netbuilder.source.edit.repetition import fold, run_at, unfold
from netbuilder.source.override import replace
from netbuilder.source.places import place_at
from tests.golden import Golden
from tests.source.edit.test_every_place import answers, on_one_line

WRITTEN = File(__file__).with_name("odd_texts.txt")
TEXTS = {
    "tabs": "layers:\n  Dense:\t{units: 4}\n  ReLU:\n    a:\t1\n  b: [x,\ty]\n",
    "tags": """\
layers: !!seq
  - Dense: !!map {units: 4, name: a}
  - !!map {ReLU: {}}
  - ReLU: !!map
      a: 1
      b: !!int 2
""",
    "a tag around all": "--- !!map\na: 1\nb: {c: 2}\n",
    "keys beside a layer": """\
layers:
  - Dense: {units: 4}
    x: 1
  - {Dense: {units: 4}}
  - Dense:
      units: 4
    y:
""",
    "values that are no text": "a: 5\nb: [1]\nc: ~\nd: true\n",
    "in the braces of a block": "a:\n  - {b: {c: 1\n    , d: 2}}\n  -   {e: 1,\n      f: 2}\n",
    "keys without a value": "a:\n  - b:\n    c: 1\n  - d:\n\n    e:\tf\n  - {g: , h: 1}\n",
    "a list": "- a\n- b: 1\n",
    "dashes in comments": "layers:\n- # why -\n  ReLU\n-  # a - b\n  c: 1  # netbuilder: ignore[NB1, NB2]\n- d\n",
    "keys without a value, and a list": "a:\nb:\n- c\nd: {e: f}\n",
}
RUNS = {
    "anchors": "layers:\n  - &a ReLU\n  - ReLU\n",
    "aliases": "x: &a ReLU\nlayers:\n  - *a\n  - *a\n  - ReLU\n",
    "brackets": "layers: [-1, -1]\nx:\n  - [a, a]\n",
    "tags": "layers: !!seq\n  - repeat:\n      times: 2\n      layers:\n        - ReLU\n        - ReLU\n",
    "a mapping in a repeat": "layers:\n  - repeat:\n      times: 2\n      layers:\n        ReLU: {}\n",
    "a repeat": "layers:\n  - repeat:\n      times: 2\n      layers:\n        - ReLU\n        - Flatten\n",
}


def test_every_edit_at_every_place(golden: Golden) -> None:
    written = "\n".join(f"= {name}\n" + "\n".join(answers(text)) + "\n" for name, text in TEXTS.items())
    golden(WRITTEN, written)


FOLDS = {
    "anchors": ["none", "none"],
    "aliases": ["none", "none", "none"],
    "brackets": ["none", "none"],
    "tags": [],
    "a mapping in a repeat": [],
    "a repeat": [],
}
UNFOLDS = {
    "tags": "none",
    "a mapping in a repeat": "none",
    "a repeat": "10-81:'- ReLU\\n  - Flatten\\n  - ReLU\\n  - Flatten'",
}


@pytest.mark.parametrize("name", RUNS)
def test_runs(name: str) -> None:
    document = read(RUNS[name], "net.yaml")
    entries = document.value["layers"]
    runs = [run for index in range(len(entries)) if (run := run_at(entries, index)) is not None]
    assert [on_one_line(fold(document, ("layers",), run)) for run in runs] == FOLDS[name]
    assert name not in UNFOLDS or on_one_line(unfold(document, ("layers", 0), 2)) == UNFOLDS[name]


@pytest.mark.parametrize(("times", "is_unfolded"), [(500, True), (501, False)])
def test_no_more_lines_than_a_person_reads_are_written(times: int, is_unfolded: bool) -> None:
    document = read(RUNS["a repeat"], "net.yaml")
    assert bool(unfold(document, ("layers", 0), times)) == is_unfolded


def test_an_entry_beside_one_that_the_caller_put_there_stays() -> None:
    document = replace(read("layers:\n" + "  - ReLU\n" * 4, "net.yaml"), ("layers", 3), "Flatten", "layers.3=Flatten")
    assert [bool(remove_entry(document, ("layers", at))) for at in range(4)] == [True, True, False, False]


def test_what_is_no_entry_is_not_removed() -> None:
    assert remove_entry(read("a: 1\nb: 2\n", "net.yaml"), ("a",)) == ()
    assert remove_entry(read("- a\n- b\n", "net.yaml"), ()) == ()


def test_what_the_caller_has_set_is_not_edited() -> None:
    text = "layers:\n  - Dense: {units: 4, name: a}\n"
    layer = ("layers", 0, "Dense")
    name = replace(read(text, "net.yaml"), (*layer, "name"), "b", "layers.0.Dense.name=b")
    assert on_one_line(set_option(name, layer, "new", "1")) == "28-28:', new: 1'"
    assert remove_option(name, layer, "units") == ()
    assert set_option(name, layer, "name", "c") == ()
    for offset in range(len(text) + 1):
        place = place_at(name, offset)
        assert place is not None
        assert place.part == "key" or "name" not in place.path
    new = replace(read(text, "net.yaml"), (*layer, "new", "er"), "1", "layers.0.Dense.new.er=1")
    assert on_one_line(set_option(new, layer, "x", "1")) == "37-37:', x: 1'"
    for offset in range(len(text) + 1):
        place = place_at(new, offset)
        assert place is not None
        assert "new" not in place.path
