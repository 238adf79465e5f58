"""A plan leaves nothing open: names, seeds, initializers and who chose them."""

import pytest

from netbuilder.graph import resolve
from netbuilder.parse import parse
from netbuilder.plan import Plan, plan
from netbuilder.source import read


def planned(text: str, seed: int | None = None) -> Plan:
    draft = parse(read(text, "test.yaml"))
    assert draft.problems == []
    return plan(resolve(draft), seed)


def choices(text: str) -> list[tuple[str, str]]:
    """Initializer and chooser of every kernel."""
    found = []
    for layer in planned(text).leaves():
        for role, decision in layer.decisions.items():
            if role.rpartition(".")[2] in ("kernel_initializer", "depthwise_initializer", "pointwise_initializer"):
                found.append((type(decision.initializer).__name__, decision.by))
    return found


def test_the_recursion_limit_of_deep_models() -> None:
    limits = [
        planned(f"input: [2]\nlayers:\n  - repeat: {{times: {times}, layers: [Flatten]}}\n").recursion_limit
        for times in (1, 899, 900, 1_000)
    ]
    assert limits == [None, None, 23_000, 25_000]


HEAD = "seed: 1\ninput: [8, 8, 4]\nlayers:\n"


def test_names_and_paths() -> None:
    text = """
name: net
input: [4]
layers:
  - Dense: {units: 4, name: dense_1}
  - Dense: {units: 4}
  - Dense: {units: 4}
  - repeat:
      times: 2
      layers:
        - Dense: {units: 4}
        - Sequential:
            name: block
            layers: [Dense: {units: 4}, ReLU, {Dense: {units: 4, name: last}}]
"""
    result = planned(text)
    assert [one.full_name for one in result.layers] == [
        "net/dense_1",
        "net/dense",
        "net/dense_2",
        "net/dense_3",
        "net/block_0",
        "net/dense_4",
        "net/block_1",
    ]
    assert [one.full_name for one in result.layers[4].inner or ()] == [
        "net/block_0/dense",
        "net/block_0/re_lu",
        "net/block_0/last",
    ]
    assert [one.call.index for one in result.leaves() if one.call] == list(range(11))


def test_rounds_make_written_names_unique() -> None:
    inner = "{repeat: {times: 2, layers: [{Dense: {units: 4, name: block}}]}}"
    text = f"input: [4]\nlayers:\n  - repeat: {{times: 2, layers: [{inner}]}}"
    assert [one.name for one in planned(text).layers] == ["block_0_0", "block_0_1", "block_1_0", "block_1_1"]


@pytest.mark.parametrize(
    ("activation", "chosen", "by"),
    [
        ("relu", "HeNormal", "NB201"),
        ("gelu", "HeNormal", "NB201"),
        ("elu", "HeNormal", "NB201"),
        ("selu", "LecunNormal", "NB204"),
        ("tanh", "GlorotUniform", "keras"),
        ("sigmoid", "GlorotUniform", "keras"),
        ("softmax", "GlorotUniform", "keras"),
        ("linear", "GlorotUniform", "keras"),
    ],
)
def test_a_left_out_kernel_follows_its_activation(activation: str, chosen: str, by: str) -> None:
    assert choices(f"{HEAD}  - Dense: {{units: 4, activation: {activation}}}") == [(chosen, by)]
    behind = f"{HEAD}  - Dense: {{units: 4}}\n  - BatchNormalization\n  - Dropout: {{rate: 0.1}}\n"
    assert choices(f"{behind}  - Activation: {{activation: {activation}}}") == [(chosen, by)]


def test_keras_keeps_its_defaults() -> None:
    assert choices(f"initializers: keras\n{HEAD}  - Dense: {{units: 4, activation: relu}}") == [
        ("GlorotUniform", "keras")
    ]


def test_what_is_written_stays() -> None:
    text = f"{HEAD}  - Dense: {{units: 4, activation: relu, kernel_initializer: lecun_normal}}"
    assert choices(text) == [("LecunNormal", "you")]


def test_recurrent_kernels_stay_keras_own() -> None:
    text = "input: [5, 3]\nlayers:\n  - LSTM: {units: 4, activation: relu}\n  - Dense: {units: 2, activation: relu}"
    assert choices(text) == [("GlorotUniform", "keras"), ("HeNormal", "NB201")]


def scaling(text: str) -> list[dict[str, object]]:
    return [
        {option: getattr(decision.initializer, option) for option in ("scale", "mode", "distribution")}
        for layer in planned(text).leaves()
        for decision in layer.decisions.values()
        if decision.by == "NB206"
    ]


def test_depthwise_and_transposed_kernels_get_their_true_fan() -> None:
    he = {"scale": 2.0, "mode": "fan_out", "distribution": "truncated_normal"}
    assert scaling(f"{HEAD}  - DepthwiseConv2D: {{kernel_size: 3, activation: relu}}") == [he]
    assert scaling(f"{HEAD}  - DepthwiseConv2D: {{kernel_size: 3, depth_multiplier: 2, activation: relu}}") == [
        he | {"scale": 4.0}
    ]
    transposed = "Conv2DTranspose: {filters: 6, kernel_size: 4, strides: 2, activation: relu}"
    assert scaling(f"{HEAD}  - {transposed}") == [he | {"scale": 8.0}]
    # Both fans are 9 where Keras counts 36 and 9.
    [linear] = scaling(f"{HEAD}  - DepthwiseConv2D: {{kernel_size: 3}}\n  - Conv2D: {{filters: 4, kernel_size: 1}}")
    assert linear == {"scale": 2.5, "mode": "fan_avg", "distribution": "uniform"}


def test_separable_kernels() -> None:
    """Nothing stands between the two, so only the second one follows the activation."""
    text = f"{HEAD}  - SeparableConv2D: {{filters: 8, kernel_size: 3, activation: relu}}"
    assert choices(text) == [("VarianceScaling", "NB206"), ("HeNormal", "NB201")]


def test_wrapped_kernels() -> None:
    text = "input: [5, 3]\nlayers:\n  - TimeDistributed: {layer: {Dense: {units: 4, activation: relu}}}"
    [layer] = planned(text).layers
    assert layer.decisions["layer.kernel_initializer"].by == "NB201"
    assert layer.names == {"layer": "dense"}


def test_a_model_inside_a_wrapper() -> None:
    """The rounds of a repeat in it are layers of their own: names, seeds and choices differ."""
    inside = """
          - repeat: {times: 2, layers: [{Dense: {units: 4, activation: relu, name: step}}]}
          - Dense: {units: 4}
          - Dense: {units: 4}
"""
    wrapped = "  - TimeDistributed:\n      layer:\n        Sequential:\n          layers:"
    text = f"seed: 1\ninput: [5, 3]\nlayers:\n{wrapped}{inside}"
    [layer] = planned(text).layers
    assert list(layer.names.values()) == ["sequential", "step_0", "step_1", "dense", "dense_1"]
    kernels = [role for role in layer.decisions if role.endswith("kernel_initializer")]
    assert [layer.decisions[role].by for role in kernels] == ["NB201", "NB201", "keras", "keras"]
    assert len({layer.seeds[role] for role in kernels}) == 4


def test_a_model_inside_a_wrapper_is_looked_through_like_any_other() -> None:
    inside = """
            - Conv2D: {filters: 4, kernel_size: 3}
            - ReLU
            - DepthwiseConv2D: {kernel_size: 3, activation: relu}
            - Dense: {units: 4}
            - Activation: {activation: selu}
            - Conv2DTranspose: {filters: 4, kernel_size: 3, strides: 2, activation: tanh}
"""
    wrapped = "  - TimeDistributed:\n      layer:\n        Sequential:\n          layers:"
    [layer] = planned(f"input: [5, 8, 8, 3]\nlayers:\n{wrapped}{inside}").layers
    kernels = [role for role in layer.decisions if role.endswith(("kernel_initializer", "depthwise_initializer"))]
    assert [layer.decisions[role].by for role in kernels] == ["NB201", "NB206", "NB204", "NB206"]


def test_every_decision_has_a_reason() -> None:
    text = f"{HEAD}  - Conv2D: {{filters: 4, kernel_size: 3, activation: relu}}\n  - BatchNormalization\n  - Flatten\n"
    for layer in planned(text + "  - Dense: {units: 2, bias_initializer: ones}").leaves():
        for decision in layer.decisions.values():
            assert decision.by in ("you", "keras") or decision.by.startswith("NB2")
            assert decision.why
            assert not decision.why.endswith(".")


def test_seeds() -> None:
    text = f"""{HEAD}
  - Dense: {{units: 4}}
  - Dense: {{units: 4, kernel_initializer: {{HeNormal: {{seed: 7}}}}}}
  - Dropout: {{rate: 0.1, seed: 3}}
  - Dropout: {{rate: 0.1}}
"""
    first, second, third, fourth = planned(text).layers
    assert set(first.seeds) == {"kernel_initializer"}
    assert second.seeds == {"kernel_initializer": 7}
    assert third.seeds == {"seed": 3}
    assert set(fourth.seeds) == {"seed"}
    assert first.seeds["kernel_initializer"] != fourth.seeds["seed"]


def test_a_layer_of_another_class_changes_no_other_seeds() -> None:
    plain = planned(f"{HEAD}  - Dense: {{units: 4}}\n  - Dense: {{units: 4}}")
    more = planned(f"name: other\n{HEAD}  - Dense: {{units: 4}}\n  - Dropout: {{rate: 0.1}}\n  - Dense: {{units: 4}}")
    assert [one.seeds for one in plain.layers] == [one.seeds for one in more.layers if one.name != "dropout"]


def test_both_directions_get_seeds() -> None:
    text = "seed: 1\ninput: [5, 3]\nlayers:\n  - Bidirectional: {layer: {LSTM: {units: 4}}}"
    [layer] = planned(text).layers
    assert layer.seeds["layer.kernel_initializer"] != layer.seeds["backward_layer.kernel_initializer"]
    assert "layer.recurrent_initializer" in layer.seeds


def test_without_a_seed_nothing_is_drawn_until_a_build_gives_one() -> None:
    text = "input: [4]\nlayers:\n  - Dense: {units: 4}"
    assert planned(text).layers[0].seeds == {}
    assert planned(text, 5).layers[0].seeds == planned("seed: 5\n" + text).layers[0].seeds


def test_the_input_dtype_is_settled() -> None:
    assert planned("input: [4]\nlayers:\n  - Dense: {units: 4}").input.dtype == "float32"
    assert planned("input: [4]\nlayers:\n  - Embedding: {input_dim: 4, output_dim: 2}").input.dtype == "int32"
    text = "input: {shape: [4], dtype: int64}\nlayers:\n  - Embedding: {input_dim: 4, output_dim: 2}"
    assert planned(text).input.dtype == "int64"


def test_a_backward_layer_that_is_written_keeps_its_seed() -> None:
    """The one that Keras makes of the forward layer gets seeds of its own."""
    forward = "layer: {LSTM: {units: 2, kernel_initializer: {HeNormal: {seed: 3}}}}"
    backward = "backward_layer: {LSTM: {units: 2, go_backwards: true, kernel_initializer: {HeNormal: {seed: 7}}}}"

    def seeds(options: str) -> dict[str, int]:
        [layer] = planned(f"seed: 1\ninput: [5, 3]\nlayers:\n  - Bidirectional: {{{options}}}\n").leaves()
        return layer.seeds

    both = seeds(f"{forward}, {backward}")
    assert both["layer.kernel_initializer"] == 3
    assert both["backward_layer.kernel_initializer"] == 7
    copied = seeds(forward)
    assert copied["layer.kernel_initializer"] == 3
    assert copied["backward_layer.kernel_initializer"] not in (3, 7)
