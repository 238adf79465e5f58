"""Which activation a kernel's output meets, through normalization, dropout, pooling and the like."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from netbuilder.graph.layer_call import LayerCall
from netbuilder.system.caches import remembered_by_identity
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Kernel, Normalizer, Pooling, Recurrent
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.node_fields import activation as settled_activation

Stop = Literal["own", "activation", "kernel", "recurrent", "end", "unknown"]


class Effective(NamedTuple):
    """What stands behind a kernel."""

    activation: Activation | None
    """None where it is unknown."""
    stop: Stop
    """Where the search ended: at the kernel's own activation, at an activation layer, or without one."""
    at: LayerCall | None
    """The layer it ended at; None for the kernel's own and for the end."""
    scale_free: bool
    """Whether normalization stands between, so that the kernel's scale does not matter."""
    pooled: bool
    """Whether max pooling stands between."""

    @property
    def family(self) -> str:
        """The activation's family; `unknown` where it is unknown."""
        return self.activation.family if self.activation is not None else "unknown"


@remembered_by_identity
def function_of(node: Node | None) -> Activation | None:
    """The activation that a slot or an activation layer applies; None where nothing is known of it."""
    while isinstance(node, ActivationLayer):
        inner = node.nonlinearity
        if inner is node:
            return None
        node = inner
    if isinstance(node, Activation) and node.family != "unknown":
        return node
    return None


@remembered_by_identity
def own_activation(layer: Kernel | Recurrent) -> Activation | None:
    """The activation of a kernel or recurrent layer itself; `linear` where it has none."""
    return function_of(layer.nonlinearity)


def effective_activations(calls: Sequence[LayerCall]) -> dict[int, Effective]:
    """For every kernel of the network, by index, what stands behind it. One pass from the end."""
    linear = function_of(settled_activation(None))
    ahead = Effective(linear, "end", None, False, False)
    effective: dict[int, Effective] = {}
    for call in reversed(calls):
        layer = call.layer
        if isinstance(layer, Kernel):
            own = own_activation(layer)
            if own is None:
                effective[call.index] = Effective(None, "unknown", None, False, False)
            elif own.family != "linear":
                effective[call.index] = Effective(own, "own", None, False, False)
            else:
                effective[call.index] = ahead
            ahead = Effective(linear, "kernel", call, False, False)
        elif isinstance(layer, Recurrent):
            ahead = Effective(linear, "recurrent", call, False, False)
        elif isinstance(layer, ActivationLayer):
            function = function_of(layer)
            if function is None:
                ahead = Effective(None, "unknown", call, False, False)
            elif function.family != "linear":
                ahead = Effective(function, "activation", call, False, False)
        elif layer is not None and layer.passes_signal:
            if isinstance(layer, Normalizer):
                ahead = ahead._replace(scale_free=True)
            elif isinstance(layer, Pooling) and layer.takes_maximum:
                ahead = ahead._replace(pooled=True)
        elif layer is None and call.entry.cls is not None and call.entry.cls.passes_signal:
            continue
        else:
            ahead = Effective(None, "unknown", call, False, False)
    return effective
