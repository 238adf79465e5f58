"""The resolved network as a table of plain text, at most 100 columns wide."""

from collections.abc import Sequence

from netbuilder.graph import LayerGraph
from netbuilder.graph.memory import format_bytes, memory_needed
from netbuilder.plan import Plan
from netbuilder.views.formats.columns import aligned, printable
from netbuilder.views.tables.devices import devices_text
from netbuilder.views.tables.rows import (
    CHOOSERS,
    InitializerRow,
    Row,
    count_text,
    format_initializer,
    rows_of_graph,
    rows_of_plan,
    shape_text,
    worth_showing,
)
from netbuilder.vocabulary.base.layer_names import automatic_name
from netbuilder.vocabulary.base.releases import number
from netbuilder.vocabulary.base.shapes import number_text, sample

WIDTH = 100
_HEAD = ("layer", "output", "parameters", "activation", "initializer", "chosen by")
_LONGEST_TITLE = 26
_COMMON = number("3.5")
"""The oldest Keras that netbuilder builds with: needing that is nothing to tell."""
_LEAST = (20, 10, 10, 10, 14, 9)


def table(plan: Plan) -> str:
    """The network with everything decided: layers, shapes, parameters, initializers and who chose them."""
    head = f"{printable(plan.name)}: input {sample((None, *plan.input.shape))} {plan.input.dtype}"
    devices = devices_text(plan.graph)
    below = ["", devices] if devices else []
    return "\n".join([head, "", *_lines(rows_of_plan(plan)), "", *totals(plan.graph), *below])


def partial_table(graph: LayerGraph) -> str:
    """What is known of a network with errors."""
    draft = graph.draft
    shape = shape_text(draft.input.batched() if draft.input is not None else None)
    head = f"{printable(draft.name or 'network')}: input {shape}; there are errors, so this is what is known"
    lines = [head, "", *_lines(rows_of_graph(graph))]
    if graph.output_shape is not None and not graph.has_holes:
        lines += ["", *totals(graph)]
    return "\n".join(lines)


def _lines(rows: Sequence[Row]) -> list[str]:
    return aligned(cells_of(rows), right=(2,), limit=WIDTH, least=_LEAST)


def cells_of(rows: Sequence[Row]) -> list[list[str]]:
    """The table of some layers as texts, its head first; one line more for every other initializer worth showing."""
    cells = [list(_HEAD)]
    for row in rows:
        initializers = worth_showing(row.initializers)
        first = initializers[0] if initializers else None
        cells.append([_title(row), shape_text(row.output), count_text(row.parameters), row.activation, *_chosen(first)])
        for initializer in initializers[1:]:
            cells.append([f"{'  ' * (row.depth + 1)}{initializer.option}", "", "", "", *_chosen(initializer)])
    return cells


def _title(row: Row) -> str:
    title = f"{row.name} ({row.class_name})" if row.name else row.class_name
    if len(title) > _LONGEST_TITLE and row.name.startswith(automatic_name(row.class_name)):
        title = row.name  # Keras made the name from the class
    return "  " * row.depth + title


def _chosen(row: InitializerRow | None) -> tuple[str, str]:
    """An initializer, and who chose it."""
    if row is None:
        return ("", "")
    by = CHOOSERS.get(row.by, f"rule {row.by}")
    return (format_initializer(row.initializer), by)


def totals(graph: LayerGraph) -> list[str]:
    """What all layers come to: parameters, memory with and without what the optimizer keeps, and a young Keras."""
    parameters = graph.parameters
    trained = sum(call.trainable_parameters for call in graph.calls)
    need = memory_needed(graph)
    unknown = next((call for call in graph.calls if not call.is_known), None)
    lines = [
        ("at least " if unknown is not None else "")
        + f"{number_text(parameters)} parameters, {format_bytes(need.weights)}"
        + ("" if parameters == trained else f"; {number_text(trained)} of them trained")
    ]
    if unknown is not None:
        lines.append(f"from {unknown.name} on, shapes and weights are known only to Keras")
    if need.optimizer:
        optimizer = type(graph.optimizer).__name__
        lines.append(f"with what {optimizer} keeps of them while training: {format_bytes(need.total)}")
    least = graph.keras_facts.least_release
    if number(least) > _COMMON:
        lines.append(f"needs Keras {least} or newer")
    return lines
