"""In which precision a layer computes, and in which one its weights are kept."""

from netbuilder.graph.held_weights import Holder
from netbuilder.graph.layer_graph import LayerGraph


def policy_of(holder: Holder, graph: LayerGraph) -> str:
    """The precision of a layer or a cell: its own, or that of the network."""
    return holder.dtype or graph.draft.runtime.precision


def variable_dtype(policy: str) -> str:
    """The dtype of the weights: mixed precision keeps them in float32."""
    return "float32" if policy.startswith("mixed_") else policy
