"""The thresholds, pinned: what one step to either side of each means."""

from typing import Any

import pytest

from netbuilder.propagation.records import LayerSignal
from netbuilder.propagation.verdict import COLLAPSED, ratios, verdict_of


def layer(variance: float | None = 0.0, gradient: float | None = 0.0, **other: Any) -> LayerSignal:
    plain = LayerSignal(0, "dense", "Dense", variance, variance, gradient, 0.1, None, 0.0, -2.0, False, True)
    return plain._replace(**other)


def course(forward: float, backward: float = 0.0, steps: int = 5) -> list[LayerSignal]:
    """Five hidden layers with an even course, and an output layer that is off the scale."""
    hidden = [layer(forward * at / (steps - 1), backward * (1 - at / (steps - 1))) for at in range(steps)]
    return [*hidden, layer(-50, -50, is_output=True)]


@pytest.mark.parametrize(
    ("forward", "backward", "word", "optimizer"),
    [
        (0, 0, "healthy", ""),
        (-2.9, -1.4, "healthy", ""),
        (1.9, 1.2, "healthy", ""),
        (-3.1, 0, "borderline", "SGD"),
        (2.1, 0, "borderline", "SGD"),
        (0, -1.6, "borderline", "SGD"),
        (0, 1.3, "borderline", "SGD"),
        (-4.4, -1.9, "borderline", "SGD"),
        (-4.6, 0, "vanishing", "SGD"),
        (0, -2.1, "vanishing", "SGD"),
        (-9.9, -3.9, "vanishing", "SGD"),
        (-10.1, 0, "severe", "any optimizer"),
        (0, -4.1, "severe", "any optimizer"),
        (2.9, 1.9, "borderline", "SGD"),
        (3.4, 0, "borderline", "SGD"),
        (3.6, 0, "exploding", "any optimizer"),
        (0, 2.1, "exploding", "any optimizer"),
        # One end explodes while the other fades: what explodes is said.
        (-20, 2.1, "exploding", "any optimizer"),
    ],
)
def test_the_bands(forward: float, backward: float, word: str, optimizer: str) -> None:
    verdict = verdict_of(course(forward, backward), False)
    assert (verdict.word, verdict.optimizer) == (word, optimizer)
    assert (verdict.begins is None) == (word in ("healthy", "borderline"))


def test_it_begins_where_the_signal_leaves_the_band() -> None:
    # -2 a layer: -4.5 is passed at the fourth.
    assert verdict_of(course(-12, 0, 7), False).begins == 3


def test_a_fading_gradient_begins_at_the_last_layer_that_is_outside() -> None:
    # Seen from the end it is down to -2.1 at the layer before the last.
    assert verdict_of(course(0, -8.4, 5), False).begins == 3


def test_a_variance_that_rounding_has_swallowed_counts_as_nothing() -> None:
    layers = [layer(), layer(None, 0.0), layer(is_output=True)]
    assert ratios(layers).forward == COLLAPSED
    assert verdict_of(layers, False).word == "severe"


def test_no_gradient_at_the_first_layer_counts_as_nothing() -> None:
    assert verdict_of([layer(0, None), layer(), layer(is_output=True)], False).word == "severe"


def test_one_hidden_layer_has_no_course() -> None:
    assert ratios([layer(-30, -30), layer(is_output=True)]) == (None, None)
    assert verdict_of([layer(-30, -30), layer(is_output=True)], False).word == "healthy"


def test_the_output_layer_is_not_judged_by_its_course() -> None:
    assert verdict_of([layer(), layer(), layer(-90, None, is_output=True)], False).word == "healthy"


@pytest.mark.parametrize(("dead", "word"), [(0.25, "healthy"), (0.5, "healthy"), (0.99, "healthy"), (1.0, "dead")])
def test_only_a_wholly_dead_layer_is_a_verdict(dead: float, word: str) -> None:
    assert verdict_of([layer(), layer(dead=dead), layer(is_output=True)], False).word == word


@pytest.mark.parametrize(("copies", "word"), [(0.0, "healthy"), (0.5, "healthy"), (0.51, "symmetric")])
def test_half_the_columns_may_be_copies(copies: float, word: str) -> None:
    assert verdict_of([layer(duplicates=copies), layer(), layer(is_output=True)], False).word == word


def test_what_is_no_number_is_worse_than_anything() -> None:
    verdict = verdict_of([layer(duplicates=1.0), layer(is_finite=False), layer(is_output=True)], False)
    assert (verdict.word, verdict.begins) == ("exploding", 1)


def test_overflow_begins_where_the_signal_is_lost_and_not_where_the_gradient_is() -> None:
    lost = {"variance": None, "gradient": None, "power": None, "is_finite": False}
    layers = [layer(is_finite=False, gradient=None), layer(**lost), layer(**lost, is_output=True)]
    assert verdict_of(layers, False).begins == 1


def test_behind_batch_normalization_the_initializer_is_not_blamed() -> None:
    assert "not the initializer" in verdict_of(course(0, 2.5), True).sentence
    assert verdict_of(course(0, 2.5), True).by_depth
    for blamed in (verdict_of(course(0, 2.5), False), verdict_of(course(4, 2.5), True)):
        assert "not the initializer" not in blamed.sentence
        assert not blamed.by_depth


def test_what_is_no_finite_number_has_no_ratio() -> None:
    last = layer(variance=None, power=None, gradient=None, is_finite=False)
    assert ratios([layer(), last, layer(is_output=True)]).forward is None
    first = layer(gradient=None, is_finite=False)
    assert ratios([first, layer(), layer(is_output=True)]).backward is None


def shared(part: float, backward: float) -> list[LayerSignal]:
    """What tells samples apart is so small a part of the signal, from the first layer on."""
    hidden = [layer(part, backward * (1 - at / 4), power=0.0) for at in range(5)]
    return [*hidden, layer(is_output=True)]


@pytest.mark.parametrize(
    ("part", "backward", "word"),
    [(-4.1, -1.9, "borderline"), (-4.3, -1.7, "borderline"), (-4.3, -1.9, "vanishing"), (-4.3, -4.1, "severe")],
)
def test_less_is_needed_where_samples_look_the_same(part: float, backward: float, word: str) -> None:
    verdict = verdict_of(shared(part, backward), False)
    assert verdict.word == word
    assert (verdict.begins is None) == (word == "borderline")
    assert ("all samples share" in verdict.sentence) == (word == "vanishing")


def small(changes: list[float], **other: Any) -> list[LayerSignal]:
    """A signal that fades to 10^-6, and how much a step changes each kernel in proportion to its size."""
    signals = course(-6, -3, len(changes))
    kernels = [
        one._replace(weight_gradient=change - 2, weight=-2.0, power=one.variance, **other)
        for one, change in zip(signals, changes, strict=False)
    ]
    return [*kernels, signals[-1]]


@pytest.mark.parametrize(
    ("changes", "other", "word"),
    [
        # Every kernel moves fast: it recovers.
        ([0.0, 0.5, 1.0], {}, "borderline"),
        # One hardly moves, and what comes before it waits.
        ([1.0, -0.4, 1.0], {}, "vanishing"),
        # Measured on dense layers only.
        ([0.0, 0.5, 1.0], {"class_name": "Conv2D"}, "vanishing"),
    ],
)
def test_a_shallow_network_of_small_kernels_recovers(changes: list[float], other: dict[str, Any], word: str) -> None:
    assert verdict_of(small(changes, **other), False).word == word


def test_how_fast_kernels_move_does_not_depend_on_the_batch() -> None:
    # A gradient over fewer samples is larger by chance alone, each part of it as their mean is.
    layers = small([-0.3, 0.0, 0.0])
    assert verdict_of(layers, False, 256).word == "borderline"
    assert verdict_of(layers, False, 1024).word == "vanishing"


def test_nothing_severe_recovers() -> None:
    assert (
        verdict_of(
            [one._replace(gradient=-9) for one in small([2.0, 2.0, 2.0])[:1]] + small([2.0, 2.0, 2.0])[1:], False
        ).word
        == "severe"
    )
