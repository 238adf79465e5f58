"""What overflows, underflows, is very deep or very wide is named, and nothing crashes."""

import json
from typing import Any

import pytest

import netbuilder as nb

pytestmark = pytest.mark.keras


def deep(times: int, width: int, initializer: Any, activation: str = "relu") -> Any:
    import keras

    keras.utils.set_random_seed(1)
    layers = [keras.layers.Dense(width, activation=activation, kernel_initializer=initializer) for _ in range(times)]
    model = keras.Sequential([keras.Input((32,)), *layers, keras.layers.Dense(3)])
    model.compile("sgd", "mse")
    return model


def test_overflow_is_named() -> None:
    import keras

    found = nb.probe(deep(60, 16, keras.initializers.RandomNormal(stddev=30.0)))
    assert found.verdict.word == "exploding"
    assert "finite" in found.verdict.sentence
    assert found.verdict.begins is not None
    assert found.verdict.begins > 5
    assert next(one.code for one in found.findings) == "NB802"
    json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert "exploding" in str(found)


def test_underflow_is_named() -> None:
    import keras

    found = nb.probe(deep(60, 16, keras.initializers.RandomNormal(stddev=1e-3)))
    assert found.verdict.word in ("severe", "dead")
    json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert "->" not in str(found)


def test_not_a_number_in_the_batch_is_named() -> None:
    import numpy as np

    x = np.zeros((8, 32), "float32")
    x[0, 0] = np.nan
    found = nb.probe(deep(3, 8, "he_normal"), x)
    assert found.verdict.word == "exploding"
    assert found.verdict.begins == 0
    # One mistake, one finding: a gradient that is no number is not one of exactly 0.
    assert [one.code for one in found.findings] == ["NB802"]


@pytest.mark.slow
def test_200_layers_and_4096_units() -> None:
    import resource

    assert nb.probe(deep(200, 16, "orthogonal", "linear")).verdict.word == "healthy"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = nb.probe(deep(2, 4096, "he_normal"))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    # He on the output too: the signal passes, and the loss begins far off.
    assert (found.verdict.word, [finding.code for finding in found.findings]) == ("flawed", ["NB808"])
    # 17 million weights are 65 MiB: the model, the copy that is kept, and the gradient are some of them.
    assert grown < 1200


@pytest.mark.parametrize(
    ("batch", "words"),
    [
        (lambda np: np.zeros((1, 32)), "at least 2 samples"),
        (lambda np: np.zeros((8, 31)), "(31) do not fit the model's input (32)"),
        (lambda np: (np.zeros((8, 32)), np.zeros((7, 3))), "8 samples and 7 targets"),
        (lambda np: (np.zeros((8, 32)), np.zeros((8, 5, 5))), "targets"),
        (lambda np: np.full((8, 32), "word"), "takes numbers, and the samples are <U4"),
        (lambda np: np.full((8, 32), None), "takes numbers, and the samples are object"),
    ],
)
def test_a_batch_that_does_not_fit(batch: Any, words: str) -> None:
    import numpy as np

    with pytest.raises(ValueError, match=r".*") as caught:
        nb.probe(deep(2, 8, "he_normal"), batch(np))
    assert words in str(caught.value)


def test_a_batch_of_ones_own_is_used() -> None:
    import numpy as np

    generator = np.random.default_rng(0)
    x = generator.standard_normal((40, 32))
    found = nb.probe(deep(3, 8, "he_normal"), (x, np.zeros((40, 3))))
    assert (found.samples, found.input_note, found.expected_loss) == (40, "your batch", None)
    assert found.verdict.word in ("healthy", "borderline")


def test_what_cannot_be_probed() -> None:
    import keras

    with pytest.raises(ValueError, match="not built"):
        nb.probe(keras.Sequential([keras.layers.Dense(3)]))
    plain = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    with pytest.raises(ValueError, match="compile"):
        nb.probe(plain, fit_one_batch=True)
    plain.compile("sgd", lambda y, x: keras.ops.reshape(y, (7, 7)))
    with pytest.raises(ValueError, match="batch of your own"):
        nb.probe(plain)
    plain.trainable = False
    plain.compile("sgd", "mse")
    with pytest.raises(ValueError, match="frozen"):
        nb.probe(plain, fit_one_batch=True)
    side = keras.Input((4,))
    branched = keras.Model(side, keras.layers.Add()([side, keras.layers.Dense(4)(side)]))
    with pytest.raises(ValueError, match="got Functional"):
        nb.probe(branched)
