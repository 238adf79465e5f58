"""Small texts, and all that is read from each: its values with their places, its comments, all that is wrong with it.

Offsets are those of the text. `pytest --update-golden` writes `readings.txt` again; a change is read in the difference.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from netbuilder.diagnostics import Diagnostic, Edit, Span
from netbuilder.diagnostics.positions import Address
from netbuilder.source import Document, read
from netbuilder.source.node import Node
from netbuilder.source.places import place_at
from tests.golden import Golden

WRITTEN = Path(__file__).with_name("readings.txt")
TEXTS = [
    # numbers, lists and calls as they are written elsewhere
    "a: {b: 0,5}\n",
    "a: {b: -0,5, c: 1}\n",
    "a: {b: 0,-5}\n",
    "a: {b: 0, 5}\n",
    "a: {b: 3,3}\n",
    "a: {b: 0? 0,5}",
    "a {b: - 0,5}\n",
    "a: {b: 0," + "5" * 16 + "}\n",
    "a: {b: (3, 4)}\n",
    "a: {b: (3, 4)! }\n",
    "a: {(3, 4): 0,5}\n",
    "(x: {a: (3, 4)}\n",
    "a: {b:- f(1, c=2)}\n",
    # keys without a value, and values without a key
    "a: {5: !!str , b: 1}\n",
    "a: {5: ~}\n",
    "a: {5: , b: 1}\n",
    "x: &a 5\ny: {*a , b: 1}\n",
    "a: {units:64, b:c: ~, d:e: !!str }\n",
    "a: {b:" + "9" * 310 + "}",
    "a: b:1, c: 2}\n",
    "a: {? b:c}\nx: &a 'b:c'\ny: {*a }\n",
    "a: 1\na: 2\n1: b\nnull: c\n? [d]\n: e\n",
    "a: 1\n: b\n",
    "a: !!bool \n",
    "true:a\nnul\n\n b\n[1]: c\n",
    # brackets, quotes, commas and colons
    "input: [8]\nlayers:\n  - Dense: (units: 4)\n",
    "input: [1]]\nlayers: []\n",
    "a: {\n  b: 1\n  c: 2\n}\n",
    'a: {"units":64 activation: relu}\n',
    "a: {units: 64; activation: relu}\n",
    "a: [, 1]\n",
    "a: [1, 2,, 3]\n",
    "a: b: c\n",
    "a: {b: 1, c: 2}'",
    "a:'b: 1} c: }\n",
    'a: \'b c\'\n"d # c "e"\n',
    '"b\nc: "d"\n',
    'b: "k"\na: "x" "y" z\n',
    'a: "\\x\tb"\n',
    "a: {b: 1, # c}\n  d: 2}]  # e ]\n",
    # lines: dashes, indentation, tabs, comments
    "a:\n layers:\n  - a\n - b? \n  - c: 1\n",
    "a:\n- ,b\n- c\nx: &a [p, q]\nlayers:\n  - *a\n  -? \n",
    "a:\n    b:\n c: 1\n    d: 2\n",
    "x: a]b\n  - c\n",
    "[a\n - b\n]\n",
    "x: [1,\n[a\n - b]]\n",
    "a:\n\tb: 1\n  # c\n",
    "a:\n\tb: 1\n  c: 2\n",
    "a: |\n\tfoo\n",
    " // x\na: 1\na: 2\n",
    "a: // b\n\nc: [1, 2\n",
    "a: 1 // b\nc: [1, 2\n",
    "versio # c 1\n laye&a rs: []\n",
    "Dense {units: 4}: 1\n",
    "%YAML 1.2\na: 1\n",
    "a: 1\n# b\n\n  c: 2\n",
    # calls
    "a: b\ncompile(optimizer='adam', loss=mse)\n",
    "a: b\ncompile(optimizer=Adam(0.1, b='x'), loss=\"mse\", metrics=[\"a\", 'b'], n=f(x))\n",
    "compile(a='b', c=2):\n",
    # characters
    "a: 1\u3000",
    "a: \u3000b\nc: 1\n",
    "a: {b: {c: [2, 3]}\u3000",
    # numbers and words
    "a: \u0661\u0662\nb: 0x\nc: 0o\nd: 0x1\ne: 0o7\nf: 0x1g\ng: +0x1\nh: -1\ni: 1.5e3\nj: .inf\nk: 1_0\n",
    "a: !!float x\nb: !!float 1.5\nc: !!float '2'\n",
    "a: caf\u00e9 caf\u00e9\n",
    # tags, anchors and merges
    "x: &a [p, q]\nlayers: [r, *a, *a, s, *a]\ny: [*a, {z: *a}]\n",
    'a: !!python/object/apply:os.system ["echo"]\n',
    "a: !!int '2!!float '\nb: !float 3\nc: !!float 3\nd: !!str 4\ne: !!null x\n",
    "a: ! {b: 1}\nc: ! [1]\nd: ! 5\ne: !!map [1]\nf: !!seq {g: 1}\nh: !!map {i: 1}\n",
    "a: !!int 'x'\nb: !!bool yes\nc: !!seq 1\n",
    *["".join(f"{name}: &{name} 1\n" for name in names) + "x: *y\n" for names in ("", "abcdefgh", "abcdefghi")],
    "x: &a {b: 1, c: [d]}\ny: {<<: *a, c: 2}\nz: *a\nw: {<<: [*a, 3], <<: *a}\nv: {<<: }\n",
    "'<<': 1\n? << \n: {a: 1}\n",
    # comments
    "# netbuilder: ignore[NB1] and more\na: 1  # netbuilder: ignore\n#netbuilder: ignore[NB2, nb3]\nb: 'x # y' # z\n",
    "a: |  # b\n  # c\n# d\ne: [1, # f\n  2]# g\n",
    # what is quoted in a message
    *[f"{'a' * length} b\nc: 1\n" for length in (30, 31, 32)],
]


def place(address: Address | None) -> str:
    assert isinstance(address, Span)
    return f"{address.start}-{address.end}"


def changes(edits: tuple[Edit, ...]) -> str:
    return " ".join(f"{place(edit.span)}:{edit.replacement!r}" for edit in edits)


def problem(diagnostic: Diagnostic) -> Iterator[str]:
    """Everything that a finding says."""
    label = f" ({diagnostic.label})" if diagnostic.label else ""
    yield f"{diagnostic.code} {place(diagnostic.address)}{label} {diagnostic.message}"
    if diagnostic.why:
        yield f"  why: {diagnostic.why}"
    if diagnostic.fix:
        yield f"  fix: {diagnostic.fix}"
    if diagnostic.edits:
        yield f"  {'safe' if diagnostic.safe else 'unsafe'}: {changes(diagnostic.edits)}"
    for related in diagnostic.related:
        yield f"  {place(related.address)} {related.label}"


def nodes(document: Document, node: Node, path: tuple[str | int, ...]) -> Iterator[str]:
    """Every value with its place, its key's, and those of the anchors behind it."""
    key = f" key {place(document.span(path, 'key'))}" if path and isinstance(path[-1], str) else ""
    alias = f" *{node.alias}" if node.alias is not None else ""
    anchors = "".join(f" <- {place(related.address)}" for related in document.related(path))
    written = f" {node.written!r}" if node.children is None else ""
    yield f"{path_of(path)}{key} at {place(node.span)}{alias}{anchors}{written}"
    children = node.children
    steps = children.items() if isinstance(children, dict) else enumerate(children or ())
    for step, child in steps:
        yield from nodes(document, child, (*path, step))


def path_of(steps: Sequence[str | int]) -> str:
    return ".".join(map(str, steps)) or "-"


def places(document: Document, length: int) -> Iterator[str]:
    """What stands at the offsets of a text, at the first of each run."""
    whole = [place_at(document, offset) for offset in range(length + 1)]
    said = [place and f"{place.part} {path_of(place.path)} in {len(place.parents)}" for place in whole]
    for what, offsets in groupby(range(length + 1), said.__getitem__):
        yield f"{next(offsets)}: {what};"


def reading(text: str) -> Iterator[str]:
    document = read(text, "net.yaml")
    for diagnostic in document.problems:
        yield from problem(diagnostic)
    if document.root is not None:
        yield repr(document.value)
        yield from nodes(document, document.root, ())
        yield " ".join(places(document, len(text)))
    for comment in document.comments_in(0, len(text)):
        yield f"comment {comment.start}-{comment.end}"
    for ignore in document.ignores:
        codes = " ".join(f"{code} {place(span)}" for code, span in zip(ignore.codes, ignore.spans, strict=True))
        yield f"ignored on {ignore.line}: {'everything' if ignore.everything else codes} at {place(ignore.span)}"


def test_readings(golden: Golden) -> None:
    readings = "\n".join("\n".join([f"= {text!r}", *reading(text)]) + "\n" for text in TEXTS)
    golden(WRITTEN, readings)
