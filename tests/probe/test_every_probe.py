"""Measurements at and beside each threshold, with all that is said of them: `every_probe.txt`.

`pytest --update-golden` writes the file again; a change of a word is read in the difference.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from netbuilder.diagnostics import Diagnostic, Severity, Span
from netbuilder.graph import resolve
from netbuilder.parse import parse
from netbuilder.propagation.facts import headline, loss_fact, one_batch_fact, power, ratio_facts, trained_with
from netbuilder.propagation.findings import findings
from netbuilder.propagation.records import LayerSignal, OneBatch, Probe
from netbuilder.propagation.verdict import beside, ratios, verdict_of
from netbuilder.source import read
from tests.golden import Golden

WRITTEN = Path(__file__).with_name("every_probe.txt")
NETWORK = """\
input: [8]
layers:
  - repeat: {times: 3, layers: [{Dense: {units: 4, activation: relu}}]}
  - Dense: {units: 1}
"""
GRAPH = resolve(parse(read(NETWORK, "net.yaml")))
OUTPUT: dict[str, Any] = {"is_output": True}


def signal(at: int, **other: Any) -> LayerSignal:
    sound = LayerSignal(at, f"dense_{at}", "Dense", 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, -1.0, False, True, weight=-0.5)
    return sound._replace(**other)


def signals(*layers: dict[str, Any]) -> list[LayerSignal]:
    return [signal(at, **layer) for at, layer in enumerate(layers)]


def measured(layers: list[LayerSignal], *, normalized: bool = False, adaptive: bool = False, **more: Any) -> Probe:
    """A probe of some layers, with its findings and its verdict as the engine makes them."""
    forward, backward = ratios(layers)
    verdict = verdict_of(layers, normalized, more.get("samples", 256))
    probe = Probe(
        tuple(layers), forward, backward, None, None, "mse", "SGD", 256, 9, "noise", verdict, (), None, "net"
    )._replace(**more)
    found = findings(probe, GRAPH, adaptive)
    return probe._replace(findings=found, verdict=beside(verdict, found))


def courses() -> Iterator[tuple[str, list[LayerSignal]]]:
    """Three hidden layers and an output, with a signal and a gradient that change by so much in all."""
    edges = (-10.1, -10.0, -4.6, -4.5, -3.1, -3.0, 0.0, 2.0, 2.1, 3.5, 3.6)
    back = (-4.1, -4.0, -2.1, -2.0, -1.6, -1.5, 0.0, 1.25, 1.3, 2.0, 2.1)
    pairs = [
        *((edge, 0.0) for edge in edges),
        *((0.0, edge) for edge in back),
        (-4.6, -2.1),
        (4.0, 3.0),
        (-20.0, 3.0),
        (2.0, 2.1),
        (3.6, 1.25),
    ]
    for forward, backward in pairs:
        yield (
            f"signal {forward} gradient {backward}",
            signals(
                {"gradient": backward - 1.0, "weight_gradient": None},
                {"variance": forward / 2, "power": forward / 2, "gradient": backward / 4 - 1.0},
                {"variance": forward, "power": forward},
                OUTPUT,
            ),
        )


def single() -> Iterator[tuple[str, list[LayerSignal]]]:
    """One layer of three, first, middle and last, with one thing that is otherwise."""
    for at, (name, value) in product(
        range(3),
        [
            ("dead", 0.5), ("dead", 1.0), ("saturated", 0.51), ("duplicates", 0.51), ("duplicates", 0.5),
            ("dead", None), ("dead", 0.49), ("saturated", None), ("saturated", 0.5), ("duplicates", None),
            ("index", 99), ("is_finite", False), ("variance", None), ("gradient", None), ("weight", None),
        ],
    ):  # fmt: skip
        layers: list[dict[str, Any]] = [{}, {}, {"is_output": True}]
        layers[at] = {**layers[at], name: value}
        yield f"{name} of {at} is {value}", signals(*layers)
    nothing: dict[str, Any] = {"gradient": None, "weight_gradient": None}
    yield "no gradient anywhere", signals(nothing, nothing, OUTPUT)
    yield "no gradient of what is frozen", signals({**nothing, "frozen": True}, {}, OUTPUT)
    for name, value in (("duplicates", 1.0), ("duplicates", 0.5), ("duplicates", None), ("dead", 1.0), ("dead", 0.9)):
        yield f"no gradient where {name} is {value}", signals({}, {**nothing, name: value}, {}, OUTPUT)
    yield "no gradient of what is no number", signals({}, {**nothing, "is_finite": False}, {}, OUTPUT)
    yield "a layer that the network does not have", signals({"dead": 0.9, "index": 4}, {}, OUTPUT)
    for name, value in (("weight", None), ("is_finite", False), ("is_output", False), ("weight", -1.0)):
        yield f"a constant end where {name} is {value}", signals({}, {}, {**OUTPUT, "variance": None, name: value})
    for backward in (-2.9, -2.8, -2.7):
        share = {"variance": -4.3, "power": 0.0}
        yield f"all share, gradient {backward}", signals({**share, "gradient": backward}, share, share, OUTPUT)
    yield "nothing of the signal is left", signals({}, {"variance": -5.0, "power": None}, OUTPUT)
    yield "a constant output behind a dead layer", signals({"dead": 1.0}, {}, {**OUTPUT, "variance": None})
    lost = {"variance": None, "power": None, "gradient": None, "is_finite": False}
    yield "overflow", signals({"is_finite": False}, lost, {**lost, "is_output": True})
    yield "underflow of all gradients", signals({"is_finite": False}, {"is_finite": False}, OUTPUT)
    yield "nothing hidden", signals(OUTPUT)
    yield "one hidden layer", signals({}, OUTPUT)
    yield "one hidden layer without a variance", signals({"variance": None}, OUTPUT)
    yield "one hidden layer without a power", signals({"power": None}, OUTPUT)
    yield "nothing at all", []


def kernels() -> Iterator[tuple[str, list[LayerSignal], int]]:
    """A signal that fades by 10^-5: how fast the slowest kernel grows, and whether samples are told apart."""
    for slowest, apart, samples in product((-0.36, -0.35, 0.29, 0.3), (-2.1, -2.0), (256, 25_600)):
        part = {"power": -5.0 - apart, "variance": -5.0, "gradient": 0.0}
        change = {"weight": 0.0, "weight_gradient": slowest}
        yield f"slowest {slowest} apart {apart} of {samples}", signals(change, {**part, **change}, OUTPUT), samples
    for more in ({"class_name": "Conv2D"}, {"weight": None}, {"weight_gradient": None}, {"gradient": None}):
        change = {"weight": -1.0, "weight_gradient": 4.0, "power": -5.0, "variance": -5.0}
        yield f"grows but {more}", signals(change | {"variance": 0.0}, {**change, **more}, OUTPUT), 256


def shown(diagnostic: Diagnostic) -> str:
    address = diagnostic.address
    place = f" {address.line}:{address.column}" if isinstance(address, Span) else ""
    layer = f" [{diagnostic.layer}]" if diagnostic.layer else ""
    why, fix = diagnostic.why and f" ({diagnostic.why})", diagnostic.fix and f" => {diagnostic.fix}"
    return f"{diagnostic.severity.name} {diagnostic.code}{place} {diagnostic.message}{why}{fix}{layer}"


def said(title: str, probe: Probe) -> str:
    facts, verdict = [loss_fact(probe), one_batch_fact(probe)], probe.verdict
    lines = [
        f"{headline(probe)} for {verdict.optimizer or 'nobody'}{' by depth' if verdict.by_depth else ''}",
        " ".join([verdict.sentence, *(fact.value for fact in ratio_facts(probe))]),
        *(f"{fact.name}: {fact.value} {fact.reference}".rstrip() for fact in facts if fact is not None),
        *map(shown, probe.findings),
    ]
    return "\n".join([f"= {title}", *lines])


def written_anew() -> str:
    parts = [said(title, measured(layers)) for title, layers in (*courses(), *single()) if layers]
    parts += [said(title, measured(layers, samples=samples)) for title, layers, samples in kernels()]
    course = dict(courses())
    for title in ("signal -4.6 gradient 0.0", "signal -10.1 gradient 0.0"):
        parts.append(said(f"{title} with Adam", measured(course[title], adaptive=True)))
    for title in ("signal 0.0 gradient 2.1", "signal 2.0 gradient 0.0", "signal 4.0 gradient 3.0"):
        parts.append(said(f"{title} normalized", measured(course[title], normalized=True)))
    sound = course["signal 0.0 gradient 0.0"]
    for loss, expected in ((2.0, 0.5), (2.01, 0.5), (float("nan"), 1.0), (float("inf"), 1.0), (9.0, None), (None, 1.0)):
        parts.append(said(f"loss {loss} of {expected}", measured(sound, loss=loss, expected_loss=expected)))
    for outcome, rate in (("fits", 0.01), ("slow", None), ("fails", 0.00123456)):
        batch = OneBatch(12.34567, 0.000123456, 200, outcome, rate)
        probe = measured(sound, one_batch=batch)
        parts += [said(f"one batch {outcome}", probe), f"{trained_with(probe)} {probe.to_json()['one_batch']}"]
    parts += [f"{fact.name}, {fact.reference}" for fact in ratio_facts(measured(sound))]
    parts += [
        trained_with(measured(sound)),
        str(measured(course["signal 0.0 gradient 2.1"], loss=float("nan")).to_json()),
    ]
    powers = [power(value) for value in (None, -99.1, -99.0, -98.9, -0.001, 0.0, 0.001, 1.005, 12.3456)]
    parts.append(f"{powers} {power(-0.04, 1)} {power(-1.55, 1)}")
    return "\n\n".join(parts) + "\n"


def test_every_probe(golden: Golden) -> None:
    found = written_anew()
    golden(WRITTEN, found)


def test_without_a_graph_every_finding_is_kept_and_none_has_an_address() -> None:
    probe = measured(signals({"dead": 0.9}, {"dead": 0.9}, OUTPUT))
    assert len(probe.findings) == 1, "the layers of a repeat stand on one line"
    alone = findings(probe, None, False)
    assert [(each.code, each.address, each.severity) for each in alone] == [("NB803", None, Severity.WARN)] * 2
