"""The architecture as SVG: one block a layer, its area by its parameters, its colour by its family.

The picture comes in columns, each an SVG of its own: a wide page shows them side by side, a telephone below each other.
"""

from collections.abc import Sequence
from html import escape
from math import sqrt
from typing import NamedTuple

from netbuilder.views.formats.columns import printable
from netbuilder.views.page.blocks import FAMILIES, Group, family_of, grouped, leaves
from netbuilder.views.tables.rows import Row, shape_text
from netbuilder.vocabulary.base.shapes import Shape

_WIDTH, _ROW, _TOP = 335, 62, 26
_LANE, _BLOCK, _HEIGHT = 54, 88, 38
_MOST_ROWS = 14


class _Line(NamedTuple):
    row: Row
    """The layer."""
    times: int
    """Of the group that begins here; 0 inside a group."""
    size: int
    """How many layers the group has."""
    last: Row
    """The layer in the last round."""


def diagram(rows: Sequence[Row], input_shape: Shape | None) -> str:
    """The network as HTML with SVG columns and a legend; `input_shape` has the batch axis first."""
    lines = [line for group in grouped(leaves(rows)) for line in _lines(group)]
    rows_drawn = [row for line in lines for row in (line.row, line.last)]
    most = max((row.parameters for row in rows_drawn if row.parameters), default=None)
    columns = _columns(lines)
    shape = input_shape
    parts, number = [], 0
    for at, column in enumerate(columns):
        parts.append(_column(column, shape, most, at, len(columns), number))
        number += sum(line.times * line.size for line in column if line.times)
        shape = column[-1].last.output
    used = [family for family in FAMILIES if any(family_of(line.row.layer) == family for line in lines)]
    return f'<div class="nb-diagram">{"".join(parts)}</div>{_legend(used)}'


def _lines(group: Group) -> list[_Line]:
    return [
        _Line(row, 0 if at else group.times, len(group.rows), last)
        for at, (row, last) in enumerate(zip(group.rows, group.last, strict=True))
    ]


def _columns(lines: list[_Line]) -> list[list[_Line]]:
    """Columns of about one height; a group that fits into a column is not cut."""
    count = max(1, -(-len(lines) // _MOST_ROWS))
    height = -(-len(lines) // count)
    columns: list[list[_Line]] = [[]]
    for line in lines:
        room = height - len(columns[-1])
        starts = line.times > 1 and room < line.size <= _MOST_ROWS and room < height
        if (room <= 0 and (line.times or len(columns[-1]) >= _MOST_ROWS)) or starts:
            columns.append([])
        columns[-1].append(line)
    return columns


def _column(lines: list[_Line], input_shape: Shape | None, most: int | None, at: int, count: int, before: int) -> str:
    height = _TOP + len(lines) * _ROW + 18
    last = before + sum(line.times * line.size for line in lines if line.times)
    title = "Architecture" + (f", part {at + 1} of {count}" if count > 1 else "")
    spoken = "; ".join([f"input {shape_text(input_shape)}" if not at else "continued", *map(_spoken, lines)])
    parts = [
        f'<svg class="nb-column" role="img" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'aria-label="{escape(title)}: layers {before + 1} to {last}">',
        f"<title>{escape(title)}: layers {before + 1} to {last}</title><desc>{_text(spoken)}</desc>",
        _arrow(0, _TOP, input_shape, "input " if not at else ""),
    ]
    for place, line in enumerate(lines):
        top = _TOP + place * _ROW
        parts.append(_block(line, top, most))
        parts.append(_arrow(top + _HEIGHT, top + _ROW, line.row.output, rounds=line.last.output))
        if line.times > 1:
            rows = min(line.size, len(lines) - place)
            parts.append(_bracket(top, rows * _ROW - (_ROW - _HEIGHT), line.times))
    return "".join([*parts, "</svg>"])


def _block(line: _Line, top: int, most: int | None) -> str:
    row = line.row
    count, family = row.parameters or 0, family_of(row.layer)
    share = sqrt(count / most) if most else 0.0
    width, height = max(_BLOCK * share, 12), max(_HEIGHT * share, 6)
    x, y = _LANE + (_BLOCK - width) / 2, top + (_HEIGHT - height) / 2
    kind = f"nb-{family}" if count else f"nb-{family} nb-weightless"
    counted = "shape unknown" if row.parameters is None else f"{_range(count, line.last)} weights" if count else ""
    below = ", ".join(part for part in (row.activation, counted) if part)
    x_text = _LANE + _BLOCK + 10
    note = f'<text class="nb-small" x="{x_text}" y="{top + 32}">{_text(_short(below, 26))}</text>' if below else ""
    return (
        # The whole lane is light, so that a small block has its place in the stack.
        f'<rect class="nb-lane" x="{_LANE}" y="{top}" width="{_BLOCK}" height="{_HEIGHT}" rx="3"/>'
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"/>'
        f'<text class="nb-name" x="{x_text}" y="{top + 16}">{_text(_short(row.class_name))}</text>'
        f"{note}"
    )


def _range(first: int, last: Row) -> str:
    """The weights of a layer; in the first and in the last round, where they differ."""
    return f"{first:,}" if first == last.parameters else f"{first:,} … {last.parameters or 0:,}"


def _arrow(start: float, end: float, shape: Shape | None, word: str = "", *, rounds: Shape | None = None) -> str:
    """An arrow with the shape that goes along it; `rounds` is that of the last round."""
    goes = shape_text(shape) if rounds is None or rounds == shape else f"{shape_text(shape)} … {shape_text(rounds)}"
    x, words = _LANE + _BLOCK / 2, _text(word + _short(goes, 34))
    return (
        f'<path class="nb-arrow" d="M{x} {start + 1}V{end - 5}M{x - 4} {end - 6}L{x} {end - 1}L{x + 4} {end - 6}"/>'
        f'<text class="nb-shape" x="{x + 9}" y="{(start + end) / 2 + 4}">{words}</text>'
    )


def _bracket(top: float, height: float, times: int) -> str:
    x = _LANE - 10
    return (
        f'<path class="nb-bracket" d="M{x + 4} {top}H{x}V{top + height}H{x + 4}"/>'
        f'<text class="nb-times" x="{x - 5}" y="{top + height / 2 + 4}" text-anchor="end">{times}&#215;</text>'
    )


def _legend(families: Sequence[str]) -> str:
    square = '<svg width="14" height="14" aria-hidden="true"><rect class="nb-{}" width="14" height="14" rx="2"/></svg>'
    items = "".join(f"<li>{square.format(family)} {escape(FAMILIES[family])}</li>" for family in families)
    note = "The area of a block goes with its weights; the smallest are drawn larger, those without weights hollow."
    return f'<ul class="nb-legend">{items}</ul><p class="nb-note">{note}</p>'


def _spoken(line: _Line) -> str:
    row = line.row
    often = f"{line.times} times{f' these {line.size} layers' if line.size > 1 else ''}: " if line.times > 1 else ""
    counted = f", {_range(row.parameters, line.last)} weights" if row.parameters else ""
    function = f", {row.activation}" if row.activation else ""
    return f"{often}{row.class_name}{function}{counted} gives {shape_text(line.last.output)}"


def _short(text: str, most: int = 23) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _text(text: str) -> str:
    return escape(printable(text))
