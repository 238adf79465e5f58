"""Which layer stops where one before it gives another shape than it is built for."""

from netbuilder.graph.layer_call import LayerCall
from netbuilder.graph.layer_graph import LayerGraph
from netbuilder.vocabulary.base.shapes import Shape, ShapeError, UnknownShape


def stopped_behind(graph: LayerGraph, call: LayerCall, shape: Shape) -> LayerCall | None:
    """The first layer behind one that cannot take what comes of that shape, or has other weights for it."""
    for later in graph.behind(call):
        layer = later.outer
        if layer is None or later.input is None:
            return None
        if shape == later.input:
            return None  # the difference is gone
        try:
            weights, shape = layer.weights(shape), layer.output_shape(shape)
        except ShapeError:
            return later
        except UnknownShape:
            return None
        if [weight.shape for weight in weights] != [weight.shape for weight in later.weights]:
            return later
    return None
