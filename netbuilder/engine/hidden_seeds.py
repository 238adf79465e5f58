"""Seeds for what Keras draws, or copies, without an option for one: set on the built model."""

from typing import Any

from netbuilder.engine import compat
from netbuilder.engine.objects import ObjectFactory
from netbuilder.plan import Planned
from netbuilder.plan.hidden_draws import HiddenDraw, hidden_draws


def seed_hidden(factory: ObjectFactory, planned: tuple[Planned, ...], layers: list[Any]) -> None:
    """Draw again, with the plan's seeds, what Keras has drawn from Python's random state."""
    for planned_layer, layer in zip(planned, layers, strict=True):
        if planned_layer.inner is not None:
            seed_hidden(factory, planned_layer.inner, layer.layers)
            continue
        for draw in hidden_draws(planned_layer):
            _draw_again(factory, layer, draw)


def _draw_again(factory: ObjectFactory, layer: Any, draw: HiddenDraw) -> None:
    held = layer
    for step in draw.place:
        held = held[step] if isinstance(step, int) else getattr(held, step)
    if draw.initializer is not None:
        held.assign(factory.initializer(draw.initializer, draw.seed)(held.shape, dtype=held.dtype))
    elif compat.drew_seed(held):
        compat.set_seed(held, draw.seed)
