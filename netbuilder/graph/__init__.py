"""The graph: a draft resolved so that it can be judged and built.

Repeats are unrolled, nested models inlined, wrappers seen through; every layer knows its shapes and weights, every
kernel its effective activation, the whole its head. Works past holes: what is unknown there is None.
"""

from netbuilder.graph.effective_activation import Effective as Effective
from netbuilder.graph.head import Head as Head
from netbuilder.graph.layer_call import LayerCall as LayerCall
from netbuilder.graph.layer_graph import LayerGraph as LayerGraph
from netbuilder.graph.layer_graph import resolve as resolve
