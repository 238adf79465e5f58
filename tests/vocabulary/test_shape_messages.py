"""The words of a wrong rank stay on one line of 80, however long the layer's name or its sizes are."""

import pytest

from netbuilder.vocabulary.base.shapes import wrong_rank


@pytest.mark.parametrize("letters", range(1, 45))
def test_a_wrong_rank_fits_on_a_line(letters: int) -> None:
    name, takes = "L" * letters, "(height, width, channels)"
    error = wrong_rank(name, takes, (None, 3, 4))
    assert len(str(error)) <= 80
    assert ("channels" in str(error)) == (len(f"{name} takes {takes}, here it gets (3, 4)") <= 80)
    assert takes in str(error) or error.why == f"it takes {takes}"
    many = wrong_rank(name, takes, (None, *[1_000_000] * 9))
    assert len(str(many)) <= 80
    assert "takes 3 axes" in str(many)


def test_a_reason_of_its_own_is_kept() -> None:
    assert wrong_rank("L" * 60, "(steps, features)", (None, 3), why="because").why == "because"
