"""Layers, their options, and what they hold."""

from typing import Any

from tests.convert.model_files.tables.small_files import behind, behind_3, keras_3, layer, sequential

Json = dict[str, Any]
DENSE = layer("Dense", units=2, name="dense")
POLICY = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_float16"}}
LSTM = layer("LSTM", units=2, recurrent_activation="sigmoid", name="lstm")
BACK = layer("LSTM", units=2, recurrent_activation="sigmoid", go_backwards=True, name="backward_lstm")


def dense(**config: Any) -> Json:
    return behind([4], layer("Dense", units=2, **config))


def old(name: str, /, **config: Any) -> Json:
    return layer(name, name="x", **config)


def cell(name: str, /, **config: Any) -> Json:
    return layer(name, units=2, recurrent_activation="sigmoid", **config)


def way_back(forward: Json, back: Any) -> Json:
    return behind_3([5, 4], layer("Bidirectional", layer=forward, backward_layer=back, name="bidirectional"))


CASES: dict[str, Any] = {
    "defaults": dense(activation="linear", use_bias=True, trainable=True, name="dense_7", dtype="float32"),
    "a whole number for true": dense(use_bias=1),
    "true for a number": behind([4], layer("Dropout", rate=True)),
    "a whole number for a default that is a fraction": behind([4], layer("LeakyReLU", alpha=1)),
    "an option that is null": dense(kernel_regularizer=None, bias_constraint=None, use_bias=None),
    "an option that is null and required": behind([4], layer("Dense", units=None)),
    "an option that is missing": behind([4], layer("Dense", name="d")),
    "an option of another type": behind([4], layer("Dense", units="many")),
    "an option out of range": behind([4], layer("Dense", units=0)),
    "a long value": behind([4], layer("Dense", units="x" * 30)),
    "a value of twenty letters": behind([4], layer("Dense", units="x" * 20)),
    "a value of twenty-one letters": behind([4], layer("Dense", units="x" * 21)),
    "a value that is true": behind([4], layer("Dense", units=True)),
    "a value that is a list": behind([4], layer("Dense", units=[2])),
    "a value that is an object": behind([8, 3], layer("Conv1D", filters=2, kernel_size={"class_name": "x"})),
    "options that are lost": behind(
        [4],
        layer("Dense", units=2, odd=5, name="a"),
        layer("Dense", units=3, odd=7, other="x", name="b"),
        layer("Dense", units=4, odd=0, other=False, more=[], rest={}, last="auto", name="c"),
    ),
    "options of a number that are lost": behind([4], layer("Dense", units=2, a=1, b=1.0, c=2, d=0.0, e=-1)),
    "options of text that are lost": behind([4], layer("Dense", units=2, a="", b="auto", c="channels_last", d="x")),
    "options of lists that are lost": behind([4], layer("Dense", units=2, a=[0], b={"c": 1})),
    "an option lost in four layers": behind([4], *(layer("Dense", units=n, odd=5, name=f"d{n}") for n in range(1, 5))),
    "an option lost in three layers": behind([4], *(layer("Dense", units=n, odd=5, name=f"d{n}") for n in range(1, 4))),
    "an option lost in five layers": behind([4], *(layer("Dense", units=n, odd=5, name=f"d{n}") for n in range(1, 6))),
    "comments on long names": behind([4], *(layer("Dense", units=2, odd=5, name="n" * n) for n in (60, 61, 400))),
    "a comment that is long": behind([4], layer("Dense", units=2, **{"odd" * 120: 5})),
    "a frozen layer": behind([4], layer("Dense", units=2, trainable=False), DENSE),
    "two frozen layers": behind(
        [4], layer("Dense", units=2, trainable=False), DENSE, layer("Dense", units=3, trainable=False)
    ),
    "a frozen layer without weights": behind([4], layer("Dropout", rate=0.5, trainable=False), DENSE),
    "a frozen layer whose shape is unknown": behind(
        [None, 4], layer("Flatten"), layer("Dense", units=2, trainable=False, name="dense")
    ),
    "a frozen layer that cannot take its input": behind([4], layer("LSTM", units=2, trainable=False), DENSE),
    "a trainable that is 0": behind([4], layer("Dense", units=2, trainable=0)),
    "one precision for all": behind(
        [4], layer("Dense", units=2, dtype="mixed_float16"), old("Flatten", dtype="mixed_float16")
    ),
    "another precision for one": behind(
        [4], layer("Dense", units=2, dtype="float64"), layer("Dense", units=3), layer("Dense", units=4)
    ),
    "most of another precision": behind(
        [4], layer("Dense", units=2, dtype="float64"), layer("Dense", units=3, dtype="float64"), layer("Dense", units=4)
    ),
    "most of another precision and one of float32": behind(
        [4],
        layer("Dense", units=2, dtype="bfloat16"),
        layer("Dense", units=3, dtype="bfloat16"),
        layer("Dense", units=4, dtype="float32"),
    ),
    "a precision that is a policy": behind_3([4], layer("Dense", units=2, dtype=POLICY), layer("ReLU", dtype=POLICY)),
    "a precision that is no policy": behind_3([4], layer("Dense", units=2, dtype={"config": "float16"})),
    "a precision of integers": behind([4], layer("Dense", units=2, dtype="int32")),
    "a Lambda": behind([4], old("Lambda", function=["x"])),
    "an operation of TensorFlow": behind([4], old("TFOpLambda", function="math.add")),
    "a slicing of TensorFlow": behind([4], DENSE, old("SlicingOpLambda")),
    "a layer of TensorFlow's operations": behind([4], old("TensorFlowOpLayer")),
    "a layer that Keras 3 has not": behind([9, 9, 1], old("LocallyConnected2D", filters=2, kernel_size=3)),
    "a layer that Keras 2 removed": behind([4], old("MaxoutDense", output_dim=2)),
    "a layer that Keras 3 removed": behind([9, 9, 1], old("RandomWidth", factor=0.2)),
    "a layer that joins": behind([4], old("Add")),
    "a Merge": behind([4], old("Merge", mode="sum")),
    "a layer that no network file has": behind([4], old("MultiHeadAttention", num_heads=2, key_dim=2)),
    "a layer of the caller's": behind([4], old("VAESampling")),
    "a repeat": behind([4], old("repeat", times=2, layers=[DENSE])),
    "a repeat of version 1": behind([4], old("repeatV1", times=2, layers=[DENSE])),
    "an initializer as a layer": behind([4], old("HeNormal")),
    "a class of version 1 and 2": behind([4], layer("BatchNormalizationV1"), layer("BatchNormalizationV2")),
    "a class in small letters": behind([4], layer("dense", units=2)),
    "refusals of three layers": behind([4], old("Nope"), DENSE, layer("Nope2"), DENSE, layer("Nope3", name="third")),
    "refusals of five layers": behind([4], *(old(f"Nope{n}") for n in range(5)), DENSE, DENSE),
    "refusals of all layers": behind([4], old("Nope"), old("Nope2")),
    "a refusal of one of two": behind([4], DENSE, old("Nope")),
    "a refusal of one of three": behind([4], DENSE, DENSE, old("Nope")),
    "a Normalization without its state": behind([4], old("Normalization", axis=[-1], mean=None, variance=None)),
    "a Normalization with its state": behind_3(
        [4], old("Normalization", axis=-1, mean=[0, 0, 0, 1], variance=[1, 1, 1, 2])
    ),
    "a Normalization of numpy": behind_3(
        [2],
        old(
            "Normalization",
            mean=layer("__numpy__", value=[1.0, 2.0], dtype="float32"),
            variance={"class_name": "__numpy__", "config": 7},
        ),
    ),
    "a Normalization of numpy, whole": behind_3(
        [2],
        old("Normalization", mean=layer("__numpy__", value=[1.0, 2.0]), variance=layer("__numpy__", value=[3.0, 4.0])),
    ),
    "two lookups without their state": behind_3(
        [4], old("IntegerLookup"), layer("Discretization", num_bins=4, name="y")
    ),
    "a lookup with its state": behind_3([4], old("IntegerLookup", vocabulary=[1, 2, 3])),
    "a text without its state": behind_3([1], old("TextVectorization")),
    "TimeDistributed": behind(
        [5, 4], layer("TimeDistributed", layer=layer("Dense", units=2, name="own"), name="outer")
    ),
    "TimeDistributed of TimeDistributed": behind(
        [5, 6, 4], layer("TimeDistributed", layer=layer("TimeDistributed", layer=layer("Dense", units=2)))
    ),
    "TimeDistributed of a model": behind(
        [5, 4], layer("TimeDistributed", layer=sequential(layer("Dense", units=2, name="own"), layer("ReLU")))
    ),
    "TimeDistributed of text": behind([5, 4], layer("TimeDistributed", layer="Dense", name="t")),
    "TimeDistributed of nothing": behind([5, 4], layer("TimeDistributed", name="t")),
    "TimeDistributed of what is none": behind(
        [5, 4], layer("TimeDistributed", layer=layer("Nope", name="n"), name="t")
    ),
    "equal layers of other names": behind([4], *(layer("Dense", units=2, odd=5, name=name) for name in ("a", "b"))),
    "layers that differ in 1, 1.0 and true": behind(
        [4], layer("Dropout", rate=1), layer("Dropout", rate=1.0), layer("Dropout", rate=0.5)
    ),
    "Bidirectional": behind_3([5, 4], layer("Bidirectional", layer=layer("LSTM", units=2, name="forward_lstm"))),
    "Bidirectional of Keras 2": behind([5, 4], layer("Bidirectional", merge_mode="sum", layer=layer("GRU", units=2))),
    "Bidirectional with a copy for the way back": way_back(LSTM, BACK),
    "Bidirectional with a layer of its own for the way back": way_back(
        LSTM, {**BACK, "config": BACK["config"] | {"units": 3}}
    ),
    "Bidirectional with another class for the way back": way_back(
        LSTM, layer("GRU", units=2, go_backwards=True, name="backward_gru")
    ),
    "Bidirectional with null for the way back": way_back(LSTM, None),
    "Bidirectional with zeros for masked steps": way_back(
        {**LSTM, "config": LSTM["config"] | {"zero_output_for_mask": True}}, BACK
    ),
    "Bidirectional of text": behind(
        [5, 4], layer("Bidirectional", layer={"class_name": "LSTM", "config": "x"}, name="b")
    ),
    "an RNN of a cell": behind_3([5, 4], layer("RNN", cell=cell("LSTMCell", name="lstm_cell", trainable=True))),
    "an RNN of cells": behind_3([5, 4], layer("RNN", cell=[cell("LSTMCell"), cell("GRUCell", reset_after=False)])),
    "an RNN of stacked cells": behind_3(
        [5, 4], layer("RNN", cell=layer("StackedRNNCells", cells=[cell("LSTMCell"), cell("LSTMCell")]))
    ),
    "an RNN of a cell of Keras 2": behind([5, 4], layer("RNN", cell=layer("GRUCell", units=2), name="r")),
    "an RNN of what is no cell": behind_3([5, 4], layer("RNN", cell=layer("MyCell", name="c"), name="r")),
    "an RNN of another's cell": behind_3(
        [5, 4], layer("RNN", cell={**cell("LSTMCell", name="c"), "module": "mine"}, name="r")
    ),
    "an RNN of a cell with an option too many": behind_3([5, 4], layer("RNN", cell=cell("LSTMCell", odd=5), name="r")),
    "two equal RNNs of a cell with an option too many": behind_3(
        [5, 4], *(layer("RNN", cell=cell("LSTMCell", odd=5), return_sequences=True, name=name) for name in "rq")
    ),
    "a layer as an activation": behind_3(
        [4], layer("Dense", units=2, activation=layer("ReLU", max_value=6.0, name="re_lu"))
    ),
    "an activation as a dictionary": behind_3(
        [4], layer("Dense", units=2, activation=layer("function", x=1) | {"config": "relu"})
    ),
    "a class of an activation that is no layer": behind_3([4], layer("Dense", units=2, activation=layer("Nope"))),
    "layers within a layer": behind_3(
        [8, 8, 3], layer("Pipeline", layers=[layer("RandomContrast", factor=[0.0, 0.5]), layer("Rescaling", scale=2.0)])
    ),
    "sizes in lists": behind(
        [9, 9, 1], layer("Conv2D", filters=2, kernel_size=[3, 3], strides=[1, 1], dilation_rate=[1, 1], padding="same")
    ),
    "sizes that differ": behind([9, 9, 1], layer("Conv2D", filters=2, kernel_size=[3, 1], strides=[2, 1], name="c")),
    "pooling with its strides": behind(
        [9, 9, 1],
        layer("MaxPooling2D", pool_size=[2, 2], strides=[2, 2]),
        layer("MaxPooling2D", pool_size=[2, 1], strides=[2, 1]),
        layer("AveragePooling2D", pool_size=[2, 2], strides=[1, 1]),
        layer("AveragePooling2D", pool_size=[1, 2], strides=[1, 1], padding="same"),
    ),
    "padding in lists": behind(
        [9, 9, 1],
        layer("ZeroPadding2D", padding=[[1, 1], [1, 1]]),
        layer("ZeroPadding2D", padding=[[2, 2], [3, 3]]),
        layer("ZeroPadding2D", padding=[[0, 1], [0, 1]]),
        layer("Cropping2D", cropping=[[1, 0], [2, 2]]),
    ),
    "orders of axes": behind(
        [9, 9, 3],
        *(
            layer("Conv2D", filters=2, kernel_size=1, data_format=order, name=order)
            for order in ("channels_last", "channels_first")
        ),
    ),
    "axes": behind(
        [9, 3],
        layer("BatchNormalization", axis=[2]),
        layer("BatchNormalization", axis=1),
        layer("LayerNormalization", axis=[1, 2]),
        layer("LayerNormalization", axis=[2], epsilon=0.1),
        layer("Softmax", axis=[1]),
    ),
    "an axis behind an unknown shape": behind(
        [None, 3], layer("Flatten"), layer("BatchNormalization", axis=[1], name="b")
    ),
    "an axis that is the last of one shape": behind(
        [9, 3], layer("BatchNormalization", axis=1), layer("Flatten"), layer("BatchNormalization", axis=1)
    ),
    "the last axis and an axis before it": behind(
        [9, 9, 3], layer("BatchNormalization", axis=3), layer("BatchNormalization", axis=2)
    ),
    "Keras 3": keras_3(
        layer("InputLayer", batch_shape=[None, 4], name="i"), {**DENSE, "build_config": {"input_shape": [None, 4]}}
    ),
    "a Pipeline": behind([8, 8, 3], layer("Pipeline", layers=[layer("RandomFlip", name="forward_flip")])),
    "a Pipeline of no layers": behind([8, 8, 3], layer("Pipeline", layers=5)),
    "a Pipeline of null": behind([8, 8, 3], layer("Pipeline", layers=None)),
    "an activation that is the name of a layer": behind([4], layer("Dense", units=2, activation="ReLU")),
    "an activation that is a layer with a name": behind(
        [4], layer("Dense", units=2, activation=layer("ReLU", max_value=6.0, name="forward_relu"))
    ),
    "a Repeat": behind([4], layer("Repeat", times=2, layers=[])),
    "a repeat of another version": behind([4], layer("RepeatV1", times=2, layers=[])),
    "Bidirectional of texts": behind([5, 4], layer("Bidirectional", layer="LSTM", backward_layer="LSTM")),
    "a package with a long name": behind([4], layer(f"{'p' * 41}>Dense", units=2)),
    "options that are a mapping": behind(
        [4], layer("BatchNormalization", renorm=True, renorm_clipping={"rmax": 3.0, "rmin": 0.5, "dmax": 5.0})
    ),
    "options of nobody that are null, true and false": behind(
        [4], layer("ReLU", max_value=6.0, odd=None, even=True, other=False, name="x")
    ),
    "TimeDistributed of a model with a name of old": behind(
        [5, 4], layer("TimeDistributed", layer=sequential(layer("Dense", units=2, name="forward_x")))
    ),
    "an Activation of null": behind([4], layer("Activation", activation=None)),
    "options of a default that are others": behind(
        [4],
        layer(
            "Embedding",
            input_dim=3,
            output_dim=2,
            embeddings_initializer=layer("RandomUniform", minval=-1.0, maxval=1.0, seed=None),
        ),
    ),
    "the last axis of a layer that is no normalization": behind([4], layer("Softmax", axis=1)),
    "a layer of items": sequential({"items": [3, 3]}),
}
