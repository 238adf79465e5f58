"""Where the schema knows more than Keras' build: what stops, goes wrong or has another shape when it runs."""

from functools import cache
from importlib import import_module
from typing import Any

import pytest

from tests import warm
from tests.vocabulary.oracle import Options, keras_runs, keras_says, layers, schema_says

pytestmark = pytest.mark.keras

Case = tuple[str, Options, tuple[int | None, ...]]


def labels(cases: list[Case]) -> list[str]:
    return [f"{name} {options} {shape[1:]}" for name, options, shape in cases]


STOPS: list[Case] = [
    ("Conv2DTranspose", {"filters": 2, "kernel_size": 2, "padding": "same", "output_padding": 0}, (None, 6, 6, 2)),
    (
        "Conv1DTranspose",
        {"filters": 2, "kernel_size": 4, "strides": 2, "padding": "same", "output_padding": 0},
        (None, 6, 2),
    ),
    ("AdaptiveAveragePooling1D", {"output_size": 2}, (None, 6, 6, 2)),
    ("RMSNormalization", {"axis": 1}, (None, 6, 3)),
    ("RMSNormalization", {"axis": [-1, 1]}, (None, 6, 3)),
    ("LayerNormalization", {"axis": [-1, 2]}, (None, 6, 3)),
    ("UnitNormalization", {"axis": [-1, -1]}, (None, 6, 3)),
    ("Softmax", {"axis": 7}, (None, 6, 3)),
    ("Softmax", {"axis": [-1, 2]}, (None, 6, 3)),
    ("Softmax", {"axis": []}, (None, 6, 3)),
    ("ZeroPadding2D", {"padding": -1}, (None, 6, 6, 3)),
    ("UpSampling2D", {"interpolation": "gaussian"}, (None, 6, 6, 3)),
    ("Reshape", {"target_shape": [5, 7]}, (None, None, 6)),
    ("Reshape", {"target_shape": [None, None]}, (None, 6, 2)),
    ("Dropout", {"rate": 0.5, "noise_shape": [None, 3, 4]}, (None, 6, 4)),
    ("AlphaDropout", {"rate": 0.5, "noise_shape": [None, 3, 4]}, (None, 6, 4)),
    ("AlphaDropout", {"rate": 0.5, "noise_shape": [1, None, 1, 4]}, (None, 6, 4)),
    ("AlphaDropout", {"rate": 0.5, "noise_shape": [3, None, None]}, (None, 6, 4)),
    ("Dropout", {"rate": 0.5, "noise_shape": [3, None, None]}, (None, 6, 4)),
    ("AlphaDropout", {"rate": 1.0}, (None, 6, 4)),
    ("GaussianDropout", {"rate": 1.0}, (None, 6, 4)),
    ("Dense", {"units": 5, "activation": "glu"}, (None, 4)),
    ("Activation", {"activation": "glu"}, (None, 5)),
    ("EinsumDense", {"equation": "ab,bc->ac", "output_shape": 4}, (None, 5, 3)),
    *(
        (name, options | {slot: {function: {"axis": axis}}}, shape)
        for function in ("softmax", "log_softmax", "sparsemax", "glu")
        for name, slot, options, shape, axis in (
            ("Activation", "activation", {}, (None, 8), 2),
            ("Activation", "activation", {}, (None, 8), -3),
            ("Dense", "activation", {"units": 4}, (None, 5, 8), 3),
            ("Conv1D", "activation", {"filters": 4, "kernel_size": 2}, (None, 8, 3), -4),
            ("EinsumDense", "activation", {"equation": "ab,bc->ac", "output_shape": 4}, (None, 8), 2),
            ("SimpleRNN", "activation", {"units": 4}, (None, 8, 3), 2),
            ("GRU", "recurrent_activation", {"units": 4}, (None, 8, 3), -3),
            ("ConvLSTM1D", "activation", {"filters": 4, "kernel_size": 2}, (None, 5, 8, 3), 3),
        )
    ),
    (
        "EinsumDense",
        {"equation": "abc,cd->abd", "output_shape": [None, 4], "activation": {"glu": {"axis": 1}}},
        (None, 5, 3),
    ),
]


@pytest.mark.parametrize("case", STOPS, ids=labels(STOPS))
def test_keras_builds_it_and_stops_when_it_runs(case: Case) -> None:
    assert schema_says(*case) is None
    assert keras_says(*case) is not None
    assert keras_runs(*case) is None


ADAPTIVE: list[Case] = [
    *[
        (f"Adaptive{kind}Pooling{rank}D", {"output_size": 1}, (None, *[4] * rank, 3))
        for kind in ("Average", "Max")
        for rank in (1, 2, 3)
    ],
    ("AdaptiveAveragePooling2D", {"output_size": [2, 1]}, (None, 7, 7, 8)),
    ("AdaptiveMaxPooling1D", {"output_size": 2}, (None, 1, 8)),
]
"""Run step by step, and not as a graph, some of these take the whole process with them."""


@pytest.mark.parametrize("case", ADAPTIVE, ids=labels(ADAPTIVE))
def test_adaptive_pooling_to_one_value_stops_when_it_predicts(case: Case) -> None:
    import keras
    import numpy as np

    name, options, shape = case
    assert schema_says(*case) is None
    assert keras_says(*case) is not None
    model = keras.Sequential([keras.Input(shape[1:]), getattr(keras.layers, name)(**options)])
    with pytest.raises(ValueError, match="Negative dimension"):
        model.predict(np.ones((2, *[size or 4 for size in shape[1:]])), verbose=0)


WITHOUT_CUDNN: list[Case] = [
    *[
        (name, {"units": 2, "use_cudnn": True} | options, (None, 5, 3))
        for name in ("LSTM", "GRU")
        for options in (
            {"activation": "relu"},
            {"recurrent_activation": "softmax"},
            {"use_bias": False},
            {"recurrent_dropout": 0.5},
            {"unroll": True},
        )
    ],
    ("GRU", {"units": 2, "use_cudnn": True, "reset_after": False}, (None, 5, 3)),
]


@pytest.mark.parametrize("case", WITHOUT_CUDNN, ids=labels(WITHOUT_CUDNN))
def test_what_cudnn_does_not_compute_is_refused_beside_it(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    import keras
    import numpy as np

    name, options, _ = case
    [other] = set(options) - {"units", "use_cudnn"}
    assert schema_says(*case) is None
    assert schema_says(name, options | {"use_cudnn": "auto"}, case[2]) is not None
    assert schema_says(name, {"units": 2, "use_cudnn": True}, case[2]) is not None

    class Asked(Exception):
        pass

    def ask(*_: Any, **__: Any) -> None:
        raise Asked

    # As if there were a GPU: with its other options as they are, the layer then asks for the kernel.
    backend = import_module("keras.src.backend.tensorflow.rnn")
    monkeypatch.setattr(backend, "_is_gpu_available", lambda: True)
    monkeypatch.setattr(backend, f"_cudnn_{name.lower()}", ask)
    steps = np.ones((2, 5, 3), "float32")
    with pytest.raises(ValueError, match="cuDNN is not supported for this layer configuration"):
        getattr(keras.layers, name)(**options)(steps)
    with pytest.raises(Asked):
        getattr(keras.layers, name)(**{key: value for key, value in options.items() if key != other})(steps)


ONLY_WITH_ONEDNN: list[Case] = [
    ("DepthwiseConv2D", {"kernel_size": 2, "strides": [1, 2]}, (None, 6, 6, 2)),
    ("SeparableConv2D", {"filters": 2, "kernel_size": 2, "strides": [2, 1]}, (None, 6, 6, 2)),
]
"""TensorFlow runs these where it computes with oneDNN, which it does by itself on some processors and not on others."""


@cache
def without_onednn() -> list[str]:
    """What each of them returns in a process that is started so: it is settled when TensorFlow is imported."""
    code = f"from tests.vocabulary.oracle import keras_runs\nfor case in {ONLY_WITH_ONEDNN!r}: print(keras_runs(*case))"
    done = warm.run(["-c", code], of="tensorflow without oneDNN")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("case", ONLY_WITH_ONEDNN, ids=labels(ONLY_WITH_ONEDNN))
def test_what_runs_on_some_processors_only_is_refused(case: Case) -> None:
    assert schema_says(*case) is None
    assert without_onednn()[ONLY_WITH_ONEDNN.index(case)] == "None"


SILENT: list[Case] = [
    ("Dense", {"units": True}, (None, 8)),
    ("Dense", {"units": 4, "use_bias": "no"}, (None, 8)),
    ("Conv2D", {"filters": True, "kernel_size": 2}, (None, 6, 6, 2)),
    ("Dropout", {"rate": 1.0}, (None, 8)),
    ("Dropout", {"rate": True}, (None, 8)),
    ("Dropout", {"rate": 0.5, "noise_shape": [None, 1, 1, 4]}, (None, 6, 4)),
    ("BatchNormalization", {"momentum": 2}, (None, 8)),
    ("BatchNormalization", {"epsilon": -1}, (None, 8)),
    ("LayerNormalization", {"epsilon": 0}, (None, 8)),
    ("LayerNormalization", {"axis": []}, (None, 8)),
    ("RMSNormalization", {"epsilon": -5}, (None, 8)),
    ("RMSNormalization", {"axis": 1}, (None, 6, 6)),
    ("PReLU", {"shared_axes": [0]}, (None, 6, 3)),
    ("PReLU", {"shared_axes": [-1]}, (None, 6, 3)),
    ("AdaptiveAveragePooling2D", {"output_size": 2}, (None, 6, 2)),
    ("Reshape", {"target_shape": [None, 4]}, (None, 6, 2)),
    ("EinsumDense", {"equation": "abc,cd->abd", "output_shape": [None, 4, 7]}, (None, 5, 3)),
    ("EinsumDense", {"equation": "ab,bc->ac...", "output_shape": 4}, (None, 5)),
]


@pytest.mark.parametrize("case", SILENT, ids=labels(SILENT))
def test_keras_runs_it_without_a_word_and_the_schema_refuses(case: Case) -> None:
    assert schema_says(*case) is None
    assert keras_runs(*case) is not None


OTHER_SHAPE: list[Case] = [
    ("Activation", {"activation": "glu"}, (2, 6)),
    ("Activation", {"activation": {"glu": {"axis": 1}}}, (2, 6, 3)),
    ("Dense", {"units": 6, "activation": "glu"}, (2, 5)),
    ("Conv2D", {"filters": 4, "kernel_size": 2, "activation": "glu"}, (2, 6, 6, 3)),
    ("Conv1DTranspose", {"filters": 4, "kernel_size": 2, "activation": "glu"}, (2, 6, 3)),
    ("DepthwiseConv1D", {"kernel_size": 2, "activation": "glu"}, (2, 6, 4)),
    ("SeparableConv1D", {"filters": 4, "kernel_size": 2, "activation": "glu"}, (2, 6, 3)),
    ("EinsumDense", {"equation": "ab,bc->ac", "output_shape": 4, "activation": "glu"}, (2, 5)),
    ("EinsumDense", {"equation": "...x,xy->...y", "output_shape": 4}, (2, 3, 5, 6)),
]


@pytest.mark.parametrize("case", OTHER_SHAPE, ids=labels(OTHER_SHAPE))
def test_the_shape_is_that_of_the_run_where_keras_foretells_another(case: Case) -> None:
    said, foretold, ran = schema_says(*case), keras_says(*case), keras_runs(*case)
    assert said is not None
    assert ran is not None
    assert said.shape == ran[0]
    assert foretold is None or foretold.shape != ran[0]


@pytest.mark.parametrize("fill_mode", ["reflect", "wrap", "constant", "nearest", "mirror"])
def test_tensorflow_does_not_train_what_nb921_says(fill_mode: str) -> None:
    import netbuilder as nb

    options = {"fill_mode": fill_mode, "factor": 1.0}
    network = nb.Network(
        input=[8, 8, 3],
        layers=[{"RandomElasticTransform": options}, "Flatten", {"Dense": {"units": 1}}],
        compile={"optimizer": "adam", "loss": "mse"},
    )
    is_named = "NB921" in {diagnostic.code for diagnostic in nb.check(network)}
    assert is_named == (keras_runs("RandomElasticTransform", options, (None, 8, 8, 3)) is None)
    assert is_named == (fill_mode == "mirror")


def test_the_layers_that_keras_cannot_write_with_a_penalty() -> None:
    import keras

    from netbuilder.engine.objects import ObjectFactory

    for cls in layers():
        if "activity_regularizer" not in cls.option_names() or cls.__name__ == "SimpleRNN":
            continue
        assert cls.model_validate(cls.example | {"activity_regularizer": "l2"})
        try:
            node = cls.model_validate(cls.example | {"activity_regularizer": {"L2": {"l2": 0.1}}})
        except ValueError:
            options = cls.example | {"activity_regularizer": keras.regularizers.L2(0.1)}
            with pytest.raises(NotImplementedError):
                keras.saving.serialize_keras_object(getattr(keras.layers, cls.__name__)(**options))
            continue
        assert keras.saving.serialize_keras_object(ObjectFactory(keras).node(node))


def _keras_cell(cell: Any) -> Any:
    import keras

    if isinstance(cell, list):
        return [_keras_cell(each) for each in cell]
    [(name, options)] = cell.items()
    return getattr(keras.layers, name)(
        **{option: _keras_cell(value) if option == "cells" else value for option, value in options.items()}
    )


_OTHER_STACKS = [("GRUCell", False), ("LSTMCell", True), ("LSTMCell", False)]


@pytest.mark.parametrize(
    ("name", "is_listed"),
    [("GRUCell", True), *(pytest.param(*case, marks=pytest.mark.slow) for case in _OTHER_STACKS)],
)
def test_an_unrolled_stack_of_one_cell_runs_or_is_refused(name: str, is_listed: bool) -> None:
    import keras
    import tensorflow as tf

    cell: Options = {name: {"units": 2}}

    def stack(*cells: Options) -> Options:
        return {"StackedRNNCells": {"cells": list(cells)}}

    for cells in (
        [cell],
        [cell, cell],
        [stack(cell)],
        [stack(cell, cell)],
        [cell, stack(cell)],
        [stack(cell, cell), cell],
    ):
        options: Options = {"cell": cells if is_listed else stack(*cells)}
        assert schema_says("RNN", options, (None, 3, 2)) is not None
        layer = keras.layers.RNN(_keras_cell(options["cell"]), unroll=True)
        try:
            tf.function(layer, autograph=False)(tf.ones((2, 3, 2)))
        except (IndexError, TypeError):
            assert schema_says("RNN", options | {"unroll": True}, (None, 3, 2)) is None, cells
        else:
            assert schema_says("RNN", options | {"unroll": True}, (None, 3, 2)) is not None, cells
