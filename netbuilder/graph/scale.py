"""How large the first values of a kernel are, measured by what they do to a signal.

`s2` is Var(w) times the true fan-in: the factor by which the kernel changes the second moment of a zero-mean signal.
He has 2, LeCun 1, Glorot 2 fan_in / (fan_in + fan_out).
"""

from itertools import islice
from math import prod

from netbuilder.graph.layer_call import LayerCall
from netbuilder.graph.layer_graph import LayerGraph
from netbuilder.vocabulary.base.facts import LARGE
from netbuilder.vocabulary.base.layer_roles import Kernel
from netbuilder.vocabulary.base.node_fields import settled
from netbuilder.vocabulary.base.shapes import Fans
from netbuilder.vocabulary.base.weights import Initializer, Weight


def keras_fans(shape: tuple[int, ...]) -> Fans:
    """The fans that Keras counts for a weight of that shape, right or wrong."""
    if len(shape) < 1:
        return Fans(1, 1)
    if len(shape) == 1:
        return Fans(shape[0], shape[0])
    field = prod(shape[:-2])
    return Fans(field * shape[-2], field * shape[-1])


def initializer_of(call: LayerCall, option: str) -> Initializer | None:
    """What an option says a weight is drawn from, as a node, Keras' default where it is left out."""
    layer = call.layer
    if layer is None:
        return None
    node = settled("initializer", getattr(layer, option))
    return node if isinstance(node, Initializer) else None


def is_written(call: LayerCall, option: str) -> bool:
    """Whether the author wrote the option."""
    return call.layer is not None and option in call.layer.written


def weight_of(call: LayerCall, option: str) -> Weight | None:
    """The weight that an initializer option draws; None where shapes are unknown."""
    return next((weight for weight in call.weights if weight.initializer == option), None)


def s2(weight: Weight, initializer: Initializer) -> float | None:
    """Var(w) times the true fan-in; None where either is unknown."""
    if weight.fans is None:
        return None
    spread = initializer.spread(weight.fans, keras_fans(weight.shape), weight.shape)
    if not spread:
        return spread
    # Between these the square is a float, and not 0.
    return min(max(spread, 1 / LARGE), LARGE) ** 2 * min(weight.fans.inputs, LARGE)


def is_enforced(graph: LayerGraph) -> bool:
    """Whether the pairing of activations and initializers is: not where a file asks for Keras' own."""
    return graph.draft.initializers == "auto"


def main_option(layer: Kernel) -> str:
    """The option that initializes the kernel whose output meets the activation: the last one."""
    return layer.kernel_options[-1]


def has_kernels(graph: LayerGraph, count: int, activation: str, initializers: tuple[str, ...]) -> bool:
    """Whether so many hidden kernels of some families of initializers meet an activation, without normalization."""

    def is_one(call: LayerCall) -> bool:
        behind, layer = graph.effective[call.index], call.layer
        if behind.family != activation or behind.scale_free or not isinstance(layer, Kernel):
            return False
        initializer = initializer_of(call, main_option(layer))
        return initializer is not None and initializer.family in initializers

    return next(islice(filter(is_one, graph.hidden_kernels), count - 1, None), None) is not None
