"""Networks drawn at random, to hold the probe's verdict against what training comes to."""

from typing import Any, NamedTuple

import numpy as np

from benchmarks.training import FUNCTIONS

ACTIVATIONS = ("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "softplus", "tanh", "softsign", "sigmoid")
DEPTHS = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)
WIDTHS = (32, 48, 64, 96, 128)
NAMED = ("glorot_uniform", "he_normal", "lecun_normal", "normal_0.01", "normal_0.05", "normal_1", "orthogonal")


class Net(NamedTuple):
    """What one network is made of."""

    activation: str
    depth: int
    width: int
    initializer: str
    """A name of Keras', `normal_<stddev>`, or `<distribution>_x<scale>` with s2 that many times the ideal one."""
    seed: int

    def __str__(self) -> str:
        return f"{self.activation} {self.depth} x {self.width} {self.initializer}"


def draw(count: int, seed: int) -> list[Net]:
    """So many networks; half of them with a scale of its own, from a tenth to six times the ideal one."""
    generator = np.random.default_rng(seed)
    nets = []
    for number in range(count):
        if generator.random() < 0.5:
            kind = generator.choice(("normal", "truncated", "orthogonal"))
            initializer = f"{kind}_x{10 ** generator.uniform(-1, 0.8):.3g}"
        else:
            initializer = str(generator.choice(NAMED))
        activation, depth, width = (generator.choice(one) for one in (ACTIVATIONS, DEPTHS, WIDTHS))
        nets.append(Net(str(activation), int(depth), int(width), initializer, seed * 10_000 + number))
    return nets


def ideal_s2(activation: str) -> float:
    """The s2 that keeps the second moment: one over the activation's mean square under N(0, 1)."""
    z = np.linspace(-8, 8, 4001)
    weight = np.exp(-z * z / 2) / np.sqrt(2 * np.pi) * (z[1] - z[0])
    return float(1 / np.sum(FUNCTIONS[activation].value(z) ** 2 * weight))


def initializer(keras: Any, net: Net, seed: int) -> Any:
    """The Keras object for one hidden kernel."""
    kinds = keras.initializers
    kind, _, amount = net.initializer.partition("_x")
    if amount:
        s2 = float(amount) * ideal_s2(net.activation)
        if kind == "orthogonal":
            return kinds.Orthogonal(gain=s2**0.5, seed=seed)
        distribution = {"normal": "untruncated_normal", "truncated": "truncated_normal"}[kind]
        return kinds.VarianceScaling(scale=s2, mode="fan_in", distribution=distribution, seed=seed)
    if net.initializer.startswith("normal_"):
        return kinds.RandomNormal(stddev=float(net.initializer.removeprefix("normal_")), seed=seed)
    named = {
        "glorot_uniform": kinds.GlorotUniform,
        "he_normal": kinds.HeNormal,
        "lecun_normal": kinds.LecunNormal,
        "orthogonal": kinds.Orthogonal,
    }
    return named[net.initializer](seed=seed)


def model(keras: Any, net: Net, inputs: int = 64, classes: int = 10) -> Any:
    """The compiled network; the output layer always has Keras' default."""
    layers = [
        keras.layers.Dense(
            net.width, activation=net.activation, kernel_initializer=initializer(keras, net, net.seed * 100 + at)
        )
        for at in range(net.depth)
    ]
    head = keras.layers.Dense(
        classes,
        activation="softmax",
        kernel_initializer=keras.initializers.GlorotUniform(seed=net.seed * 100 + 99),
    )
    made = keras.Sequential([keras.Input((inputs,)), *layers, head])
    made.compile(keras.optimizers.SGD(0.01, momentum=0.9), "sparse_categorical_crossentropy")
    return made


def kernels(keras: Any, built: Any) -> list[Any]:
    """The kernels of a built network as arrays."""
    return [keras.ops.convert_to_numpy(layer.kernel) for layer in built.layers]
