"""Every page of everything: there, true, and with an example that checks."""

import textwrap
from typing import Any

import pytest

from netbuilder.diagnostics import Severity
from netbuilder.diagnostics.codes import FIXED_CODES
from netbuilder.pipeline import Session
from netbuilder.rules.base import every_rule
from netbuilder.views.explain import Unknown, example_of, explain, names_of
from netbuilder.views.explain.examples import example
from netbuilder.views.explain.pairing import pairing
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.registry import FOLDERS, KINDS, by_identifier, every, identifiers
from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.custom_class import custom_objects
from netbuilder.vocabulary.exclusions import EXCLUDED

EVERYTHING = [(kind, cls) for kind in KINDS for cls in every(kind)]
IDS = [f"{kind}-{cls.__name__}" for kind, cls in EVERYTHING]
BUILT_HERE = [pair for pair in EVERYTHING if pair[0] != "distribution"]
"""Models over several devices are built on JAX, in processes of their own: tests/cluster."""


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "cls"), EVERYTHING, ids=IDS)
def test_every_page_and_its_example(kind, cls):
    page = explain(cls.__name__)
    assert f"{cls.__name__}: a" in page
    # The history of a class is one line, to be found by its first word.
    assert all(len(line) <= 110 or line.startswith("History: ") for line in page.splitlines())
    for option in cls.option_names():
        if not cls.only_bare and not (issubclass(cls, Layer) and option in Layer.model_fields):
            assert f"  {cls.written_name(option)}: " in page
    assert textwrap.indent(example(cls), "    ").rstrip() in page
    assert cls.__name__ in example(cls) or any(name in example(cls) for name in getattr(cls, "identifiers", ()))


@pytest.mark.keras
@pytest.mark.parametrize(("kind", "cls"), EVERYTHING, ids=IDS)
def test_every_name_is_keras_own(kind, cls):
    import keras

    found = keras
    for step in cls.keras_path().split(".")[1:]:
        found = getattr(found, step)


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize(("kind", "cls"), BUILT_HERE, ids=[f"{kind}-{cls.__name__}" for kind, cls in BUILT_HERE])
@pytest.mark.filterwarnings("ignore::netbuilder.diagnostics.errors.ConfigWarning")
def test_every_example_builds_and_trains_a_step(kind, cls):
    import numpy as np

    import netbuilder

    model = netbuilder.build(example(cls))
    if not model.compiled:
        if not model.trainable_weights:
            assert model(inputs(model)) is not None
            return
        model.compile("adam", "mse")
    model.run_eagerly = True  # a graph for every one would take minutes
    x = inputs(model)
    result = model.train_on_batch(x, labels(model, x))
    assert np.isfinite(result[0] if isinstance(result, list) else result)


def inputs(model):
    import numpy as np
    import tensorflow as tf

    shape = (4, *(size or 3 for size in model.input_shape[1:]))
    if model.inputs[0].dtype == "string":
        return tf.constant(np.full(shape, "a word"))
    return np.random.default_rng(1).integers(0, 2, shape).astype(model.inputs[0].dtype)


def labels(model, x):
    """Labels of the form that the loss takes, from 0 to 1 where it takes numbers."""
    import numpy as np

    die, shape = np.random.default_rng(2), model(x).shape
    name = model.loss if isinstance(model.loss, str) else type(model.loss).__name__
    loss = by_identifier("loss", name)
    assert issubclass(loss, Loss)
    indexes = die.integers(0, shape[-1], shape[:-1])
    if loss.labels == "integer":
        return indexes
    if loss.labels == "sequence":
        return die.integers(1, shape[-1], (shape[0], 3))
    if loss.labels == "one_hot" or loss.family == "crossentropy":
        return np.eye(shape[-1])[indexes]
    return die.integers(0, 2, shape).astype("float32")


@pytest.mark.parametrize(("kind", "cls"), EVERYTHING, ids=IDS)
def test_every_example_is_clean(kind, cls):
    report = Session(example(cls), "example.yaml").report
    assert [one.message for one in report.diagnostics if one.severity >= Severity.WARN] == []


def test_names_and_examples_by_name():
    assert names_of("losses").splitlines() == names_of("Loss").splitlines() == [cls.__name__ for cls in every("loss")]
    assert "loss: ctc" in example_of("CTC")
    assert example_of("ctc") == example_of("CTC")
    for wrong in ("NB301", "compile", "losses"):
        with pytest.raises(Unknown):
            example_of(wrong)
    with pytest.raises(Unknown):
        names_of("CTC")


def test_identifiers():
    assert explain("he_normal") == explain("HeNormal")
    assert explain("mse").startswith("MeanSquaredError: a loss")
    assert "\n\nMeanSquaredError: a metric" in explain("mse")
    for kind in KINDS:
        for name in identifiers(kind):
            assert explain(name)


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_every_rule(rule):
    page = explain(rule.code)
    assert page.startswith(f"{rule.code} {rule.name}\n")
    assert explain(rule.name) == page
    assert explain(rule.code.lower()) == page
    assert "## " not in page
    assert "```" not in page
    for line in rule.bad[0].strip().splitlines():
        assert f"    {line}".rstrip() in page


@pytest.mark.parametrize("code", FIXED_CODES)
def test_codes_without_a_rule_of_their_own(code):
    page = explain(code)
    assert page.startswith(f"{code} {FIXED_CODES[code].name}\n")
    assert explain(FIXED_CODES[code].name) == page


def test_a_code_that_goes_by_two_names():
    page = explain("unused-ignore")
    assert page == explain("NB018") == explain("unknown-rule")
    assert "unused-ignore" in page


def test_what_is_a_bare_string_has_no_options():
    assert "Options" not in explain("accuracy")
    assert "metrics: [accuracy]" in explain("accuracy")


def test_an_initializer_that_is_left_out_is_chosen():
    said = " ".join(explain("Dense").split())
    assert "chosen for the activation, as `netbuilder show` says, or glorot_uniform with `initializers: keras`" in said
    assert "bias_initializer: an initializer; left out: zeros" in said


@pytest.mark.parametrize(("folder", "kind"), FOLDERS.items())
def test_kinds(folder, kind):
    page = explain(folder)
    for cls in every(kind):
        assert f"  {cls.__name__}" in page
    assert explain(kind) == page
    # The history of a class is one line, to be found by its first word.
    assert all(len(line) <= 110 or line.startswith("History: ") for line in page.splitlines())


@pytest.mark.parametrize("section", ["network", "input", "compile", "runtime", "task", "limits"])
def test_sections(section):
    assert "Options" in explain(section)


def test_what_is_left_out_says_why():
    for (kind, name), reason in EXCLUDED.items():
        if all(cls.__name__ != name for each in KINDS for cls in every(each)):
            assert f"{name} is no {kind} of a network file: {reason.words}" in explain(name)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Cov2D", "Conv2D"),
        ("xavier_uniform", "glorot_uniform"),
        ("MaxPool2D", "MaxPooling2D"),
        ("constant-outputs", "constant-output"),
        ("initialisers", "initializers"),
        ("rleu", "relu"),
    ],
)
def test_did_you_mean(given, meant):
    with pytest.raises(Unknown) as caught:
        explain(given)
    assert f"did you mean `{meant}" in caught.value.fix


def test_nothing_near():
    with pytest.raises(Unknown) as caught:
        explain("qqqqqqqq")
    assert caught.value.fix == "`netbuilder explain layers` lists the layers, `netbuilder rules` the rules"


def test_the_case_of_letters_does_not_matter_where_nothing_has_the_name():
    assert explain("conv2d") == explain("Conv2D")
    # relu is an activation, ReLU a layer.
    assert explain("relu").startswith("relu: an activation")
    assert explain("ReLU").startswith("ReLU: a layer")


@pytest.mark.keras
def test_a_layer_of_the_caller_has_a_page() -> None:
    import keras

    class Shift(keras.layers.Layer):  # type: ignore[misc]
        """Moves everything.

        By a constant.
        """

        def __init__(self, by: int, **kwargs: Any) -> None:
            super().__init__(**kwargs)

    with custom_objects({"Shift": Shift}):
        page = explain("Shift")
        assert page.startswith("Shift: a layer\n\nMoves everything.\n\nBy a constant.")
        assert "\n  by: a whole number; needed" in page
        assert "In Keras" not in page
        assert "\n  Shift" in explain("layers")
    with pytest.raises(Unknown):
        explain("Shift")


def test_an_activation_names_the_initializer_that_is_chosen_for_it():
    """The page and what `show` chooses are the same."""
    paired = [cls for cls in every("activation") if pairing(cls) is not None]
    assert len(paired) > 15
    for cls in paired:
        text = f"input: [8]\nlayers:\n- Dense: {{units: 8, activation: {cls.__name__}}}\n- Dense: {{units: 2}}\n"
        initializer = Session(text).plan.layers[0].decisions["kernel_initializer"].initializer
        _, page = pairing(cls)
        assert page.startswith(f"`{initializer.identifiers[0]}` or "), cls


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("relu", "    `he_normal` or `he_uniform`; left out, `he_normal`: about half of the signal is cut off or"),
        ("lecun_uniform", "    selu"),
        ("NB3", "NB301  constant-output: Softmax over a single unit"),
        ("rules", "At the top of the file"),
        ("rate", "In Dropout, AlphaDropout"),
        ("learning rate", "In SGD"),
        ("device", "In `runtime:`"),
        (
            "epochs",
            "epochs: no part of a network; netbuilder builds the model, and `model.fit(...)` of Keras trains it",
        ),
    ],
)
def test_what_people_ask_for_has_an_answer(name, line):
    assert line in explain(name).splitlines()


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("Densa", "Dense"),
        ("camadas", "layers"),
        ("perda", "losses"),
        ("taxa de aprendizado", "learning_rate"),
        ("inicialização", "initializers"),
        ("semente", "seed"),
        ("sigmoide", "sigmoid"),
    ],
)
def test_the_words_of_a_portuguese_course(word, english):
    assert explain(word) == explain(english)


def test_the_longest_name_of_a_kind_has_its_sentence_beside_it() -> None:
    from netbuilder.views.explain.node_page import kind_page

    lines = kind_page("constraint", "constraints").splitlines()
    assert "  MinMaxNorm" in {line[:12] for line in lines}
    assert not {"MinMaxNorm", "MaxNorm", "NonNeg", "UnitNorm"} & {line.strip() for line in lines}
