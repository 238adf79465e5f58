"""Equal blocks of a list as one `repeat`, and back: nothing that a comment, an anchor or a name says is lost."""

from typing import Any

import pytest

from netbuilder.source import read
from netbuilder.source.edit.repetition import Run, fold, run_at, unfold
from tests.source.edit.test_edit import edited

A, B, C, ROUND = {"Dense": {"units": 4}}, "Flatten", "ReLU", {"repeat": {"times": 2, "layers": ["ReLU"]}}


@pytest.mark.parametrize(
    ("entries", "index", "run"),
    [
        ([A, A], 0, Run(0, 1, 2)),
        ([A, A], 1, Run(0, 1, 2)),
        ([A, B], 0, None),
        ([A], 0, None),
        ([A, A, A, B], 2, Run(0, 1, 3)),
        ([A, A, A, B], 3, None),
        ([B, A, A], 0, None),
        ([B, A, A], 2, Run(1, 1, 2)),
        ([A, B, A, B], 0, Run(0, 2, 2)),
        ([A, B, A, B], 3, Run(0, 2, 2)),
        ([C, A, B, A, B, A, B, C], 4, Run(1, 2, 3)),
        ([A, B, A, B, A], 4, Run(1, 2, 2)),
        ([A, B, A, B, A], 0, Run(0, 2, 2)),
        ([A, A, A, A], 1, Run(0, 1, 4)),
        ([A, A, B, A, A, B], 1, Run(0, 3, 2)),
        ([A, A, B, B], 1, Run(0, 1, 2)),
        ([A, A, B, B], 2, Run(2, 1, 2)),
        ([ROUND, ROUND], 0, None),
        ([A, ROUND, A, ROUND], 0, None),
        ([ROUND, A, A], 1, Run(1, 1, 2)),
        ([A, B, C] * 2, 5, Run(0, 3, 2)),
        ([str(at) for at in range(50)] * 2, 99, Run(0, 50, 2)),
        ([str(at) for at in range(51)] * 2, 99, None),
    ],
)
def test_the_longest_run_of_the_smallest_blocks(entries: list[Any], index: int, run: Run | None) -> None:
    assert run_at(entries, index) == run


FOLDED = [
    (
        "layers:\n  - Dense: {units: 4}\n  - Dense: {units: 4}\n",
        "layers:\n  - repeat:\n      times: 2\n      layers:\n        - Dense: {units: 4}\n",
    ),
    (
        "layers:\n  - Flatten\n  - Dense:\n      units: 4  # four\n  - ReLU\n  - Dense:\n      units: 4\n  - ReLU",
        "layers:\n  - Flatten\n  - repeat:\n      times: 2\n      layers:\n"
        "        - Dense:\n            units: 4  # four\n        - ReLU",
    ),
    (
        "layers:\n- ReLU\n- ReLU\n- ReLU\nseed: 1\n",
        "layers:\n- repeat:\n    times: 3\n    layers:\n      - ReLU\nseed: 1\n",
    ),
    ("layers:\n- ReLU\n- ReLU # why\n", "layers:\n- repeat:\n    times: 2\n    layers:\n      - ReLU # why\n"),
    ("layers:\n- ReLU # a\n- ReLU # b\n", "layers:\n- repeat:\n    times: 2\n    layers:\n      - ReLU # a # b\n"),
    ("layers:\n- ReLU\n# why\n- ReLU\n", None),
    ("layers:\n- ReLU\n- ReLU # why\n- ReLU\n", None),
    ("layers:\n- ReLU # why\n- ReLU\n", "layers:\n- repeat:\n    times: 2\n    layers:\n      - ReLU # why\n"),
    ("layers:\n- &a ReLU\n- ReLU\n- *a\n", None),
    ("layers: [ReLU, ReLU]\n", None),
    ("layers:\r\n- ReLU\r\n- ReLU\r\n", None),
    ("layers:\n- # why\n  ReLU\n- ReLU\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), FOLDED)
def test_blocks_are_written_once(before: str, after: str | None) -> None:
    document = read(before, "")
    layers = document.value["layers"]
    run = next(run for run in (run_at(layers, index) for index in range(len(layers))) if run is not None)
    edits = fold(document, ("layers",), run)
    assert edited(before, edits) == (before if after is None else after)
    if after is None:
        return
    place = ("layers", run.first)
    back = edited(after, unfold(read(after, ""), place, run.times))
    assert read(back, "").value == document.value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "layers:\n  - repeat:\n      times: 2\n      layers:\n"
            "        - Dense:\n            units: 4\n        - ReLU\n  - Flatten\n",
            "layers:\n  - Dense:\n      units: 4\n  - ReLU\n  - Dense:\n      units: 4\n  - ReLU\n  - Flatten\n",
        ),
        (
            "layers:\n- Flatten\n- repeat:\n    layers:\n    - ReLU  # in\n    - Flatten\n    times: 2",
            "layers:\n- Flatten\n- ReLU  # in\n- Flatten\n- ReLU  # in\n- Flatten",
        ),
        ("layers:\n- repeat:\n    layers:\n    - ReLU  # in\n    times: 2", None),
        ("layers:\n- repeat: # why\n    times: 2\n    layers:\n    - ReLU\n", None),
        ("layers:\n- repeat:\n    times: 2\n    layers:\n    - ReLU: {name: a}\n", None),
        (
            "layers:\n- repeat:\n    times: 2\n    layers:\n    - Dense: {units: 3, activation: {relu: {name: a}}}\n",
            None,
        ),
        (
            "layers:\n- repeat:\n    times: 2\n    layers:\n    - Sequential: {layers: [ReLU, {ReLU: {name: a}}]}\n",
            None,
        ),
        ("layers:\n- repeat:\n    times: 2\n    layers: [ReLU]\n", None),
        ("layers: [{repeat: {times: 2, layers: [ReLU]}}]\n", None),
        ("layers:\n- repeat:\n    times: &t 2\n    layers:\n    - ReLU\n- Dense: {units: *t}\n", None),
    ],
)
def test_a_repeat_is_written_out(before: str, after: str | None) -> None:
    index = next(at for at, layer in enumerate(read(before, "").value["layers"]) if "repeat" in layer)
    edits = unfold(read(before, ""), ("layers", index), 2)
    assert edited(before, edits) == (before if after is None else after)


def test_what_is_too_much_to_write_out() -> None:
    text = "layers:\n- repeat:\n    times: 500\n    layers:\n    - ReLU\n    - Flatten\n"
    document = read(text, "")
    assert len(read(edited(text, unfold(document, ("layers", 0), 500)), "").value["layers"]) == 1_000
    assert unfold(document, ("layers", 0), 501) == ()
