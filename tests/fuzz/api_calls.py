"""Calls of the Python API with values of any kind: what comes out is a value or a ConfigError, and never a fault."""

import copy
import enum
import fractions
import math
import pickle
import traceback
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any

import numpy as np

import netbuilder as nb
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.registry import KINDS, every

NETBUILDER = str(Path(nb.__file__).parent)
TEXT = """\
input: [8]
layers:
  - Dense: {units: 4, activation: relu, kernel_initializer: {HeNormal: {seed: 1}}}
  - Dropout: {rate: 0.5}
  - Dense: {units: 1}
compile: {optimizer: {Adam: {learning_rate: 0.01}}, loss: mse, metrics: [mae]}
"""
PATHS = (
    "layers.0.Dense.units",
    "layers.0.Dense",
    "layers.0",
    "layers.1.Dropout.rate",
    "layers",
    "input",
    "compile.optimizer.Adam.learning_rate",
    "compile.metrics",
    "layers.0.Dense.kernel_initializer.HeNormal.seed",
    "seed",
    "name",
    "",
    "a=b",
    "layers.99.Dense.units",
    "layers.0.Dense.unitz",
    "x-a.b",
)


class Colour(enum.StrEnum):
    RED = "relu"


class Size(enum.IntEnum):
    FOUR = 4


class Liar(int):
    """A number that lies about how it is written."""

    def __repr__(self) -> str:
        return "[1, 2"

    __str__ = __repr__


class Rude:
    """An object that fails at whatever is asked of it."""

    def __repr__(self) -> str:
        raise RuntimeError("no")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no")

    __hash__ = None  # type: ignore[assignment]

    def __index__(self) -> int:
        raise RuntimeError("no")

    def __float__(self) -> float:
        raise RuntimeError("no")


def _holds_itself() -> Any:
    inside: list[Any] = [1]
    inside.append(inside)
    return inside


def _dict_holds_itself() -> Any:
    inside: dict[str, Any] = {}
    inside["L2"] = inside
    return inside


def _deep() -> Any:
    value: Any = 1
    for _ in range(3000):
        value = [value]
    return value


VALUES = (
    lambda: None,
    lambda: True,
    lambda: 0,
    lambda: 3,
    lambda: -1,
    lambda: 10**308,
    lambda: -(10**400),
    lambda: 10**5000,
    lambda: 2**63,
    lambda: 0.5,
    lambda: math.nan,
    lambda: math.inf,
    lambda: 1j,
    lambda: "relu",
    lambda: "he_normal",
    lambda: "",
    lambda: "a\x1b[31m\u202e\ud800",
    lambda: "x" * 5000,
    lambda: b"relu",
    lambda: bytearray(3),
    list,
    lambda: [3, 3],
    lambda: (None, 3),
    lambda: [[[]]],
    dict,
    lambda: {"L2": {"l2": 0.1}},
    lambda: {1: 2},
    lambda: {None: None},
    lambda: {(1, 2): 3},
    lambda: {"Dense": {"units": 3}},
    lambda: MappingProxyType({"Dense": {"units": 3}}),
    lambda: {1, 2},
    lambda: frozenset(),
    lambda: range(3),
    lambda: iter([1]),
    lambda: (one for one in (1, 2)),
    lambda: np.int64(4),
    lambda: np.uint8(4),
    lambda: np.float32(0.25),
    lambda: np.float64(0.25),
    lambda: np.bool_(True),
    lambda: np.str_("relu"),
    lambda: np.array(4),
    lambda: np.array([3, 3]),
    lambda: np.array([[1.0, 2.0]]),
    lambda: np.array([None, "a"], dtype=object),
    lambda: np.array([]),
    lambda: np.datetime64("2024-01-01"),
    lambda: Decimal("0.5"),
    lambda: Decimal("64"),
    lambda: Decimal("NaN"),
    lambda: Decimal("1e999999"),
    lambda: fractions.Fraction(1, 3),
    lambda: Colour.RED,
    lambda: Size.FOUR,
    lambda: Liar(4),
    Rude,
    object,
    lambda: int,
    lambda: float,
    lambda: str,
    lambda: nb.Dense,
    lambda: len,
    lambda: lambda x: x,
    lambda: nb,
    lambda: Path("a"),
    lambda: nb.Dense(units=3),
    lambda: nb.initializers.HeNormal(),
    lambda: nb.losses.MeanSquaredError(),
    lambda: nb.Network(input=[3], layers=[nb.Dense(units=2)]),
    _holds_itself,
    _dict_holds_itself,
    _deep,
    lambda: ...,
    lambda: ValueError("x"),
)


class Fault(AssertionError):
    """Something else than a value or a ConfigError came out."""


def call(seed: int) -> bool:
    """Make one call, and where a node comes of it, everything that can be done with one; whether one came.

    Raises:
        Fault: netbuilder failed instead of saying what is wrong.
    """
    draw = Random(seed)
    kind = draw.choices(("node", "network", "overrides", "text", "custom", "views"), (6, 3, 4, 1, 2, 2))[0]
    try:
        made = _CALLS[kind](draw)
        if isinstance(made, Node):
            _use(made)
        return made is not None
    except nb.ConfigError as error:
        for diagnostic in error.diagnostics:
            if not diagnostic.message or len(diagnostic.message) > 80:
                raise Fault(f"seed {seed}: {diagnostic.message!r}") from error
        if "\x1b" in str(error):
            raise Fault(f"seed {seed}: a terminal would obey {error}") from error
    except Exception as error:
        if not _is_said(error):
            raise Fault(f"seed {seed} ({kind}): {type(error).__name__}: {str(error)[:200]}") from error
    return False


def value(draw: Random, depth: int = 2) -> Any:
    """Any value: one of the list, or a collection of such."""
    if depth and draw.random() < 0.15:
        items = [value(draw, depth - 1) for _ in range(draw.randrange(3))]
        return draw.choice((list, tuple))(items)
    if depth and draw.random() < 0.1:
        return {draw.choice(("Dense", "L2", "seed", "config", 1)): value(draw, depth - 1)}
    return draw.choice(VALUES)()


def _node(draw: Random) -> Node:
    cls = draw.choice([cls for kind in KINDS for cls in every(kind)])
    options: dict[str, Any] = dict(cls.example)
    names = [cls.written_name(name) for name in cls.option_names()]
    for name in draw.sample(names, min(len(names), draw.choice((0, 1, 1, 2, 3)))):
        options[name] = value(draw)
    if draw.random() < 0.05:
        options["unknown"] = value(draw)
    return cls(**options)


def _network(draw: Random) -> Node:
    options: dict[str, Any] = {"input": [8], "layers": [nb.Dense(units=4), nb.Dense(units=1)]}
    for name in draw.sample(("input", "layers", "compile", "runtime", "seed", "name", "task", "rules", "limits"), 2):
        options[name] = value(draw)
    if draw.random() < 0.3:
        options["layers"] = [value(draw) for _ in range(draw.randrange(4))]
    if draw.random() < 0.2:
        options["compile"] = {draw.choice(("optimizer", "loss", "metrics")): value(draw)}
    return nb.Network(**options)


def _overrides(draw: Random) -> Any:
    paths: tuple[Any, ...] = (*PATHS, 1, None, ("a", "b"))
    overrides: Any = {draw.choice(paths): value(draw) for _ in range(draw.randrange(1, 4))}
    if draw.random() < 0.05:
        overrides = value(draw)
    if draw.random() < 0.5:
        return nb.load(TEXT, overrides=overrides)
    str(nb.check(TEXT, overrides=overrides))
    return None


def _text(draw: Random) -> Any:
    source = draw.choice((value(draw), TEXT))
    made = draw.choice((nb.load, nb.check))(source)
    str(made), repr(made)
    return made


def _custom(draw: Random) -> Any:
    objects: Any = {draw.choice(("Mine", "Dense", "", "a b", 1, None)): value(draw)}
    if draw.random() < 0.1:
        objects = value(draw)
    text = TEXT.replace("  - Dropout", "  - Mine\n  - Dropout")
    str(nb.check(text, custom_objects=objects))
    return None


def _views(draw: Random) -> Any:
    """What shows or compares: a network, a name, or values by path."""
    view = draw.choice((nb.show, nb.code, nb.report, nb.explain, nb.fix))
    if draw.random() < 0.5:
        made: Any = view(value(draw))
    elif draw.random() < 0.5:
        made = nb.compare(*draw.sample([value(draw), TEXT], 2))
    else:
        axes: Any = {draw.choice((*PATHS, 1, None)): value(draw)}
        made = nb.grid(TEXT, value(draw) if draw.random() < 0.3 else axes)
    str(made)
    return None


_CALLS: dict[str, Any] = {
    "node": _node,
    "network": _network,
    "overrides": _overrides,
    "text": _text,
    "custom": _custom,
    "views": _views,
}


def _use(node: Node) -> None:
    """What people do with a node: print it, compare it, copy it, keep it, check it."""
    str(node), repr(node)
    assert node == copy.copy(node)
    if _is_plain(node):
        assert copy.deepcopy(node) == node
        assert pickle.loads(pickle.dumps(node)) == node
        with suppress(TypeError):  # the rules of a network are a dict
            hash(node)
    if isinstance(node, nb.Network):
        report = nb.check(node)
        str(report)
        again = nb.load(node.to_yaml() + "\n")
        if _is_plain(node):
            assert again == nb.load(again.to_yaml() + "\n")
    elif isinstance(node, Item) and node.kind == "layer":
        str(nb.check(nb.Network(input=[8], layers=[node])))


def _is_plain(node: Node) -> bool:
    """Whether nothing in a node is unequal to itself, as NaN, or cannot be kept, as a function."""
    try:
        return bool(node == pickle.loads(pickle.dumps(node)))
    except Exception:
        return False


def _is_said(error: Exception) -> bool:
    """Whether an error is one that netbuilder raises on purpose: a sentence, from a `raise` of its own."""
    if isinstance(error, OSError):
        return True  # there is no such file
    if isinstance(error, RuntimeError) and str(error) == "no":
        return True  # the caller's own object
    last = traceback.extract_tb(error.__traceback__)[-1]
    is_own = last.filename.startswith(NETBUILDER) and (last.line or "").lstrip().startswith("raise ")
    return is_own and isinstance(error, TypeError | ValueError) and len(str(error)) < 300
