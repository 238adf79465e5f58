"""Offsets and positions of every text of three letters, in every encoding, against counting them one by one."""

import re
from itertools import product

import pytest
from lsprotocol import types

from netbuilder.language_server.positions import Encoding, Positions

LETTERS = ("a", "ä", "€", "\U0001d538", "\r", "\n", "\u2028")
TEXTS = ["".join(letters) for size in range(4) for letters in product(LETTERS, repeat=size)]
CODECS: dict[Encoding, tuple[str, int]] = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}


def lines_of(text: str) -> list[tuple[int, str]]:
    """Where each line begins, and what is in it without its break."""
    starts = [0, *(match.end() for match in re.finditer("\r\n|\r|\n", text))]
    ends = [*starts[1:], len(text)]
    return [(start, text[start:end].rstrip("\r\n")) for start, end in zip(starts, ends, strict=True)]


@pytest.mark.parametrize("encoding", CODECS)
def test_every_offset_and_every_position(encoding: Encoding) -> None:
    codec, size = CODECS[encoding]

    def units(text: str) -> int:
        return len(text.encode(codec)) // size

    for text in TEXTS:
        positions = Positions(text, encoding)
        lines = lines_of(text)
        for offset in range(len(text) + 1):
            line = max(number for number, (start, _) in enumerate(lines) if start <= offset)
            assert positions.line_of(offset) == line
            assert positions.position(offset) == types.Position(line, units(text[lines[line][0] : offset])), text
        for line, (start, content) in enumerate(lines):
            assert positions.line_end(line) == start + len(content)
            for character in range(7):
                behind = [at for at in range(len(content)) if units(content[:at]) >= character]
                expected = start + (behind[0] if behind else len(content))
                assert positions.offset(types.Position(line, character)) == expected, (text, line, character)
        assert positions.offset(types.Position(len(lines), 0)) == len(text)
    assert Positions("aä", encoding).range(1, 2) == types.Range(types.Position(0, 1), types.Position(0, 1 + units("ä")))


def test_an_edited_text_has_the_lines_of_the_whole() -> None:
    texts = ["".join(letters) for size in range(5) for letters in product("a\r\n", repeat=size)]
    for text in texts:
        positions = Positions(text, "utf-16")
        for start in range(len(text) + 1):
            for end in range(start, len(text) + 1):
                for new in ("", "x", "\r", "\n", "x\r\ny\n"):
                    edited = positions.replaced(start, end, new)
                    expected = text[:start] + new + text[end:]
                    assert edited.string == expected
                    assert edited.starts == Positions(expected, "utf-16").starts, (text, start, end, new)
                    assert edited.encoding == "utf-16"
