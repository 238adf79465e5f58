"""Plan: a checked network with nothing left open, in the shape of the model that is built from it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.unroll import Sibling, siblings, written_name
from netbuilder.parse.draft import DraftLayer
from netbuilder.plan.initializers import Decision, decide
from netbuilder.plan.places import inside, places, propagate_trainable
from netbuilder.plan.seeds import derived
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_names import Namer, automatic_name
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.network import Compile, Input, Runtime

DEEP = 900
"""From this many layers on Keras needs a higher recursion limit, to open the file too."""


def recursion_limit(layers: int) -> int:
    """A recursion limit that Keras can walk so many layers with: it takes one Python frame a layer and more."""
    return 20 * layers + 5000


class Planned(NamedTuple):
    """One layer of the model that is built: a repeat gives many, a nested `Sequential` holds its own."""

    call: LayerCall | None
    """The chain's step; None for a nested `Sequential`."""
    node: Layer
    """The layer as written; frozen, where what it stands in is."""
    entry: DraftLayer
    """The entry of the network it comes from."""
    name: str
    """Unique within its parent."""
    full_name: str
    """With the names of all parents, the model's first: `digits/block_0/dense`."""
    names: dict[str, str]
    """The names of the layers it holds, by role: `{"layer": "lstm"}`."""
    decisions: dict[str, Decision]
    """What every weight is drawn from, by role: `kernel_initializer`, `layer.kernel_initializer`."""
    seeds: dict[str, int]
    """The seed of everything that draws, by role; written ones, and all others if the network has a seed."""
    inner: "tuple[Planned, ...] | None" = None
    """For a nested `Sequential`: its layers."""

    def decision(self, role: str) -> Decision | None:
        """What a role is drawn from; the copy that Bidirectional runs backwards draws as what it is a copy of."""
        return self.decisions.get(role) or self.decisions.get(role.replace("backward_layer.", "layer."))

    def way_back(self, node: Node, prefix: str) -> tuple[Node, str]:
        """The copy that a Bidirectional at `prefix` runs backwards, and its name, as Keras makes both."""
        forward, name = dict(inside(node))["layer"], self.names[f"{prefix}layer"]
        return forward.changed(go_backwards=True), f"backward_{name.removeprefix('backward_')}"


class Plan(NamedTuple):
    """A network with every name, seed and initializer decided."""

    name: str
    """The model's name; Keras' own `sequential` where the author gave none."""
    seed: int | None
    """What all seeds derive from; None for a network without a seed that is not being built."""
    input: Input
    """The input with its dtype settled."""
    layers: tuple[Planned, ...]
    """Repeats unrolled into siblings, nested `Sequential`s as trees."""
    compile: Compile | None
    runtime: Runtime
    graph: LayerGraph

    @property
    def recursion_limit(self) -> int | None:
        """The recursion limit that Keras needs to open the saved model; None where Python's own is enough."""
        layers = self.graph.layer_count
        return recursion_limit(layers) if layers >= DEEP else None

    def leaves(self) -> "Iterator[Planned]":
        """Every layer that is no nested `Sequential`, in order: one for each step of the chain."""
        return _leaves(self.layers)


def _leaves(layers: Iterable[Planned]) -> Iterator[Planned]:
    for layer in layers:
        if layer.inner is None:
            yield layer
        else:
            yield from _leaves(layer.inner)


def plan(graph: LayerGraph, seed: int | None = None) -> Plan:
    """The plan of a chain without errors; `seed` is what a network without one is built with."""
    draft = graph.draft
    assert draft.input is not None
    name = draft.name or automatic_name("Sequential")
    seed = draft.seed if draft.seed is not None else seed
    layers = _Planner(graph, seed).parent(draft.layers, (name,))
    return Plan(name, seed, _settled_input(graph, draft.input), layers, draft.compile, draft.runtime, graph)


def _settled_input(graph: LayerGraph, written: Input) -> Input:
    if written.dtype is not None:
        return written
    return written.changed(dtype=graph.input_dtype)


class _Planner:
    def __init__(self, graph: LayerGraph, seed: int | None) -> None:
        self.graph = graph
        self.seed = seed
        self.calls = iter(graph.calls)

    def parent(self, entries: Sequence[DraftLayer], path: tuple[str, ...], frozen: bool = False) -> tuple[Planned, ...]:
        """The layers of the model, or of one nested `Sequential`."""
        together = list(siblings(entries))
        namer = Namer(name for name in map(written_name, together) if name is not None)
        return tuple([self.layer(sibling, namer, path, frozen) for sibling in together])

    def layer(self, sibling: Sibling, namer: Namer, path: tuple[str, ...], frozen: bool) -> Planned:
        entry = sibling.entry
        node = entry.node
        assert node is not None  # a network with a hole has an error
        name = written_name(sibling) or namer.next(type(node).__name__)
        here = (*path, name)
        full_name = "/".join(here)
        if entry.inner is not None:
            frozen = frozen or not node.trainable
            return Planned(None, node, entry, name, full_name, {}, {}, {}, self.parent(entry.inner, here, frozen))
        call = next(self.calls)
        # The model's own name is left out: renaming a model changes no weights.
        within = "/".join(here[1:])
        decisions: dict[str, Decision] = {}
        seeds: dict[str, int] = {}
        for place in places(node):
            if place.initializer is not None:
                decision = decisions[place.role] = decide(place, call, self.graph)
                own = _written_seed(decision.initializer) if decision.initializer.takes_seed else None
                draws = decision.initializer.takes_seed
            else:
                own, draws = _written_seed(place.owner), True
            if own is not None:
                seeds[place.role] = own
            elif draws and self.seed is not None:
                seeds[place.role] = derived(self.seed, within, place.role)
        if self.seed is not None:
            for role in _hidden_roles(node, seeds):
                seeds[role] = derived(self.seed, within, role)
        return Planned(
            call, propagate_trainable(node, frozen), entry, name, full_name, _inner_names(node), decisions, seeds
        )


def _written_seed(node: Node) -> int | None:
    seed = getattr(node, "seed", None) if "seed" in type(node).model_fields else None
    return seed if isinstance(seed, int) else None


def _hidden_roles(node: Node, seeds: dict[str, int], prefix: str = "") -> list[str]:
    """What draws without an option of its own: the copy that Bidirectional makes, and weights without a seed."""
    roles = []
    fields = type(node).model_fields
    if "backward_layer" in fields and getattr(node, "backward_layer", None) is None:
        forward = f"{prefix}layer."
        roles += [f"{prefix}backward_{role.removeprefix(prefix)}" for role in seeds if role.startswith(forward)]
    if isinstance(node, Layer):
        roles += [f"{prefix}{weight}" for weight in node.unseeded]
    for role, inner in inside(node):
        roles += _hidden_roles(inner, seeds, f"{prefix}{role}.")
    return roles


def _inner_names(node: Node, prefix: str = "") -> dict[str, str]:
    names: dict[str, str] = {}
    inner = [(role, layer) for role, layer in inside(node) if isinstance(layer, Layer)]
    # The entries of a list are siblings; what stands alone in its option has no others beside it.
    written = Counter(filter(None, (layer.name for role, layer in inner if "." in role)))
    namer, rounds = Namer(name for name, times in written.items() if times == 1), Counter[str]()
    for role, layer in inner:
        if "." not in role:
            names[prefix + role] = layer.name or automatic_name(type(layer).__name__)
        elif layer.name is None:
            names[prefix + role] = namer.next(type(layer).__name__)
        elif written[layer.name] == 1:
            names[prefix + role] = layer.name
        else:  # in a repeat
            names[prefix + role] = f"{layer.name}_{rounds[layer.name]}"
            rounds[layer.name] += 1
    for role, anything in inside(node):
        names |= _inner_names(anything, f"{prefix}{role}.")
    return names
