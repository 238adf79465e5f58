"""What `show` and `code` say of why an initializer stands there, for every way to choose one."""

import pytest

from tests.plan.test_plan import planned


def reasons(layers: str, sample: str) -> list[tuple[str, str]]:
    """The initializer and the reason of everything that is drawn."""
    plan = planned(f"seed: 1\ninput: {sample}\nlayers:\n{layers}")
    decisions = [decision for layer in plan.leaves() for decision in layer.decisions.values()]
    return [
        (type(decision.initializer).__name__, decision.why)
        for decision in decisions
        if type(decision.initializer).__name__ not in ("Zeros", "Ones")
    ]


RELU = "relu lets about half of the signal through and He makes up for it"
OWN_SCALE = ", though normalization makes the scale matter little"
TRUE_FAN = ", by the fan the kernel really has"


@pytest.mark.parametrize(
    ("layers", "sample", "expected"),
    [
        ("  - Dense: {units: 4, activation: relu}\n", "[8]", [("HeNormal", RELU)]),
        ("  - Dense: {units: 4, activation: tanh}\n", "[8]", [("GlorotUniform", "Keras' default, which suits tanh")]),
        ("  - Dense: {units: 4}\n", "[8]", [("GlorotUniform", "Keras' default, which suits a linear output")]),
        (
            "  - Dense: {units: 4, activation: selu}\n",
            "[8]",
            [("LecunNormal", "selu keeps mean and variance with LeCun kernels")],
        ),
        (
            "  - Dense: {units: 4, use_bias: false}\n  - BatchNormalization\n  - ReLU\n",
            "[8]",
            [("HeNormal", RELU + OWN_SCALE)],
        ),
        (
            "  - DepthwiseConv2D: {kernel_size: 3, activation: relu}\n",
            "[8, 8, 4]",
            [("VarianceScaling", RELU + TRUE_FAN)],
        ),
        # Keras counts one input for it, and so there is.
        (
            "  - DepthwiseConv2D: {kernel_size: 3, activation: selu}\n",
            "[8, 8, 1]",
            [("LecunNormal", "selu keeps mean and variance with LeCun kernels")],
        ),
        ("  - Conv2DTranspose: {filters: 4, kernel_size: 3, activation: relu}\n", "[8, 8, 4]", [("HeNormal", RELU)]),
        (
            "  - SeparableConv2D: {filters: 8, kernel_size: 3, activation: relu}\n",
            "[8, 8, 4]",
            [
                (
                    "VarianceScaling",
                    f"Keras' default, as nothing stands between this kernel and the next{TRUE_FAN}",
                ),
                ("HeNormal", RELU),
            ],
        ),
        (
            "  - LSTM: {units: 4}\n",
            "[5, 8]",
            [
                ("GlorotUniform", "Keras' default for a kernel"),
                ("Orthogonal", "Keras' default for a recurrent kernel"),
            ],
        ),
        (
            "  - Embedding: {input_dim: 9, output_dim: 3}\n",
            "[5]",
            [("RandomUniform", "Keras' default for embeddings")],
        ),
    ],
)
def test_reasons(layers: str, sample: str, expected: list[tuple[str, str]]) -> None:
    assert reasons(layers, sample) == expected


def test_of_what_is_not_drawn() -> None:
    plan = planned("seed: 1\ninput: [5, 8]\nlayers:\n  - PReLU\n  - BatchNormalization\n")
    words = [decision.why for layer in plan.leaves() for decision in layer.decisions.values()]
    assert words == [
        "Keras' default for an alpha",
        "Keras' default for a beta",
        "Keras' default for a gamma",
        "Keras' default for a moving mean",
        "Keras' default for a moving variance",
    ]
