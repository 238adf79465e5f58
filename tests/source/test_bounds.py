"""How much is read, at each bound and one beyond it."""

from collections.abc import Callable

import pytest

from netbuilder.diagnostics import Span, Text
from netbuilder.source import Document, anchors, compose, read, read_bytes, reading, scalars
from netbuilder.source.cursor import cursor_at
from netbuilder.source.limits import MAX_DEPTH, MAX_DIGITS
from netbuilder.source.syntax import explain

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

    line = "a: 1  # netbuilder: ignore[" + ", ".join(["NB1"] * 1_999) + "]\n"
    assert codes(line) == 1_999
    assert codes(f"{line}# netbuilder: ignore[NB2, NB3]\n") == 2_000
    assert codes(f"{line}# netbuilder: ignore[NB2]\n# netbuilder: ignore[NB3]\n") == 2_000
    assert len(read(f"{line}# netbuilder: ignore\n# netbuilder: ignore\n", "").ignores) == 2


def test_bytes_that_are_no_text() -> None:
    for data, message, place in (
        (b"\xff\xfea", "the file is UTF-16 text", (1, 1, 1, 1, 0, 0)),
        (b"\xfe\xff", "the file is UTF-16 text", (1, 1, 1, 1, 0, 0)),
        (b"a: \xe9\nb: 1\n", "the byte 0xe9 is not UTF-8", (1, 4, 1, 5, 3, 4)),
        (b"\xef\xbb\xbfa: \xff", "the byte 0xff is not UTF-8", (1, 4, 1, 5, 3, 4)),
        (b"a: b\xc3", "the byte 0xc3 is not UTF-8", (1, 5, 1, 6, 4, 5)),
    ):
        document = read_bytes(data, "")
        [problem] = document.problems
        assert (problem.message, problem.fix) == (message, "save the file as UTF-8")
        assert isinstance(problem.address, Span)
        assert problem.address[1:] == place
        assert not document.is_text
    assert read_bytes(b"\xef\xbb\xbf\xef\xbb\xbfa: 1", "").value == {"a": 1}


def test_brackets_beyond_what_libyaml_reads() -> None:
    [problem] = read("[" * 1_001, "").problems
    assert (problem.code, problem.message) == ("NB003", "more than 100 collections within each other")
    assert isinstance(problem.address, Span)
    assert problem.address[1:5] == (1, 101, 1, 102)


@pytest.mark.parametrize("nested", [dict, list])
def test_what_aliases_stand_for_is_nested_no_deeper(nested: type) -> None:
    def text(depth: int) -> str:
        inner = "{b: " if nested is dict else "["
        outer = ("{c: " * 50 if nested is dict else "[" * 50) + "*x" + ("}" if nested is dict else "]") * 50
        return f"a: &x {inner * depth}1{('}' if nested is dict else ']') * depth}\nd: {outer}\n"

    assert read(text(49), "").problems == []
    [problem] = read(text(50), "").problems
    assert problem.code == "NB003"
    assert problem.why == "aliases count as what they stand for"


def test_what_is_told_of_a_long_line() -> None:
    """Where what was being read begins, or where reading stopped."""
    for text in ("a: [{pad}\n c}}\n", "a: [\n {pad}}}\n"):
        for length, is_long in ((5_000, False), (5_001, True)):
            line = next(line for line in text.splitlines() if "{pad}" in line)
            pad = "b" * (length - len(line.format(pad="")))
            [problem] = read(text.format(pad=pad), "").problems
            assert (problem.why == "the line is too long to tell more") == is_long, (text, length)


def test_what_is_indented_by_more_tabs_is_not_edited() -> None:
    for count in (1_000, 1_001):
        [problem] = read("a:\n" + "\tb: 1\n" * count, "").problems
        assert len(problem.edits) == (count if count == 1_000 else 0)


def test_an_error_without_a_place() -> None:
    problem = explain(Text("net.yaml", "a: 1"), ValueError("no character is wrong"))
    assert (problem.code, problem.message) == ("NB001", "the text cannot be read as YAML")
    assert isinstance(problem.address, Span)
    assert problem.address[1:] == (1, 1, 1, 1, 0, 0)


@pytest.mark.parametrize(("distance", "is_whole"), [(500, True), (501, False)])
def test_a_call_is_told_by_the_line_around_its_pieces(distance: int, is_whole: bool) -> None:
    call = "f(" + "a" * (distance - 3) + ",b)"
    problems = read(f"a: {{b: {call}}}\n", "").problems
    assert [problem.message.partition("`")[0] for problem in problems] == ["a call needs quotes: "] * is_whole


def test_how_far_the_keys_around_a_cursor_are_looked_for() -> None:
    for text in ("{{a{pad}, b: 1}}", "a\n{pad}\nb: 1"):
        start = len(text.format(pad="").split("b: ")[0]) - text.format(pad="").index("a") - 1
        for length, keys in ((4_000, ("b",)), (4_001, ())):
            written = text.format(pad=" " * (length - start - 2))
            cursor = cursor_at(written, written.index("a") + 1)
            assert cursor is not None
            assert cursor.keys == keys, (text, length)


def test_what_is_said_of_a_file_that_is_too_large() -> None:
    for document in (read("#" * 10_000_001, ""), read_bytes(b"#" * 10_000_001, "")):
        [problem] = document.problems
        assert (problem.message, problem.fix) == ("the file is larger than 10 MB", "a smaller file")
        assert isinstance(problem.address, Span)
        assert problem.address[1:] == (1, 1, 1, 1, 0, 0)


def test_nothing_is_known_of_what_cannot_be_read() -> None:
    document = read("a: [", "")
    assert document.value is None
    assert document.node(("a",)) is None
    assert document.related(("a",)) == ()
    assert document.span(("a",))[1:] == (1, 1, 1, 1, 0, 0)
    assert read("a: 1", "").span((), "key")[1:] == (1, 1, 1, 5, 0, 4)


def test_how_many_words_are_kept() -> None:
    scalars.RESOLVED.clear()
    read("\n".join(f"- {word}" for word in ("a" * 40, "b" * 41, "c d", "\u00e9", "e#f")), "")
    assert set(scalars.RESOLVED) == {"a" * 40}
    read("\n".join(f"- w{number}" for number in range(4_095)), "")
    assert len(scalars.RESOLVED) == 4_096
    read("- x", "")
    assert set(scalars.RESOLVED) == {"x"}


def test_where_counting_ends_in_what_has_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "MAX_NODES", MOST)
    [problem] = read("[" + "1, " * 100, "").problems
    assert isinstance(problem.address, Span)
    assert problem.address.start == 1 + 3 * 44
    monkeypatch.setattr(anchors, "MAX_NODES", MOST)
    marks = anchors.marks_of(Text("", "[" + "&a 1, " * 100 + "]"))
    assert len(marks) == 2 * MOST - 3
