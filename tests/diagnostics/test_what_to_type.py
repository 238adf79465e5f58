"""What a fix says to type works when it is typed: one mistake, one finding, and none when it is mended."""

import re

import pytest

from netbuilder.diagnostics import Severity
from netbuilder.pipeline import Session
from netbuilder.source.edit import apply

# What stands between « and » is wrong, and is what the fix is typed over.
LAYERS = """
- «Dense(64, activation="relu")»
- «Dense(64)»
- «Dense(3»
- «Dense(units=3, activation=relu)»
- «Dense(3, activation=tf.nn.relu, kernel_initializer=HeNormal())»
- «Dense(3, kernel_initializer=RandomNormal(stddev=0.1))»
- «keras.layers.Dense(3)»
- «tf.keras.layers.Dense(3, input_shape=(8,))»
- «model.add(Dense(3))»
- «nn.Linear(8, 3)»
- «Linear: [8, 3]»
- «Dense {units: 4}»
- «Dense: 4»
- «Dense: [4, relu]»
- «Dense: 4, relu»
- «Dense: relu»
- «Dense: units=4»
- «Dense: [units: 4, activation: relu]»
- «Dense: [{units: 4}, {activation: relu}]»
- «Dense: (4, relu)»
- «Dense: 4 relu»
- «Dense: units:4 activation:relu»
- «Dense: units=4 activation=relu»
- «Dense: units = 4, relu»
- Dense: {«units; 4»}
- «dense: 4»
- «swish: {}»
- «Tanh:»
- «Dense, units: 4»
- «Dense units: 4»
- «[{Dense: {units: 4}}]»
- «Dense {units: 4, activation: relu}»
- «Dense = {units: 4}»
- «Dense; {units: 4, activation: relu}»
- «dropout: 30%»
- «Dropout: 0.3»
- «Dropout: "0.3"»
- «Flatten: true»
- «Activation: tanh»
- «Tanh»
- «sigmoid»
- «nn.ReLU»
- «ReLU activation»
- «LeakyReLU: 0.1»
- «Sequential([Dense(3), Dense(2)])»
- «{type: Dense, units: 4}»
- «{layer: Dense, units: 4, activation: relu}»
- «{layer: {Dense: {units: 4}}}»
- «{layer: {type: Dense, units: 4}}»
- «{class_name: Dense, config: {units: 4, kernel_initializer: {class_name: HeNormal, config: {seed: 3}}}}»
- «{type: fc, out_features: 3}»
- «{tipo: Densa, unidades: 3}»
- «{camada: Densa, unidades: 3, ativação: relu}»
- «{Dense: {units: 3}, name: first}»
- «{Dense: , units: 3}»
- Dense: {«neurons»: 4}
- Dense: {«output_dim»: 4}
- Dense: {«n_units»: 4}
- Dense: {units: 4, «weight_initializer»: he_normal}
- Dense: {units: 4, «init»: he_normal}
- Dense: {«units=4»}
- Dense: {«units 4», activation: relu}
- Dense: {units: 4, «activation relu»}
- Softmax: {«dim»: 1}
- Dense: {units: «"4"»}
- Dense: {units: «4.0»}
- Dense: {units: «[4]»}
- Dense: {units: «sixty»}
- Dense: {units: «»}
- Reshape: {target_shape: [«"4"», 2]}
- Reshape: {target_shape: «(4, 2)»}
- Reshape: «[4, 2]»
- Dropout: {rate: «30»}
- Dropout: {rate: «30%»}
- Dropout: {«p»: 0.3}
- Dropout: {«dropout_rate»: 0.3}
- Dense: {units: 4, use_bias: «1»}
- Dense: {units: 4, use_bias: «'yes'»}
- Dense: {units: 4, name: «first layer»}
- Dense: {units: 4, kernel_initializer: «xavier»}
- Dense: {units: 4, kernel_initializer: «Xavier normal»}
- Dense: {units: 4, kernel_initializer: «Glorot/Xavier»}
- Dense: {units: 4, kernel_initializer: «he_init»}
- Dense: {units: 4, kernel_initializer: «He Initialization»}
- Dense: {units: 4, kernel_initializer: «Xavier/Glorot Initialization»}
- Dense: {units: 4, kernel_initializer: «Inicialização de Xavier»}
- Dense: {units: 4, kernel_initializer: «inicialização He»}
- Dense: {units: 4, kernel_initializer: «LeCun initializer»}
- Dense: {units: 4, kernel_initializer: «Random Uniform Initialization»}
- Dense: {units: 4, kernel_initializer: «normal truncada»}
- Dense: {units: 4, kernel_initializer: «tf.keras.initializers.HeNormal()»}
- Dense: {units: 4, kernel_initializer: «RandomNormal(stddev=0.1)»}
- Dense: {units: 4, bias_initializer: «0»}
- Dense: {units: 4, bias_initializer: «0.1»}
- Dense: {units: 4, kernel_initializer: «{class_name: HeNormal, config: {seed: 3}}»}
- Dense: {units: 4, kernel_initializer: «{type: RandomNormal, stddev: 0.1}»}
- Dense: {units: 4, kernel_regularizer: «0.01»}
- Dense: {units: 4, kernel_regularizer: «{l1: 0.01, l2: 0.01}»}
- Dense: {units: 4, kernel_regularizer: {«L2: 0.01»}}
- Dense: {units: 4, activation: «LeakyReLU(0.1)»}
- Dense: {units: 4, activation: «{class_name: relu}»}
- Dense: {units: 4, activation: {«swish»: {}}}
- Dense: {units: 4, activation: {«Swish»: }}
- Dense: {units: 4, kernel_initializer: {«he_normal»: {}}}
- Dense: {units: 4, kernel_regularizer: {«l2»: {}}}
- Activation: {activation: {«swish»: {}}}
- TimeDistributed: {layer: {Dense: {units: 4, kernel_initializer: «he(seed=3)»}}}
"""
COMPILES = """
optimizer: «Adam(learning_rate=0.001)»
optimizer: «Adam(lr=0.001)»
optimizer: «Adam(0.001)»
optimizer: «{type: Adam, learning_rate: 0.001}»
optimizer: «{Adam: , learning_rate: 0.001}»
optimizer: {«Adam: 0.001»}
optimizer: {Adam: {learning_rate: «"0.001"»}}
optimizer: «torch.optim.Adam»
loss: «categorical cross-entropy»
loss: «mean squared error»
loss: «nn.MSELoss()»
loss: «keras.losses.Huber(delta=2.0)»
loss: «[mse]»
metrics: [«RMSE»]
metrics: «{mae}»
metrics: «mae»
metrics: «'mae, mse'»
metrics: «mae mse»
metrics: «RootMeanSquaredError()»
metrics: «{mae: {}, RootMeanSquaredError: {name: rmse}}»
metrics: «null»
metrics: [«{accuracy: {}}»]
metrics: [{«rmse»: {}}]
loss: {«mse»: {}}
optimizer: {«adam»: {}}
weighted_metrics: «mae»
loss_weights: «0.5»
"""


def cases(text):
    return text.strip().splitlines()


@pytest.mark.parametrize("line", cases(LAYERS))
def test_layers(line):
    head = "input: [4, 8]\n" if "TimeDistributed" in line else "input: [8]\n"
    assert_fixed(f"{head}layers:\n  {line}\n")


@pytest.mark.parametrize("line", cases(COMPILES))
def test_compile(line):
    rest = "".join(f", {one}" for one in ("optimizer: adam", "loss: mse") if not line.startswith(one[:4]))
    assert_fixed(f"input: [8]\nlayers:\n  - Dense: {{units: 1}}\ncompile: {{{line}{rest}}}\n")


@pytest.mark.parametrize(
    "text",
    [
        "input: «784»",
        "input: «(28, 28, 1)»",
        "input: «28, 28»",
        "input: [8]\n«compile:{optimizer: adam, loss: mse}»",
        "input: [8]\n«compile(optimizer='adam', loss='mse')»",
        "input: [8]\n«model.compile(optimizer=\"adam\",\n              loss='mse')»",
        "input: [8]\n«compile:\n  optimizer:adam\n  loss:mse»",
        "input: [8]\ncompile: «adam mse»",
        "input: [8]\ncompile:\n  loss: mse\n  optimizer: «Adam(lr=0,001)»",
        'input: «"8"»',
        "input: [«None», 8]",
        "input: [«-1», 8]",
        "input: {shape: [8], dtype: «int»}",
        "input: {shape: [8], dtype: «tf.float32»}",
        "input: {shape: «(28, 28, 1)»}",
        "input: {shape: «8»}",
        "«input_shape»: [8]",
        "«input_dim: 8»",
        "input: [8]\nname: «my model»",
        "input: [8]\n«optimizer: adam\nloss: mse»",
        "input: [8]\n«compile: adam»",
        "input: [8]\n«compile: [{optimizer: adam}, {loss: mse}]»",
    ],
)
def test_sections(text):
    assert_fixed(f"{text}\nlayers:\n  - Dense: {{units: 1}}\n")


# What takes more than one place to mend is mended by --fix, and then nothing is left.
@pytest.mark.parametrize(
    "layers",
    [
        "  Dense: {units: 1}\n  Dropout: {rate: 0.1}",
        "  Dense: {units: 1}\n  # again\n  Dense:\n    units: 1\n\n    activation: relu",
        "  {Dense: {units: 1}, Dense: {units: 2}}",
        "  -Dense:\n    units: 1\n  -Flatten:",
        "  - Dropout: 0.5\n    name: first",
        "\t- Dense:\n\t\tunits: 1\n\t- Flatten",
        "  - Dense: units: 1, activation: relu",
        "  - Dense {units: 1, activation: relu}",
        "  - Reshape: {target_shape: (4, 2), name: first}\n  - Dense: {units: 1}",
    ],
)
def test_layers_that_are_mended(layers):
    text = f"input: [8]\nlayers:\n{layers}\ncompile: {{optimizer: adam, loss: mse}}\n"
    [said] = errors(text)
    assert said.fix
    mended = apply(text, [said], unsafe=True)
    assert mended != text
    assert not errors(mended), mended
    assert len(Session(mended, "net.yaml").report.draft.layers) == sum(
        layers.count(one) for one in ("units", "Flatten", "Dropout", "Reshape")
    )


def assert_fixed(text):
    before, wrong, after = re.split("[«»]", text)
    [said] = errors(before + wrong + after)
    assert len(said.message) <= 80
    in_backticks = re.search("`([^`]+)`", said.fix)
    fixed = in_backticks[1] if in_backticks else said.fix
    if before.endswith("- "):
        fixed = fixed.removeprefix("- ")
    # A fix may say the option or the section with its value.
    key = re.search(r"([\w-]+): \Z", before)
    if key and fixed.startswith(f"{key[1]}: "):
        fixed = fixed.removeprefix(f"{key[1]}: ")
    assert not errors(before + fixed + after), fixed
    if said.edits:
        mended = before + wrong + after
        for edit in sorted(said.edits, key=lambda one: -one.span.start):
            mended = mended[: edit.span.start] + edit.replacement + mended[edit.span.end :]
        assert not errors(mended), mended


def errors(text):
    """What is wrong with the writing; whether the network makes sense is for the rules."""
    found = Session(text, "net.yaml").report.diagnostics
    return [one for one in found if one.severity is Severity.ERROR and one.code < "NB100"]
