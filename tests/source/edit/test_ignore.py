"""The comment that silences a finding, put on its line."""

import pytest

from netbuilder.source import read
from netbuilder.source.edit.ignore import add_ignore
from tests.source.edit.test_edit import edited

TABLE = [
    ("a: 1\nb: 2\n", "a: 1  # netbuilder: ignore[NB1]\nb: 2\n"),
    ("a: 1  # why\n", "a: 1  # netbuilder: ignore[NB1] # why\n"),
    ("a: 1  # netbuilder: ignore[NB2]\n", "a: 1  # netbuilder: ignore[NB2, NB1]\n"),
    ("a: 1  # netbuilder: ignore[NB2, NB3] # why\n", "a: 1  # netbuilder: ignore[NB2, NB3, NB1] # why\n"),
    ("a: 1  # netbuilder: ignore\n", "a: 1  # netbuilder: ignore\n"),
    ("a: 1\nb: 2  # netbuilder: ignore[NB2]\n", "a: 1  # netbuilder: ignore[NB1]\nb: 2  # netbuilder: ignore[NB2]\n"),
]


@pytest.mark.parametrize(("before", "after"), TABLE)
def test_a_code_is_added_to_the_line(before: str, after: str) -> None:
    document = read(before, "")
    assert edited(before, add_ignore(document, 0, "NB1")) == after
