"""The entry of `layers` that a path of the file leads to, and what became of it."""

from collections.abc import Sequence
from typing import NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.parse.draft import Draft, DraftLayer, walk


class Counted(NamedTuple):
    """What the layers of an entry come to."""

    calls: tuple[LayerCall, ...]
    parameters: int | None
    """None where a layer of them is unknown."""
    trainable: int | None


def item_path(entry: DraftLayer) -> Path:
    """The path of an entry as an item of its list, without the name of its class."""
    path = entry.path
    return path if path and isinstance(path[-1], int) else path[:-1]


def entry_at(draft: Draft, path: Path) -> DraftLayer | None:
    """The innermost entry that a path leads into."""
    layers: Sequence[DraftLayer] = draft.layers
    entry: DraftLayer | None = None
    depth = 1
    while len(path) > depth and path[depth - 1] == "layers" and isinstance(path[depth], int):
        inside = next((layer for layer in layers if item_path(layer) == path[: depth + 1]), None)
        if inside is None:
            break
        entry = inside
        if entry.inner is None:
            break
        layers = entry.inner
        depth += 3
    return entry


def calls_of(graph: LayerGraph, entry: DraftLayer) -> list[LayerCall]:
    """The layers that an entry makes: one, or for a container and within a repeat several."""
    by_entry = graph.calls_by_entry
    if entry.inner is None:
        return by_entry.get(id(entry), [])
    calls = [call for layer in walk([entry]) for call in by_entry.get(id(layer), ())]
    return sorted(calls, key=lambda call: call.index)


def counted(calls: Sequence[LayerCall]) -> Counted:
    """Their parameters."""
    is_known = all(call.is_known for call in calls)
    parameters = sum(call.parameters for call in calls) if is_known else None
    return Counted(tuple(calls), parameters, sum(call.trainable_parameters for call in calls) if is_known else None)
