"""The list of layers as it is written: names, Activations, nested models, repeats, seeds."""

from typing import Any

from netbuilder.plan.seeds import derived
from tests.convert.model_files.tables.small_files import behind, behind_3, keras_3, layer, sequential

Json = dict[str, Any]
INPUT = layer("InputLayer", batch_shape=[None, 4], name="i")


def dense(name: str = "dense", units: int = 4, **config: Any) -> Json:
    return layer("Dense", units=units, name=name, **config)


def relu(name: str = "activation", **config: Any) -> Json:
    return layer("Activation", activation="relu", name=name, **config)


def frozen(*layers: Json) -> list[Json]:
    return [{**each, "config": {**each["config"], "trainable": False}} for each in layers]


def seeded(seed: Any, **config: Any) -> Json:
    return layer(
        "Dense",
        units=4,
        kernel_initializer=layer("GlorotUniform", seed=seed),
        bias_initializer=layer("Zeros"),
        **config,
    )


def from_seed(seed: int, *paths: str) -> list[Json]:
    return [seeded(derived(seed, path, "kernel_initializer"), name=path) for path in paths]


BIG = 123_456
ONE, TWO, THREE = dense("one"), dense("two"), dense("three")
CASES: dict[str, Any] = {
    "an Activation behind a layer": behind([4], dense(), relu()),
    "an Activation first": behind([4], relu(), dense()),
    "two Activations": behind([4], dense(), relu(), relu()),
    "an Activation behind a layer with one": behind([4], dense(activation="tanh"), relu()),
    "an Activation behind a layer with linear": behind([4], dense(activation="linear"), relu()),
    "an Activation with a name": behind([4], dense(), relu("mine")),
    "an Activation behind a layer with a name": behind([4], dense("mine"), relu()),
    "an Activation that is frozen": behind([4], dense(), relu(trainable=False)),
    "an Activation of another precision": behind([4], dense(), relu(dtype="float64"), dense()),
    "an Activation behind a layer with a penalty on what it gives": behind(
        [4], dense(activity_regularizer=layer("L1", l1=0.1)), relu()
    ),
    "an Activation behind a pooling": behind([8, 3], layer("MaxPooling1D"), relu()),
    "an Activation behind a layer without one": behind([4], layer("Flatten"), relu()),
    "a ReLU behind a layer": behind([4], dense(), layer("ReLU")),
    "two equal pairs": behind([4], dense(), relu(), dense(), relu()),
    "an Activation behind a layer of another precision": behind([4], dense(dtype="float64"), relu(), dense(), dense()),
    "four equal layers": behind([4], *[dense()] * 4),
    "five equal layers": behind([4], *[dense()] * 5),
    "three equal pairs": behind([4], *[dense(), layer("Dropout", rate=0.5)] * 3),
    "two equal threes": behind([4], *[dense(), layer("Dropout", rate=0.5), layer("ReLU")] * 2),
    "two equal fours": behind([4], *[dense(), layer("Dropout", rate=0.5), layer("ReLU"), layer("Flatten")] * 2),
    "a pair and five, and five": behind([4], dense(units=2), layer("ReLU"), *[dense()] * 5, *[layer("ReLU")] * 6),
    "repeats in repeats": behind([4], *[*[dense()] * 5, layer("ReLU")] * 3),
    "a repeat between others": behind([4], layer("Flatten"), *[dense(), layer("ReLU")] * 4, layer("Softmax")),
    "a repeat that overlaps another": behind(
        [4], *[dense(), layer("ReLU")] * 3, dense(), *[layer("ReLU"), layer("Flatten")] * 3
    ),
    "two blocks that could both be": behind(
        [4], *[dense(), layer("ReLU"), dense(), layer("ReLU"), layer("Flatten")] * 3
    ),
    "equal layers with names": behind([4], *[dense(name) for name in "abcde"]),
    "a nested model": behind([4], sequential(ONE, TWO), THREE),
    "a nested model with a name": behind([4], sequential(ONE, TWO, name="inner"), THREE),
    "a nested model with a name between layers": behind([4], ONE, sequential(TWO, name="inner"), THREE),
    "two nested models with names": behind([4], sequential(ONE, name="a"), sequential(TWO, name="b")),
    "a nested model with names that clash": behind([4], dense("same"), sequential(dense("same"))),
    "a nested model with names that clash within": behind([4], sequential(dense("same"), dense("same")), ONE),
    "nested models, the second with a clash": behind([4], sequential(ONE), sequential(ONE)),
    "nested models without names": behind([4], sequential(dense(), relu()), sequential(dense(), relu())),
    "a nested model two deep": behind([4], sequential(sequential(ONE, name="deep"), TWO, name="inner"), THREE),
    "a nested model two deep without names": behind([4], sequential(sequential(ONE), TWO), THREE),
    "a nested model whose name is beside it": behind(
        [4], {"class_name": "Sequential", "name": "beside", "config": {"layers": [ONE]}}, TWO
    ),
    "a nested model that is empty": behind([4], sequential(), ONE),
    "a nested model that is empty with a name": behind([4], ONE, sequential(name="inner")),
    "an Activation across the end of a nested model": behind([4], sequential(dense()), relu()),
    "an Activation across the end of a nested model with a name": behind(
        [4], sequential(dense(), name="inner"), relu()
    ),
    "an Activation across the beginning of a nested model with a name": behind(
        [4], dense(), sequential(relu(), dense(), name="inner")
    ),
    "a repeat in a nested model": behind([4], sequential(*[dense()] * 5, name="inner")),
    "a nested model that is frozen": behind([4], sequential(*frozen(ONE, TWO)), THREE),
    "a nested model that is frozen with a name": behind([4], sequential(*frozen(ONE, TWO), name="inner"), THREE),
    "a nested model that is frozen but for a layer without weights": behind(
        [4], sequential(*frozen(ONE, TWO), layer("ReLU")), THREE
    ),
    "a nested model that is frozen in part": behind([4], sequential(*frozen(ONE, TWO), THREE), dense()),
    "a nested model with one frozen layer": behind([4], sequential(*frozen(ONE), layer("ReLU")), THREE),
    "a nested model with one frozen layer and a name": behind(
        [4], sequential(*frozen(ONE), layer("ReLU"), name="inner"), THREE
    ),
    "a nested model that is frozen without options": behind(
        [4], sequential(*frozen(layer("BatchNormalization"), layer("BatchNormalization"))), ONE
    ),
    "a nested model with three frozen layers of four": behind([4], sequential(*frozen(ONE, TWO, THREE), dense())),
    "a nested model that is frozen behind an unknown shape": behind(
        [None, 4], layer("GlobalMaxPooling1D"), sequential(*frozen(ONE, TWO), layer("ReLU"))
    ),
    "a nested model that is frozen in part behind a layer that cannot take its input": behind(
        [4], layer("LSTM", units=2), sequential(*frozen(ONE, TWO), THREE)
    ),
    "a nested model that is frozen and whose last layer takes anything": behind(
        [4], sequential(*frozen(ONE, TWO), layer("Dropout", rate=0.1), layer("Dropout", rate=0.2))
    ),
    "a name behind options of every layer": behind(
        [4], dense("mine", trainable=False, dtype="float64", use_bias=False), ONE, TWO
    ),
    "a bare layer with a name": behind([4], layer("Flatten", name="flat")),
    "names that Keras counts": behind(
        [4], *(dense(name) for name in ("dense", "dense_1", "Dense_2", "dense_Dense3", "dense_", "dense_x", "dense2"))
    ),
    "names that Keras 1 counted": behind(
        [8, 8, 3],
        *(
            layer("Conv2D", filters=2, kernel_size=1, name=name)
            for name in ("convolution2d_1", "conv2d_3", "conv2_d", "conv_2d", "c")
        ),
    ),
    "names that no config has": behind([4], dense("a b"), dense("1a"), dense("a/b"), dense("é"), dense("a.b-c_1")),
    "a model's names": [behind([4], ONE)][0],
    "names of models that Keras counts": {
        "class_name": "Functional",
        **sequential(
            INPUT,
            sequential(ONE, name="functional_3"),
            sequential(TWO, name="model_Model1"),
            sequential(THREE, name="sequential_x"),
        ),
    },
    "a name of a layer within a wrapper": behind(
        [4, 4], layer("Bidirectional", layer=layer("LSTM", units=2, name="forward_mine"), name="b")
    ),
    "a name of a layer that begins as one of a wrapper": behind([4], dense("forward_mine"), dense("backward_mine")),
    "seeds of a tool": behind_3([4], seeded(100_000), dense(), seeded(100_001)),
    "seeds of a tool, and one of a hand": behind_3([4], seeded(BIG), seeded(7)),
    "seeds of a tool, and one layer without": behind_3(
        [4], seeded(BIG), dense(kernel_initializer=layer("GlorotUniform", seed=None))
    ),
    "two equal seeds": behind_3([4], seeded(BIG), seeded(BIG)),
    "a seed one below that of a tool": behind_3([4], seeded(99_999), seeded(100_001)),
    "one seed from which all derive": behind_3([4], *from_seed(42, "a", "b", "c")),
    "the seed 0": behind_3([4], *from_seed(0, "a", "b")),
    "one seed from which all but the last derive": behind_3([4], *from_seed(42, "a", "b"), *from_seed(43, "c")),
    "one seed, and a name": keras_3(INPUT, *from_seed(42, "a", "b"), name="digits"),
    "one seed, and that of a Dropout": behind_3(
        [4], *from_seed(42, "a"), layer("Dropout", rate=0.5, seed=derived(42, "d", "seed"), name="d")
    ),
    "one seed, and a Dropout without": behind_3([4], *from_seed(42, "a"), layer("Dropout", rate=0.5, seed=None)),
    "one seed, and what a wrapper applies": behind_3(
        [5, 4],
        layer("TimeDistributed", layer=seeded(derived(42, "t", "layer.kernel_initializer")), name="t"),
        layer("TimeDistributed", layer=layer("Dropout", rate=0.5, seed=derived(42, "u", "layer.seed")), name="u"),
    ),
    "one seed, and cells": behind_3(
        [5, 4],
        layer(
            "RNN",
            cell=[
                layer(
                    "LSTMCell",
                    units=2,
                    kernel_initializer=layer("GlorotUniform", seed=derived(42, "r", f"cell.{n}.kernel_initializer")),
                    recurrent_initializer=layer("Orthogonal", seed=derived(42, "r", f"cell.{n}.recurrent_initializer")),
                )
                for n in range(2)
            ],
            name="r",
        ),
    ),
    "one seed in nested models": behind_3(
        [4],
        *from_seed(42, "a"),
        sequential(seeded(derived(42, "inner/b", "kernel_initializer"), name="b"), name="inner"),
    ),
    "seeds, and a cell without": behind_3(
        [5, 4],
        layer("RNN", cell=[layer("LSTMCell", units=2, kernel_initializer=layer("GlorotUniform", seed=None))]),
        seeded(BIG),
    ),
    "one seed both ways": behind_3(
        [5, 4],
        layer(
            "Bidirectional",
            name="b",
            **{
                option: layer(
                    "SimpleRNN",
                    units=2,
                    go_backwards=option != "layer",
                    kernel_initializer=layer("GlorotUniform", seed=derived(42, "b", f"{option}.kernel_initializer")),
                    recurrent_initializer=layer("Orthogonal", seed=derived(42, "b", f"{option}.recurrent_initializer")),
                )
                for option in ("layer", "backward_layer")
            },
        ),
    ),
    "no seeds": behind_3([4], layer("Flatten")),
    "a layer that stops a new network": behind([4], dense(activation="softmax", units=1), dense("last")),
    "layers that stop a new network": behind(
        [4],
        layer("Dropout", rate=0.9),
        layer("Dropout", rate=0.9),
        dense(activation="relu"),
        layer("Softmax"),
        layer("Softmax"),
    ),
    "SpectralNormalization": behind_3([4], layer("SpectralNormalization", layer=dense())),
    "five equal layers and another, three times": behind([4], *[*[dense()] * 5, layer("ReLU")] * 3),
    "two equal fours and the last again": behind(
        [4], *[dense(), layer("Dropout", rate=0.5), layer("ReLU"), layer("Flatten")] * 2, layer("Flatten")
    ),
}
