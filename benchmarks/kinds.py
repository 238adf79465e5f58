"""Four kinds of networks, as a config and as a program by hand: the same layers and the same initializers."""

from collections.abc import Callable
from typing import Any, NamedTuple

_END = "compile: {optimizer: adam, loss: mse}\nrules: {NB311: off, NB604: off}\n"


class Kind(NamedTuple):
    """One network, twice."""

    name: str
    config: Callable[[], str]
    program: Callable[[], Any]
    bar: float
    """What share of the time of the program a build may take."""


def _config(sample: str, layers: str) -> str:
    return f"seed: 1\ninput: {sample}\nlayers:\n{layers}{_END}"


def _program(sample: tuple[int, ...], layers: Callable[[Any], list[Any]]) -> Any:
    import keras

    model = keras.Sequential([keras.Input(sample), *layers(keras.layers)])
    model.compile("adam", "mse")
    return model


def _dense(layers: Any) -> list[Any]:
    return [layers.Dense(64, "relu", kernel_initializer="he_normal") for _ in range(300)]


def _residual(layers: Any) -> list[Any]:
    stack: list[Any] = []
    for _ in range(100):
        stack += [
            layers.Conv2D(8, 3, padding="same", use_bias=False, kernel_initializer="he_normal"),
            layers.BatchNormalization(),
            layers.ReLU(),
        ]
    return stack


def _recurrent(layers: Any) -> list[Any]:
    return [layers.Bidirectional(layers.LSTM(16, return_sequences=True)) for _ in range(20)]


def _mixed(layers: Any) -> list[Any]:
    stack: list[Any] = []
    for _ in range(10):
        stack += [
            layers.Conv1D(16, 3, padding="same", activation="relu", kernel_initializer="he_normal"),
            layers.BatchNormalization(),
            layers.GRU(16, return_sequences=True),
            layers.LayerNormalization(),
            layers.Dense(16, "relu", kernel_initializer="he_normal"),
        ]
    return stack


_CONVOLUTION = """\
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, use_bias: false}
  - BatchNormalization
  - ReLU
"""
_TURNS = """\
  - Conv1D: {filters: 16, kernel_size: 3, padding: same, activation: relu}
  - BatchNormalization
  - GRU: {units: 16, return_sequences: true}
  - LayerNormalization
  - Dense: {units: 16, activation: relu}
"""
_BOTH_WAYS = "  - Bidirectional: {layer: {LSTM: {units: 16, return_sequences: true}}}\n"
KINDS = {
    "dense": Kind(
        "300 Dense",
        lambda: _config("[64]", "  - Dense: {units: 64, activation: relu}\n" * 300),
        lambda: _program((64,), _dense),
        0.55,
    ),
    "residual": Kind(
        "100 x (Conv2D, BatchNormalization, ReLU)",
        lambda: _config("[8, 8, 8]", _CONVOLUTION * 100),
        lambda: _program((8, 8, 8), _residual),
        0.55,
    ),
    "recurrent": Kind(
        "20 Bidirectional LSTM",
        lambda: _config("[20, 32]", _BOTH_WAYS * 20),
        lambda: _program((20, 32), _recurrent),
        0.6,
    ),
    "mixed": Kind(
        "50 mixed layers",
        lambda: _config("[20, 16]", _TURNS * 10),
        lambda: _program((20, 16), _mixed),
        0.6,
    ),
}
