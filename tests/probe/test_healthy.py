"""What is no fault, and what is, on models of every kind."""

from typing import Any

import pytest

from netbuilder.propagation.records import Probe

pytestmark = pytest.mark.keras


def probe(*layers: Any, shape: tuple[int | None, ...] = (16,), dtype: str = "float32", loss: Any = "mse") -> Probe:
    import keras

    import netbuilder as nb

    model = keras.Sequential([keras.Input(shape, dtype=dtype), *layers])
    if loss is not None:
        model.compile("sgd", loss)
    return nb.probe(model)


DRAWN = {"NB803", "NB808"}
"""Units that are dead and a loss that is far off before training: in a sound network a matter of the draw."""


def signal_passes(found: Probe) -> bool:
    """Whether the verdict is healthy, or what stands beside it is only what a draw decides."""
    codes = {finding.code for finding in found.findings}
    return found.verdict.word == "healthy" or (found.verdict.word == "flawed" and codes <= DRAWN)


def dense(times: int, units: int = 64, activation: str = "relu", initializer: Any = "he_normal") -> list[Any]:
    import keras

    return [keras.layers.Dense(units, activation=activation, kernel_initializer=initializer) for _ in range(times)]


def test_every_kind_of_layer_is_measured() -> None:
    import keras

    k = keras.layers
    given = {
        "conv": (
            [
                k.Conv2D(8, 3, activation="relu", kernel_initializer="he_normal"),
                k.MaxPooling2D(),
                k.Conv2D(8, 3),
                k.Flatten(),
                k.Dense(3),
            ],
            (12, 12, 3),
        ),
        "depthwise": (
            [k.DepthwiseConv2D(3), k.SeparableConv2D(8, 3), k.GlobalAveragePooling2D(), k.Dense(3)],
            (12, 12, 3),
        ),
        "transposed": ([k.Dense(48), k.Reshape((4, 4, 3)), k.Conv2DTranspose(8, 3), k.Conv2DTranspose(1, 3)], (16,)),
        "recurrent": (
            [k.LSTM(8, return_sequences=True), k.GRU(8, return_sequences=True), k.SimpleRNN(8), k.Dense(3)],
            (9, 4),
        ),
        "wrapped": ([k.TimeDistributed(k.Dense(8)), k.Bidirectional(k.LSTM(8)), k.Dense(3)], (9, 4)),
        "normalized": (
            [k.Dense(16), k.BatchNormalization(), k.ReLU(), k.Dense(16), k.LayerNormalization(), k.Dense(3)],
            (16,),
        ),
        "nested": (
            [keras.Sequential([k.Dense(16, activation="tanh"), k.Dense(16)]), k.Dropout(0.5), k.Dense(3)],
            (16,),
        ),
        "any length": ([k.Conv1D(8, 3), k.Conv1D(8, 3), k.GlobalMaxPooling1D(), k.Dense(3)], (None, 4)),
    }
    for name, (layers, shape) in given.items():
        found = probe(*layers, shape=shape)
        assert signal_passes(found) or found.verdict.word == "borderline", (name, str(found))
        kernels = sum(
            hasattr(one, "kernel") or "Sep" in type(one).__name__ or "Depth" in type(one).__name__ for one in layers
        )
        assert len(found.layers) >= kernels, name
        assert [layer.is_output for layer in found.layers] == [False] * (len(found.layers) - 1) + [True], name
        assert all(layer.variance is not None for layer in found.layers), (name, str(found))
        assert found.forward is not None, name
        assert found.backward is not None, name


@pytest.mark.since("3.12")
def test_a_reversible_table_is_fed_its_own_numbers() -> None:
    import keras

    k = keras.layers
    few = probe(k.ReversibleEmbedding(9, 8), k.GlobalAveragePooling1D(), k.Dense(1), shape=(7,), dtype="int32")
    assert few.input_note == "whole numbers below 9"


def test_words_and_pixels_are_fed_as_such() -> None:
    import keras

    k = keras.layers
    words = probe(k.Embedding(50, 8), k.LSTM(8), k.Dense(1), shape=(None,), dtype="int32")
    assert words.input_note == "whole numbers below 50"
    pixels = probe(k.Rescaling(1 / 255), k.Conv2D(4, 3), k.Flatten(), k.Dense(1), shape=(8, 8, 1))
    assert pixels.input_note == "raw numbers from 0 to 255"
    raw = probe(k.Normalization(mean=[100.0, -3.0], variance=[400.0, 4.0]), k.Dense(16), k.Dense(1), shape=(2,))
    assert raw.input_note == "normal numbers of the Normalization's mean and variance"
    assert raw.layers[0].power is not None
    assert abs(raw.layers[0].power) < 0.7
    assert not raw.findings
    coded = probe(k.CategoryEncoding(5, "multi_hot"), k.Dense(8), k.Dense(1), shape=(2,), dtype="int32")
    assert coded.input_note == "whole numbers below 5"


def test_he_is_healthy_at_30_layers_and_glorot_is_not() -> None:
    good = probe(*dense(30), *dense(1, 10, "softmax"), loss="categorical_crossentropy")
    assert signal_passes(good), str(good)
    found = probe(*dense(30, initializer="glorot_uniform"), *dense(1, 10))
    assert found.verdict.word in ("vanishing", "severe")
    assert found.verdict.begins is not None
    assert 5 < found.verdict.begins < 29
    assert {"NB801"} <= {one.code for one in found.findings}


def test_what_is_good_practice_is_no_fault() -> None:
    import keras

    k = keras.layers
    zero_head = probe(*dense(3), k.Dense(3, kernel_initializer="zeros", bias_initializer="zeros"))
    assert zero_head.verdict.word == "healthy"
    assert zero_head.backward is not None
    entropy = "sparse_categorical_crossentropy"
    zero_softmax = probe(*dense(3), *dense(1, 3, "softmax", "zeros"), loss=entropy)
    lstm = probe(k.LSTM(8, unit_forget_bias=True), k.Dense(1), shape=(9, 4))
    sigmoid = probe(*dense(4, 64, "sigmoid", keras.initializers.VarianceScaling(16, "fan_avg")), k.Dense(3))
    assert sigmoid.verdict.word == "healthy"
    normal = keras.initializers.RandomNormal(stddev=1.0)
    batch = [
        one for _ in range(5) for one in (k.Dense(64, kernel_initializer=normal), k.BatchNormalization(), k.ReLU())
    ]
    normalized = probe(*batch, k.Dense(3))
    assert normalized.verdict.word == "healthy"
    deep = probe(*dense(15), k.Dense(3))
    assert any(layer.dead and layer.dead > 0.1 for layer in deep.layers)
    for one in (zero_head, zero_softmax, lstm, sigmoid, normalized, deep):
        assert [finding.code for finding in one.findings] == [], str(one)


def test_zeros_and_constants_are_symmetric() -> None:
    import keras

    for initializer in ("zeros", "ones", keras.initializers.Constant(0.1)):
        found = probe(*dense(3, 16, "relu", initializer), *dense(1, 3, "linear", "glorot_uniform"))
        assert found.verdict.word == "symmetric"
        assert "NB805" in {one.code for one in found.findings}


def test_a_dead_layer_is_named() -> None:
    import keras

    k = keras.layers
    found = probe(k.Dense(16), k.Dense(16, activation="relu", bias_initializer="zeros"), k.Dense(3))
    assert found.verdict.word == "healthy"
    low = keras.initializers.Constant(-50.0)
    dead = probe(k.Dense(16), k.Dense(16, activation="relu", bias_initializer=low), k.Dense(3))
    assert dead.verdict.word == "dead"
    assert dead.verdict.begins == 1
    assert "NB803" in {one.code for one in dead.findings}


def test_saturation_is_named() -> None:
    import keras

    normal = keras.initializers.RandomNormal(stddev=3.0)
    found = probe(*dense(2, 64, "tanh", normal), *dense(1, 3, "linear", "glorot_uniform"))
    assert found.layers[0].saturated is not None
    assert found.layers[0].saturated > 0.5
    assert "NB804" in {one.code for one in found.findings}


@pytest.mark.parametrize(
    ("loss", "units", "activation", "expected"),
    [
        ("sparse_categorical_crossentropy", 10, "softmax", 2.3026),
        ("categorical_crossentropy", 10, "softmax", 2.3026),
        ("binary_crossentropy", 1, "sigmoid", 0.6931),
        ("mse", 3, "linear", 1.0),
        ("mae", 3, "linear", 0.798),
        ("huber", 3, "linear", 0.424),
        ("log_cosh", 3, "linear", 0.374),
        ("hinge", 1, "linear", 1.0),
        ("kl_divergence", 10, "softmax", 2.3026),
    ],
)
def test_the_loss_starts_where_it_should(loss: str, units: int, activation: str, expected: float) -> None:
    found = probe(*dense(1), *dense(1, units, activation, "zeros"), loss=loss)
    assert found.expected_loss == pytest.approx(expected, abs=0.01)
    # 256 random targets of up to 3 values: the mean is within a few hundredths.
    assert found.loss == pytest.approx(expected, rel=0.12)


def test_every_loss_of_the_vocabulary_has_targets() -> None:
    import netbuilder as nb
    from netbuilder.system.extras import installed_version
    from netbuilder.vocabulary.base.registry import every
    from netbuilder.vocabulary.base.releases import number

    text = """seed: 1
input: [8, 3]
layers: [{LSTM: {units: 8, return_sequences: true}}, LAST, {Dense: {units: 5, activation: softmax}}]
compile: {loss: LOSS}
"""
    installed = number(installed_version("keras") or "3.0")
    for loss in (cls.__name__ for cls in every("loss") if number(cls.since or "3.0") <= installed):
        last = "Activation: {activation: tanh}" if loss == "CTC" else "Flatten"
        written = loss if loss == "crossentropy" else f"{{{loss}: {{}}}}"
        network = nb.load(text.replace("LAST", f"{{{last}}}" if ":" in last else last).replace("LOSS", written))
        found = nb.probe(network)
        assert found.loss is not None, loss
        assert found.layers[0].weight_gradient is not None, loss


@pytest.mark.parametrize(("loss", "name"), [(["mse"], "mse"), ({"out": "mae"}, "mae"), ("ce", "binary_crossentropy")])
def test_a_loss_in_any_way_that_keras_takes_it(loss: Any, name: str) -> None:
    import keras

    found = probe(*dense(2), keras.layers.Dense(1, activation="sigmoid", name="out"), loss=loss)
    assert found.loss_name == name


def test_mixed_precision_hides_no_optimizer() -> None:
    import keras

    import netbuilder as nb

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(8), keras.layers.Dense(1)])
    model.compile(keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD()), "mse")
    assert nb.probe(model).optimizer == "SGD"


def test_a_loss_far_above_is_named() -> None:
    import keras

    wide = keras.initializers.RandomNormal(stddev=30.0)
    found = probe(*dense(2), *dense(1, 10, "softmax", wide), loss="sparse_categorical_crossentropy")
    assert "NB808" in {one.code for one in found.findings}


def test_without_a_loss_the_gradient_is_measured_all_the_same() -> None:
    found = probe(*dense(4), *dense(1, 3, "linear"), loss=None)
    assert (found.loss, found.loss_name, found.optimizer) == (None, "", "")
    assert found.backward == pytest.approx(0, abs=1)
