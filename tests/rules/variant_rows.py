"""Variants of what rules find: bounds, options that make a difference, what is almost the same and left alone.

Rows of the table in `test_must_pass.py`; what is said of each stands in `words/`.
"""

# ruff: noqa: E501 - a row of the table is one line

from tests.rules.judging import net

SPARSE = "{optimizer: adam, loss: sparse_categorical_crossentropy}"
TAIL = "\nDense: {units: 4}"
RELU = "Dense: {units: 8, activation: relu}\n"


def hidden(options: str, mark: str = "") -> str:
    """A hidden layer of 8 units with these options, on 64 inputs."""
    return net(f"Dense: {{units: 8, {options}}}{f'  # {mark}' if mark else ''}{TAIL}")


def narrow(units: int, inputs: int, outputs: int, mark: str = "") -> str:
    head = f"Dense: {{units: {outputs}, activation: softmax}}"
    return net(
        f"Dense: {{units: {units}, activation: tanh}}{f'  # {mark}' if mark else ''}\n{head}",
        shape=f"[{inputs}]",
        compile_=SPARSE,
    )


def spread(layout: str, optimizer: str = "adafactor", mesh: str = "{batch: 1, model: 2}") -> str:
    """A model whose weights are spread over two devices."""
    lines = "\n".join(f"        {line.strip()}" for line in layout.splitlines())
    return (
        f"name: net\n{net('Dense: {units: 32, activation: relu}' + TAIL, shape='[16]', compile_=f'{{optimizer: {optimizer}, loss: mse}}')}"
        f"runtime:\n  backend: jax\n  distribution:\n    ModelParallel:\n      mesh: {mesh}\n      layout:\n{lines}\n"
    )


VARIANTS = [
    ("NB1008", spread('".*kernel": [null, model]  # NB1008\n".*bias": [null, null]  # NB1008')),
    ("NB1008", spread('".*kernel": [null]\n".*bias": [model]  # NB1008')),
    ("NB1008", spread('".*kernel": [model]')),
    ("NB1008", spread('".*kernel": [null, model]', optimizer="adam")),
    ("NB1008", spread('".*": [model]  # NB1008', optimizer="adam")),
    ("NB1008", spread('".*": []', optimizer="adam")),
    ("NB1008", spread('".*kernel": [null, batch]  # NB1008')),
    ("NB102", net("Conv2D: {filters: 4, kernel_size: 5}  # NB102\nFlatten\nDense: {units: 4}", shape="[3, 32, 32]")),
    ("NB102", net("Conv2D: {filters: 4, kernel_size: 40}  # NB102\nFlatten\nDense: {units: 4}", shape="[3, 32, 32]")),
    ("NB102", net("Conv2D: {filters: 4, kernel_size: 3}\nMaxPooling2D\n" * 6 + "Flatten\nDense: {units: 4}", shape="[32, 32, 3]").replace(
        "3}", "3}  # NB102", 4).replace("  # NB102", "", 3)),
    ("NB101", net("Conv1D: {filters: 4, kernel_size: 3}  # NB101\nFlatten\nDense: {units: 4}", shape="[null, 28, 28]")),
    ("NB101", net("Dense: {units: 4}\nConv1D: {filters: 4, kernel_size: 3}  # NB101\nLSTM: {units: 3}", shape="[null, 28, 28]")),
    ("NB101", net("LSTM: {units: 4}  # NB101\nConv2D: {filters: 4, kernel_size: 3}", shape="[null, 28, 28]")),
    ("NB203", hidden("activation: tanh, kernel_initializer: zeros", "NB203")),
    ("NB203", hidden("activation: leaky_relu, kernel_initializer: zeros", "NB203")),
    ("NB203", hidden("activation: relu, kernel_initializer: zeros, bias_initializer: ones", "NB203")),
    ("NB203", hidden("activation: relu, kernel_initializer: {Constant: {value: 2.0}}", "NB203")),
    ("NB209", hidden("activation: relu, kernel_initializer: {RandomNormal: {mean: 0.125, stddev: 1.0}}")),
    ("NB209", hidden("activation: relu, kernel_initializer: {RandomNormal: {mean: -0.126, stddev: 1.0}}", "NB209")),
    ("NB210", hidden("activation: relu6, bias_initializer: {Constant: {value: -1.0}}", "NB210")),
    ("NB210", hidden("activation: softplus, bias_initializer: {Constant: {value: -2.0}}")),
    ("NB210", hidden("activation: sigmoid, bias_initializer: {Constant: {value: -2.0}}")),
    ("NB210", hidden("activation: relu, bias_initializer: {RandomNormal: {mean: -2.0}}")),
    ("NB203 NB206 NB209 NB210 NB211", hidden("activation: relu, kernel_initializer: nobody, bias_initializer: nobody")),
    ("NB402", net(f"{RELU}ReLU: {{max_value: 6.0}}  # NB402{TAIL}")),
    ("NB402", net(f"{RELU}ReLU: {{name: x}}  # NB402{TAIL}")),
    ("NB402", net(f"{RELU}ReLU: {{activity_regularizer: l2}}  # NB402{TAIL}")),
    ("NB402", net(f"LeakyReLU: {{negative_slope: 0.1}}\nLeakyReLU: {{negative_slope: 0.3}}  # NB402{TAIL}")),
    ("NB402", net(f"Dense: {{units: 8, activation: nobody}}\nReLU{TAIL}")),
    ("NB402", net(f"Activation: {{activation: nobody}}\nReLU{TAIL}")),
    ("NB402", net(f"{RELU}Activation: {{activation: nobody}}{TAIL}")),
    ("NB402", net("Dense: {units: 8}\nrepeat: {times: 2, layers: [ReLU, {Dense: {units: 8, activation: relu}}]}  # NB402" + TAIL)),
    ("NB402", net("repeat: {times: 2, layers: [{Dense: {units: 8, activation: relu}}, ReLU]}  # NB402" + TAIL)),
    ("NB504", net("Dense: {units: 16, activation: relu}\nRepeatVector: {n: 600}\nPermute: {dims: [2, 1]}\nDropout: {rate: 0.65}  # NB504\nFlatten" + TAIL)),
    ("NB504", net("Bidirectional: {layer: {LSTM: {units: 512}}}\nDropout: {rate: 0.8}" + TAIL, shape="[5, 3]")),
    ("NB504", net("LSTM: {units: 512}\nDropout: {rate: 0.8}  # NB504" + TAIL, shape="[5, 3]")),
    ("NB504", net("Dense: {units: 512, activation: relu}\nDropout: {rate: 0.7}" + TAIL)),
    ("NB504", net("Dense: {units: 1024, activation: relu}\nDropout: {rate: 0.8}" + TAIL)),
    ("NB504", net("Dense: {units: 1023, activation: relu}\nDropout: {rate: 0.71}  # NB504" + TAIL)),
    ("NB508", net("repeat: {times: 2, layers: [Flatten, Reshape: {target_shape: [8, 8]}]}\nFlatten" + TAIL, shape="[8, 8]")),
    ("NB508", net(f"Dropout: {{rate: 0, name: x}}  # NB508{TAIL}")),
    ("NB508", net("Dropout: {rate: 0, activity_regularizer: l2}" + TAIL)),
    ("NB508", net("Activation: {activation: linear, dtype: float16}" + TAIL)),
    ("NB508", net("AveragePooling1D: {pool_size: 8}\nDense: {units: 3}\nFlatten" + TAIL, shape="[8, 4]")),
    ("NB508", net("AveragePooling1D: {pool_size: 4}\nFlatten" + TAIL, shape="[8, 4]")),
    ("NB508", net("AveragePooling2D: {pool_size: [8, 1]}  # NB508\nFlatten" + TAIL, shape="[8, 1, 4]")),
    ("NB508", net("AveragePooling2D: {pool_size: 1}\nFlatten" + TAIL, shape="[1, 1, 4]")),
    ("NB508", net("MaxPooling1D: {pool_size: 8}\nFlatten" + TAIL, shape="[8, 4]")),
    ("NB508", net("TimeDistributed: {layer: {AveragePooling1D: {pool_size: 8}}}\nFlatten" + TAIL, shape="[3, 8, 4]")),
    ("NB508", net("AveragePooling1D: {pool_size: 8}" + TAIL, shape="[8, 4]")),
    ("NB601", narrow(2, 4, 3, "NB601")), ("NB601", narrow(2, 4, 2)), ("NB601", narrow(2, 3, 2)), ("NB601", narrow(2, 3, 3)),
    ("NB601", narrow(1, 3, 2, "NB601")), ("NB601", narrow(1, 2, 2)), ("NB601", narrow(3, 64, 10)),
    ("NB601", net("Dense: {units: 1, activation: tanh}  # NB601\nDense: {units: 1, activation: tanh}\nDense: {units: 4, activation: softmax}", compile_=SPARSE)),
    ("NB602", net("Flatten\nDense: {units: 10}", shape="[3, 333333]")),
    ("NB602", net("Flatten\nDense: {units: 10}  # NB602", shape="[3, 333334]")),
    ("NB602", net("Flatten\nDense: {units: 10}  # NB602\nDense: {units: 100000}", shape="[3, 333334]")),
    ("NB602", net("Flatten\nDense: {units: 10}\nDense: {units: 200000}", shape="[3, 333334]")),
    ("NB602", net("Dense: {units: 10}\nDense: {units: 4}", shape="[1000002]")),
    ("NB604", net("Dense: {units: 64, activation: relu}\n" * 29 + "Dense: {units: 64, activation: selu}" + TAIL)),
    *[("NB201 NB202 NB204 NB205 NB207", hidden(f"activation: {name}, kernel_initializer: nobody")) for name in ("relu", "tanh", "sigmoid", "selu")],
    *[("NB108", net("Dense: {units: 100000}  # NB108\nDense: {units: 4}", shape="[100000]", compile_=compiled)) for compiled in (
        "{optimizer: adam, loss: mse}", "{optimizer: sgd, loss: mse}")],
    ("NB108", net("Conv2D: {filters: 4, kernel_size: 3}\nFlatten\nDense: {units: 9000}  # NB108\nDense: {units: 4}", shape="[1000, 1000, 3]",
                  compile_="{optimizer: {SGD: {momentum: 0.9}}, loss: mse}")),
    *[("NB103", net(f"{words}\nFlatten\nDense: {{units: 4}}  # NB103", shape="{shape: [1], dtype: string}")) for words in ("TextVectorization",)],
    *[("NB103", net(f"{words}\nDense: {{units: 4}}  # NB103", shape="{shape: [], dtype: string}")) for words in (
        "TextVectorization: {output_mode: multi_hot}", "TextVectorization: {output_mode: multi_hot, max_tokens: 9}")],
    ("NB103", net("StringLookup: {output_mode: count}\nDense: {units: 4}  # NB103", shape="{shape: [1], dtype: string}")),
    *[("NB103", net(f"{words}\nDense: {{units: 4}}", shape="{shape: [], dtype: string}")) for words in (
        "TextVectorization: {output_mode: multi_hot, max_tokens: 9, pad_to_max_tokens: true}", "TextVectorization: {output_mode: multi_hot, vocabulary: [a, b]}",
        "TextVectorization: {output_sequence_length: 3}")],
    *[("NB510", net(f"{layer}  # NB510\nFlatten\nDense: {{units: 4}}", shape=shape)) for layer, shape in (
        ("LayerNormalization", "[1]"), ("LayerNormalization", "[4, 1]"), ("LayerNormalization", "[4, 5, 1]"), ("LayerNormalization: {axis: 1}", "[1, 4]"),
        ("GroupNormalization: {groups: 4}", "[4]"), ("GroupNormalization: {groups: 6}", "[6]"), ("GroupNormalization: {groups: 1}", "[1]"),
        ("UnitNormalization", "[4, 1]"), ("UnitNormalization: {axis: 1}", "[1, 4]"))],
    *[("NB510", net(f"{layer}\nFlatten\nDense: {{units: 4}}", shape=shape)) for layer, shape in (
        ("LayerNormalization", "[1, 4]"), ("LayerNormalization: {axis: [1, 2]}", "[4, 1]"), ("GroupNormalization: {groups: 2}", "[4]"),
        ("GroupNormalization: {groups: 4}", "[3, 4]"), ("BatchNormalization", "[4, 1]"))],
]  # fmt: skip
