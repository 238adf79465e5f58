"""The path that Keras gives every weight, as `net/bidirectional/forward_lstm/lstm_cell/kernel`: its names, in order.

A layout of `runtime.distribution` is a table of patterns for these paths.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from netbuilder.graph.layer_call import LayerCall
from netbuilder.graph.unroll import siblings, written_name
from netbuilder.parse.draft import Draft, DraftLayer
from netbuilder.vocabulary.base.cell import Cell
from netbuilder.vocabulary.base.layer import Layer, inlined
from netbuilder.vocabulary.base.layer_names import Namer, automatic_name, explicit_name
from netbuilder.vocabulary.base.layer_roles import Recurrent, Wrapper
from netbuilder.vocabulary.base.repetition import unrolled
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.weights import Weight


class PlacedWeight(NamedTuple):
    """One weight of the model."""

    path: str
    """What Keras calls it, the model's name first."""
    weight: Weight
    call: LayerCall
    """The layer that has it."""
    is_trained: bool


class PlacedOutput(NamedTuple):
    """What a layer gives back, which a layout may name too."""

    path: str
    """The layer's path, and `/output`."""
    shape: Shape | None
    """Batch axis first; None where it is unknown."""


class Paths(NamedTuple):
    """Everything of the layers that a layout can name."""

    weights: list[PlacedWeight]
    """In Keras' order; those behind a hole are left out."""
    outputs: list[PlacedOutput]


def paths(draft: Draft, calls: Sequence[LayerCall]) -> Paths:
    """The paths of a network whose layers are `calls`."""
    walk = _Walk(draft, calls)
    return Paths(list(walk.model()), walk.outputs)


class _Walk:
    """One walk over the layers in the order in which they are made."""

    def __init__(self, draft: Draft, calls: Sequence[LayerCall]) -> None:
        self.draft = draft
        self.calls = iter(calls)
        self.outputs: list[PlacedOutput] = []
        self.cells = Namer(())
        """Keras counts cells through the whole model, in the order in which they are made."""

    def model(self) -> Iterator[PlacedWeight]:
        name = self.draft.name or automatic_name("Sequential")
        self.outputs.append(PlacedOutput(f"{name}/output", None))
        return self.parent(self.draft.layers, name)

    def parent(self, entries: Sequence[DraftLayer], path: str) -> Iterator[PlacedWeight]:
        """The weights of the layers of the model, or of one nested `Sequential`."""
        together = list(siblings(entries))
        namer = Namer(name for name in map(written_name, together) if name is not None)
        for sibling in together:
            entry = sibling.entry
            cls = type(entry.node) if entry.node is not None else entry.cls
            name = written_name(sibling) or namer.next(cls.__name__ if cls is not None else "Layer")
            self.outputs.append(PlacedOutput(f"{path}/{name}/output", None))
            if entry.inner is not None:
                yield from self.parent(entry.inner, f"{path}/{name}")
                continue
            call = next(self.calls, None)
            if call is None:  # cut off at the limit
                return
            if call.outer is None or call.input is None or call.output is None:
                continue
            self.outputs[-1] = self.outputs[-1]._replace(shape=call.output)
            for inside, weight in self.variables(call.outer, f"{path}/{name}", call.input):
                yield PlacedWeight(inside, weight, call, call.trains and weight.trainable)

    def variables(self, layer: Layer, path: str, shape: Shape) -> list[tuple[str, Weight]]:
        """The weights of one layer, in the order of `layer.weights`, each with its path."""
        weights = layer.weights(shape)
        return list(zip(self.paths(layer, path, shape, weights), weights, strict=True))

    def paths(self, layer: Layer, path: str, shape: Shape, weights: Sequence[Weight]) -> list[str]:
        """The paths of the weights of one layer, in their order."""
        if self.outputs[-1].path != f"{path}/output":  # it stands in a wrapper
            self.outputs.append(PlacedOutput(f"{path}/output", None))
        if isinstance(layer, Wrapper):
            return self.wrapped(layer, path, shape, weights)
        if layer.contents is not None:
            inside: list[str] = []
            for inner, name in _named(layer.contents):
                inside += [place for place, _ in self.variables(inner, f"{path}/{name}", shape)]
                shape = inner.output_shape(shape)
            return inside
        if isinstance(layer, Recurrent):
            return [f"{path}/{place}" for place in self.recurrent(layer, weights)]
        return [f"{path}/{weight.name}" for weight in weights]

    def wrapped(self, wrapper: Wrapper, path: str, shape: Shape, weights: Sequence[Weight]) -> list[str]:
        """The paths of what a wrapper applies, and of its own."""
        inner = wrapper.inner
        name = inner.name or automatic_name(type(inner).__name__)
        if wrapper.runs_both_ways:
            forth = self.variables(inner, f"{path}/forward_{name.removeprefix('forward_')}", shape)
            back, back_name = wrapper.way_back, f"backward_{name.removeprefix('backward_')}"
            if back is not None:
                back_name = back.name or automatic_name(type(back).__name__)
            returned = self.variables(back or inner, f"{path}/{back_name}", shape)
            return [place for place, _ in (*forth, *returned)]
        inside = (shape[0], *shape[2:]) if wrapper.is_per_step else shape
        places = iter(self.variables(inner, f"{path}/{name}", inside))
        return [f"{path}/{each.name}" if each.name in wrapper.unseeded else next(places)[0] for each in weights]

    def recurrent(self, layer: Recurrent, weights: Sequence[Weight]) -> list[str]:
        """The paths of a recurrent layer's weights, which its cells have."""
        if layer.cell_name:
            return [f"{layer.cell_name}/{weight.name}" for weight in weights]
        cells = cast("Sequence[Cell]", getattr(layer, "cells", ()))
        places = [place for cell in cells for place in self.cell(cell)]
        if isinstance(getattr(layer, "cell", None), tuple):  # Keras makes a stack of a list
            stack = self.cells.next("StackedRNNCells")
            return [f"{stack}/{place}" for place in places]
        return places

    def cell(self, cell: Cell) -> list[str]:
        """The paths of a cell's weights, those of a stack inside it."""
        stacked = cast("Sequence[Cell]", getattr(cell, "cells", ()))
        inside = [place for inner in stacked for place in self.cell(inner)]
        name = cell.name or self.cells.next(type(cell).__name__)
        own = [] if stacked else [weight.name for weight in cell.weights(1)]
        return [f"{name}/{place}" for place in (*inside, *own)]


def _named(layers: Sequence[Layer]) -> list[tuple[Layer, str]]:
    """The layers that a list inside a wrapper stands for, with their names."""
    occurrences = list(unrolled(layers, inlined))
    written = [layer.name for layer, _ in occurrences if layer.name is not None]
    namer, rounds = Namer(name for name in written if written.count(name) == 1), dict.fromkeys(written, 0)
    named = []
    for layer, _ in occurrences:
        name = layer.name
        if name is None:
            name = namer.next(type(layer).__name__)
        elif written.count(name) > 1:  # in a repeat
            rounds[name] += 1
            name = explicit_name(name, (rounds[name] - 1,))
        named.append((layer, name))
    return named
