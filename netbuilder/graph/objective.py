"""What the loss and the metrics ask of the head: which labels they compare, and where they are written."""

from netbuilder.diagnostics import Suggestion, advice
from netbuilder.diagnostics.suggestion import remove_item, remove_option
from netbuilder.graph.head import Head
from netbuilder.graph.layer_call import LayerCall
from netbuilder.graph.layer_graph import LayerGraph, PlacedMetric
from netbuilder.vocabulary.base.layer_roles import Kernel, Recurrent
from netbuilder.vocabulary.base.node import Named


def display_name(node: Named) -> str:
    """What the author called a node: its identifier, or its class."""
    return node.identifier or type(node).__name__


def loss_family(graph: LayerGraph, head: Head) -> str:
    """The loss's family for this head; empty without a loss."""
    return graph.loss.family_for(head.units) if graph.loss is not None else ""


def accuracies(graph: LayerGraph) -> list[PlacedMetric]:
    """The metrics that count right answers; the class Accuracy, which wants exact equality, is none of them."""
    return [
        placed for placed in graph.metrics if placed.metric.family == "accuracy" and placed.metric.labels != "exact"
    ]


def output_size(graph: LayerGraph, head: Head) -> int | None:
    """How many numbers a loss or a metric compares at a place: the last axis of the output; None where unknown."""
    return head.units if graph.output_shape is None else graph.output_shape[-1]


def one_vector(graph: LayerGraph, head: Head) -> bool:
    """Whether the model gives one vector a sample; where shapes are unknown, whether its output layer would."""
    shape = graph.output_shape
    if shape is not None:
        return len(shape) == 2
    return head.rank in (None, 2) and not head.call.per_step


def gives_back_its_input(graph: LayerGraph) -> bool:
    """Whether the output has the input's shape, as in an autoencoder; a number for a number does not count."""
    written = graph.draft.input
    if written is None or all(size == 1 for size in written.shape):
        return False
    return graph.output_shape == written.batched()


def width_option(call: LayerCall) -> str:
    """What the number of its outputs is called: units, filters; empty where the layer has no such option."""
    layer = call.layer
    if isinstance(layer, Kernel | Recurrent):
        for option in ("units", "filters"):
            if option in layer.written:
                return option
    return ""


def without_activation(head: Head, words: str) -> Suggestion:
    """Leave the head without its activation; words alone where a recurrent layer has it, or a wrapper."""
    if isinstance(head.call.layer, Kernel):
        return remove_option(head.call.path, "activation", words)
    if head.call.outer is head.call.layer and not isinstance(head.call.layer, Recurrent):
        return remove_item(head.call.path, words)
    return advice(words)
