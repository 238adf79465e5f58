"""Two lists are matched as a person would, and in bounded time whatever they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbuilder.comparison import matching
from netbuilder.comparison.matching import stretches


def common(before: str, after: str) -> str:
    return "".join(before[old] for is_equal, (old, _) in stretches(before, after) if is_equal)


def longest(before: str, after: str) -> int:
    """The length of what is common, by the table that every book has."""
    row = [0] * (len(after) + 1)
    for item in before:
        previous, row = row, [0]
        for at, other in enumerate(after):
            row.append(previous[at] + 1 if item == other else max(previous[at + 1], row[at]))
    return row[-1]


WORDS = st.text("abc", max_size=14)


@pytest.mark.parametrize("cells", [matching._MOST_CELLS, 0])
@given(before=WORDS, after=WORDS)
def test_stretches_put_together_are_both_lists(cells: int, before: str, after: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_MOST_CELLS", cells)
        parts = list(stretches(before, after))
    assert "".join(before[old] for _, (old, _) in parts) == before
    assert "".join(after[new] for _, (_, new) in parts) == after
    for is_equal, (old, new) in parts:
        assert (before[old] == after[new]) == is_equal or not is_equal
        assert before[old] or after[new]
    if not cells:
        assert sum(len(before[old]) for is_equal, (old, _) in parts if is_equal) == longest(before, after)


@pytest.mark.parametrize(("size", "is_by_runs"), [(199, True), (200, True), (201, False)])
def test_runs_are_looked_for_in_lists_of_200(size: int, is_by_runs: bool) -> None:
    """The longest run goes before more items in all; where that takes too long it is the other way round."""
    before, after = "x" + "abcbd" * 41, "y" + "bacdb" * 41
    with pytest.MonkeyPatch.context() as patch:
        by_bound = list(stretches(before[:size], after[:size]))
        patch.setattr(matching, "_MOST_CELLS", 10**9)
        by_runs = list(stretches(before[:size], after[:size]))
        patch.setattr(matching, "_MOST_CELLS", 0)
        by_length = list(stretches(before[:size], after[:size]))
    assert by_runs != by_length
    assert by_bound == (by_runs if is_by_runs else by_length)


def test_one_layer_in_the_middle_of_thirty() -> None:
    before = "dr" * 15
    assert list(stretches(before, f"{before[:14]}b{before[14:]}")) == [
        (True, (slice(0, 14), slice(0, 14))),
        (False, (slice(14, 14), slice(14, 15))),
        (True, (slice(14, 30), slice(15, 31))),
    ]


@pytest.mark.parametrize(
    ("before", "after", "size"),
    [
        ("a" * 20_000, "a" * 20_000, 20_000),
        ("a" * 20_000, "ab" * 10_000, 10_000),
        ("ab" * 10_000, "ba" * 10_000, 19_999),
        ("abc" * 6_000, "cba" * 6_000, None),
        ("a" * 20_000, "b" * 20_000, 0),
    ],
)
def test_lists_of_one_item_or_two_do_not_take_for_ever(before: str, after: str, size: int | None) -> None:
    found = common(before, after)
    assert size is None or len(found) == size
