"""What Keras keeps beside the weights while a model is trained, and asks the layout about too, by its path."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from netbuilder.diagnostics.sentence import _
from netbuilder.graph.layer_call import LayerCall
from netbuilder.graph.weight_paths import PlacedWeight
from netbuilder.vocabulary.base.layer_names import automatic_name
from netbuilder.vocabulary.base.training import Optimizer


class State(NamedTuple):
    """One variable that is no weight."""

    path: str
    shape: tuple[int, ...]
    what: str
    """What it is, in words."""


def states(
    calls: Sequence[LayerCall], weights: Sequence[PlacedWeight], optimizer: Optimizer | None, has_loss: bool
) -> Iterator[State]:
    """The variables beside the weights whose paths are known; what an optimizer keeps follows its weight instead."""
    if any("seed" in type(call.layer).model_fields for call in calls if call.layer is not None):
        yield State("seed_generator/seed_generator_state", (2,), _("the state of a seed"))
    if has_loss:
        yield from (State(f"loss/{name}", (), _("the mean of the loss")) for name in ("total", "count"))
    if optimizer is None:
        return
    inner = optimizer.inner
    name = getattr(inner, "name", None) or automatic_name(type(inner).__name__)
    yield State(f"{name}/iteration", (), _("the counter of steps"))
    yield State(f"{name}/learning_rate", (), _("the learning rate"))
    for placed in weights:
        weight = placed.weight
        for shape in inner.factors_of(weight.shape) if placed.is_trained else ():
            path = f"{name}/{weight.name}" if len(weight.shape) > 1 else weight.name
            yield State(path, shape, _("what {inner} keeps of `{path}`", inner=type(inner).__name__, path=placed.path))
