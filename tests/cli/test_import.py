"""netbuilder import on the command line, and saved models where configs stand."""

import json
from pathlib import Path

import pytest

from tests import warm

FILES = Path(__file__).parents[1] / "convert" / "model_files" / "files"
EXPECTED = FILES.parent / "expected"


def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> tuple[int, str, str]:
    done = warm.netbuilder(*arguments, input=stdin, cwd=cwd or ".")
    return done.returncode, done.stdout, done.stderr


def test_one_file_to_standard_output() -> None:
    status, out, err = run("import", FILES / "keras_3_cnn.keras")
    assert status == 0
    assert out == (EXPECTED / "keras_3_cnn.keras.txt").read_text()
    assert err.endswith("8 layers, 147 parameters, as in the file's weights\n")
    assert run("import", "-q", FILES / "keras_3_cnn.keras")[2] == ""


def test_standard_input() -> None:
    status, out, _ = run("import", "-", stdin=(FILES / "tf_keras_cnn.h5").read_bytes())
    assert status == 0
    assert out == (EXPECTED / "tf_keras_cnn.h5.txt").read_text()
    assert run("import", "-", stdin=out.encode())[1] == out  # a config already


def test_several_files(tmp_path: Path) -> None:
    files = [FILES / "keras_1.json", FILES / "keras_3_branching.json", FILES / "keras_2.yaml"]
    status, out, err = run("import", *files)
    assert status == 1
    assert out.count("initializers: keras") == 2
    assert f"# {files[0]}\n" in out
    assert "`add` (Add) joins 2 tensors" in err
    assert run("import", *files, "-o", tmp_path)[0] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keras_1.yaml", "keras_2.yaml"]
    assert (tmp_path / "keras_1.yaml").read_text() == (EXPECTED / "keras_1.json.txt").read_text()
    assert run("import", *files, "-o", tmp_path / "one.yaml")[0] == 2


def test_what_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("some notes\n")
    status, out, err = run("import", path)
    assert (status, out) == (1, "")
    assert "NB020" in err
    assert run("import", tmp_path / "none.h5")[0] == 2
    assert run("import", tmp_path)[0] == 1  # a folder without layers


def test_the_weights_are_others(tmp_path: Path) -> None:
    data = json.loads((FILES / "tensorflow_js.json").read_text())
    data["weightsManifest"][0]["weights"].pop()
    path = tmp_path / "model.json"
    path.write_text(json.dumps(data))
    status, out, err = run("import", path)
    assert (status, out) == (1, "")
    assert "the layers have 108 parameters, and the file's weights 106" in err
    status, out, err = run("import", path, "--force")
    assert status == 0
    assert out == (EXPECTED / "tensorflow_js.json.txt").read_text()


def test_what_the_file_does_not_say(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    layers = [{"class_name": "Flatten", "config": {}}, {"class_name": "Dense", "config": {"units": 2}}]
    path.write_text(json.dumps({"class_name": "Sequential", "config": layers}))
    assert "--input" in run("import", path)[2]
    assert "input: [4, 4]" in run("import", path, "--input", "4,4")[1]
    assert run("import", path, "--input", "4,x")[0] == 2
    layers = [{"class_name": "UpSampling2D", "config": {"batch_input_shape": [None, 4, 4, 3], "size": [2, 2]}}]
    path.write_text(json.dumps({"class_name": "Sequential", "keras_version": "1.0.0", "config": layers}))
    assert "--data-format" in run("import", path)[2]
    assert "data_format: channels_first" in run("import", path, "--data-format", "channels_first")[1]


@pytest.mark.parametrize("command", [["show"], ["check", "--strict"], ["code"]])
def test_saved_models_stand_where_configs_do(command: list[str]) -> None:
    status, out, err = run(*command, FILES / "keras_3_cnn.keras")
    assert status == 0, err
    assert out


def test_a_check_does_not_touch_a_saved_model(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    dense = {"batch_input_shape": [None, 4], "units": 1, "activation": "softmax"}
    topology = {"class_name": "Sequential", "config": [{"class_name": "Dense", "config": dense}]}
    data = json.dumps(topology).encode()
    path.write_bytes(data)
    assert "rules: {NB301: warn}" in run("import", path)[1]  # what exists can be built
    status, out, _ = run("check", "--fix", "--unsafe-fixes", path)
    assert "NB301" in out
    assert status == 0
    assert path.read_bytes() == data
    refused = run("check", FILES / "keras_3_branching.json")
    assert refused[0] == 1
    assert "joins 2 tensors" in refused[1]


@pytest.mark.parametrize(
    "program",
    [
        "from keras import Sequential\nmodel = Sequential()\n",
        "model = Sequential()\n",
        "model.compile(optimizer='adam', loss='mse')\n",
        "import tensorflow as tf\n\ndef build(x):\n    return tf.keras.Sequential([tf.keras.layers.Dense(3)])\n",
    ],
)
def test_a_program_is_answered_with_the_way(program: str) -> None:
    status, out, _ = run("check", "-", stdin=program.encode())
    assert status == 1
    assert out.count("error[") == 1
    assert "the file is a Python program, and a network file holds no code" in out
    assert "netbuilder.from_keras(model).to_yaml()" in out
    assert "netbuilder.from_keras(model).to_yaml()" in run("import", "-", stdin=program.encode())[2]


def test_a_build_does_not_overwrite_the_model_it_was_given(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    folder.mkdir()
    path = folder / "net.keras"
    data = (FILES / "keras_3_cnn.keras").read_bytes()
    path.write_bytes(data)
    status, _, err = run("build", "build/net.keras", cwd=tmp_path)
    assert status == 2
    assert "would lose its weights" in err
    assert path.read_bytes() == data
