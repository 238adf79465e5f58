"""Whatever is in a file: a document, and every place within the text."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from netbuilder.diagnostics import Diagnostic, Span
from netbuilder.source import Document, Node, compose, read, read_bytes
from netbuilder.source.override import replace

PIECES = (
    *"[]{},:?-|>#%@`'\"\\ \n\r\t~=01.ab",
    "- ", ": ", "\n  ", "\n    ", "\r\n", "key: v\n", "- x\n", "&a ", "*a", "<<: ", "<<: *a\n", "!!int ", "!foo ", "!",
    "'x'", "---\n", "...\n", "%YAML 1.2\n", "\x85", "\u2028", "\ufeff", "\0", "\ud800", "\U0001f600", "\u00a0", "\x0c",
    "# netbuilder: ignore[NB201]", "{a: 1", "[1, 2]", "a:1", "1e5", "0x1F", "|\n  x\n", "? ", "\\x4", '"\\u00e9"',
)  # fmt: skip
texts = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


def check_span(span: Span) -> None:
    lines = span.text.lines
    assert 0 <= span.start <= span.end <= len(span.text.string)
    assert 1 <= span.line <= span.end_line <= len(lines)
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
    assert (span.line, span.column) <= (span.end_line, span.end_column)
    if span.line == span.end_line:
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1] == span.text.string[span.start : span.end]


def check_problem(problem: Diagnostic) -> None:
    assert problem.code in ("NB001", "NB002", "NB003")
    assert 0 < len(problem.message) <= 80
    assert isinstance(problem.address, Span)
    check_span(problem.address)
    for edit in problem.edits:
        check_span(edit.span)
    for related in problem.related:
        assert isinstance(related.address, Span)
        check_span(related.address)


def check_node(document: Document, node: Node, path: list[str | int], seen: set[int]) -> None:
    check_span(document.span(path))
    check_span(document.span(path, "key"))
    assert document.node(path) is node
    for related in document.related(path) + document.related(path, "key"):
        assert isinstance(related.address, Span)
        check_span(related.address)
    children = node.children
    if isinstance(children, dict):
        assert list(children) == list(node.value) == list(node.keys or {})
        assert all(type(key) is str for key in children)
    if children is not None:
        # No object twice: a change in one place is seen in no other.
        assert id(node.value) not in seen
        seen.add(id(node.value))
        for step, child in children.items() if isinstance(children, dict) else enumerate(children):
            assert child.value is node.value[step]
            check_node(document, child, [*path, step], seen)
    else:
        assert isinstance(node.value, str | int | float | bool | None)


def check(document: Document) -> None:
    for problem in document.problems:
        check_problem(problem)
    for comment in document.comments_in(0, len(document.text.string)):
        check_span(document.text.span(comment.start, comment.end))
        assert document.text.string[comment.start] == "#"
    for ignore in document.ignores:
        check_span(ignore.span)
    check_span(document.span(["no", 0, "such"]))
    if document.root is None:
        assert document.value is None
    else:
        check_node(document, document.root, [], set())


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_text(text: str) -> None:
    check(read(text, "f.yaml"))


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=40), texts.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes(data: bytes) -> None:
    document = read_bytes(data, "f.yaml")
    check(document)
    if not document.is_text:
        (problem,) = document.problems
        assert problem.code == "NB001"
        assert data[:1] in (b"\xff", b"\xfe") or any(byte >= 0x80 for byte in data)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_any_override(value: str) -> None:
    document = read("a: [{b: &x 1}, *x]\nc: {<<: {d: 1}}\n", "f.yaml")
    option = f"--set a.0.b={value}"
    changed = replace(document, ["a", 0, "b"], value, option)
    check(changed)
    if not changed.problems:
        span = changed.span(["a", 0, "b"])
        assert span.text.string == option
        assert span.start >= len("--set a.0.b=")


def test_any_text_without_the_c_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "Parser", yaml.SafeLoader)

    @settings(max_examples=60, deadline=None)
    @given(texts)
    def run(text: str) -> None:
        check(read(text, "f.yaml"))

    run()


@settings(max_examples=60, deadline=None)
@given(texts)
def test_two_readers_agree(text: str) -> None:
    """What libyaml finds no fault in has the same places in Python."""
    document = read(text, "f.yaml")
    if document.problems or document.root is None:
        return
    known = compose.Parser
    compose.Parser = yaml.SafeLoader
    try:
        other = read(text, "f.yaml")
    finally:
        compose.Parser = known
    if not other.problems:
        assert repr(other.value) == repr(document.value)
        assert other.span([])[1:] == document.span([])[1:]
