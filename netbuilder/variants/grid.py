"""Sets of values -> variants of a network, each with what it has and what is found in it."""

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod

from netbuilder.diagnostics import Severity
from netbuilder.graph.memory import memory_needed
from netbuilder.pipeline import Options, Session
from netbuilder.variants.records import Axis, Grid, Variant

MOST_VARIANTS = 100_000
"""More combinations are a slip of the pen."""
_CLOSING = {"[": "]", "{": "}", "(": ")"}


class AxisError(ValueError):
    """Values that cannot be combined; the message says why."""


def axes_of(sets: Iterable[str]) -> tuple[Axis, ...]:
    """`layers.0.Dense.units=32,64` as an axis; commas within brackets and quotes are part of a value.

    Raises:
        AxisError: there is no path or no value, a path stands there twice, or there are too many combinations.
    """
    axes: list[Axis] = []
    for text in sets:
        path, _, values = text.partition("=")
        words = tuple(word.strip() for word in _split(values))
        if not path.strip() or not all(words):
            raise AxisError(f"values are given as `layers.0.Dense.units=32,64`, got `{text}`")
        if any(axis.path == path.strip() for axis in axes):
            raise AxisError(f"`{path.strip()}` is given twice; all its values go behind one `=`")
        axes.append(Axis(path.strip(), words))
    count = prod(len(axis.values) for axis in axes)
    if count > MOST_VARIANTS:
        raise AxisError(f"these are {count:,} combinations, more than {MOST_VARIANTS:,}")
    return tuple(axes)


def _split(text: str) -> list[str]:
    words, start, quote = [], 0, ""
    open_brackets: list[str] = []
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in _CLOSING:
            open_brackets.append(_CLOSING[char])
        elif open_brackets and char == open_brackets[-1]:
            open_brackets.pop()
        elif char == "," and not open_brackets:
            words.append(text[start:at])
            start = at + 1
    return [*words, text[start:]]


def grid(data: str | bytes, name: str, axes: Sequence[Axis], options: Options) -> Grid:
    """Every combination, the last axis changing fastest; `options` hold for all of them."""
    variants = []
    document = Session(data, name).document
    base = document.text.string if document is not None else ""
    for values in product(*(axis.values for axis in axes)):
        overrides = tuple(f"{axis.path}={value}" for axis, value in zip(axes, values, strict=True))
        session = Session(data, name, options._replace(overrides=(*options.overrides, *overrides)))
        variants.append(_variant(session, (*options.overrides, *overrides), values, base))
    return Grid(name, tuple(axes), tuple(variants))


def _variant(session: Session, overrides: tuple[str, ...], values: tuple[str, ...], base: str) -> Variant:
    report = session.report
    graph = report.graph
    is_known = bool(graph.calls) and all(call.is_known for call in graph.calls)
    findings = tuple(diagnostic for diagnostic in report.diagnostics if diagnostic.severity > Severity.INFO)
    return Variant(
        overrides,
        values,
        graph.parameters if is_known else None,
        memory_needed(graph).total if is_known else None,
        findings,
        session.draft.network,
        base,
    )
