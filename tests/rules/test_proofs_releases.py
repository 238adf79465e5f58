"""What NB130 to NB132 say of releases, measured on the Keras that is installed, whichever that is."""

import warnings
from typing import Any

import pytest

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.graph import resolve
from netbuilder.parse import parse
from netbuilder.plan import plan
from netbuilder.source import read
from netbuilder.vocabulary.base.history import history
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.releases import Note, number
from netbuilder.vocabulary.network import Compile
from tests.rules.judging import net

pytestmark = pytest.mark.keras


def note_of(kind: str, name: str, option: str = "") -> Note:
    """The note of a class, about an option where one is named."""
    cls = find(kind, name)
    assert cls is not None
    [note] = [note for note in history(cls).notes if (option in note.options if option else not note.options)]
    return note


def holds(note: Note) -> bool:
    """Whether it holds in the Keras that is installed."""
    import keras

    return note.holds_in(number(keras.__version__))


def is_there(cls: type[Node]) -> bool:
    import keras

    return number(history(cls).since or "3.0") <= number(keras.__version__)


def needs(kind: str, name: str) -> None:
    cls = find(kind, name)
    assert cls is not None
    if not is_there(cls):
        pytest.skip(f"{name} came with Keras {cls.since}")


def built(text: str) -> Any:
    """The model as it is written, whatever the rules say of it."""
    from netbuilder.engine.build import build

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return build(plan(resolve(parse(read(text, "network.yaml"))), 1)).model


def test_muon_trains_since_the_release_that_the_note_names() -> None:
    import numpy as np

    needs("optimizer", "Muon")
    model = built(net("Dense: {units: 2}", shape="[4]", compile_="{optimizer: {Muon: {}}, loss: mse}"))
    x, y = np.ones((4, 4), "float32"), np.ones((4, 2), "float32")
    if holds(note_of("optimizer", "Muon")):
        with pytest.raises(Exception, match="path"):
            model.fit(x, y, verbose=0)
    else:
        model.fit(x, y, verbose=0)


@pytest.mark.parametrize(
    ("layer", "note"),
    [
        (
            "Activation: {activation: linear, activity_regularizer: {L2: {l2: 0.5}}}",
            ("Activation", "activity_regularizer"),
        ),
        ("ActivityRegularization: {l2: 0.5}", ("ActivityRegularization", "")),
    ],
)
def test_a_penalty_on_outputs_is_a_sum_or_a_mean_over_the_batch(layer: str, note: tuple[str, str]) -> None:
    import numpy as np

    model = built(net(layer, shape="[3]", compile_="{optimizer: sgd, loss: mse}"))
    penalties = []
    for size in (2, 8):
        x = np.ones((size, 3), "float32")
        penalties.append(float(model.evaluate(x, x, batch_size=size, verbose=0)))
    summed = holds(note_of("layer", *note))
    assert penalties == pytest.approx([3.0, 12.0] if summed else [1.5, 1.5])


def test_output_padding_is_lost_or_kept_where_a_model_is_saved(tmp_path: Any) -> None:
    import keras

    model = built(
        net("Conv2DTranspose: {filters: 2, kernel_size: 3, strides: 2, output_padding: 1}", shape="[5, 5, 3]")
    )
    model.save(tmp_path / "model.keras")
    opened = keras.models.load_model(tmp_path / "model.keras")
    is_lost = opened.output_shape != model.output_shape
    assert is_lost == holds(note_of("layer", "Conv2DTranspose", "output_padding"))


@pytest.mark.parametrize("name", ["MeanIoU", "BinaryIoU", "OneHotMeanIoU"])
def test_fractions_of_sample_weights_count_or_are_cut_off(name: str) -> None:
    import keras

    options: dict[str, Any] = {} if name == "BinaryIoU" else {"num_classes": 2}
    metric = getattr(keras.metrics, name)(**options)
    labels, outputs = ([[1, 0], [0, 1]], [[0.9, 0.1], [0.2, 0.8]]) if "OneHot" in name else ([0, 1], [0, 1])
    metric.update_state(labels, outputs, sample_weight=[0.4, 0.4])
    is_cut_off = float(metric.result()) == 0
    assert is_cut_off == holds(note_of("metric", name))


def test_discretization_gives_the_shape_that_it_says_or_another() -> None:
    import keras
    import numpy as np

    layer = keras.layers.Discretization(bin_boundaries=[0.0, 1.0], output_mode="one_hot")
    said = tuple(layer(keras.KerasTensor((2, 3))).shape)
    given = tuple(layer(np.ones((2, 3), "float32")).shape)
    assert (said != given) == holds(note_of("layer", "Discretization", "output_mode"))


def test_grayscale_runs_in_a_sequential_or_stops() -> None:
    import numpy as np

    needs("layer", "RandomGrayscale")
    stops = False
    try:
        built(net("RandomGrayscale", shape="[4, 4, 3]")).predict(np.ones((2, 4, 4, 3), "float32"), verbose=0)
    except Exception:
        stops = True
    assert stops == holds(note_of("layer", "RandomGrayscale"))


def test_a_random_crop_resizes_in_predict_or_lets_pass() -> None:
    import keras
    import numpy as np

    layer = keras.layers.RandomCrop(4, 4)
    shape = tuple(layer(np.ones((2, 6, 8, 3), "float32"), training=False).shape)
    note = note_of("layer", "RandomCrop")
    assert (shape == (2, 4, 4, 3)) == holds(note)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("layer", "RMSNormalization"), ("optimizer", "ScheduleFreeAdamW"), ("layer", "AdaptiveMaxPooling1D")],
)
def test_what_is_younger_is_not_there(kind: str, name: str) -> None:
    from netbuilder.views.explain.examples import example

    cls = find(kind, name)
    assert cls is not None
    assert issubclass(cls, Item)
    if is_there(cls):
        built(example(cls))
    else:
        with pytest.raises(ConfigError):
            built(example(cls))


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("renorm", net("BatchNormalization: {renorm: true}", shape="[4]")),
        ("lora_alpha", net("Dense: {units: 2, lora_rank: 1, lora_alpha: 2}", shape="[4]")),
        ("antialias", net("Resizing: {height: 2, width: 2, antialias: true}", shape="[4, 4, 3]")),
    ],
)
def test_a_younger_option_is_refused(option: str, text: str) -> None:
    import keras

    needed = resolve(parse(read(text, "network.yaml"))).keras_facts.needs
    [need] = [need for need in needed if need.option == option]
    if number(need.since) <= number(keras.__version__):
        built(text)
    else:
        with pytest.raises(ConfigError):
            built(text)


MODEL = "{Sequential: {layers: [{Dense: {units: 3}}]}}"


@pytest.mark.parametrize("begins", [MODEL, f"{{repeat: {{times: 1, layers: [{MODEL}]}}}}"], ids=["itself", "repeated"])
def test_a_model_that_begins_with_a_model_is_built_or_stops(begins: str) -> None:
    text = net(f"Sequential: {{layers: [{begins}, {{Dense: {{units: 2}}}}]}}")
    if holds(note_of("layer", "Sequential")):
        with pytest.raises(ConfigError, match="no defined input shape"):
            built(text)
    else:
        assert built(text).output_shape == (None, 2)
    assert built(net(f"Sequential: {{layers: [{{Dense: {{units: 2}}}}, {begins}]}}")).output_shape == (None, 3)


def test_steps_are_counted_or_filled_up_to_a_whole_call() -> None:
    import numpy as np

    model = built(net("Dense: {units: 1}", shape="[4]", compile_="{optimizer: sgd, loss: mse, steps_per_execution: 2}"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of data that ran out
        model.fit(np.ones((48, 4)), np.ones((48, 1)), batch_size=16, verbose=0)
    [note] = [note for note in Compile.notes if "steps" in note.message]
    assert int(model.optimizer.iterations.numpy()) == (4 if holds(note) else 3)
