"""What `runtime.distribution` means for every weight: which pattern names it, and how it is spread over the mesh."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from netbuilder.diagnostics import Path
from netbuilder.diagnostics.sentence import _
from netbuilder.graph.layer_call import LayerCall
from netbuilder.graph.weight_paths import PlacedWeight, paths
from netbuilder.parse.draft import Draft
from netbuilder.vocabulary.base.distribution import Distribution, Layout
from netbuilder.vocabulary.base.layer_names import automatic_name
from netbuilder.vocabulary.base.patterns import Effort, Pattern, PatternError, TooMuch
from netbuilder.vocabulary.base.training import Optimizer


class Target(NamedTuple):
    """Something of the model that a pattern can name."""

    path: str
    shape: tuple[int | None, ...] | None
    """None where it is unknown."""
    weight: PlacedWeight | None = None
    """None for what a layer gives back."""

    @property
    def rank(self) -> int | None:
        """How many axes it has."""
        return None if self.shape is None else len(self.shape)


class State(NamedTuple):
    """One variable that Keras keeps beside the weights while it trains, and asks the layout about too."""

    path: str
    shape: tuple[int, ...]
    what: str
    """What it is, in words."""


class Named(NamedTuple):
    """One pattern of the layout, with all that it names."""

    pattern: str
    axes: Layout
    targets: Sequence[Target]
    path: Path
    """Where it stands in the file."""
    problem: str = ""
    """Why nothing is known of it."""


class ResolvedLayout(NamedTuple):
    """A distribution, and what of the model it spreads how."""

    distribution: Distribution
    mesh: Mapping[str, int] | None
    """The axes with their sizes; None where nobody said how many devices there are."""
    weights: Sequence[PlacedWeight]
    named: Sequence[Named]
    """The patterns as they are written."""
    caught: Sequence[tuple[Named, State]]
    """What a pattern names beside weights and outputs: what Keras keeps while it trains."""
    is_complete: bool
    """Whether the paths of all weights are known."""

    @property
    def path(self) -> Path:
        """Where the distribution's options stand."""
        return _path(self.distribution)

    @property
    def device_count(self) -> int | None:
        """How many devices the mesh has."""
        return None if self.mesh is None else math.prod(self.mesh.values())

    def applied(self) -> Iterator[tuple[Named, Target]]:
        """Every weight and output with the pattern that Keras takes for it: the exact path, or the only one."""
        for path, (target, patterns) in self.by_path().items():
            exact = [named for named in patterns if named.pattern == path]
            if exact or len(patterns) == 1:
                yield (exact or patterns)[0], target

    def by_path(self) -> dict[str, tuple[Target, list[Named]]]:
        """What is named, by its path, with all patterns that name it."""
        table: dict[str, tuple[Target, list[Named]]] = {}
        for named in self.named:
            for target in named.targets:
                table.setdefault(target.path, (target, []))[1].append(named)
        return table


def _path(distribution: Distribution) -> Path:
    return ("runtime", "distribution", type(distribution).__name__)


def resolve_layout(
    draft: Draft, calls: Sequence[LayerCall], distribution: Distribution, optimizer: Optimizer | None, has_loss: bool
) -> ResolvedLayout:
    """What a distribution means for the network whose layers are `calls`."""
    whole = paths(draft, calls)
    targets = [Target(each.path, each.weight.shape, each) for each in whole.weights]
    targets += [Target(each.path, each.shape) for each in whole.outputs]
    # What Keras has under one path many times is one thing to say.
    beside = list({state.path: state for state in _states(calls, whole.weights, optimizer, has_loss)}.values())
    effort = Effort()
    named: list[Named] = []
    caught: list[tuple[Named, State]] = []
    for pattern, axes in distribution.layouts.items():
        path = (*_path(distribution), "layout", pattern)
        try:
            machine = Pattern.of(pattern)
            matching = [target for target in targets if machine.matches(target.path, effort)]
            here = Named(pattern, axes, matching, path)
            caught += [(here, state) for state in beside if machine.matches(state.path, effort)]
        except PatternError as error:
            # Keras looks for the path itself first.
            exact = [target for target in targets if target.path == pattern]
            here = Named(pattern, axes, exact, path, "" if exact else error.args[0])
        except TooMuch:
            here = Named(pattern, axes, (), path, _("the layout is too large to be compared with all weights"))
        named.append(here)
    mesh = distribution.mesh_axes(draft.runtime.devices)
    is_complete = all(call.is_known for call in calls)
    return ResolvedLayout(distribution, mesh, whole.weights, named, caught, is_complete)


def _states(
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
