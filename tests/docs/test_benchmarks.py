"""`python -m benchmarks.run --write` writes its tables, and leaves what is written by hand."""

import pytest

from benchmarks.run import BEGIN, END, PAGE, SECTIONS, with_table


def test_every_section_has_its_place_in_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [page.count(BEGIN.format(name)) for name in SECTIONS] == [1] * len(SECTIONS)
    assert page.count(END) == len(SECTIONS)


def test_one_table_is_written_and_the_rest_stays() -> None:
    page = PAGE.read_text(encoding="utf-8")
    first, last = (with_table(page, name, "| new |") for name in (next(iter(SECTIONS)), list(SECTIONS)[-1]))
    for name, written in zip((next(iter(SECTIONS)), list(SECTIONS)[-1]), (first, last), strict=True):
        begin = BEGIN.format(name)
        assert written.partition(begin)[0] == page.partition(begin)[0]
        assert written.partition(begin)[2].partition(END)[0].strip() == "| new |"
        assert written.partition(begin)[2].partition(END)[2] == page.partition(begin)[2].partition(END)[2]
        assert with_table(written, name, "| new |") == written


def test_a_page_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="has no"):
        with_table("# by hand\n", "startup", "| new |")
