"""Bytes of a file: encodings, and what is no text."""

import pytest

from netbuilder.diagnostics import Span
from netbuilder.source import read, read_bytes


def test_with_and_without_a_mark() -> None:
    for data in (b"a: 1\n", b"\xef\xbb\xbfa: 1\n"):
        document = read_bytes(data, "f.yaml")
        assert document.value == {"a": 1}
        assert document.text.name == "f.yaml"
        assert document.text.string == "a: 1\n"
        assert document.span(["a"])[1:] == (1, 4, 1, 5, 3, 4)


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (b"a: \xff\n", 1, 4, 0xFF),
        ("a: 1\r\nb: \u00fc".encode("latin-1"), 2, 4, 0xFC),
        ("a: \U0001f600".encode() + b"\x80", 1, 5, 0x80),
        (b"\xef\xbb\xbfa\xc3", 1, 2, 0xC3),
        (b"a: \xed\xa0\x80", 1, 4, 0xED),
    ],
)
def test_not_utf_8(data: bytes, line: int, column: int, byte: int) -> None:
    document = read_bytes(data, "f.yaml")
    (problem,) = document.problems
    assert (problem.code, problem.message) == ("NB001", f"the byte 0x{byte:02x} is not UTF-8")
    assert problem.fix == "save the file as UTF-8"
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == (line, column, line, column + 1)
    assert not document.is_text
    assert document.root is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings(encoding: str) -> None:
    mark = "" if encoding in ("utf-16", "utf-32") else "\ufeff"
    document = read_bytes((mark + "a: 1\n").encode(encoding), "f.yaml")
    (problem,) = document.problems
    assert (problem.message, problem.fix) == ("the file is UTF-16 text", "save the file as UTF-8")
    assert isinstance(problem.address, Span)
    assert problem.address[1:3] == (1, 1)
    assert not document.is_text


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: b\0c\n", "U+0000", (1, 5, 1, 6)),
        ("a: 1\nb: \x07\n", "U+0007", (2, 4, 2, 5)),
        ("\U0001f600: 1\n\x0cb: 2\n", "U+000C", (2, 1, 2, 2)),
        ("a: \x7f", "U+007F", (1, 4, 1, 5)),
        ("a: \ud800\n", "U+D800", (1, 4, 1, 5)),
        ("a: '\ufffe'\n", "U+FFFE", (1, 5, 1, 6)),
        ("\0", "U+0000", (1, 1, 1, 2)),
    ],
)
def test_a_character_that_is_none(text: str, code: str, place: tuple[int, ...]) -> None:
    document = read(text, "f.yaml")
    (problem,) = document.problems
    assert (problem.code, problem.message) == ("NB001", f"the character {code} cannot stand in YAML")
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == place
    assert document.root is None
