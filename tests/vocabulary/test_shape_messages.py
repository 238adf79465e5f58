"""The words of a wrong rank stay on one line of 80, however long the layer's name or its sizes are."""

import pytest

from netbuilder.vocabulary.base.shapes import number_text, sample, wrong_rank


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


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1_234_567, "1,234,567"),
        (2**4095, f"{2**4095:,}"),
        (2**4096, "more than 1e1232"),
        (10**5000, "more than 1e4998"),
    ],
    ids=[0, 1, 2, 3, 4, 5],
)
def test_a_number_that_python_writes_out_or_not(number: int, text: str) -> None:
    assert number_text(number) == text


def test_a_shape_as_a_file_writes_it() -> None:
    assert [sample(shape) for shape in ((2,), (2, 3), (None, None, 4), (2, 10_000, 2**5000))] == [
        "()",
        "(3,)",
        "(null, 4)",
        "(10000, more than 1e1504)",
    ]
