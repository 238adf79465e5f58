"""Lines of Python where a network has its layers: one sentence with the way, or a fix for every line."""

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Span

CODE = {
    "added": "layers:\n  model.add(Dense(64, activation='relu'))\n  model.add(Dense(10, activation='softmax'))\n",
    "functional": 'layers:\n  x = Dense(64, activation="relu")(x)\n  x = Dense(10)(x)\n',
    "listed": 'layers:\n  keras.layers.Dense(64, activation="relu"),\n  keras.layers.Dense(10),\n',
    "in brackets": 'layers: [\n  keras.layers.Dense(64, activation="relu"),\n  layers.Dense(10),\n]\n',
    "a program": 'layers:\n    model = Sequential()\n    model.add(Dropout(0.5))\n    model.compile("adam")\n',
    "a list of Keras": "layers:\n  keras.Sequential([\n    layers.Dense(2),\n    layers.Flatten()])\n",
    "behind the key": "layers:\nmodel.add(Dense(64, activation='relu'))\nmodel.add(Dense(10))\n",
}


@pytest.mark.parametrize("text", CODE.values(), ids=list(CODE))
def test_code_is_one_finding_with_the_way(text: str) -> None:
    [diagnostic] = nb.check(f"input: [8]\n{text}").diagnostics
    assert "Python" in diagnostic.message
    assert "netbuilder.from_keras(model).to_yaml()" in diagnostic.fix
    assert len(diagnostic.message) <= 80


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("model.add(Dense(64, activation='relu'))", "Dense: {units: 64, activation: relu}"),
        ('x = Dense(10, activation="softmax")(x)', "Dense: {units: 10, activation: softmax}"),
        ("keras.layers.Dense(10),", "Dense: {units: 10}"),
        ("model.add(keras.layers.Dropout(0.5));", "Dropout: {rate: 0.5}"),
        ("x = layers.Flatten()(x)", "Flatten"),
        ("Dropout(0,5)", "Dropout: {rate: 0.5}"),
        ("Dense(units=3, activation=relu)", "Dense: {units: 3, activation: relu}"),
        ("x = Dense(activation=relu, units=3)(x)", "Dense: {units: 3, activation: relu}"),
    ],
)
def test_a_line_that_is_a_layer_is_mended(line: str, entry: str) -> None:
    text = f"input: [8, 8]\nlayers:\n  - {line}\n"
    [diagnostic] = nb.check(text).diagnostics
    assert diagnostic.edits
    assert nb.fix(text).text == f"input: [8, 8]\nlayers:\n  - {entry}\n"


OLD_CONV = "Conv2D: {filters: 4, kernel_size: [3, 3], padding: same}"


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("Dense(2*3*4, input_shape=(8*8,))", "input: [64]\nlayers:\n  - Dense: {units: 24}\n"),
        (
            "Rescaling(1./255, input_shape=(4, 4, 1))",
            f"input: [4, 4, 1]\nlayers:\n  - Rescaling: {{scale: {1 / 255}}}\n",
        ),
        ("Embedding(9, 2, input_length=5)", "input: [5]\nlayers:\n  - Embedding: {input_dim: 9, output_dim: 2}\n"),
        ("GRU(4, input_dim=3, input_length=7)", "input: [7, 3]\nlayers:\n  - GRU: {units: 4}\n"),
        ("GRU(4, input_dim=3)", "input: [null, 3]\nlayers:\n  - GRU: {units: 4}\n"),
        (
            "GRU(4, stateful=True, batch_input_shape=(2, 7, 3))",
            "input: {shape: [7, 3], batch_size: 2}\nlayers:\n  - GRU: {units: 4, stateful: true}\n",
        ),
        ("Input(batch_shape=(2, 7))", "input: {shape: [7], batch_size: 2}\nlayers:\n"),
        ("Input(shape=(7,), dtype='int32')", "input: {shape: [7], dtype: int32}\nlayers:\n"),
        ("Input(shape=(7,), name='ids')", "input: [7]\nlayers:\n"),
        ("Input((None,))", "input: [null]\nlayers:\n"),
        (
            "Convolution2D(4, 3, 3, border_mode='same', dim_ordering='th', input_shape=(1, 8, 8))",
            "input: [1, 8, 8]\nlayers:\n  - Conv2D: {filters: 4, kernel_size: [3, 3], padding: same, "
            "data_format: channels_first}\n",
        ),
        (
            "LSTM(output_dim=3, init='he_normal', forget_bias_init='zero', input_shape=(8, 3))",
            "input: [8, 3]\nlayers:\n  - LSTM: {units: 3, kernel_initializer: he_normal, unit_forget_bias: false}\n",
        ),
        (
            "LSTM(output_dim=3, init='he_normal', forget_bias_init='one', input_shape=(8, 3))",
            "input: [8, 3]\nlayers:\n  - LSTM: {units: 3, kernel_initializer: he_normal, unit_forget_bias: true}\n",
        ),
        (
            "Convolution2D(4, (3, 3), padding='same', input_shape=(8, 8, 1))",
            f"input: [8, 8, 1]\nlayers:\n  - {OLD_CONV}\n",
        ),
        (
            "Conv2D(nb_filter=4, nb_row=3, nb_col=3, padding='same', input_shape=(8, 8, 1))",
            f"input: [8, 8, 1]\nlayers:\n  - {OLD_CONV}\n",
        ),
        (
            "Dense(output_dim=3, W_regularizer=l2(0.1), b_constraint='non_neg', bias=True, input_dim=4)",
            "input: [4]\nlayers:\n  - Dense: {units: 3, use_bias: true, kernel_regularizer: {L2: {l2: 0.1}}, "
            "bias_constraint: non_neg}\n",
        ),
        (
            "Embedding(len(words) + 1, 4, weights=None, input_length=5)",
            'input: [5]\nlayers:\n  - Embedding: {input_dim: "len(words) + 1", output_dim: 4}\n',
        ),
        ("BatchNormalization(mode=0, axis=1, input_dim=4)", "input: [4]\nlayers:\n  - BatchNormalization: {axis: 1}\n"),
        ("GRU(4, consume_less='gpu', input_shape=(5, 2))", "input: [5, 2]\nlayers:\n  - GRU: {units: 4}\n"),
        (
            "LSTM(4, forget_bias_init='one', input_shape=(5, 2))",
            "input: [5, 2]\nlayers:\n  - LSTM: {units: 4, unit_forget_bias: true}\n",
        ),
        ("CuDNNGRU(4, input_shape=(5, 2))", "input: [5, 2]\nlayers:\n  - GRU: {units: 4}\n"),
        ("Reshape(dims=(2, 2), input_dim=4)", "input: [4]\nlayers:\n  - Reshape: {target_shape: [2, 2]}\n"),
        ("PReLU(init='zero', input_dim=4)", "input: [4]\nlayers:\n  - PReLU: {alpha_initializer: zero}\n"),
        ("TimeDistributedDense(3, input_shape=(5, 2))", "input: [5, 2]\nlayers:\n  - Dense: {units: 3}\n"),
        (
            "AtrousConvolution2D(4, 3, 3, atrous_rate=(2, 2), input_shape=(9, 9, 1))",
            "input: [9, 9, 1]\nlayers:\n  - Conv2D: {filters: 4, kernel_size: [3, 3], dilation_rate: [2, 2]}\n",
        ),
        (
            "Dense(3, kernel_initializer=tf.random_normal_initializer(0., 0.02), input_dim=4)",
            "input: [4]\nlayers:\n"
            "  - Dense: {units: 3, kernel_initializer: {RandomNormal: {mean: 0.0, stddev: 0.02}}}\n",
        ),
        (
            "Dense(classes, activation='relu', input_shape=x.shape[1:])",
            'input: "x.shape[1:]"\nlayers:\n  - Dense: {units: classes, activation: relu}\n',
        ),
    ],
)
def test_what_a_line_says_of_the_input_and_of_old_options_is_kept(line: str, begins: str) -> None:
    assert nb.fix(f"layers:\n  - {line}\n  - Flatten\n", unsafe=True).text.startswith(begins)


def test_arrays_of_weights_are_no_initializer() -> None:
    text = "input: [8]\nlayers:\n  - Dense(4, weights=[w, b])\n"
    assert nb.fix(text, unsafe=True).text == text


def test_a_layer_that_is_gone_is_called_by_its_name() -> None:
    [diagnostic] = nb.check("input: [8]\nlayers:\n  - Highway(activation='relu')\n").diagnostics
    assert diagnostic.message == "no layer is called `Highway`"


@pytest.mark.parametrize(
    ("line", "kernel"), [("Convolution2D(4, 3, 2)", "[3, 2]"), ("Conv2D(4, 3, 2)", "3, strides: 2")]
)
def test_a_third_number_is_a_stride_but_in_the_old_name_where_it_may_be_one(line: str, kernel: str) -> None:
    text = f"input: [9, 9, 1]\nlayers:\n  - {line}\n  - Flatten\n"
    assert f"kernel_size: {kernel}}}" in nb.fix(text, unsafe=True).text
    assert (nb.fix(text).text == text) == line.startswith("Convolution")


@pytest.mark.parametrize(
    ("call", "section"),
    [
        ("model.compile(optimizer='adam', loss='mse')", "{optimizer: adam, loss: mse}"),
        ("compile('sgd', 'mse', metrics=['mae'])", "{optimizer: sgd, loss: mse, metrics: [mae]}"),
        (
            "net.compile(loss=keras.losses.Huber(delta=2.0), optimizer=optimizers.Adam(1e-4, clipnorm=1.0))",
            "{optimizer: {Adam: {learning_rate: 0.0001, clipnorm: 1.0}}, loss: {Huber: {delta: 2.0}}}",
        ),
        (
            "model.compile(Adadelta(lr=1.0, decay=0.0), 'mse', metrics=['mae'], sample_weight_mode=None)",
            "{optimizer: {Adadelta: {learning_rate: 1.0}}, loss: mse, metrics: [mae]}",
        ),
        (
            "model.compile(SGD(lr=0.1, decay=1e-3, momentum=0.9), 'mse')",
            "{optimizer: {SGD: {learning_rate: {InverseTimeDecay: {initial_learning_rate: 0.1, decay_steps: 1, "
            "decay_rate: 0.001}}, momentum: 0.9}}, loss: mse}",
        ),
    ],
)
def test_a_call_of_compile_is_the_section(call: str, section: str) -> None:
    network = "input: [8]\nlayers:\n  - Dense: {units: 1}\n"
    assert nb.fix(f"{network}compile: {call}\n").text == f"{network}compile: {section}\n"


def test_a_schedule_and_many_calls_in_a_call_are_kept() -> None:
    network = "input: [8]\nlayers:\n  - Dense: {units: 1, activation: sigmoid}\n"
    metrics = ", ".join(f"keras.metrics.AUC(name='auc_{number}')" for number in range(9))
    call = f"model.compile(Adam(schedules.CosineDecay(0.1, 10000)), 'mse', metrics=[{metrics}])"
    section = nb.fix(f"{network}compile: {call}\n").text.removeprefix(f"{network}compile: ")
    rate = "{CosineDecay: {initial_learning_rate: 0.1, decay_steps: 10000}}"
    assert section.startswith(f"{{optimizer: {{Adam: {{learning_rate: {rate}}}}}, loss: mse, metrics: [{{AUC: ")
    assert section.count("AUC") == 9


def test_code_with_a_colon_is_a_lambda_all_the_same() -> None:
    [diagnostic] = nb.check("input: [8]\nlayers:\n  - Lambda(lambda x: x / 255.)\n").diagnostics
    assert diagnostic.message == "Lambda is not offered in a network file"
    assert "Rescaling" in diagnostic.fix


def test_a_name_that_is_not_known_costs_no_other_option() -> None:
    call = "model.compile('sgd', loss='mse', metrics=['my_own_quality'])"
    text = f"input: [8]\nlayers:\n  - Dense: {{units: 1}}\ncompile: {call}\n"
    assert nb.fix(text).text.endswith("compile: {optimizer: sgd, loss: mse, metrics: [my_own_quality]}\n")


def test_a_variable_is_no_optimizer_for_sure() -> None:
    text = "input: [8]\nlayers:\n  - Dense: {units: 1}\ncompile: model.compile(optimizer=sgd, loss='mse')\n"
    assert nb.fix(text).text == text


def test_a_bracket_that_is_missing_is_no_list_of_code() -> None:
    codes = [
        diagnostic.code for diagnostic in nb.check("input: [8]\nlayers:\n  - Dense(64\n  - Dense(10)\n").diagnostics
    ]
    assert codes == ["NB010", "NB010"]


@pytest.mark.parametrize("line", ["model = Sequential()", "model.fit(x, y, epochs=3)", "import keras"])
def test_a_line_of_a_program_in_a_config_is_said_to_be_one(line: str) -> None:
    [diagnostic] = nb.check(f"input: [8]\nlayers:\n  - Dense: {{units: 1}}\n{line}\n").diagnostics
    assert diagnostic.message == "this line is Python, and a network file holds no code"
    assert diagnostic.fix.startswith("remove it; ")
    assert isinstance(diagnostic.address, Span)
    assert diagnostic.address.line == 4


def test_a_call_that_is_not_closed_before_a_number_is_two_mistakes() -> None:
    report = nb.check("input: [4]\nlayers: [Dense(3, 4]\n")
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["NB010", "NB014"]
