"""How much is read, at each bound and one beyond it."""

from collections.abc import Callable

import pytest

from netbuilder.diagnostics import Span
from netbuilder.source import Document, compose, read, read_bytes, reading
from netbuilder.source.comments import MOST_CODES
from netbuilder.source.limits import MAX_DEPTH, MAX_DIGITS

MOST = 20
"""Values, for these tests."""


def refused(document: Document) -> bool:
    return any(problem.code == "NB003" for problem in document.problems)


def first_refused(text: Callable[[int], str]) -> int:
    """The smallest count of something that is too much."""
    return next(count for count in range(1, 10 * MOST) if refused(read(text(count), "")))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (lambda count: "[" + "1," * count + "]", MOST),
        (lambda count: "\n".join("- 1" for _ in range(count)), MOST),
        (lambda count: "\n".join(f"k{at}: 1" for at in range(count)), MOST // 2),
        (lambda count: "{" + ", ".join(f"k{at}: 1" for at in range(count)) + "}", MOST // 2),
        (lambda count: "- [1, 2]\n" * count, 7),
        (lambda count: "a: &a [1, 2, 3]\nb: [" + "*a, " * count + "]", 4),
        (lambda count: "a: &a {b: 1}\nb: [" + "*a, " * count + "]", 5),
        (lambda count: "a: &a x\nb: [" + "*a, " * count + "]", 16),
    ],
)
def test_values_are_counted(text: Callable[[int], str], count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "MAX_NODES", MOST)
    assert first_refused(text) == count
    [problem] = read(text(count), "").problems
    assert isinstance(problem.address, Span)
    assert problem.message == "more than 200,000 values"
    assert problem.why == "aliases count as what they stand for"


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def chain(depth: int) -> str:
    return "a0: &a0 [x]\n" + "".join(f"a{at}: &a{at} [*a{at - 1}]\n" for at in range(1, depth))


@pytest.mark.parametrize(
    ("allowed", "beyond", "place"),
    [
        (nested(MAX_DEPTH), nested(MAX_DEPTH + 1), (1, 101, 1, 102)),
        ("- " * (MAX_DEPTH - 1) + "- a", "- " * MAX_DEPTH + "- a", (1, 201, 1, 202)),
        ("{a: " * MAX_DEPTH + "}" * MAX_DEPTH, "{a: " * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1), (1, 401, 1, 402)),
        (chain(MAX_DEPTH - 1), chain(MAX_DEPTH), (100, 12, 100, 16)),
        (f"a: {'9' * MAX_DIGITS}", f"a: {'9' * (MAX_DIGITS + 1)}", (1, 4, 1, 314)),
        (f"a: -{'9' * MAX_DIGITS}", f"a: -{'9' * (MAX_DIGITS + 1)}", (1, 4, 1, 315)),
        (f"a: 0x{'f' * (MAX_DIGITS - 2)}", f"a: 0x{'f' * (MAX_DIGITS - 1)}", (1, 4, 1, 314)),
        (f"a: !!int '{'9' * MAX_DIGITS}'", f"a: !!int '{'9' * (MAX_DIGITS + 1)}'", (1, 4, 1, 322)),
    ],
)
def test_depth_and_digits(allowed: str, beyond: str, place: tuple[int, ...]) -> None:
    assert read(allowed, "").problems == []
    [problem] = read(beyond, "").problems
    assert problem.code == "NB003"
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == place


def test_the_size_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_SIZE", 10)
    for text in ("a: bcdefgh", "a: é"):
        assert read(text, "").problems == []
        assert read_bytes(text.encode(), "").problems == []
    for document in (read("a: bcdefghi", ""), read_bytes("a: ééééé".encode(), "")):
        assert refused(document)
        assert document.text.string == ""
        assert document.is_text


def test_the_codes_of_comments() -> None:
    def codes(text: str) -> int:
        return sum(len(ignore.codes) for ignore in read(text, "").ignores)

    line = "a: 1  # netbuilder: ignore[" + ", ".join(["NB1"] * (MOST_CODES - 1)) + "]\n"
    assert codes(line) == MOST_CODES - 1
    assert codes(f"{line}# netbuilder: ignore[NB2, NB3]\n") == MOST_CODES
    assert codes(f"{line}# netbuilder: ignore[NB2]\n# netbuilder: ignore[NB3]\n") == MOST_CODES
    assert len(read(f"{line}# netbuilder: ignore\n# netbuilder: ignore\n", "").ignores) == 2


def test_bytes_that_are_no_text() -> None:
    for data, message, place in (
        (b"\xff\xfea", "the file is UTF-16 text", (1, 1, 1, 1)),
        (b"\xfe\xff", "the file is UTF-16 text", (1, 1, 1, 1)),
        (b"a: \xe9\nb: 1\n", "the byte 0xe9 is not UTF-8", (1, 4, 1, 5)),
        (b"\xef\xbb\xbfa: \xff", "the byte 0xff is not UTF-8", (1, 4, 1, 5)),
        (b"a: b\xc3", "the byte 0xc3 is not UTF-8", (1, 5, 1, 6)),
    ):
        document = read_bytes(data, "")
        [problem] = document.problems
        assert (problem.message, problem.fix) == (message, "save the file as UTF-8")
        assert isinstance(problem.address, Span)
        assert problem.address[1:5] == place
        assert not document.is_text
    assert read_bytes(b"\xef\xbb\xbf\xef\xbb\xbfa: 1", "").value == {"a": 1}
