"""Lists of layers, and what they say of the input."""

from typing import Any

from netbuilder.convert.model_files.network_data import ImportOptions
from tests.convert.model_files.tables.small_files import behind, keras_3, layer, sequential

DENSE = layer("Dense", units=2, name="dense")
SHAPED = layer("Dense", units=2, name="dense", batch_input_shape=[None, 4])
SEPARATE = layer("InputLayer", batch_shape=[None, 4], name="i")


def model(class_name: str, config: Any, **beside: Any) -> dict[str, Any]:
    return {"class_name": class_name, "config": config, **beside}


def nested(depth: int) -> dict[str, Any]:
    inner = sequential(SHAPED)
    for _ in range(depth):
        inner = sequential(inner)
    return inner


def first(**config: Any) -> dict[str, Any]:
    return sequential(layer("Dense", units=2, name="dense", **config))


CASES: dict[str, Any] = {
    "batch_input_shape": first(batch_input_shape=[None, 4]),
    "batch_shape": first(batch_shape=[None, 4]),
    "batchInputShape": first(batchInputShape=[None, 4]),
    "batchShape": first(batchShape=[None, 4]),
    "the first key has no shape, the second has": first(batch_input_shape=[], batch_shape=[None, 4]),
    "the first key of two counts": first(batch_input_shape=[None, 3], batch_shape=[None, 4]),
    "a batch size and an unknown axis": sequential(layer("LSTM", units=2, batch_input_shape=[8, None, 4])),
    "input_shape": first(input_shape=[4]),
    "input_shape of two axes": first(input_shape=[3, 4]),
    "batch_input_shape before input_shape": first(batch_input_shape=[None, 3], input_shape=[4]),
    "input_dim": first(input_dim=4),
    "batch_input_shape before input_dim": first(batch_input_shape=[None, 4], input_dim=7),
    "a name that is null and no shape": sequential(layer("Dense", units=2, name=None)),
    "a dtype that is empty": first(batch_input_shape=[None, 4], dtype=""),
    "what a wrapper applies has no class": sequential(layer("TimeDistributed", layer={"config": {"units": 2}})),
    "a shape that is a number": first(batch_shape=4),
    "input_dim and input_length": sequential(layer("LSTM", units=2, input_dim=4, input_length=6)),
    "input_dim and no input_length": sequential(layer("LSTM", units=2, input_dim=4, input_length=None)),
    "input_dim that is true": first(input_dim=True),
    "input_dim of 0": first(input_dim=0),
    "input_dim of an Embedding": sequential(layer("Embedding", input_dim=10, output_dim=3, input_length=5)),
    "an Embedding that says no length": sequential(layer("Embedding", input_dim=10, output_dim=3)),
    "a ReversibleEmbedding that says no shape": keras_3(layer("ReversibleEmbedding", input_dim=9, output_dim=3)),
    "an Embedding that says its shape": sequential(
        layer("Embedding", input_dim=10, output_dim=3, batch_input_shape=[None, 7], input_length=5)
    ),
    "sizes of 0": first(batch_shape=[None, 0]),
    "sizes of 1": first(batch_shape=[None, 1]),
    "sizes below 0": first(batch_shape=[None, -4]),
    "sizes that are true": first(batch_shape=[None, True]),
    "sizes that are text": first(batch_shape=[None, "4"]),
    "a shape that is text": first(batch_shape="4"),
    "a name that is null and no batch axis": sequential(layer("InputLayer", name=None, batch_input_shape=[4]), DENSE),
    "a name that is null and a batch axis": sequential(
        layer("InputLayer", name=None, batch_input_shape=[None, 4]), DENSE
    ),
    "no name and no batch axis": sequential(layer("InputLayer", batch_input_shape=[4, 6]), DENSE),
    "the shape in what a wrapper applies": sequential(
        layer("TimeDistributed", layer=layer("Dense", units=2, batch_input_shape=[None, 5, 4]))
    ),
    "the shape of a wrapper before that inside": sequential(
        layer("TimeDistributed", batch_input_shape=[None, 5, 3], layer=layer("Dense", units=2, batch_shape=[None, 4]))
    ),
    "an input of integers": sequential(
        layer("InputLayer", batch_input_shape=[None, 4], dtype="int32", name="i"), layer("Reshape", target_shape=[2, 2])
    ),
    "an input of integers that is looked up": sequential(
        layer("InputLayer", batch_input_shape=[None, 4], dtype="float64", name="i"),
        layer("Embedding", input_dim=9, output_dim=2),
    ),
    "input_dtype before dtype": first(batch_input_shape=[None, 4], input_dtype="float16", dtype="float32"),
    "an input_dtype that is empty": first(batch_input_shape=[None, 4], input_dtype="", dtype="float64"),
    "a dtype that is a policy": keras_3(
        layer("InputLayer", batch_shape=[None, 4], dtype={"class_name": "DTypePolicy", "config": {"name": "float16"}}),
        DENSE,
    ),
    "a sparse input": sequential(layer("InputLayer", batch_input_shape=[None, 4], sparse=True, name="i"), DENSE),
    "a sparse that is 1": sequential(layer("InputLayer", batch_input_shape=[None, 4], sparse=1, name="i"), DENSE),
    "two input layers": sequential(SEPARATE, layer("InputLayer", batch_shape=[None, 7]), DENSE),
    "the second of two input layers has the shape": sequential(
        layer("InputLayer", name="i"), layer("InputLayer", batch_shape=[None, 7]), DENSE
    ),
    "an input layer behind a layer": sequential(DENSE, layer("InputLayer", batch_shape=[None, 7])),
    "the shape of the second layer": sequential(DENSE, SHAPED),
    "no shape": sequential(DENSE),
    "no shape and one that the caller says": (sequential(DENSE), ImportOptions(input_shape=(6,))),
    "a shape and another that the caller says": (first(batch_shape=[8, 4]), ImportOptions(input_shape=(6,))),
    "build_config": keras_3(DENSE, build_config={"input_shape": [None, 4]}),
    "build_config with what is no shape": keras_3(DENSE, build_config={"input_shape": [None, "4"]}),
    "build_input_shape in the config": model("Sequential", {"layers": [DENSE], "build_input_shape": [None, 4]}),
    "build_input_shape before build_config": model(
        "Sequential", {"layers": [DENSE], "build_input_shape": [None, 3]}, build_config={"input_shape": [None, 4]}
    ),
    "build_input_shape beside the config": model("Sequential", {"layers": [DENSE]}, build_input_shape=[None, 4]),
    "the first layer's shape before what was built": keras_3(SHAPED, build_config={"input_shape": [None, 9]}),
    "build_input_shape of a list": model("Sequential", [DENSE], build_input_shape=[None, 4]),
    "a list and its name": model("Sequential", [SHAPED], name="author"),
    "a list and no name": model("Sequential", [SHAPED]),
    "a name that is the class": model("Sequential", {"name": "Sequential", "layers": [SHAPED]}),
    "a name that is a number": model("Sequential", {"name": 7, "layers": [SHAPED]}),
    "a name that is Keras' counting": sequential(SHAPED, name="sequential_4"),
    "a name that no config has": sequential(SHAPED, name="my net"),
    "a name": sequential(SHAPED, name="digits"),
    "a Graph of Keras 0.3": model("Graph", {}),
    "a Graph of Keras 0.3 by its nodes": model("Sequential", {"nodes": {}, "layers": [SHAPED]}),
    "a class without layers": model("Sequential", {"name": "n"}),
    "layers that are no list": model("Model", {"layers": {}}),
    "a config that is text": model("Sequential", "layers"),
    "no layers": sequential(),
    "an input and no layers": sequential(SEPARATE),
    "a layer that is text": sequential(SEPARATE, "Dense"),
    "a layer that is text behind another": sequential(SEPARATE, DENSE, "Dense"),
    "a layer without a class": sequential(SEPARATE, {"config": {"units": 2}}),
    "a layer with a class that is a number": sequential(SEPARATE, DENSE, {"class_name": 3, "config": {}}),
    "a layer's config that is text": sequential(SEPARATE, {"class_name": "Dense", "config": "units"}),
    "a layer without a config": sequential(SEPARATE, {"class_name": "Flatten"}),
    "a layer's name beside its config": sequential(SEPARATE, {**layer("Dense", units=2), "name": "beside"}),
    "a layer's name in and beside its config": sequential(
        SEPARATE, {**layer("Dense", units=2, name="in"), "name": "b"}
    ),
    "Keras 0.3": {
        "name": "Sequential",
        "layers": [
            {"name": "Dense", "output_dim": 3, "input_shape": [4], "custom_name": "first"},
            {"name": "Activation", "activation": "relu", "custom_name": "activation"},
            {"name": "Dense", "output_dim": 2, "custom_name": ""},
        ],
    },
    "the package of Keras": sequential(SEPARATE, layer("keras>Dense", units=2), layer("Custom>Dense", units=2)),
    "a package of others": sequential(SEPARATE, layer("pkg>Dense", units=2, name="d")),
    "modules of Keras": sequential(
        SEPARATE,
        *({**layer("Dense", units=2), "module": f"{root}.layers"} for root in ("keras", "tensorflow", "tf_keras")),
        {**layer("Dense", units=2), "module": "builtins", "registered_name": "pkg>Dense"},
        {**layer("Dense", units=2), "module": "keras.layers", "registered_name": "pkg>Dense"},
    ),
    "a module of others": sequential(SEPARATE, {**layer("Dense", units=2), "module": "os.path"}),
    "an operation of Keras": keras_3(SEPARATE, {**layer("Add", name="a"), "module": "keras.src.ops.numpy"}),
    "a registered name of others": sequential(
        SEPARATE, {**layer("Dense", units=2, name="d"), "registered_name": "my_package>Dense"}
    ),
    "a registered name of Keras": sequential(SEPARATE, {**layer("Dense", units=2), "registered_name": "keras>Dense"}),
    "a registered name without a package": sequential(
        SEPARATE, {**layer("Dense", units=2), "registered_name": "Dense"}
    ),
    "a model of another package": sequential(SEPARATE, {**sequential(DENSE), "class_name": "pkg>Sequential"}),
    "a model of a module": sequential(SEPARATE, {**sequential(DENSE), "module": "pkg.models"}),
    "an input within a nested model": sequential(sequential(SHAPED, name="inner"), DENSE),
    "an input within the second model": sequential(sequential(DENSE, name="inner"), sequential(SHAPED, name="other")),
    "models nested ten deep": nested(10),
    "models nested eleven deep": nested(11),
    "a refusal behind nested models": sequential(SEPARATE, sequential(DENSE, DENSE), layer("Unheard", name="u")),
    "as many layers as can be": behind([2], *[layer("ReLU")] * 2_000),
    "one layer more": behind([2], *[layer("ReLU")] * 2_001),
    "one layer more in models": behind([2], sequential(*[layer("ReLU")] * 1_000), sequential(*[layer("ReLU")] * 1_001)),
    "models nested ten deep in TimeDistributed": behind([5, 4], layer("TimeDistributed", layer=nested(9))),
    "models nested eleven deep in TimeDistributed": behind([5, 4], layer("TimeDistributed", layer=nested(10))),
    "an input that has a name and begins with no axis of batches": sequential(
        layer("Dense", units=3, name="dense", batch_input_shape=[4])
    ),
}
