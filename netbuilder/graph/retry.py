"""Would another input have fitted? What hints about the shape of `input` are made from."""

from netbuilder.graph.layer_call import LayerCall
from netbuilder.graph.layer_graph import LayerGraph
from netbuilder.vocabulary.shapes import Shape, ShapeError


def fits(graph: LayerGraph, until: LayerCall, shape: Shape) -> bool:
    """Whether every layer up to and including `until` takes what comes of an input of that shape, batch axis first."""
    for call in graph.calls[: until.index + 1]:
        layer = call.outer
        if layer is None:
            return False
        try:
            shape, _ = layer.output_shape(shape), layer.weights(shape)
        except ShapeError:
            return False
    return True


def without_batch_axis(graph: LayerGraph, until: LayerCall) -> Shape | None:
    """The sample's shape without its first size, where that is null and the rest fits; None otherwise.

    Who writes `input: [null, 28, 28]` for Conv1D has written the batch axis, which goes without saying.
    """
    written = graph.draft.input
    if written is None or len(written.shape) < 2 or written.shape[0] is not None:
        return None
    rest = (written.batch_size, *written.shape[1:])
    return rest if fits(graph, until, rest) else None


def as_input(shape: Shape) -> str:
    """A shape, batch axis first, as `input` takes it: `[28, 28, null]`."""
    return f"[{', '.join('null' if size is None else str(size) for size in shape[1:])}]"
