"""Small files of every era and container: the config that each becomes, and its parameters."""

import json
from pathlib import Path

import pytest

import netbuilder as nb
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.pipeline.importing import import_bytes, import_path

HERE = Path(__file__).parent
FILES = sorted(
    path for path in (HERE / "files").iterdir() if path.stem != "keras_3_branching" and path.suffix != ".bin"
)
PARAMETERS = {
    "keras_0_3.json": (4 * 6 + 4 + 4 * 5 * 5 * 3 + 3, None),
    "keras_1.json": (180 + 90 + 120 + 15, None),
    "keras_1_rnn.h5": (359, 359),
    "keras_1_theano.h5": (95, 95),
    "keras_2_theano.h5": (367, 367),
    "keras_3_nested.keras": (263, 263),
    "tensorflow_2_3.pb": (54, None),
    "tensorflow_js_nested.json": (274, 274),
    "tf_keras_nested.h5": (263, 263),
    "keras_2.json": (18 + 8 + 4 + 16 + 130, None),
    "keras_2.yaml": (30 + 109, None),
    "keras_3_cnn.keras": (147, 147),
    "keras_3_rnn.h5": (335, 335),
    "keras_3_rnn.json": (335, None),
    "tensorflow_js.json": (108, 108),
    "tf_keras_cnn.h5": (147, 147),
    "tf_keras_cnn.json": (147, None),
    "tf_keras_functional.json": (34, None),
    "tf_keras_rnn.keras": (335, 335),
    "tf_keras_rnn.pb": (335, None),
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_a_file_becomes(file: Path) -> None:
    imported = import_path(file)
    assert imported is not None
    assert imported.text == (HERE / "expected" / f"{file.name}.txt").read_text()
    assert (imported.parameters, imported.stored) == PARAMETERS[file.name]
    assert imported.refusal is None
    assert not imported.report.errors


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_its_name_says_nothing(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "model.dat"
    other.write_bytes(file.read_bytes())
    imported, first = import_path(other), import_path(file)
    if file.suffix == ".pb":  # its first byte, and the words in it, have to do
        assert imported is not None
    assert imported is not None
    assert first is not None
    assert imported.text == first.text
    assert import_bytes(file.read_bytes(), "<stdin>") is not None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_second_import_changes_nothing(file: Path) -> None:
    imported = import_path(file)
    assert imported is not None
    assert import_bytes(imported.text.encode(), "net.yaml") is None  # a config already
    network = nb.load(imported.text)
    assert nb.load(network.to_yaml()) == network


def test_a_text_within_a_text() -> None:
    text = (HERE / "files" / "tf_keras_cnn.json").read_text()
    imported = import_bytes(json.dumps(json.dumps(text)).encode(), "m")
    assert imported is not None
    assert imported.text == (HERE / "expected" / "tf_keras_cnn.json.txt").read_text()


def test_attributes_put_into_json() -> None:
    topology = json.loads((HERE / "files" / "keras_1.json").read_text())
    version = topology.pop("keras_version")
    for config in (topology, json.dumps(topology)):
        imported = import_bytes(json.dumps({"model_config": config, "keras_version": version}).encode(), "m")
        assert imported is not None
        assert imported.era == "Keras 1"
        assert imported.parameters == 405


def test_a_saved_model_folder(tmp_path: Path) -> None:
    (tmp_path / "keras_metadata.pb").write_bytes((HERE / "files" / "tf_keras_rnn.pb").read_bytes())
    assert nb.load(tmp_path) == nb.load(HERE / "files" / "tf_keras_rnn.pb")
    (tmp_path / "saved_model.pb").write_bytes((HERE / "files" / "tensorflow_2_3.pb").read_bytes())
    assert nb.load(tmp_path) == nb.load(HERE / "files" / "tf_keras_rnn.pb")  # the newer of the two
    (tmp_path / "keras_metadata.pb").unlink()
    assert nb.load(tmp_path) == nb.load(HERE / "files" / "tensorflow_2_3.pb")
    (tmp_path / "saved_model.pb").unlink()
    with pytest.raises(Refused, match=r"keras_metadata\.pb"):
        import_path(tmp_path)


def test_operations_only() -> None:
    graph = b"\x08\x01\x12\x04\x3a\x02\x0a\x00"  # an object without metadata, as TensorFlow 2.5 writes it
    for data in (graph, graph[:3] + b"\x00"):
        with pytest.raises(Refused, match="operations, and no list of layers"):
            import_bytes(data, "m")
    for data in (graph[:-1], graph[:4], graph[:3] + b"\xff\xff\xff\x7f"):
        with pytest.raises(Refused, match="damaged"):
            import_bytes(data, "m")


def test_broken_lengths_of_protobuf() -> None:
    data = (HERE / "files" / "tf_keras_rnn.pb").read_bytes()
    for damaged in (data[:3] + b"\n" + data[4:], data.replace(b"\x12", b"", 1), data[:1] + b"\xff\xff\x7f" + data[4:]):
        imported = import_bytes(damaged, "m")
        assert imported is not None
        assert imported.parameters == 335


def test_weights_that_are_not_the_layers(tmp_path: Path) -> None:
    data = json.loads((HERE / "files" / "tensorflow_js.json").read_text())
    data["weightsManifest"][0]["weights"].append({"name": "more", "shape": [2, 2], "dtype": "float32"})
    imported = import_bytes(json.dumps(data).encode(), "m")
    assert imported is not None
    assert imported.refusal is not None
    assert imported.refusal.message == "the layers have 108 parameters, and the file's weights 112"
    path = tmp_path / "model.json"
    path.write_text(json.dumps(data))
    with pytest.raises(nb.ConfigError, match="112"):
        nb.load(path)


def test_a_branching_model_names_the_layer() -> None:
    with pytest.raises(Refused) as caught:
        import_path(HERE / "files" / "keras_3_branching.json")
    assert caught.value.kind == "branching"
    assert caught.value.message == "`add` (Add) joins 2 tensors"


def test_an_activation_that_is_named_for_the_input() -> None:
    layers = [
        {"class_name": "InputLayer", "name": "in", "config": {"batch_input_shape": [None, 12]}, "inbound_nodes": []},
        {
            "class_name": "Activation",
            "name": "same",
            "config": {"name": "same", "activation": "linear"},
            "inbound_nodes": [[["in", 0, 0]]],
        },
        {
            "class_name": "Dense",
            "name": "out",
            "config": {"name": "out", "output_dim": 3},
            "inbound_nodes": [[["same", 0, 0]]],
        },
    ]
    config = {"layers": layers, "input_layers": [["same", 0, 0]], "output_layers": [["out", 0, 0]]}
    imported = import_bytes(json.dumps({"class_name": "Model", "config": config}).encode(), "m")
    assert imported is not None
    assert imported.parameters == 39
    assert [type(call.layer).__name__ for call in imported.report.graph.calls] == ["Activation", "Dense"]


@pytest.mark.parametrize("options", [{"lr": 0.002, "schedule_decay": 0.004}, {"learning_rate": 0.002, "decay": 0.004}])
def test_nadam_of_keras_2_decays_no_learning_rate(options: dict[str, float]) -> None:
    data = json.loads((HERE / "files" / "keras_1.json").read_text())
    data["training_config"] = {"optimizer_config": {"class_name": "Nadam", "config": options}, "loss": "mse"}
    imported = import_bytes(json.dumps(data).encode(), "m")
    assert imported is not None
    assert "optimizer: {Nadam: {learning_rate: 0.002}}" in imported.text
    assert "Nadam raises its momentum faster" in " ".join(imported.comments)


def test_preprocessing_while_it_was_experimental() -> None:
    def text(class_name: str, **options: object) -> str:
        config = {"name": "p", "batch_input_shape": [None, 12], **options}
        layers = [{"class_name": class_name, "config": config}]
        topology = {"class_name": "Sequential", "config": {"layers": layers}, "keras_version": "2.4.0"}
        imported = import_bytes(json.dumps(topology).encode(), "m")
        assert imported is not None
        return imported.text

    encoded = text("CategoryEncoding", max_tokens=10, output_mode="binary")
    assert "CategoryEncoding: {num_tokens: 10, name: p}" in encoded
    assert "bin_boundaries: [0.0, 1.0]" in text("Discretization", bins=[0.0, 1.0, float("inf")])


def test_a_layer_that_stands_as_an_activation_keeps_its_options() -> None:
    activation = {"module": "keras.layers", "class_name": "LeakyReLU", "config": {"negative_slope": 0.2}}
    dense = {"class_name": "Dense", "config": {"batch_shape": [None, 4], "units": 3, "activation": activation}}
    data = {"class_name": "Sequential", "config": {"name": "s", "layers": [dense]}}
    imported = import_bytes(json.dumps(data).encode(), "m")
    assert imported is not None
    assert imported.text.endswith("  - Dense: {units: 3, activation: {LeakyReLU: {negative_slope: 0.2}}}\n")


@pytest.mark.parametrize(("value", "lost"), [(True, True), (False, False), (1, False), (2, True), (None, False)])
def test_an_option_that_is_lost_is_said_where_it_is_used(value: object, lost: bool) -> None:
    lstm = {"class_name": "LSTM", "config": {"batch_shape": [None, 5, 3], "units": 2, "zero_output_for_mask": value}}
    data = {"class_name": "Sequential", "keras_version": "3.8.0", "config": {"name": "s", "layers": [lstm]}}
    imported = import_bytes(json.dumps(data).encode(), "m")
    assert imported is not None
    remark = "LSTM: `zero_output_for_mask` is no option of LSTM in Keras 3"
    assert list(imported.comments) == ([remark] if lost else [])
