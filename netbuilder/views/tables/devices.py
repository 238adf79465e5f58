"""What each device holds, as text and as plain data."""

from typing import Any

from netbuilder.graph import LayerGraph
from netbuilder.graph.device_memory import DeviceNeed, device_need
from netbuilder.graph.memory import format_bytes
from netbuilder.views.formats.columns import aligned, printable

DEVICES = "x-devices"
_MOST_ROWS = 40


def devices_text(graph: LayerGraph) -> str:
    """What each device holds; empty where nobody said how many there are."""
    need = device_need(graph)
    return "" if need is None else "\n".join(_lines(need, type(graph.optimizer).__name__))


def _lines(need: DeviceNeed, optimizer: str) -> list[str]:
    """Weights, what the optimizer keeps, the largest allocation, and every weight that is spread."""
    axes = ", ".join(f"{printable(axis)} {size}" for axis, size in need.mesh.items())
    least = "" if need.is_complete else "at least "
    count = "1 device" if need.devices == 1 else f"{need.devices} devices"
    lines = [f"each of {count}{f' ({axes})' if axes else ', which all hold the whole model'}"]
    rows = [["weights", least + format_bytes(need.weights)]]
    if need.optimizer:
        rows += [[f"{optimizer} keeps", least + format_bytes(need.optimizer)]]
        rows += [["together", least + format_bytes(need.total)]]
    if need.largest is not None:
        part = need.largest
        how = ", whole before it is spread" if part.allocated_bytes > part.weight_bytes else ""
        amount = format_bytes(part.allocated_bytes)
        rows.append(["largest allocation", f"{amount}, `{printable(part.placed.path)}`{how}"])
    widest = max(len(name) for name, _ in rows)
    lines += [f"  {name:{widest}}  {amount}" for name, amount in rows]
    spread = [part for part in need.parts if part.is_spread]
    if spread:
        rows = [["spread", "shape", "on each device"]]
        for part in spread[:_MOST_ROWS]:
            rows.append([printable(part.placed.path), str(part.placed.weight.shape), str(part.shape)])
        lines += ["", *aligned(rows)]
        if len(spread) > _MOST_ROWS:
            lines.append(f"and {len(spread) - _MOST_ROWS:,} more")
    return lines


def device_data(need: DeviceNeed) -> dict[str, Any]:
    """The same as plain data; sizes in bytes."""
    largest = need.largest
    return {
        "count": need.devices,
        "mesh": dict(need.mesh),
        "complete": need.is_complete,
        "weights": need.weights,
        "optimizer": need.optimizer,
        "largest": None if largest is None else {"path": largest.placed.path, "bytes": largest.allocated_bytes},
        "spread": [
            {"path": part.placed.path, "shape": list(part.placed.weight.shape), "part": list(part.shape)}
            for part in need.parts
            if part.is_spread
        ],
    }
