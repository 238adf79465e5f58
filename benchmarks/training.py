"""Train plain dense networks in numpy, several learning rates side by side: Keras' own arithmetic without its overhead.

`tests/probe/test_training_like_keras.py` holds the steps against Keras.
"""

import os
from collections.abc import Callable
from typing import Any, NamedTuple

# Two processes with a thread each beat one process with two threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from scipy.special import erf, expit

Array = Any

STEPS, BATCH = 300, 64
SGD_RATES, ADAM_RATES = (1e-3, 1e-2, 1e-1), (3e-4, 1e-3, 5e-3)
LEARNT, STUCK = 0.9, 0.5

_SELU_SCALE, _SELU_ALPHA = 1.0507009873554805, 1.6732632423543772


class Function(NamedTuple):
    """An activation: the values, and its slope from the input and the values."""

    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]


def _softplus(z: Array) -> Array:
    return np.logaddexp(np.float32(0), z)


def _mish_slope(z: Array, h: Array) -> Array:
    tanh = np.tanh(_softplus(z))
    return tanh + z * expit(z) * (1 - tanh**2)


def _gelu_slope(z: Array, h: Array) -> Array:
    return 0.5 * (1 + erf(z * 0.70710678)) + z * np.exp(-0.5 * z * z) * 0.39894228


FUNCTIONS = {
    "relu": Function(lambda z: np.maximum(z, 0), lambda z, h: (z > 0).astype("float32")),
    "leaky_relu": Function(lambda z: np.where(z > 0, z, 0.2 * z), lambda z, h: np.where(z > 0, 1, 0.2)),
    "elu": Function(lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))), lambda z, h: np.where(z > 0, 1, h + 1)),
    "selu": Function(
        lambda z: _SELU_SCALE * np.where(z > 0, z, _SELU_ALPHA * np.expm1(np.minimum(z, 0))),
        lambda z, h: np.where(z > 0, _SELU_SCALE, h + _SELU_SCALE * _SELU_ALPHA),
    ),
    "gelu": Function(lambda z: 0.5 * z * (1 + erf(z * 0.70710678)), _gelu_slope),
    "silu": Function(lambda z: z * expit(z), lambda z, h: expit(z) * (1 + z * (1 - expit(z)))),
    "mish": Function(lambda z: z * np.tanh(_softplus(z)), _mish_slope),
    "softplus": Function(_softplus, lambda z, h: expit(z)),
    "tanh": Function(np.tanh, lambda z, h: 1 - h * h),
    "softsign": Function(lambda z: z / (1 + np.abs(z)), lambda z, h: 1 / (1 + np.abs(z)) ** 2),
    "sigmoid": Function(expit, lambda z, h: h * (1 - h)),
    "linear": Function(lambda z: z, lambda z, h: np.ones_like(z)),
}


class Runs:
    """One network trained once for each rate, all at a time: every array has the runs as its first axis."""

    def __init__(
        self,
        kernels: list[Array],
        function: str,
        sgd: tuple[float, ...] = SGD_RATES,
        adam: tuple[float, ...] = ADAM_RATES,
    ) -> None:
        self.function = FUNCTIONS[function]
        self.count, self.sgd = len(sgd) + len(adam), len(sgd)
        self.kernels = [np.repeat(one[None].astype("float32"), self.count, 0) for one in kernels]
        self.biases = [np.zeros((self.count, 1, one.shape[1]), "float32") for one in kernels]
        self.weights = self.kernels + self.biases
        self.first = [np.zeros_like(one) for one in self.weights]
        self.second = [np.zeros_like(one[self.sgd :]) for one in self.weights]
        self.rates = np.array([*sgd, *adam], "float32")[:, None, None]
        self.steps = 0

    def forward(self, x: Array) -> tuple[list[Array], list[Array]]:
        """What goes into every layer, and what every layer makes before its activation."""
        inputs, sums = [np.broadcast_to(x, (self.count, *x.shape))], []
        last = len(self.kernels) - 1
        for at, (kernel, bias) in enumerate(zip(self.kernels, self.biases, strict=True)):
            sums.append(np.matmul(inputs[-1], kernel) + bias)
            if at < last:
                inputs.append(self.function.value(sums[-1]).astype("float32"))
        return inputs, sums

    def step(self, x: Array, y: Array) -> None:
        """One step of SGD with momentum 0.9, and of Adam, on the softmax cross-entropy."""
        inputs, sums = self.forward(x)
        slope = _softmax(sums[-1])
        slope[:, np.arange(len(y)), y] -= 1
        slope /= len(y)
        kernels, biases = [], []
        for at in reversed(range(len(self.kernels))):
            kernels.append(np.matmul(inputs[at].transpose(0, 2, 1), slope))
            biases.append(slope.sum(1, keepdims=True))
            if at:
                slope = np.matmul(slope, self.kernels[at].transpose(0, 2, 1))
                slope = (slope * self.function.slope(sums[at - 1], inputs[at])).astype("float32")
        self._apply([*reversed(kernels), *reversed(biases)])

    def _apply(self, slopes: list[Array]) -> None:
        self.steps += 1
        cut = self.sgd
        correction = np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        for weight, slope, first, second in zip(self.weights, slopes, self.first, self.second, strict=True):
            first[:cut] = 0.9 * first[:cut] - self.rates[:cut] * slope[:cut]
            weight[:cut] += first[:cut]
            first[cut:] += (slope[cut:] - first[cut:]) * np.float32(0.1)
            second += (slope[cut:] ** 2 - second) * np.float32(0.001)
            weight[cut:] -= self.rates[cut:] * np.float32(correction) * first[cut:] / (np.sqrt(second) + 1e-7)

    def drop(self, sgd: bool) -> None:
        """Go on without the runs of SGD, or without those of Adam."""
        keep = slice(self.sgd, None) if sgd else slice(0, self.sgd)
        self.weights = [one[keep] for one in self.weights]
        self.kernels, self.biases = self.weights[: len(self.kernels)], self.weights[len(self.kernels) :]
        self.first, self.rates = [one[keep] for one in self.first], self.rates[keep]
        if sgd:
            self.sgd = 0
        else:
            self.second = [one[:0] for one in self.second]
        self.count = len(self.rates)

    def accuracies(self, x: Array, y: Array) -> Array:
        """Of every run, on all samples."""
        return (self.forward(x)[1][-1].argmax(-1) == y).mean(1)


def _softmax(z: Array) -> Array:
    powers = np.exp(z - z.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def digits() -> tuple[Array, Array]:
    """scikit-learn's 1797 handwritten digits with mean 0 and standard deviation 1."""
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    return ((x - x.mean()) / x.std()).astype("float32"), y


def outcome(accuracy: float) -> str:
    """ok, marginal or fail."""
    return "ok" if accuracy >= LEARNT else "fail" if accuracy < STUCK else "marginal"


def best(kernels: list[Array], function: str, seed: int = 0, steps: int = STEPS) -> tuple[float, float]:
    """The best training accuracy of SGD with momentum, and of Adam, over three rates each.

    An optimizer that has learnt rests: what follows would not change the outcome.
    """
    np.seterr(all="ignore")  # a network that explodes is an outcome too
    x, y = digits()
    runs = Runs(kernels, function)
    generator = np.random.default_rng(seed)
    now = {"sgd": 0.0, "adam": 0.0}
    for number in range(1, steps + 1):
        chosen = generator.integers(0, len(x), BATCH)
        runs.step(x[chosen], y[chosen])
        if number % 50 == 0 or number == steps:
            accuracies = runs.accuracies(x, y)
            for optimizer, these in (("sgd", accuracies[: runs.sgd]), ("adam", accuracies[runs.sgd :])):
                if len(these):
                    now[optimizer] = float(these.max())
            if now["sgd"] >= LEARNT and runs.sgd:
                runs.drop(sgd=True)
            if now["adam"] >= LEARNT and runs.count > runs.sgd:
                runs.drop(sgd=False)
            if not runs.count:
                break
    return now["sgd"], now["adam"]
