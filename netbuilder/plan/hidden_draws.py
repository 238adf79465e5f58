"""What Keras draws without an option for a seed, and where it keeps it: set again once the model is built."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from netbuilder.plan.places import inside
from netbuilder.plan.planner import Planned
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.node_fields import initializer
from netbuilder.vocabulary.base.weights import Initializer

Place = tuple[str | int, ...]
"""The way from a layer of the model: `("layer", "layers", 1, "vector_u")` is `layer.layers[1].vector_u`."""


class HiddenDraw(NamedTuple):
    """One thing to draw again."""

    place: Place
    seed: int
    initializer: Initializer | None
    """What a weight is drawn from; None for the generator of a layer that draws in training."""


def hidden_draws(planned: Planned) -> Iterator[HiddenDraw]:
    """What a layer of the model has to draw again, with the seeds of the plan."""
    for role, place, drawn_from in _hidden(planned.node, "", ()):
        if (seed := planned.seeds.get(role)) is not None:
            yield HiddenDraw(place, seed, drawn_from)


def _hidden(node: Node, prefix: str, place: Place) -> Iterator[tuple[str, Place, Initializer | None]]:
    if isinstance(node, Layer):
        for weight, drawn_from in node.unseeded.items():
            yield f"{prefix}{weight}", (*place, weight), initializer(drawn_from)
    contents, indices = dict(inside(node)), Counter[str]()
    if "backward_layer" in type(node).model_fields:
        yield from _generators(contents, prefix, place)
        return
    for role, inner in contents.items():
        option, _, index = role.partition(".")
        here: Place = (option, indices[option]) if index else (option,)
        indices[option] += 1
        yield from _hidden(inner, f"{prefix}{role}.", (*place, *here))


def _generators(contents: dict[str, Node], prefix: str, place: Place) -> Iterator[tuple[str, Place, None]]:
    """Bidirectional copies what it runs by its configuration, which in one class lacks the seed."""
    for role, attribute in (("layer", "forward_layer"), ("backward_layer", "backward_layer")):
        layer = contents.get(role, contents["layer"])
        drops = any(dict(layer).get(rate) for rate in ("dropout", "recurrent_dropout"))
        if isinstance(layer, Layer) and layer.loses_seed and drops:
            yield f"{prefix}{role}.seed", (*place, attribute, "cell", "seed_generator"), None
