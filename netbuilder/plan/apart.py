"""Activations with options as layers of their own, for releases of Keras that do not open them as a layer's option.

Before 3.10 Keras writes `Dense(activation=LeakyReLU(0.2))` into a file, and no release before 3.10 reads that back.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple, cast

from netbuilder.diagnostics import Diagnostic, Severity, advice
from netbuilder.diagnostics.codes import ENVIRONMENT_CODES
from netbuilder.diagnostics.sentence import _
from netbuilder.graph.keras_needs import Written, nodes_of
from netbuilder.plan.planner import Plan, Planned
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.custom_scope import python_object
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Recurrent
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.releases import Number

OPENS_SINCE = (3, 10, 0)
"""The first release that opens an object as an activation."""


class Standing(NamedTuple):
    """An activation that stands as a layer of its own."""

    activation: Node
    name: str
    """What that layer is called."""
    replaces: bool
    """Whether it stands in the place of a layer that does nothing else, and not behind one."""


class Apart(NamedTuple):
    """What of a plan's activations stands apart for a release."""

    standing: Mapping[int, Standing]
    """By the `id` of the layer of the model whose activation it is."""
    stuck: tuple[tuple[Written, str], ...]
    """Those that stay where they are, and why; a file with them is not opened."""


NOTHING_APART = Apart({}, ())


def apart(plan: Plan, release: Number) -> Apart:
    """The activations with options that are to stand as layers of their own for a release, and those that cannot."""
    if release >= OPENS_SINCE:
        return NOTHING_APART
    outermost = {id(planned): planned.name for planned in plan.layers}
    names = set(outermost.values())
    standing: dict[int, Standing] = {}
    stuck: dict[Any, tuple[Written, str]] = {}
    is_masked = False
    for planned in plan.leaves():
        layer = planned.node
        for written in _with_options(planned):
            if id(planned) not in outermost or not _can_stand_alone(planned, written):
                stuck[written.path] = (written, _("there it cannot stand as a layer of its own"))
            elif is_masked and not _passes_masks_on(written):
                stuck[written.path] = (written, _("as a layer of its own it would stop the mask of padding"))
            else:
                replaces = isinstance(layer, ActivationLayer)
                name = planned.name if replaces else _free_name(planned.name, names)
                standing[id(planned)] = Standing(written.node, name, replaces)
        is_masked = (is_masked or layer.makes_mask) and not layer.drops_mask and _hands_on(layer)
    return Apart(standing, tuple(stuck.values()))


def unopened(plan: Plan, release: Number, release_name: str, severity: Severity) -> list[Diagnostic]:
    """NB911 for every activation with options that a file for that release cannot hold, not even as a layer."""
    return [
        Diagnostic(
            "NB911",
            ENVIRONMENT_CODES["NB911"].name,
            severity,
            _(
                "Keras {release} does not open a file with options of `{name}` here",
                release=release_name,
                name=type(written.node).__name__,
            ),
            plan.graph.draft.address(written.path, "name"),
            why=why,
            suggestion=advice(_("the activation without options, or Keras 3.10 or newer")),
        )
        for written, why in apart(plan, release).stuck
    ]


def _free_name(name: str, names: Collection[str]) -> str:
    free = f"{name}_activation"
    while free in names:
        free += "_"
    return free


def _with_options(planned: Planned) -> Iterator[Written]:
    """The activations of a layer that Keras is given as objects; the layer itself is none of them."""
    for written in nodes_of(planned.entry.path, planned.node):
        node = written.node
        is_object = isinstance(node, Activation) and bool(node.written) and python_object(type(node)) is None
        if is_object or (isinstance(node, ActivationLayer) and written.path[-2:-1] == ("activation",)):
            yield written


def _can_stand_alone(planned: Planned, written: Written) -> bool:
    """Whether it is the last thing that a layer does: the option `activation` of what is not recurrent."""
    layer, below = planned.node, written.path[len(planned.entry.path) :]
    is_last = not isinstance(layer, Recurrent) and python_object(type(layer)) is None
    return is_last and below[0] == "activation" and len(below) == 2


def _passes_masks_on(written: Written) -> bool:
    node = written.node
    return isinstance(node, ActivationLayer) or bool(cast(Activation, node).stands_as)


def _hands_on(layer: Any) -> bool:
    return layer.return_sequences if isinstance(layer, Recurrent) else not layer.uses_mask
