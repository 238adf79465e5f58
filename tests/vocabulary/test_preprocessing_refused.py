"""What Keras takes without a word and then gets wrong, or stops at later: the schema refuses it at once."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import netbuilder as nb
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.vocabulary.base.dtypes import Ids
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Adaptable, Preprocessing
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.base.shapes import Shape, ShapeError
from netbuilder.vocabulary.layers.lookup import StringLookup
from netbuilder.vocabulary.layers.preprocessing import Normalization, Pipeline
from tests.vocabulary.built import BATCH, agrees, builds, gives, keras_layer, runs, says
from tests.vocabulary.oracle import Options, schema_class

# Keras' constructor takes all of these.
TAKEN: list[tuple[str, Options]] = [
    ("LSTM", {"units": 4.5}),
    ("LSTM", {"units": True}),
    ("LSTM", {"units": 2, "dropout": 1.5}),
    ("GRU", {"units": 2, "recurrent_dropout": -0.5}),
    ("LSTM", {"units": 2, "return_state": True}),
    ("GRU", {"units": 2, "use_bias": "no"}),
    ("LSTM", {"units": 4, "activation": "glu"}),
    ("SimpleRNN", {"units": 2, "seed": -1}),
    ("ConvLSTM2D", {"filters": 2.5, "kernel_size": 2}),
    ("ConvLSTM2D", {"filters": 2, "kernel_size": 2, "strides": 0}),
    ("RNN", {"cell": []}),
    ("Bidirectional", {"layer": {"LSTM": {"units": 2}}, "merge_mode": None}),
    (
        "Bidirectional",
        {"layer": {"LSTM": {"units": 2}}, "backward_layer": {"GRU": {"units": 3, "go_backwards": True}}},
    ),
    ("SpectralNormalization", {"layer": {"Dense": {"units": 2, "lora_rank": 1}}}),
    ("SpectralNormalization", {"layer": {"LSTM": {"units": 2}}}),
    ("SpectralNormalization", {"layer": {"Dense": {"units": 2}}, "power_iterations": 1.5}),
    ("RandomFlip", {"mode": "sideways"}),
    ("Resizing", {"height": 3, "width": 3, "interpolation": "gaussian"}),
    ("Resizing", {"height": 3, "width": 3, "interpolation": "cubic"}),
    ("Resizing", {"height": 3, "width": 3, "fill_mode": "reflect"}),
    ("Resizing", {"height": 0, "width": 3}),
    ("Resizing", {"height": 3, "width": 3, "crop_to_aspect_ratio": True, "pad_to_aspect_ratio": True}),
    ("CenterCrop", {"height": 3.5, "width": 3}),
    ("RandomRotation", {"factor": [-2, 0.5]}),
    ("RandomPosterization", {"factor": 2.5}),
    ("RandomContrast", {"factor": 0.5, "value_range": 3}),
    ("RandomContrast", {"factor": 0.5, "value_range": [255, 0]}),
    ("AugMix", {"num_chains": 0}),
    ("RandAugment", {"num_ops": 0}),
    ("ContrastLimitedAdaptiveHistogramEqualization", {"tile_grid_size": 4}),
    ("ContrastLimitedAdaptiveHistogramEqualization", {"tile_grid_size": [4, 0]}),
    ("Discretization", {"bin_boundaries": [2.0, 1.0]}),
    ("Discretization", {"num_bins": 0}),
    ("Hashing", {"num_bins": 2.5}),
    ("StringLookup", {"vocabulary": ["a"], "output_mode": "tf_idf", "idf_weights": [0.5], "sparse": True}),
    ("IntegerLookup", {"vocabulary": [1], "output_mode": "tf_idf", "idf_weights": [0.5], "sparse": True}),
    ("TextVectorization", {"vocabulary": ["a"], "output_mode": "tf_idf", "idf_weights": [0.5], "sparse": True}),
    ("CategoryEncoding", {"num_tokens": 4, "sparse": True}),
    ("StringLookup", {"vocabulary": ["a"], "encoding": "klingon"}),
    ("StringLookup", {"vocabulary": ["a", 1]}),
    ("IntegerLookup", {"vocabulary": [1.5]}),
    ("Normalization", {"mean": 0.0, "variance": -1.0}),
    ("TextVectorization", {"ngrams": 0}),
    ("TextVectorization", {"output_sequence_length": 0}),
    ("MelSpectrogram", {"window": "blackman"}),
    ("MelSpectrogram", {"min_freq": 9000.0}),
    ("MelSpectrogram", {"num_mel_bins": 0}),
    ("Pipeline", {"layers": []}),
    ("Pipeline", {"layers": ["Normalization"]}),
    ("Pipeline", {"layers": [{"Dense": {"units": 2}}]}),
]


@pytest.mark.keras
@pytest.mark.parametrize(("name", "options"), TAKEN, ids=lambda value: value if isinstance(value, str) else "")
def test_what_keras_takes_silently_is_refused(name: str, options: Options) -> None:
    keras_layer(name, options)
    with pytest.raises(ValidationError):
        schema_class(name).model_validate(options)


# Keras builds these; what then comes out has another shape than it said, or nothing comes out.
MISJUDGED: list[tuple[str, Options, Shape, str]] = [
    ("CategoryEncoding", {"num_tokens": 4}, (None, 3, 4), "int32"),
    ("CategoryEncoding", {"num_tokens": 4, "output_mode": "count"}, (None, 6, 1), "int32"),
    ("Hashing", {"num_bins": 4, "output_mode": "one_hot"}, (None, 3), "int32"),
    ("Hashing", {"num_bins": 4, "output_mode": "multi_hot"}, (None, 3, 1), "int32"),
    ("StringLookup", {"vocabulary": ["a"], "output_mode": "multi_hot"}, (None, 3, 4), "string"),
    ("TextVectorization", {"vocabulary": ["a"]}, (None, 3), "string"),
    ("TextVectorization", {"vocabulary": ["a"], "output_mode": "multi_hot"}, (None, 1), "string"),
    ("TextVectorization", {"vocabulary": ["a"], "split": None}, (None,), "string"),
    ("MelSpectrogram", {"fft_length": 16, "sequence_stride": 4, "num_mel_bins": 5}, (None, 43), "float32"),
    ("MelSpectrogram", {"fft_length": 16, "sequence_stride": 4, "num_mel_bins": 5}, (None, 8), "float32"),
    ("RandomHue", {"factor": 0.1}, (None, 8, 8, 1), "float32"),
    ("RandomGrayscale", {}, (None, 8, 8, 2), "float32"),
    ("RandomColorJitter", {"hue_factor": 0.1}, (None, 8, 8, 1), "float32"),
    ("ContrastLimitedAdaptiveHistogramEqualization", {}, (None, 3, 5, 3), "float32"),
    ("Resizing", {"height": 3, "width": 3}, (None, 2, 8, 8, 3), "float32"),
    ("RandomFlip", {}, (None, 8), "float32"),
    ("Rescaling", {"scale": [1.0, 2.0]}, (None, 3), "float32"),
    ("RNN", {"cell": {"LSTMCell": {"units": 2}}}, (None, 5, 3, 4), "float32"),
]


@pytest.mark.keras
@pytest.mark.parametrize(("name", "options", "shape", "dtype"), MISJUDGED)
def test_what_keras_misjudges_is_refused(name: str, options: Options, shape: Shape, dtype: str) -> None:
    built = gives(name, options, shape, dtype)
    assert built is not None
    assert not agrees(built.shape, runs(name, options, shape, dtype))
    node = schema_class(name).model_validate(options)
    with pytest.raises(ShapeError):
        node.output_shape(shape)


@pytest.mark.keras
def test_a_batch_of_pictures_without_channels_is_no_picture() -> None:
    # Keras takes the batch for the height and the width for the channels: it runs, and means nothing.
    assert runs("RandomFlip", {}, (None, 8, 8)) == (BATCH, 8, 8)
    with pytest.raises(ShapeError) as caught:
        schema_class("RandomFlip").model_validate({}).output_shape((None, 28, 28))
    assert caught.value.cause == "rank"
    assert caught.value.fix == "`- Reshape: {target_shape: [28, 28, 1]}` before it"


@pytest.mark.keras
def test_an_embedding_under_spectral_normalization_becomes_zeros() -> None:
    import numpy as np

    layer = keras_layer("SpectralNormalization", {"layer": {"Embedding": {"input_dim": 9, "output_dim": 2}}})
    assert not np.any(layer(np.array([[1, 2, 3]], dtype="int32")))
    assert says("SpectralNormalization", {"layer": {"Embedding": {"input_dim": 9, "output_dim": 2}}}, (None, 3)) is None


@pytest.mark.keras
def test_a_shear_by_one_number_could_not_be_opened_again() -> None:
    layer = keras_layer("RandomShear", {"x_factor": 0.2})
    with pytest.raises(TypeError, match="range"):
        type(layer).from_config(layer.get_config())
    assert says("RandomShear", {"x_factor": 0.2}, (None, 8, 8, 3)) is None
    assert says("RandomShear", {"x_factor": [0, 0.2], "y_factor": 0}, (None, 8, 8, 3)) is not None


@pytest.mark.keras
def test_a_sparse_multi_hot_stops_in_fit() -> None:
    import keras
    import numpy as np

    layer = keras_layer("CategoryEncoding", {"num_tokens": 4, "sparse": True})
    model = keras.Sequential([keras.Input((2,), dtype="int32"), layer, keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    with pytest.raises(TypeError):
        model.fit(np.ones((4, 2), "int32"), np.ones((4, 1)), verbose=0)


def _in_pipelines() -> list[Any]:
    """Augmentation takes seconds each to trace, so most of it stays for the slow tests."""
    found = []
    for cls in every("layer"):
        if issubclass(cls, Preprocessing) and cls is not Pipeline:
            takes_long = cls.__name__.startswith(("Rand", "Aug", "Contrast")) and cls.__name__ != "RandomFlip"
            found.append(pytest.param(cls, marks=pytest.mark.slow if takes_long else ()))
    return found


@pytest.mark.keras
@pytest.mark.parametrize("cls", _in_pipelines())
def test_a_pipeline_takes_what_runs_in_it(cls: type[Layer]) -> None:
    options: Options = {"layers": [{cls.__name__: cls.example}]}
    shape = (None, *cls.example_input)
    said, built = says("Pipeline", options, shape), builds("Pipeline", options, shape, cls.input_dtype)
    ran = runs("Pipeline", options, shape, cls.input_dtype)
    # Keras finds this shape by a trial run, and so never says a wrong one.
    assert (said is not None) == (ran is not None)
    if said is not None:
        assert built is not None
        assert agrees(said.shape, ran)


@pytest.mark.keras
@pytest.mark.parametrize("cls", [cls for cls in every("layer") if cls.__name__ not in ("repeat", "Sequential")])
def test_every_layer_can_be_applied_to_every_step_or_is_refused(cls: type[Any]) -> None:
    if cls.__name__ in ("TextVectorization",):
        shape: Shape = (None, 3, 1)
    else:
        shape = (None, 3, *cls.example_input)
    options: Options = {"layer": {cls.__name__: cls.example}}
    assert says("TimeDistributed", options, shape) == builds("TimeDistributed", options, shape, cls.input_dtype)


def test_a_vocabulary_is_never_read_from_a_path(tmp_path: Path) -> None:
    secret = tmp_path / "words.txt"
    secret.write_text("secret\n")
    with pytest.raises(ConfigError) as caught:
        StringLookup(vocabulary=str(secret))
    told = caught.value.diagnostics[0]
    assert told.code == "NB014"
    assert told.why == "a path is not read: a file of a network names no other files"
    text: Any = schema_class("TextVectorization")
    numbers: Any = schema_class("IntegerLookup")
    with pytest.raises(ConfigError):
        text(vocabulary=str(secret))
    with pytest.raises(ConfigError):
        numbers(idf_weights=str(secret), output_mode="tf_idf", vocabulary=[1])


@pytest.mark.parametrize(
    ("name", "options", "code", "message"),
    [
        ("LSTM", {"units": 4.0}, "NB014", "LSTM.units takes a whole number of at least 1, got 4.0"),
        ("LSTM", {"units": 4, "return_state": True}, "NB012", "LSTM.return_state takes false, got true"),
        ("Bidirectional", {"layer": "Flatten"}, "NB012", "Bidirectional.layer takes a recurrent layer, got Flatten"),
        ("Bidirectional", {"layer": "Nothing"}, "NB010", "no layer is called `Nothing`"),
        ("Pipeline", {"layers": []}, "NB012", "Pipeline.layers takes a list of preprocessing layers, got []"),
        ("Pipeline", {"layers": ["RandomFlip"], "trainable": False}, "NB011", "Pipeline has no option `trainable`"),
        ("Discretization", {}, "NB013", "Discretization needs `bin_boundaries`"),
        ("Normalization", {"mean": 1.0}, "NB013", "Normalization needs `variance`"),
        ("StringLookup", {"vocabulary": ["a", "a"]}, "NB012", 'StringLookup.vocabulary takes every word once, got "a"'),
        (
            "StringLookup",
            {"vocabulary": [*map(str, range(20_000)), "b", "c", "c", "b"]},  # compared in pairs it would take minutes
            "NB012",
            'StringLookup.vocabulary takes every word once, got "b"',
        ),
        (
            "StringLookup",
            {"vocabulary": ["", "[UNK]"], "mask_token": ""},
            "NB012",
            'StringLookup.vocabulary takes a word besides mask and unknown, got ["", "[UNK]"]',
        ),
        ("StringLookup", {"vocabulary": ["a"], "autocast": False}, "NB011", "StringLookup has no option `autocast`"),
        ("RandomZoom", {"height_factor": [-1, 0]}, "NB012", "an item of height_factor takes -1 < number <= 1, got -1"),
        ("RandomGaussianBlur", {"kernel_size": 4}, "NB012", "RandomGaussianBlur.kernel_size cannot be 4"),
        ("RandomHue", {"factor": 2}, "NB012", "RandomHue.factor takes a number from 0 to 1, or a list of two, got 2"),
        ("RNN", {"cell": {"LSTM": {"units": 4}}}, "NB015", "no cell is called `LSTM`"),
        ("repeat", {"times": 0, "layers": []}, "NB012", "repeat.times takes a whole number of at least 1, got 0"),
    ],
)  # fmt: skip
def test_what_is_said(name: str, options: Options, code: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        getattr(nb, name)(**options)
    assert [(one.code, one.message) for one in caught.value.diagnostics] == [(code, message)]


def test_whether_a_layer_still_has_to_see_data() -> None:
    unadapted: list[tuple[type[Adaptable], Options]] = [
        (Normalization, {}),
        (StringLookup, {}),
    ]
    for cls, options in unadapted:
        assert not cls.model_validate(options).is_adapted
        assert cls.model_validate(cls.example).is_adapted


def test_a_pipeline_gives_what_its_last_layer_gives() -> None:
    ends_in_integers = Pipeline.model_validate({"layers": [{"Rescaling": {"scale": 2}}, {"Hashing": {"num_bins": 3}}]})
    assert ends_in_integers.output_dtype("float32", "float32") == "int64"
    assert ends_in_integers.output_ids(None) == Ids(2, True)
    assert Pipeline.model_validate(Pipeline.example).output_dtype("uint8", "mixed_float16") == "float16"
