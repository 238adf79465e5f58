"""Whole plans of networks of every structure, as two files have them: names, choices, seeds, what is set again.

Lines that begin with `= ` are networks, and below each stands its plan.
`pytest --update-golden` writes the files again; a change of a plan is read in the difference.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from netbuilder.diagnostics import Severity, Span
from netbuilder.plan import Plan, Planned
from netbuilder.plan.apart import apart, unopened
from netbuilder.plan.hidden_draws import hidden_draws
from netbuilder.plan.places import inside
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.custom_class import custom_objects
from netbuilder.vocabulary.layers.wrappers import Bidirectional
from tests.golden import Golden
from tests.plan.test_plan import planned
from tests.vocabulary.test_custom_signatures import Gained, Holding

FILES = [Path(__file__).with_name(name) for name in ("every_plan.txt", "held_layers.txt")]


def of_layers(layers: Sequence[Planned], indent: str) -> Iterator[str]:
    for layer in layers:
        inner = [f" {role}" for role in frozen_inside(layer.node)]
        frozen = "".join(["" if layer.node.trainable else " frozen", *inner])
        yield f"{indent}{layer.full_name} {type(layer.node).__name__}{frozen} {layer.names or ''}".rstrip()
        if isinstance(layer.node, Bidirectional) and layer.node.backward_layer is None:
            back, name = layer.way_back(layer.node, "")
            kernel = layer.decision("backward_layer.kernel_initializer")
            yield f"{indent}  back {name} {back!r} {kernel.why if kernel else ''}"
        for role, choice in layer.decisions.items():
            assert layer.decision(role) is choice
            if type(choice.initializer).__name__ not in ("Zeros", "Ones"):
                options = dict(choice.initializer.written_options())
                yield f"{indent}  {role}: {type(choice.initializer).__name__} {options} by {choice.by}: {choice.why}"
        for role, seed in layer.seeds.items():
            yield f"{indent}  {role}: {seed}"
        for draw in hidden_draws(layer):
            yield f"{indent}  again {'.'.join(map(str, draw.place))} {draw.seed} {type(draw.initializer).__name__}"
        yield from of_layers(layer.inner or (), f"{indent}  ")


def frozen_inside(node: Node, prefix: str = "") -> Iterator[str]:
    """The roles of what a layer holds and does not train."""
    for role, held in inside(node):
        if getattr(held, "trainable", True) is False:
            yield f"{prefix}{role}"
        yield from frozen_inside(held, f"{prefix}{role}.")


def of_releases(network: Plan) -> Iterator[str]:
    """What stands apart in a file for Keras 3.5."""
    release = (3, 5, 0)
    assert not unopened(network, (3, 10, 0), "3.10", Severity.WARN)
    for standing in apart(network, release).standing.values():
        yield f"  apart: {standing.name} {type(standing.activation).__name__} {standing.replaces}"
    for each in unopened(network, release, "3.5", Severity.WARN):
        assert isinstance(each.address, Span)
        yield f"  {each.severity.name} {each.address[1:5]} {each.message}: {each.why} => {each.fix}"


def written_anew(table: str) -> str:
    parts = []
    for line in table.splitlines():
        if line.startswith("= "):
            network = planned(line[2:])
            head = f"{network.name} {network.input.dtype} {network.recursion_limit} {network.seed}"
            heads = [] if head == "sequential float32 None 1" else [head]
            parts.append("\n".join([line, *heads, *of_layers(network.layers, ""), *of_releases(network)]))
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_plan(file: Path, golden: Golden) -> None:
    with custom_objects({"Gained": Gained, "Holding": Holding}):
        golden(file, written_anew(file.read_text(encoding="utf-8")))
