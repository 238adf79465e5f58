"""Initial values by the operations that Keras itself ends at, without the way to them: the same bytes, sooner.

How a kind of initializer draws is written down a second time here. So each kind is compared with Keras' own values when
a process meets it first, and left to Keras where one bit differs, or where anything is not as it usually is.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from netbuilder.engine import compat
from netbuilder.graph.scale import keras_fans

_DTYPES = ("float32", "float64", "float16", "bfloat16")
_FACTORIZED = ("float32", "float64")
"""What TensorFlow makes orthogonal."""
_SEEDS = range(2**31 - 2)
"""Keras folds larger seeds, each release in its way."""
_TRUNCATED = 0.87962566103423978
"""The deviation of a normal number that is cut at two deviations."""

_agreed: dict[tuple[Any, ...], bool] = {}
"""By kind of initializer: whether its values were Keras' own, bit by bit."""


class _Draw(NamedTuple):
    """Random numbers, scaled and moved; or one number everywhere."""

    operation: str
    """Of `tf.raw_ops`."""
    seed: int
    first: float
    """The mean, or the lower end of uniform numbers."""
    second: float
    """The deviation, or the upper end."""
    orthogonal: str = ""
    """`tall` or `wide` where they are made into an orthogonal matrix."""
    gain: float = 1.0
    """What such a matrix is multiplied by."""


def hasten(keras: Any, variables: Sequence[Any]) -> None:
    """Let variables that wait for their values get them the short way, where that is known to give the same."""
    if keras.backend.backend() != "tensorflow" or keras.distribution.distribution() is not None:
        return
    import tensorflow

    if tensorflow.distribute.has_strategy() or not tensorflow.executing_eagerly():
        return
    raw = _Raw(tensorflow)
    for variable in variables:
        initializer, shape, dtype = compat.initializer_of(variable), tuple(variable.shape), variable.dtype
        draw = _draw(keras, initializer, shape, dtype) if dtype in _DTYPES else None
        if draw is not None and _agrees(raw, draw, initializer, shape, dtype):
            compat.set_initializer(variable, raw.initializer(draw))


def _draw(keras: Any, initializer: Any, shape: tuple[int, ...], dtype: str) -> _Draw | None:
    """How an initializer of Keras draws; None for every other one."""
    call = next((vars(cls)["__call__"] for cls in type(initializer).__mro__ if "__call__" in vars(cls)), None)
    make = _makers(keras).get(call)
    seed = getattr(initializer, "seed", 0)
    if make is None or type(seed) is not int or seed not in _SEEDS:
        return None
    draw = make(initializer, shape, seed)
    return None if draw is not None and draw.orthogonal and dtype not in _FACTORIZED else draw


@cache
def _makers(keras: Any) -> dict[Any, Callable[[Any, tuple[int, ...], int], _Draw | None]]:
    """By the function that an initializer is called with, so that a class that has its own is left alone."""
    classes = keras.initializers
    return {
        classes.Zeros.__call__: lambda initializer, shape, seed: _Draw("Fill", 0, 0.0, 0.0),
        classes.Ones.__call__: lambda initializer, shape, seed: _Draw("Fill", 0, 1.0, 0.0),
        classes.RandomNormal.__call__: lambda initializer, shape, seed: _numbers(
            "StatelessRandomNormalV2", seed, initializer.mean, initializer.stddev
        ),
        classes.TruncatedNormal.__call__: lambda initializer, shape, seed: _numbers(
            "StatelessTruncatedNormalV2", seed, initializer.mean, initializer.stddev
        ),
        classes.RandomUniform.__call__: lambda initializer, shape, seed: _numbers(
            "StatelessRandomUniformV2", seed, initializer.minval, initializer.maxval
        ),
        classes.VarianceScaling.__call__: _scaled,
        classes.Orthogonal.__call__: _orthogonal,
    }


def _numbers(operation: str, seed: int, first: Any, second: Any) -> _Draw | None:
    if isinstance(first, int | float) and isinstance(second, int | float):
        return _Draw(operation, seed, float(first), float(second))
    return None


def _orthogonal(initializer: Any, shape: tuple[int, ...], seed: int) -> _Draw | None:
    if len(shape) < 2 or not isinstance(initializer.gain, int | float):
        return None
    form = "wide" if math.prod(shape[:-1]) < shape[-1] else "tall"
    return _Draw("StatelessRandomNormalV2", seed, 0.0, 1.0, form, float(initializer.gain))


def _scaled(initializer: Any, shape: tuple[int, ...], seed: int) -> _Draw | None:
    """What VarianceScaling, He, Glorot and LeCun draw."""
    if getattr(initializer, "input_axes", None) is not None:  # which count beside `output_axes` alone
        return None
    fans = keras_fans(shape)
    fan = {"fan_in": fans.inputs, "fan_out": fans.outputs}.get(initializer.mode, (fans.inputs + fans.outputs) / 2.0)
    scale = initializer.scale / max(1.0, fan)
    if initializer.distribution == "truncated_normal":
        return _Draw("StatelessTruncatedNormalV2", seed, 0.0, math.sqrt(scale) / _TRUNCATED)
    if initializer.distribution == "untruncated_normal":
        return _Draw("StatelessRandomNormalV2", seed, 0.0, math.sqrt(scale))
    limit = math.sqrt(3.0 * scale)
    return _Draw("StatelessRandomUniformV2", seed, -limit, limit)


def _agrees(raw: "_Raw", draw: _Draw, initializer: Any, shape: tuple[int, ...], dtype: str) -> bool:
    """Whether what is drawn is what Keras draws: compared once for every kind."""
    mode, distribution = getattr(initializer, "mode", ""), getattr(initializer, "distribution", "")
    kind = (type(initializer), mode, distribution, len(shape), dtype, draw.operation, draw.orthogonal)
    if kind not in _agreed:
        with raw.tensorflow.init_scope():
            ours, theirs = raw.values(draw, shape, dtype), initializer(shape, dtype=dtype)
        _agreed[kind] = ours.dtype == theirs.dtype and ours.numpy().tobytes() == theirs.numpy().tobytes()
    return _agreed[kind]


class _Raw:
    """Draws by operations; what many draws need is made once."""

    def __init__(self, tensorflow: Any) -> None:
        self.tensorflow = tensorflow
        self._constants: dict[tuple[Any, str], Any] = {}

    def initializer(self, draw: _Draw) -> Callable[..., Any]:
        """What Keras calls in place of its own initializer."""
        return lambda shape, dtype: self.values(draw, shape, dtype)

    def values(self, draw: _Draw, shape: Sequence[int], dtype: str) -> Any:
        """The values of a variable, as a tensor."""
        if draw.orthogonal:
            return self._orthogonal(draw, shape, dtype)
        raw = self.tensorflow.raw_ops
        size = self._constant(tuple(shape), "int32")
        if draw.operation == "StatelessRandomUniformV2":
            first, last = self._cast(draw.first, dtype), self._cast(draw.second, dtype)
            return self._random(draw, size, first, raw.Sub(x=last, y=first), dtype)
        first = self._constant(draw.first, dtype)
        if draw.operation == "Fill":
            return raw.Fill(dims=size, value=first)
        return self._random(draw, size, first, self._constant(draw.second, dtype), dtype)

    def _orthogonal(self, draw: _Draw, shape: Sequence[int], dtype: str) -> Any:
        raw = self.tensorflow.raw_ops
        sides = math.prod(shape[:-1]), shape[-1]
        plain = draw._replace(orthogonal="")
        matrix, triangle = raw.Qr(input=self.values(plain, (max(sides), min(sides)), dtype), full_matrices=False)
        matrix = raw.Mul(x=matrix, y=raw.Sign(x=raw.DiagPart(input=triangle)))
        if draw.orthogonal == "wide":
            matrix = raw.Transpose(x=matrix, perm=self._constant((1, 0), "int32"))
        matrix = raw.Reshape(tensor=matrix, shape=self._constant(tuple(shape), "int32"))
        return raw.Mul(x=matrix, y=self._constant(draw.gain, dtype))

    def _random(self, draw: _Draw, size: Any, move: Any, scale: Any, dtype: str) -> Any:
        raw = self.tensorflow.raw_ops
        seed = self.tensorflow.constant([draw.seed, 0], "int32")
        key, counter = raw.StatelessRandomGetKeyCounter(seed=seed)
        algorithm = self._constant(self.tensorflow.random.Algorithm.AUTO_SELECT.value, "int32")
        numbers = getattr(raw, draw.operation)(
            shape=size, key=key, counter=counter, alg=algorithm, dtype=self.tensorflow.as_dtype(dtype)
        )
        return raw.AddV2(x=raw.Mul(x=numbers, y=scale), y=move)

    def _cast(self, value: float, dtype: str) -> Any:
        """As Keras does with the ends of uniform numbers: they are rounded to float32 first."""
        return self.tensorflow.cast(self._constant(value, "float32"), dtype)

    def _constant(self, value: Any, dtype: str) -> Any:
        key = (value, dtype)
        if key not in self._constants:
            self._constants[key] = self.tensorflow.constant(value, dtype)
        return self._constants[key]
