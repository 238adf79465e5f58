"""The random targets of a probe have the form that their loss compares with an output."""

from typing import Any

import pytest

np = pytest.importorskip("numpy")

SHAPE = (6, 4)


def targets(loss: str, shape: tuple[int, ...] = SHAPE) -> Any:
    from netbuilder.engine.probe.sample import targets

    return targets(loss, np.empty(shape), np.random.default_rng(3))


@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", "CategoricalGeneralizedCrossEntropy"])
def test_classes_are_numbers(loss: str) -> None:
    classes = targets(loss, (200, 4))
    assert classes.dtype == "int32"
    assert classes.shape == (200,)
    assert set(classes.tolist()) == {0, 1, 2, 3}


def test_circle_takes_one_class_for_a_sample() -> None:
    assert targets("circle", (200, 5, 3)).shape == (200,)
    assert set(targets("Circle", (200, 3)).tolist()) == {0, 1, 2}
    assert set(targets("circle", (200, 1)).tolist()) == {0, 1}


def test_labels_of_ctc_are_half_of_the_steps_and_no_blanks() -> None:
    labels = targets("ctc", (50, 9, 4))
    assert labels.shape == (50, 4)
    assert set(labels.ravel().tolist()) == {1, 2, 3}
    assert targets("ctc", (3, 1, 1)).tolist() == [[1], [1], [1]]


@pytest.mark.parametrize("loss", ["categorical_crossentropy", "kl_divergence", "KLDivergence", "kld"])
def test_one_class_of_all_is_one(loss: str) -> None:
    chosen = targets(loss, (200, 4))
    assert chosen.shape == (200, 4)
    assert set(map(tuple, chosen.tolist())) == set(map(tuple, np.eye(4).tolist()))


@pytest.mark.parametrize("loss", ["binary_crossentropy", "bce", "Dice", "tversky"])
def test_yes_or_no(loss: str) -> None:
    assert set(targets(loss).ravel().tolist()) == {0.0, 1.0}


@pytest.mark.parametrize("loss", ["hinge", "SquaredHinge"])
def test_hinge_compares_signs(loss: str) -> None:
    assert set(targets(loss).ravel().tolist()) == {-1.0, 1.0}


@pytest.mark.parametrize("loss", ["poisson", "Poisson"])
def test_poisson_compares_counts(loss: str) -> None:
    counts = targets(loss, (200, 4)).ravel().tolist()
    assert min(counts) == 0
    assert max(counts) > 1
    assert all(count == int(count) for count in counts)


@pytest.mark.parametrize("loss", ["msle", "MeanSquaredLogarithmicError", "mape", "mean_absolute_percentage_error"])
def test_a_logarithm_and_a_percentage_take_what_is_above_zero(loss: str) -> None:
    assert targets(loss, (200, 4)).min() >= 0.1


@pytest.mark.parametrize("loss", ["mse", "MeanAbsoluteError"])
def test_the_others_take_any_number(loss: str) -> None:
    values = targets(loss, (200, 4))
    assert values.dtype == "float32"
    assert values.min() < -1
    assert values.max() > 1


def test_as_many_samples_as_fit() -> None:
    from types import SimpleNamespace

    from netbuilder.engine.probe.sample import sample_count

    def layer(*shape: int | None) -> SimpleNamespace:
        return SimpleNamespace(output=SimpleNamespace(shape=(None, *shape)))

    assert sample_count([layer(10), SimpleNamespace()]) == 256
    assert sample_count([layer(2**20)]) == 128
    assert sample_count([layer(2**19), layer(2**19)]) == 128
    assert sample_count([layer(None, 2**16)]) == 128  # an unknown size counts as 16
    assert sample_count([layer(2**24, 2)]) == 8
