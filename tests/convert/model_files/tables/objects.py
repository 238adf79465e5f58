"""Initializers, regularizers, constraints and activations, as the eras write them."""

from typing import Any

from tests.convert.model_files.tables.small_files import behind, behind_3, layer

Json = dict[str, Any]


def dense(**config: Any) -> Json:
    return behind([4], layer("Dense", units=2, **config))


def kernel(initializer: Any) -> Json:
    return dense(kernel_initializer=initializer)


def scaled(**config: Any) -> Json:
    return layer("VarianceScaling", **config)


def kernels(*initializers: Any) -> Json:
    """One layer an initializer."""
    return behind(
        [4], *(layer("Dense", units=2, kernel_initializer=each, name=f"d{n}") for n, each in enumerate(initializers))
    )


def penalties(*regularizers: Any) -> Json:
    return behind(
        [4], *(layer("Dense", units=2, kernel_regularizer=each, name=f"d{n}") for n, each in enumerate(regularizers))
    )


def constraints(*written: Any) -> Json:
    return behind(
        [4], *(layer("Dense", units=2, kernel_constraint=each, name=f"d{n}") for n, each in enumerate(written))
    )


def activations(*written: Any) -> Json:
    return behind([4], *(layer("Dense", units=2, activation=each, name=f"d{n}") for n, each in enumerate(written)))


MODES, DRAWS = ("fan_in", "fan_avg", "fan_out"), ("uniform", "normal", "truncated_normal", "untruncated_normal")
CASES: dict[str, Any] = {
    "initializers by name": kernels("zero", "one", "he_normal", "glorot_uniform", "HeUniform", "ones", None),
    "initializers by class": kernels(
        layer("Zeros"),
        layer("OrthogonalInitializer", gain=1.5),
        layer("Orthogonal", gain=1.0, seed=None),
        layer("Identity"),
        layer("RandomNormalV2", stddev=0.1),
        layer("TruncatedNormalV1", mean=0.0, stddev=0.05),
        layer("randomuniform", minval=-1, maxval=1),
        layer("HeNormal", seed=3),
        layer("Constant", value=0.5),
    ),
    "the identity of old": behind([2], layer("Dense", units=2, kernel_initializer=layer("IdentityInitializer"))),
    "scales with a name of their own": kernels(
        *(scaled(scale=s, mode=m, distribution=d) for s in (1.0, 2.0) for m in MODES for d in DRAWS)
    ),
    "a scale with a seed": kernels(scaled(scale=2.0, mode="fan_in", distribution="normal", seed=7)),
    "a scale with a seed that is null": kernels(scaled(scale=2.0, mode="fan_in", distribution="normal", seed=None)),
    "a scale without options": kernels(scaled()),
    "a scale without a distribution": kernels(scaled(scale=2.0)),
    "a scale without a mode": kernels(scaled(scale=1.0, distribution="uniform")),
    "a scale that is a whole number": kernels(scaled(scale=2, mode="fan_in", distribution="uniform")),
    "a scale that is text": kernels(scaled(scale="big")),
    "a mode that is a list": kernels(scaled(mode=["fan_in"])),
    "a distribution that is a list": kernels(scaled(distribution=["normal"])),
    "a scale of version 2": kernels(layer("VarianceScalingV2", scale=1.0, mode="fan_avg", distribution="uniform")),
    "a scale of Keras 3": behind_3(
        [4],
        layer(
            "Dense",
            units=2,
            kernel_initializer={
                **scaled(scale=2.0, mode="fan_in", distribution="uniform"),
                "module": "keras.initializers",
            },
        ),
    ),
    "an initializer of nobody": kernels("odd"),
    "an initializer that is a number": kernels(7),
    "an initializer that is a list": kernels(["zeros"]),
    "an initializer without a class": kernels({"config": {}}),
    "an initializer of a module": kernels({**layer("HeNormal"), "module": "pkg.init"}),
    "an initializer of modules of Keras": kernels(
        *({**layer("HeNormal"), "module": f"{root}.x"} for root in ("keras", "tensorflow", "tf_keras", "builtins"))
    ),
    "an initializer of a package": kernels(layer("pkg>HeNormal")),
    "initializers of no package": kernels(layer("Custom>HeNormal"), layer("keras>HeNormal"), "Custom>he_normal"),
    "an initializer by name of a package": kernels("pkg>he_normal"),
    "an initializer with options that are text": kernels({"class_name": "HeNormal", "config": "x"}),
    "an initializer with a wrong option": kernels(layer("RandomNormal", stddev="wide")),
    "an initializer that is a function": kernels({"class_name": "function", "config": "he_normal"}),
    "an initializer that is a function of a function": kernels({"class_name": "function", "config": layer("HeNormal")}),
    "an initializer that is a function of a list": kernels({"class_name": "function", "config": ["he_normal"]}),
    "regularizers of Keras 1": penalties(
        {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01},
        {"name": "ActivityRegularizer", "l1": 0.02, "l2": 0.0},
        {"name": "L1L2Regularizer", "l1": 0.1, "l2": 0.2},
    ),
    "regularizers of Keras 2": penalties(
        layer("L1L2", l1=0.0, l2=0.1),
        layer("L1L2", l1=0.1, l2=0.0),
        layer("L1L2", l1=0.1, l2=0.2),
        layer("L1L2", l1=0.0, l2=0.0),
    ),
    "regularizers of one part": penalties(
        layer("L1", l1=0.1), layer("L2", l2=0.2), layer("L2", l2=0.0), layer("L1", l1=None)
    ),
    "regularizers without options": penalties("l1", "l2", "l1_l2", "l1l2", "L1", "L2", "L1L2"),
    "regularizers by class without options": penalties(layer("L1"), layer("L2"), layer("L1L2")),
    "another regularizer": penalties(layer("OrthogonalRegularizer", factor=0.1)),
    "another regularizer without options": penalties(layer("OrthogonalRegularizer")),
    "a regularizer of nobody": penalties(layer("L3", l3=0.1)),
    "a regularizer that is a number": penalties(0.1),
    "a regularizer whose strength is text": penalties(layer("L2", l2="much")),
    "a regularizer of another package": penalties(layer("pkg>Orthogonal")),
    "constraints of Keras 1": constraints(
        {"name": "MaxNorm", "m": 3, "axis": 0}, {"name": "maxnorm"}, {"name": "nonneg"}, {"name": "unitnorm", "axis": 1}
    ),
    "a range of norms": constraints({"name": "MinMaxNorm", "low": 0.1, "high": 2.0, "rate": 0.5}),
    "constraints of Keras 2": constraints(
        layer("MaxNorm", max_value=2, axis=0), layer("UnitNorm", axis=0), layer("NonNeg"), "max_norm"
    ),
    "a constraint of nobody": constraints("odd"),
    "activations": activations("relu", "linear", None, "softmax_v2", "log_softmax_v2", "swish", "Relu", "softmax"),
    "activations by class": activations(layer("relu"), layer("function") | {"config": "gelu"}, {"name": "tanh"}),
    "an initializer as an activation": activations(layer("VarianceScaling")),
    "a regularizer as an activation": activations(layer("L2", l2=0.1)),
    "an activation of nobody": activations("odd"),
    "an activation that is a number": activations(0),
    "an activation of a package": activations("pkg>relu"),
    "a bias and an activity": dense(
        bias_initializer="ones", bias_regularizer=layer("L2", l2=0.1), activity_regularizer=layer("L1", l1=0.1)
    ),
    "equal initializers in two layers": kernels(layer("HeNormal", seed=None), layer("HeNormal", seed=None)),
    "embeddings": behind(
        [4],
        layer(
            "Embedding",
            input_dim=5,
            output_dim=2,
            embeddings_initializer=layer("RandomUniform", minval=-0.05, maxval=0.05),
        ),
    ),
    "alphas and gammas": behind(
        [4],
        layer("PReLU", alpha_initializer="he_normal"),
        layer("BatchNormalization", gamma_initializer="zeros", beta_constraint="non_neg"),
    ),
}
