"""Findings of a measurement, from numbers alone: each threshold on both sides, each condition alone, no training."""

from typing import Any

import pytest

from netbuilder.propagation.findings import findings
from netbuilder.propagation.records import LayerSignal, OneBatch, Probe, Verdict
from netbuilder.propagation.verdict import DEAD

SOUND: dict[str, Any] = {
    "index": 0, "name": "dense", "class_name": "Dense", "variance": 0.0, "power": 0.0, "gradient": -1.0, "dead": 0.0,
    "saturated": 0.0, "duplicates": 0.0, "weight_gradient": -1.0, "is_output": False, "is_finite": True, "weight": -0.5,
}  # fmt: skip
HEALTHY = Verdict("healthy", "", None, "")


def probe(*layers: dict[str, Any], verdict: Verdict = HEALTHY, adaptive: bool = False, **more: Any) -> list[str]:
    """The codes, severities and messages that are found."""
    signals = tuple(LayerSignal(**{**SOUND, "index": at, **layer}) for at, layer in enumerate(layers))
    measured: dict[str, Any] = {
        "layers": signals, "forward": 0.0, "backward": 0.0, "loss": None, "expected_loss": None, "loss_name": "",
        "optimizer": "SGD", "samples": 8, "parameters": 1, "input_note": "", "verdict": verdict, "findings": (),
    }  # fmt: skip
    found = findings(Probe(**{**measured, **more}), None, adaptive)
    return [f"{each.severity.name} {each.code}: {each.message}" for each in found]


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert probe({}, {"is_output": True}) == []
    assert probe() == []


@pytest.mark.parametrize(
    ("layer", "found"),
    [
        ({"dead": DEAD - 0.01}, []),
        ({"dead": DEAD}, [f"WARN NB803: {DEAD:.0%} of the units of dense are 0 for all 8 samples"]),
        ({"dead": 0.99}, ["WARN NB803: 99% of the units of dense are 0 for all 8 samples"]),
        ({"dead": 1.0}, ["ERROR NB803: 100% of the units of dense are 0 for all 8 samples"]),
        ({"dead": None}, []),
        ({"saturated": DEAD}, []),
        ({"saturated": DEAD + 0.1}, [f"WARN NB804: {DEAD + 0.1:.0%} of the values of dense stand at the flat ends"]),
        ({"saturated": 1.0, "is_output": True}, []),
        ({"duplicates": DEAD}, []),
        ({"duplicates": 1.0}, ["ERROR NB805: 100% of the units of dense start as copies"]),
        ({"duplicates": 1.0, "dead": 1.0}, ["ERROR NB805: 100% of the units of dense start as copies"]),
        (
            {"weight_gradient": None, "gradient": None},
            ["ERROR NB806: the kernel of dense gets a gradient of exactly 0"],
        ),
        ({"weight_gradient": None}, []),
        ({"gradient": None}, []),
        ({"weight_gradient": None, "gradient": None, "frozen": True}, []),
        ({"weight_gradient": None, "gradient": None, "is_finite": False}, []),
        ({"weight_gradient": None, "gradient": None, "is_output": True}, []),
        (
            {"weight_gradient": None, "gradient": None, "duplicates": 1.0},
            ["ERROR NB805: 100% of the units of dense start as copies"],
        ),
        (
            {"weight_gradient": None, "gradient": None, "dead": 1.0},
            ["ERROR NB803: 100% of the units of dense are 0 for all 8 samples"],
        ),
    ],
)
def test_a_layer(layer: dict[str, Any], found: list[str]) -> None:
    assert probe(layer, {"is_output": True}) == found


@pytest.mark.parametrize(
    "word", ["healthy", "flawed", "borderline", "vanishing", "severe", "dead", "symmetric", "exploding"]
)
def test_a_constant_output_is_said_where_nothing_else_explains_it(word: str) -> None:
    output = {"is_output": True, "variance": None}
    said = [line for line in probe({}, output, verdict=Verdict(word, "", 0, "")) if "NB807" in line]
    expected = (
        ["ERROR NB807: the output is the same for every sample"] if word in ("healthy", "flawed", "borderline") else []
    )
    assert said == expected
    for quiet in ({"is_finite": False}, {"weight": None}, {"variance": 0.0}, {"is_output": False}):
        assert not [line for line in probe({}, {**output, **quiet}) if "NB807" in line], quiet


def test_the_loss_at_the_start() -> None:
    said = ["WARN NB808: the loss starts at 9"]
    exploding = Verdict("exploding", "SGD", 0, "it grows")
    assert probe({}, loss=9.0, expected_loss=2.0) == said
    assert probe({}, loss=6.5, expected_loss=2.0) == []
    assert probe({}, loss=6.51, expected_loss=2.0) != []
    assert probe({}, loss=None, expected_loss=2.0) == probe({}, loss=9.0, expected_loss=None) == []
    assert probe({}, loss=float("nan"), expected_loss=2.0) == ["WARN NB808: the loss starts at nan"]
    assert not any("NB808" in line for line in probe({}, verdict=exploding, loss=9.0, expected_loss=2.0))


def test_one_batch() -> None:
    failed = OneBatch(2.0, 1.9, 200, "fails", 0.01)
    assert probe({}, one_batch=failed) == ["WARN NB809: 200 steps on one batch bring the loss from 2 to 1.9 only"]
    assert probe({}, one_batch=failed._replace(outcome="slow")) == []
    assert probe({}, one_batch=failed._replace(outcome="fits")) == []


@pytest.mark.parametrize(
    ("word", "adaptive", "severity"),
    [("vanishing", False, "WARN"), ("vanishing", True, "INFO"), ("severe", False, "WARN"), ("severe", True, "WARN")],
)
def test_what_vanishes(word: str, adaptive: bool, severity: str) -> None:
    verdict = Verdict(word, "SGD", 0, "it fades")
    message = "the signal ends at 10^-6.0, the gradient at nothing of its start"
    assert probe({}, verdict=verdict, adaptive=adaptive, forward=-6.0, backward=-300.0) == [
        f"{severity} NB801: {message}"
    ]
    assert "unknown" in probe({}, verdict=verdict, forward=None)[0]


def test_what_explodes() -> None:
    verdict = Verdict("exploding", "SGD", 0, "it grows")
    both = "WARN NB802: the signal grows to 10^9.0, the gradient to 10^8.0 of its start"
    assert probe({}, verdict=verdict, forward=9.0, backward=8.0) == [both]
    assert probe({}, verdict=verdict, forward=9.0, backward=None) == [
        "WARN NB802: the signal grows to 10^9.0 of its start"
    ]
    assert probe({}, verdict=verdict, forward=0.0, backward=8.0) == [
        "WARN NB802: the gradient grows to 10^8.0 of its start"
    ]
    assert probe({}, verdict=verdict) == ["WARN NB802: it grows"]
    assert probe({"is_finite": False}, verdict=verdict, forward=9.0) == ["WARN NB802: it grows"]
