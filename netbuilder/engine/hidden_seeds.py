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
    owner = layer
    for step in draw.place:
        owner = owner[step] if isinstance(step, int) else getattr(owner, step)
    if draw.initializer is not None:
        owner.assign(factory.initializer(draw.initializer, draw.seed)(owner.shape, dtype=owner.dtype))
    elif compat.drew_seed(owner):
        compat.set_seed(owner, draw.seed)
