"""A grid of variants as a table: the values that vary, parameters, memory and the codes of what is found."""

from collections import Counter
from html import escape
from typing import Any

from netbuilder.graph.memory import format_bytes
from netbuilder.variants.records import Grid, Variant
from netbuilder.views.formats.columns import aligned
from netbuilder.views.tables.rows import count_text


def grid_table(grid: Grid) -> str:
    """One line a variant, numbered from 0, and how many of them can be built."""
    lines = [_heads(grid)]
    lines += [_cells(grid, number) for number in range(len(grid.variants))]
    sound = sum(1 for variant in grid.variants if not variant.errors)
    count = len(grid.variants)
    return "\n".join([*aligned(lines), "", f"{sound:,} of {count:,} variant{'s' if count != 1 else ''} can be built"])


def _heads(grid: Grid) -> list[str]:
    probe = ["probe"] if grid.is_probed else []
    return ["", *(axis.path for axis in grid.axes), "parameters", "memory", *probe, "findings"]


def _cells(grid: Grid, number: int) -> list[str]:
    variant = grid.variants[number]
    memory = "?" if variant.memory is None else format_bytes(variant.memory)
    probe = [variant.verdict or "-"] if grid.is_probed else []
    return [str(number), *variant.values, count_text(variant.parameters), memory, *probe, _findings(variant)]


def _findings(variant: Variant) -> str:
    """`NB201, NB401 (2)`, errors first."""
    counts = Counter(diagnostic.code for diagnostic in (*variant.errors, *variant.diagnostics))
    for diagnostic in variant.errors:
        counts[diagnostic.code] -= 1
    return ", ".join(f"{code} ({count})" if count > 1 else code for code, count in counts.items())


def grid_html(grid: Grid) -> str:
    """The same as a notebook shows it."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in _heads(grid))
    rows = []
    for number, variant in enumerate(grid.variants):
        style = ' style="color:#cf222e"' if variant.errors else ""
        rows.append(f"<tr{style}>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(grid, number)) + "</tr>")
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def as_data(grid: Grid) -> list[dict[str, Any]]:
    """The same as plain data for programs; keys are added, never renamed or removed."""
    return [
        {
            "set": dict(zip((axis.path for axis in grid.axes), variant.values, strict=True)),
            "parameters": variant.parameters,
            "memory": variant.memory,
            **({"probe": variant.verdict or None} if grid.is_probed else {}),
            "errors": len(variant.errors),
            "findings": [[diagnostic.code, diagnostic.message] for diagnostic in variant.diagnostics],
        }
        for variant in grid.variants
    ]
