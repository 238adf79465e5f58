"""What a plan says beside the network itself, as plain data: shapes, counts, and who chose what.

Documented and stable: keys are added, never renamed or removed.
"""

from typing import Any

from netbuilder.graph.device_memory import device_need
from netbuilder.graph.memory import memory_needed
from netbuilder.plan import Plan
from netbuilder.views.tables.devices import DEVICES, device_data
from netbuilder.views.tables.rows import Row, format_initializer, rows_of_plan
from netbuilder.vocabulary.base.shapes import Shape

LAYERS = "x-layers"
TOTALS = "x-totals"
"""Keys that begin with `x-` are nobody's in a network file: with these the whole still reads back as one."""


def as_data(plan: Plan) -> dict[str, Any]:
    """The layers as rows, nested ones below theirs, and the totals; sizes are without the batch axis."""
    graph = plan.graph
    need = memory_needed(graph)
    devices = device_need(graph)
    is_known = all(call.is_known for call in graph.calls)
    return {
        LAYERS: [_row(row) for row in rows_of_plan(plan)],
        TOTALS: {
            "parameters": graph.parameters if is_known else None,
            "trainable": sum(call.trainable_parameters for call in graph.calls) if is_known else None,
            "memory": {
                "weights": need.weights if is_known else None,
                "optimizer": need.optimizer if is_known else None,
            },
            "output": _shape(graph.output_shape),
        },
        **({} if devices is None else {DEVICES: device_data(devices)}),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "full_name": row.full_name,
        "class": row.class_name,
        "depth": row.depth,
        "output": _shape(row.output),
        "parameters": row.parameters,
        "trainable": row.trainable,
        "activation": row.activation or None,
        "initializers": [
            {"option": each.option, "initializer": format_initializer(each.initializer), "by": each.by, "why": each.why}
            for each in row.initializers
        ],
    }


def _shape(shape: Shape | None) -> list[int | None] | None:
    return None if shape is None else list(shape[1:])
