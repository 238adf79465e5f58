"""Initial values by raw operations are those of Keras, bit by bit; whatever looks different is left to Keras."""

from collections.abc import Iterator
from typing import Any

import pytest

from netbuilder.engine import compat, deferred, raw_values
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.base.releases import number

pytestmark = pytest.mark.keras

SHAPES = [(), (7,), (6, 5), (5, 20), (6, 6), (3, 4, 5), (1, 2, 9), (2, 3, 4, 5), (2, 1, 3, 4, 2)]
SQUARE = {"Identity", "STFT"}
SHORT = {
    *("Zeros", "Ones", "RandomNormal", "RandomUniform", "TruncatedNormal", "VarianceScaling"),
    *("GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform"),
    "Orthogonal",
}
"""What has a short way."""


@pytest.fixture(scope="module")
def keras() -> Any:
    from netbuilder.engine.backends.start import start

    return start("tensorflow").keras


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """Each test compares anew."""
    raw_values._agreed.clear()
    yield
    raw_values._agreed.clear()


def initializers(keras: Any) -> Iterator[Any]:
    """Every initializer of the vocabulary with a seed, and the families' other modes and distributions."""
    for described in every("initializer"):
        if number(described.since or "3.0") > number(keras.__version__):
            continue
        cls = getattr(keras.initializers, described.__name__)
        for seed in (0, 1234567, 2**31 - 3):
            try:
                yield cls(seed=seed)
            except TypeError:
                yield cls()
                break
    for mode in ("fan_in", "fan_out", "fan_avg"):
        for distribution in ("truncated_normal", "untruncated_normal", "uniform"):
            yield keras.initializers.VarianceScaling(1.7, mode, distribution, seed=9)
    if number(keras.__version__) >= number("3.15"):
        yield keras.initializers.HeNormal(seed=4, output_axes=[0])
        yield keras.initializers.HeNormal(seed=4, input_axes=[0], output_axes=[1])
    yield keras.initializers.RandomUniform(-2, 3, seed=4)
    yield keras.initializers.RandomNormal(1.5, 0.3, seed=4)
    yield keras.initializers.Orthogonal(0.7, seed=4)


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "bfloat16"])
def test_every_initializer_gives_the_same_bytes(keras: Any, dtype: str) -> None:
    short = set()
    for initializer in initializers(keras):
        name = type(initializer).__name__.removesuffix("Initializer")  # as Keras 3.5 calls Orthogonal
        for shape in [(6, 6)] if name in SQUARE else SHAPES:
            try:
                plain = initializer(shape, dtype=dtype)
            except Exception:
                continue  # Keras' orthogonal knows no half precision
            variable = put_off(keras, initializer, shape, dtype)
            raw_values.hasten(keras, [variable])
            short |= {name} if compat.initializer_of(variable) is not initializer else set()
            finish(keras)
            assert variable.value.dtype == plain.dtype
            assert variable.numpy().tobytes() == plain.numpy().tobytes(), (name, shape)
    assert short == (SHORT if dtype in ("float32", "float64") else SHORT - {"Orthogonal"})
    assert all(raw_values._agreed.values())


def put_off(keras: Any, initializer: Any, shape: tuple[int, ...], dtype: str = "float32") -> Any:
    with compat.deferred_scope(keras):
        return keras.Variable(initializer, shape=shape, dtype=dtype)


def finish(keras: Any) -> None:
    with keras.StatelessScope():
        pass


def test_a_kind_that_draws_otherwise_is_left_to_keras(keras: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As another release of Keras might."""
    monkeypatch.setattr(raw_values, "_TRUNCATED", 0.88)
    initializer = keras.initializers.HeNormal(seed=3)
    for _ in range(2):
        variable = put_off(keras, initializer, (4, 5))
        raw_values.hasten(keras, [variable])
        assert compat.initializer_of(variable) is initializer
        finish(keras)
        assert variable.numpy().tobytes() == initializer((4, 5)).numpy().tobytes()
    assert list(raw_values._agreed.values()) == [False]


def test_what_looks_different_is_left_to_keras(keras: Any) -> None:
    class Mine(keras.initializers.HeNormal):  # type: ignore[misc]
        def __call__(self, shape: Any, dtype: Any = None) -> Any:
            return keras.ops.ones(shape, dtype) * 7

    odd = [
        Mine(seed=1),
        keras.initializers.HeNormal(seed=keras.random.SeedGenerator(1)),
        keras.initializers.HeNormal(seed=2**31 - 1),
        keras.initializers.HeNormal(seed=2**31 - 2),
        keras.initializers.RandomNormal(keras.ops.convert_to_tensor(0.5), seed=1),
        keras.initializers.RandomNormal(0.5, keras.ops.convert_to_tensor(0.5), seed=1),
        keras.initializers.Orthogonal(keras.ops.convert_to_tensor(0.5), seed=1),
        keras.initializers.Constant(3),
        lambda shape, dtype: keras.ops.zeros(shape, dtype),
    ]
    variables = [put_off(keras, initializer, (4, 5)) for initializer in odd]
    variables.append(put_off(keras, keras.initializers.Zeros(), (4,), "int32"))
    raw_values.hasten(keras, variables)
    assert [compat.initializer_of(variable) for variable in variables[:-1]] == odd
    assert isinstance(compat.initializer_of(variables[-1]), keras.initializers.Zeros)
    finish(keras)
    assert variables[0].numpy().tolist() == [[7] * 5] * 4


def test_the_largest_seed_and_whole_numbers_have_a_short_way(keras: Any) -> None:
    quick = [
        keras.initializers.HeNormal(seed=2**31 - 3),
        keras.initializers.RandomNormal(1, 2, seed=0),
        keras.initializers.Orthogonal(2, seed=1),
    ]
    variables = [put_off(keras, initializer, (4, 5)) for initializer in quick]
    raw_values.hasten(keras, variables)
    assert not any(compat.initializer_of(variable) in quick for variable in variables)
    finish(keras)
    for variable, initializer in zip(variables, quick, strict=True):
        assert variable.numpy().tobytes() == initializer((4, 5)).numpy().tobytes()


def test_under_a_strategy_keras_does_all_of_it(keras: Any) -> None:
    import tensorflow

    initializer = keras.initializers.HeNormal(seed=3)
    variable = put_off(keras, initializer, (4, 5))
    with tensorflow.distribute.OneDeviceStrategy("/cpu:0").scope():
        raw_values.hasten(keras, [variable])
        assert compat.initializer_of(variable) is initializer
    finish(keras)


@pytest.mark.filterwarnings("ignore::netbuilder.diagnostics.errors.ConfigWarning")
@pytest.mark.parametrize("precision", ["float32", "mixed_bfloat16", "float64"])
def test_a_model_has_the_weights_of_the_plain_build(precision: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import netbuilder as nb

    text = f"""\
seed: 5
runtime: {{precision: {precision}}}
input: [8, 8, 3]
layers:
  - Conv2D: {{filters: 4, kernel_size: 3, activation: relu}}
  - BatchNormalization
  - SeparableConv2D: {{filters: 4, kernel_size: 3, activation: selu}}
  - Reshape: {{target_shape: [4, 16]}}
  - Bidirectional: {{layer: {{LSTM: {{units: 3, return_sequences: true}}}}}}
  - GRU: {{units: 3, kernel_initializer: {{RandomUniform: {{minval: -0.1, maxval: 0.1}}}}}}
  - Dense: {{units: 4, kernel_initializer: {{TruncatedNormal: {{stddev: 0.1}}}}, use_bias: false, dtype: float32}}
compile: {{optimizer: adam, loss: mse}}
"""

    def weights() -> list[tuple[str, str, bytes]]:
        model = nb.build(text)
        return [(one.path.partition("/")[2], one.dtype, one.numpy().tobytes()) for one in model.variables]

    short = weights()
    monkeypatch.setattr(deferred, "build", lambda keras, make: make())
    assert short == weights()
