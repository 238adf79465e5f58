"""Files of every container, and bytes that are nearly one."""

import io
import json
import zipfile
from typing import Any

from tests.convert.model_files.hdf5_writer import Form, Hdf5
from tests.convert.model_files.tables.small_files import layer, sequential

Json = dict[str, Any]
HDF5 = Hdf5(Form()).content()
DENSE = layer("Dense", units=2, name="dense", batch_input_shape=[None, 4])
MODEL = sequential(DENSE)
CONVOLUTION = sequential(
    layer("Convolution2D", nb_filter=2, nb_row=3, nb_col=3, dim_ordering="th", batch_input_shape=[None, 3, 8, 8])
)
TEXT = json.dumps(MODEL)


def packed(compression: int = zipfile.ZIP_DEFLATED, **members: Any) -> bytes:
    """An archive; `_json` in a name becomes `.json`, and what is no bytes becomes JSON."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as file:
        for name, content in members.items():
            written = content if isinstance(content, bytes) else json.dumps(content).encode()
            file.writestr(name.replace("_", "."), written)
    return data.getvalue()


def renamed(data: bytes, before: bytes, after: bytes) -> bytes:
    """Members of another name of the same length."""
    return data.replace(before, after)


def named_longer(data: bytes) -> bytes:
    """The same with more letters in the name that stands before the first member."""
    return data[:26] + (200).to_bytes(2, "little") + data[28:]


def manifest(*groups: Any, **beside: Any) -> Json:
    return {"modelTopology": {"model_config": MODEL}, "weightsManifest": list(groups), **beside}


def weights(*shapes: Any) -> Json:
    return {"weights": [{"name": f"w{number}", "shape": shape} for number, shape in enumerate(shapes)]}


def varint(value: int) -> bytes:
    return bytes([value & 0x7F | 0x80]) + varint(value >> 7) if value > 0x7F else bytes([value])


def field(key: int, data: bytes) -> bytes:
    return varint(key << 3 | 2) + varint(len(data)) + data


def metadata(
    root: Any,
    identifier: str = "_tf_keras_sequential",
    path: bytes = b"root",
    *,
    is_first: bool = True,
    more: bytes = b"",
) -> bytes:
    """`keras_metadata.pb` with another record beside the root's."""
    text = root if isinstance(root, bytes) else json.dumps(root).encode()
    version = field(6, b"\x08\x02\x10\x01")
    other = field(
        1, b"\x10\x01" + field(3, b"root.layer") + field(4, b"_tf_keras_layer") + field(5, b'{"class_name": 3}')
    )
    numbers = b"\x10\x00" + b"\x39" + b"\0" * 8 + b"\x45" + b"\0" * 4
    own = field(1, more + numbers + field(3, path) + field(4, identifier.encode()) + field(5, text) + version)
    return own + other if is_first else other + own


def graph(root: Any, identifier: str = "_tf_keras_sequential") -> bytes:
    """`saved_model.pb` of TensorFlow 2.3, with a graph before the objects."""
    text = root if isinstance(root, bytes) else json.dumps(root).encode()
    user_object = field(1, identifier.encode()) + field(2, b"\x08\x01") + field(3, text)
    other = field(1, field(4, b"\x08\x05"))
    return b"\x08\x01" + field(2, field(1, b"tags") + field(7, field(1, field(4, user_object)) + other))


def yaml(head: str = "class_name: Sequential", units: str = "2", shape: str = "[null, 4]", more: str = "") -> bytes:
    options = f"{{units: {units}, batch_input_shape: {shape}}}"
    return f"{head}\nconfig:\n- class_name: Dense\n  config: {options}\n{more}".encode()


LIST = "!!python/object/apply:tensorflow.python.training.tracking.data_structures.ListWrapper"
CASES: dict[str, Any] = {
    "nothing": b"",
    "a config": b"input: [4]\nlayers: [Flatten]\n",
    "a config that begins as JSON": b"{input: [4], layers: [Flatten]}",
    "a config that speaks of a class": b"# class_name: x\ninput: [4]\nlayers: [Flatten] # class_name: x\n",
    "a config with a class in it": b"input: [4]\n  class_name: x\n",
    "JSON": TEXT.encode(),
    "JSON behind spaces": b" \n\t" + TEXT.encode(),
    "JSON behind a mark of the order of bytes": b"\xef\xbb\xbf" + TEXT.encode(),
    "JSON that breaks off": TEXT[:50].encode(),
    "JSON that breaks off in its third line": json.dumps(MODEL, indent=1)[:40].encode(),
    "JSON of something else": b'{"a": 1}',
    "JSON that breaks off and is of something else": b'{"a": ',
    "JSON with a byte that is none": TEXT.encode().replace(b"dense", b"den\xff"),
    "JSON of a list": b'["class_name"]',
    "a text": b'"class_name"',
    "a text in JSON": json.dumps(TEXT).encode(),
    "a text in a text in JSON": json.dumps(json.dumps(TEXT)).encode(),
    "three texts in each other": json.dumps(json.dumps(json.dumps(TEXT))).encode(),
    "four texts in each other": json.dumps(json.dumps(json.dumps(json.dumps(TEXT)))).encode(),
    "a number in a text": json.dumps("7").encode(),
    "JSON with a class and no config": b'{"class_name": "Sequential"}',
    "JSON with a config and no class": b'{"config": {}}',
    "JSON with a config that has a class": b'{"config": {"class_name": "Dense"}}',
    "JSON of a Graph without nodes": b'{"name": "Graph", "class_name": "x"}',
    "JSON with a class that is a number": b'{"class_name": 3, "config": {}}',
    "model_config": json.dumps({"model_config": MODEL, "keras_version": "1.2.2"}).encode(),
    "model_config of text": json.dumps({"model_config": TEXT, "backend": "tensor_flow.js"}).encode(),
    "model_config of a text of a text": json.dumps({"model_config": json.dumps(TEXT)}).encode(),
    "model_config of a text of a text of a text": json.dumps({"model_config": json.dumps(json.dumps(TEXT))}).encode(),
    "model_config of four texts": json.dumps({"model_config": json.dumps(json.dumps(json.dumps(TEXT)))}).encode(),
    "model_config with a version in it": json.dumps(
        {"model_config": {**CONVOLUTION, "keras_version": "1.2.2", "backend": "theano"}}
    ).encode(),
    "model_config with a version beside it": json.dumps(
        {"model_config": CONVOLUTION, "keras_version": "1.2.2", "backend": "theano"}
    ).encode(),
    "JSON that speaks of a class far behind": b"{" + b" " * 99_989 + b"class_name",
    "JSON that speaks of a class too far behind": b"{" + b" " * 99_990 + b"class_name",
    "model_config of a list": json.dumps({"model_config": [MODEL]}).encode(),
    "model_config beside a class": json.dumps({**MODEL, "model_config": {}}).encode(),
    "layers beside a class": json.dumps({**MODEL, "layers": [{"name": "Dense"}], "nodes": {}}).encode(),
    "a version that is a number": json.dumps({**MODEL, "keras_version": 3, "backend": 1}).encode(),
    "Keras 0": b'{"layers": [{"name": "Dense", "output_dim": 2, "input_dim": 4}]}',
    "Keras 0 with a name": b'{"name": "Sequential", "layers": [{"name": "Dense", "output_dim": 2, "input_dim": 4}]}',
    "Keras 0 with a number of layers": b'{"layers": 3}',
    "Keras 0 with a mapping of layers": b'{"layers": {"a": {"name": "Dense"}}}',
    "Keras 0 without layers": b'{"name": "Sequential", "layers": []}',
    "Keras 0 with a layer without a name": b'{"layers": [{"name": "Dense"}, {"output_dim": 2}]}',
    "Keras 0 with a layer that is text": b'{"layers": ["Dense"]}',
    "a Graph of Keras 0": b'{"name": "Graph", "nodes": {}}',
    "a Graph of something else": b'{"name": "Graph", "edges": {}}',
    "nodes of something else": b'{"name": "Net", "nodes": {}}',
    "numbers of float32": json.dumps(
        sequential({**DENSE, "config": DENSE["config"]}, layer("Dropout", rate=0.20000000298023224))
    ).encode(),
    "a tuple and a shape": json.dumps(
        sequential(
            layer("Dense", units=2, batch_input_shape={"class_name": "TensorShape", "items": [None, 4]}),
            layer("Reshape", target_shape={"class_name": "__tuple__", "items": [1, 2]}),
        )
    ).encode(),
    "a tuple without items": json.dumps(
        sequential(DENSE, layer("Reshape", target_shape={"class_name": "__tuple__", "items": 2}))
    ).encode(),
    "TensorFlow.js": manifest(weights([4, 2]), weights([2])),
    "TensorFlow.js with other weights": manifest(weights([4, 2], [2], [1])),
    "TensorFlow.js without weights": {"modelTopology": MODEL},
    "TensorFlow.js with no weights": manifest(),
    "TensorFlow.js with a group that is text": manifest("w", weights([4, 2], [2])),
    "TensorFlow.js with weights that are text": manifest({"weights": "w"}, weights([4, 2], [2])),
    "TensorFlow.js with a weight that is text": manifest({"weights": ["w"]}),
    "TensorFlow.js with a size below 0": manifest(weights([4, -2], [2])),
    "TensorFlow.js with a size of 0": manifest(weights([4, 2], [2], [0])),
    "TensorFlow.js with a size that is true": manifest(weights([4, 2], [True])),
    "TensorFlow.js with a number": manifest(weights([4, 2], [2], [])),
    "TensorFlow.js with a manifest that is a mapping": {"modelTopology": MODEL, "weightsManifest": {"weights": []}},
    "TensorFlow.js with a topology of text": {"modelTopology": TEXT},
    "TensorFlow.js with a topology that is a list": {"modelTopology": [MODEL]},
    "TensorFlow.js with what it was compiled with": manifest(
        trainingConfig={"optimizerConfig": layer("Sgd", learningRate=0.1), "loss": "meanSquaredError"}
    ),
    "TensorFlow.js with what it was compiled with in Keras": manifest(
        training_config={"optimizer": "sgd", "loss": "mse"}
    ),
    "TensorFlow.js with a training that is null": manifest(trainingConfig=None, training_config={"optimizer": "sgd"}),
    "a graph of TensorFlow": {"format": "graph-model", "modelTopology": {"versions": {}}},
    "a graph of TensorFlow by its nodes": {"modelTopology": {"node": []}},
    "a graph of TensorFlow without a topology": {"format": "graph-model"},
    "layers of TensorFlow.js by their format": {"format": "layers-model", "modelTopology": MODEL},
    "an archive": packed(config_json=MODEL, metadata_json={"keras_version": "3.8.0"}),
    "an archive that is not packed": packed(zipfile.ZIP_STORED, config_json=MODEL),
    "an archive without a config": packed(metadata_json={}),
    "an archive without metadata": packed(config_json=MODEL),
    "an archive with metadata that is a list": packed(config_json=MODEL, metadata_json=[]),
    "an archive with metadata that is no JSON": packed(config_json=MODEL, metadata_json=b"{"),
    "an archive with a config that is no JSON": packed(config_json=b"{"),
    "an archive with two configs": renamed(packed(config_json=MODEL, confih_json={}), b"confih", b"config"),
    "an archive with two metadata": renamed(
        packed(config_json=MODEL, metadata_json={}, metadatb_json={}), b"metadatb", b"metadata"
    ),
    "an archive with weights": packed(config_json=MODEL, model_weights_h5=HDF5),
    "an archive with weights that are not packed": packed(zipfile.ZIP_STORED, config_json=MODEL, model_weights_h5=HDF5),
    "an archive with a name that goes on": named_longer(packed(zipfile.ZIP_STORED, config_json=MODEL)),
    "an archive with weights that are none": packed(config_json=MODEL, model_weights_h5=b"no HDF5"),
    "an archive with weights that are none and not packed": packed(
        zipfile.ZIP_STORED, config_json=MODEL, model_weights_h5=b"no HDF5"
    ),
    "an archive that is cut": packed(config_json=MODEL)[:-30],
    "an archive with a byte that is another": packed(config_json=MODEL).replace(b"PK\1\2", b"PK\1\7"),
    "an archive with packed bytes that are others": packed(config_json=MODEL)[:45]
    + b"\xff\xff\xff"
    + packed(config_json=MODEL)[48:],
    "an archive with a lock": packed(config_json=MODEL)
    .replace(b"PK\3\4\x14\0\0", b"PK\3\4\x14\0\1")
    .replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1"),
    "metadata": metadata(MODEL),
    "metadata of a class of its own": metadata({"class_name": "VAE"}, "_tf_keras_model"),
    "metadata of a class of its own with a config": metadata({"class_name": "VAE", "config": {}}, "_tf_keras_model"),
    "metadata of a class without a name": metadata({"name": "x"}, "_tf_keras_model"),
    "metadata of layers without a config": metadata({"class_name": "Sequential"}),
    "metadata without a root": metadata({"class_name": "Sequential"}, path=b"rood"),
    "metadata of text": metadata(b'"class_name"'),
    "metadata that is no JSON": metadata(b"{class_name}"),
    "metadata behind another record": metadata(MODEL, is_first=False),
    "metadata behind another record, with other lengths": metadata(MODEL, is_first=False).replace(b"\x12", b""),
    "metadata with other lengths": metadata(MODEL).replace(b"\x12", b""),
    "metadata with other lengths and a class of its own": metadata(
        {"class_name": "VAE", "config": {}}, "_tf_keras_model"
    ).replace(b"\x12", b""),
    "metadata with other lengths and a class of its own with a config": b"\n\xff\xff\x7f"
    + metadata({"class_name": "VAE", "config": {}}, "_tf_keras_model")[4:],
    "metadata with other lengths and no JSON": (b"\n\xff\xff root {" + b'"class_name"'),
    "metadata that breaks off": metadata(MODEL)[:-40],
    "metadata with a field of a group": b"\n\x02\x08\x01" + b"\x0b" + metadata(MODEL),
    "saved_model": graph(MODEL),
    "saved_model of a class of its own": graph({"class_name": "VAE"}, "_tf_keras_model"),
    "saved_model of operations": graph(b""),
    "saved_model with JSON that is none": graph(b"{"),
    "saved_model that breaks off": graph(MODEL)[:-10],
    "YAML": yaml(),
    "YAML of model_config": yaml()
    .replace(b"class_name: Sequential\nconfig:", b"model_config:\n  class_name: Sequential\n  config:")
    .replace(b"\n- ", b"\n  - ")
    .replace(b"\n  config: {", b"\n    config: {"),
    "YAML of model_config of text": f"model_config: '{TEXT}'\n".encode(),
    "YAML behind a mark of the order of bytes": b"\xef\xbb\xbf" + yaml(),
    "YAML with a version": yaml(more="keras_version: 1.2.2\nbackend: theano\n"),
    "YAML with a tuple": yaml(shape="!!python/tuple [null, 4]"),
    "YAML with a list of TensorFlow": yaml(shape=f"{LIST} [[null, 4]]"),
    "YAML with a list of TensorFlow of two": yaml(shape=f"{LIST} [null, 4]"),
    "YAML with a list of TensorFlow of one number": yaml(shape=f"{LIST} [4]"),
    "YAML with a mapping of TensorFlow": yaml(shape=f"{LIST} {{a: 1}}"),
    "YAML with a text of Python": yaml("class_name: !!python/unicode 'Sequential'"),
    "YAML with a text that is a number": yaml(units="!!str 2"),
    "YAML with a text between quotes": yaml(units="'2'"),
    "YAML with a tag of nobody": yaml(units="!mine 2"),
    "YAML with a tag of nobody on a list": yaml(shape="!mine [null, 4]"),
    "YAML with a tag that says nothing": yaml(shape="! [null, 4]", units="!!int 2"),
    "YAML with a tag of Python": yaml(units="!!python/long 2"),
    "YAML with an alias": yaml(shape="&shape [null, 4]", more="other: *shape\n"),
    "YAML with an alias of a number": yaml(
        units="&units 2", more="- class_name: Dense\n  config: {units: *units}\n"
    ).replace(b"- class_name: Dense\n  config: {units: *", b"- class_name: Dense\n  config: {units: *"),
    "YAML with an alias before its anchor": yaml(units="*units", more="a: &units 2\n"),
    "YAML with keys that are numbers": yaml(more="3: 4\ntrue: 5\n"),
    "YAML that breaks off": yaml(shape="[null, 4"),
    "YAML that breaks off in its first line": b"class_name: [Sequential\n",
    "YAML without a document": b"# \nclass_name: Sequential\n--- \n",
    "YAML with a number of too many digits": yaml(units="9" * 5_000),
    "YAML of float32": yaml(more="- class_name: Dropout\n  config: {rate: 0.20000000298023224}\n"),
    "TensorFlow.js with no topology": json.dumps({"modelTopology": None, "class_name": "x"}).encode(),
    "TensorFlow.js with a list for a topology": json.dumps({"modelTopology": ["node"], "class_name": "x"}).encode(),
    "saved_model of a class of its own with a config": graph(MODEL, "_tf_keras_model"),
    # What goes on behind the JSON is a mistake in a record, and none where the records are damaged.
    "metadata that goes on": metadata(TEXT.encode() + b"x"),
    "metadata that goes on, behind a long number": metadata(TEXT.encode() + b"x", more=b"\x10\x80\x01"),
    "metadata that goes on, behind a number that is too long": metadata(
        TEXT.encode() + b"x", more=b"\x90" + b"\x80" * 9 + b"\0\1"
    ),
    "metadata without a root and with a brace": b'\n\xff"class_name" {',
    "metadata with a root and no JSON": b'\n\xff"class_name" root',
    "metadata of a class of its own that is damaged": b"\n\xff root _tf_keras_model" + b" " * 80 + TEXT.encode(),
    "YAML with bytes": yaml(more="other: !!binary aGk=\n"),
    **{
        f"HDF5 of {length} bytes": (HDF5[:8] + b"\2\4\4\0" + b"\xff" * 12 + b"\x1c\0\0\0" + b"\1" + b"\0" * 19)[:length]
        for length in (47, 48)
    },
}
