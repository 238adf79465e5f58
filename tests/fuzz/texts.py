"""Bytes and trees: anything that a file can hold, mostly near a config, as that is where the reading goes deep."""

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from netbuilder.vocabulary.base.registry import KINDS, identifiers, names

ROOT = Path(__file__).parents[2]
PIECES = (
    "- ",
    ": ",
    "\n",
    "\n  ",
    "\n    - ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "#",
    "&a ",
    "*a",
    "<<: *a",
    "!!int ",
    "!x ",
    "|\n",
    ">-\n",
    "'",
    '"',
    "\\",
    "\t",
    "\r\n",
    "\x00",
    "\x1b[31m",
    "\x85",
    "\u2028",
    "\ufeff",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "? ",
    "~",
    "null",
    "true",
    ".nan",
    ".inf",
    "-.inf",
    "1e400",
    "0x1F",
    "010",
    "-1",
    "0",
    "1000000000",
    "9" * 40,
    "1_000",
    "1:30",
    "yes",
    "version: 2\n",
    "repeat: {times: 1000000000, layers: [Flatten]}",
    "Sequential: {layers: []}",
    "# netbuilder: ignore[",
)
KEYS = ("version", "name", "seed", "initializers", "input", "layers", "compile", "runtime", "task", "rules", "limits")
ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    2,
    3,
    8,
    64,
    10**9,
    10**30,
    -(10**30),
    0.0,
    0.5,
    1.5,
    -0.1,
    1e-3,
    1e308,
    math.nan,
    math.inf,
    -math.inf,
    "",
    " ",
    "x",
    "auto",
    "same",
    "float32",
    "channels_first",
    "../x",
    "a/b",
    "os.system",
    "\x1b[2J",
    "é",
    "64",
    "gs://b/v",
    "/etc/passwd",
    [],
    {},
    [1],
    [None],
    [1, 2],
    [[1, 2], [3, 4]],
    [0],
    [-1],
    [None, None],
    {"a": 1},
    {"": None},
    {"class_name": "Dense", "config": {}},
    {"module": "builtins", "class_name": "eval"},
)


@cache
def samples() -> tuple[bytes, ...]:
    """Real configs: those of the project and of the tests of the rules."""
    folders = (ROOT / "configs", ROOT / "tests/rules/corpus/good", ROOT / "tests/rules/corpus/faulty")
    return tuple(file.read_bytes() for folder in folders for file in sorted(folder.glob("*.yaml")))


@cache
def words() -> tuple[str, ...]:
    """Every name and identifier of the vocabulary, and every option of a layer."""
    from netbuilder.vocabulary.base.registry import every

    found = {name for kind in KINDS for name in names(kind)} | {name for kind in KINDS for name in identifiers(kind)}
    found |= {option for kind in KINDS for cls in every(kind) for option in cls.option_names()}
    return tuple(sorted(found))


def byte_strings() -> st.SearchStrategy[bytes]:
    """Any bytes, pieces of YAML in a row, and real configs with some bytes changed."""
    rows = st.lists(st.sampled_from(PIECES), max_size=30).map(lambda pieces: "".join(pieces).encode())
    return st.one_of(st.binary(max_size=200), rows, mutated(), mutated())


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A real config with up to six places cut out, doubled or written over."""
    data = bytearray(draw(st.sampled_from(samples())))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.sampled_from((0, 0, 1, 1, 2, 5, 20))))
        how = draw(st.integers(0, 4))
        if how == 0:
            new = b""
        elif how == 1:
            new = bytes(data[at:end]) * 2
        elif how == 2:
            new = draw(st.sampled_from(PIECES)).encode()
        elif how == 3:
            new = draw(st.sampled_from(words())).encode()
        else:
            new = draw(st.binary(min_size=1, max_size=3))
        data[at:end] = new
    return bytes(data)


def leaves() -> st.SearchStrategy[Any]:
    """One value."""
    return st.one_of(
        st.sampled_from(ODD), st.sampled_from(words()), st.integers(-3, 70), st.floats(), st.text(max_size=8)
    )


def trees() -> st.SearchStrategy[bytes]:
    """A tree of lists and mappings whose keys are mostly words of the vocabulary, as a file."""
    keys = st.one_of(st.sampled_from(words()), st.sampled_from(KEYS), st.text(max_size=6))
    inside = st.recursive(
        leaves(),
        lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(keys, below, max_size=3)),
        max_leaves=12,
    )
    item = st.one_of(
        st.sampled_from(names("layer")),
        st.builds(lambda name, options: {name: options}, st.sampled_from(names("layer")), inside),
        inside,
    )
    shapes = st.one_of(st.lists(st.one_of(st.none(), st.integers(0, 20)), max_size=4), inside)
    usual = st.fixed_dictionaries(
        {"input": shapes, "layers": st.one_of(st.lists(item, max_size=5), inside)},
        optional={key: inside for key in KEYS if key not in ("input", "layers")},
    )
    return st.one_of(usual, usual, usual, inside).map(as_yaml)


def as_yaml(value: Any) -> bytes:
    """A value in flow style; what JSON has no word for is written as YAML does."""
    return _flow(value).encode("utf-8", "surrogatepass")


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    return json.dumps(value)
