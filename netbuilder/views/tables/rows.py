"""The layers of a network as rows: what `show` and `build` print, and what programs read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.plan import Plan, Planned
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Kernel, Recurrent
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.placeholders import UnknownActivation
from netbuilder.vocabulary.base.shapes import Shape, number_text, sample


class InitializerRow(NamedTuple):
    """What one weight is drawn from."""

    option: str
    """`kernel_initializer`, or `layer.kernel_initializer` inside a wrapper."""
    initializer: Node
    by: str
    """`you`, `keras` or the code of a rule; empty where that is not decided."""
    why: str


CHOOSERS = {"you": "you", "keras": "Keras", "": ""}
"""Those who choose an initializer, beside rules, as a table says it."""


def worth_showing(initializers: Sequence[InitializerRow]) -> list[InitializerRow]:
    """The kernel's initializer, and of the others those that somebody chose."""
    main = main_initializer(initializers)
    return [initializer for initializer in initializers if initializer is main or initializer.by != "keras"]


def main_initializer(initializers: Sequence[InitializerRow]) -> InitializerRow | None:
    """The kernel's initializer."""
    kernels = (row for row in initializers if row.option.endswith(("kernel_initializer", "embeddings_initializer")))
    return next(kernels, None)


class Row(NamedTuple):
    """One layer."""

    depth: int
    """How many nested `Sequential`s it stands in."""
    name: str
    full_name: str
    class_name: str
    """What the file says, for a hole of unknown class; `?` where that is nothing."""
    output: Shape | None
    parameters: int | None
    trainable: int | None
    activation: str
    initializers: tuple[InitializerRow, ...]
    layer: Layer | None
    repeated: int | None = None
    """What all rounds of one entry in a `repeat` have in common; None outside of one."""


def rows_of_plan(plan: Plan) -> list[Row]:
    """The layers of a network without errors, nested ones below theirs."""
    return list(_planned(plan.layers, 0))


def rows_of_graph(graph: LayerGraph) -> list[Row]:
    """What is known of the layers of a network with errors."""
    return [_row_of_call(call) for call in graph.calls]


def _planned(layers: Iterable[Planned], depth: int) -> Iterator[Row]:
    for planned in layers:
        cls = type(planned.node).__name__
        if planned.inner is not None:
            inside = list(_planned(planned.inner, depth + 1))
            direct = [row for row in inside if row.depth == depth + 1]
            output = direct[-1].output if direct else None
            parameters = _sum(row.parameters for row in direct)
            trainable = _sum(row.trainable for row in direct)
            yield Row(depth, planned.name, planned.full_name, cls, output, parameters, trainable, "", (), planned.node)
            yield from inside
            continue
        call = planned.call
        assert call is not None
        initializers = tuple(
            InitializerRow(role, decision.initializer, decision.by, decision.why)
            for role, decision in planned.decisions.items()
        )
        yield Row(
            depth,
            planned.name,
            planned.full_name,
            cls,
            call.output,
            call.parameters if call.is_known else None,
            call.trainable_parameters if call.is_known else None,
            activation_of(call.layer),
            initializers,
            planned.node,
            _repeated(call),
        )


def _row_of_call(call: LayerCall) -> Row:
    outer = call.outer
    name = outer.name or "" if outer is not None else ""
    parameters = call.parameters if call.is_known else None
    trainable = call.trainable_parameters if call.is_known else None
    return Row(
        0,
        name,
        name,
        call.written_class,
        call.output,
        parameters,
        trainable,
        activation_of(call.layer),
        (),
        outer,
        _repeated(call),
    )


def _repeated(call: LayerCall) -> int | None:
    return id(call.entry) if call.repeat_indices else None


def activation_of(layer: Layer | None) -> str:
    """The name of a layer's activation; empty where it has none, `?` where it could not be read."""
    if not isinstance(layer, Kernel | Recurrent | ActivationLayer):
        return ""
    node = layer.nonlinearity
    if type(node) is UnknownActivation:
        return "?"
    return "" if node is layer else type(node).__name__


def format_initializer(node: Node) -> str:
    """A node as Keras would be called: `RandomNormal(stddev=0.02)`."""
    return repr(node) if node.written else type(node).__name__


def shape_text(shape: Shape | None) -> str:
    """A shape without its batch axis; `?` where it is unknown."""
    return "?" if shape is None else sample(shape)


def count_text(count: int | None) -> str:
    """A number with its thousands parted; `?` where it is unknown."""
    return "?" if count is None else number_text(count)


def _sum(counts: Iterable[int | None]) -> int | None:
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total
