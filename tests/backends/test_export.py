"""A built model for other programs: written whole or not at all, opened again, and equal to what Keras computes."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import netbuilder as nb
from netbuilder.diagnostics.errors import InstallationError
from netbuilder.engine.export import export as exporting
from netbuilder.engine.export.formats import FORMATS, format_of, near_path
from netbuilder.engine.export.outputs import largest_difference
from netbuilder.engine.export.quantize import quantize
from netbuilder.engine.save import refusal
from netbuilder.system.extras import missing_packages

HEAD = "  - Dense: {units: 3, activation: softmax}\n"
DENSE = f"seed: 1\ninput: [6]\nlayers:\n  - Dense: {{units: 8, activation: relu}}\n{HEAD}"
STEPS = f"seed: 1\ninput: [7, 2]\nlayers:\n  - LSTM: {{units: 4}}\n{HEAD}"
WORDS = "seed: 1\ninput: {shape: [1], dtype: string}\nlayers:\n"
WORDS += f"  - StringLookup: {{vocabulary: [red, green], output_mode: multi_hot}}\n{HEAD}"


@pytest.mark.parametrize(
    ("path", "ending"),
    [("a/m.keras", ".keras"), ("m.tflite", ".tflite"), ("m.onnx", ".onnx"), ("x/saved_model/", "saved_model")],
)
def test_the_ending_says_the_format(path: str, ending: str) -> None:
    form = format_of(Path(path))
    assert form is not None
    assert form.ending == ending
    assert form.extra or refusal(Path(path)) is None


@pytest.mark.parametrize(
    ("path", "meant"),
    [("m.tflit", "m.tflite"), ("m.h5", "m.keras"), ("m.pb", "saved_model/"), ("m.kears", "m.keras"), ("m", "m.keras")],
)
def test_another_ending_is_refused_with_the_one_that_was_meant(path: str, meant: str) -> None:
    diagnostic = refusal(Path(path))
    assert diagnostic is not None
    assert diagnostic.fix == f"`{meant}`"
    assert near_path(Path(path)) == meant


def test_what_a_backend_does_not_write_is_refused_before_the_build() -> None:
    for form in FORMATS:
        for backend in ("tensorflow", "jax", "torch"):
            if form.extra and missing_packages(form.extra):
                continue
            diagnostic = refusal(Path(f"x{form.ending}"), backend)
            assert (diagnostic is None) == (backend in form.backends), (form, backend)


def test_an_extra_that_is_missing_is_said_first() -> None:
    if not missing_packages("onnx"):
        pytest.skip("the extra `onnx` is installed")
    with pytest.raises(InstallationError, match=r"keras-netbuilder\[onnx\]"):
        refusal(Path("model.onnx"))


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "saved_model"
    folder.mkdir()
    assert refusal(folder) is None
    (folder / "notes.txt").touch()
    diagnostic = refusal(folder)
    assert diagnostic is not None
    assert "something else than a SavedModel" in diagnostic.why
    (folder / "notes.txt").unlink()
    folder.rmdir()
    folder.touch()
    assert refusal(folder) is not None


@pytest.mark.keras
class TestWriting:
    @pytest.mark.parametrize("text", [DENSE, STEPS], ids=["dense", "recurrent"])
    @pytest.mark.parametrize("path", ["m.tflite", "saved_model"])
    def test_it_computes_what_the_model_does(self, text: str, path: str, tmp_path: Path) -> None:
        import tensorflow as tf

        model, target = nb.build(text), tmp_path / "new" / path
        for _ in range(2):  # the second takes the place of the first
            nb.save(model, target)
            assert os.listdir(target.parent) == [path]
        x = np.random.default_rng(5).standard_normal((1, *model.input_shape[1:])).astype("float32")
        if path == "saved_model":
            loaded = tf.saved_model.load(os.fspath(target))  # its variables go with it
            output = loaded.serve(x).numpy()
        else:
            with pytest.warns(UserWarning, match=r"tf\.lite\.Interpreter is deprecated"):
                interpreter = tf.lite.Interpreter(os.fspath(target))
            interpreter.allocate_tensors()
            interpreter.set_tensor(interpreter.get_input_details()[0]["index"], x)
            interpreter.invoke()
            output = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
        np.testing.assert_allclose(output, model.predict(x, verbose=0), atol=1e-5)

    def test_text_goes_into_a_saved_model_and_no_other(self, tmp_path: Path) -> None:
        import tensorflow as tf

        model = nb.build(WORDS)
        nb.save(model, tmp_path / "saved_model")
        x = tf.constant([["green"], ["blue"]])
        loaded = tf.saved_model.load(os.fspath(tmp_path / "saved_model"))
        assert np.array_equal(loaded.serve(x), model(x))
        with pytest.raises(nb.ConfigError, match="TensorFlow Lite has no words for this model"):
            nb.save(model, tmp_path / "m.tflite")
        assert os.listdir(tmp_path) == ["saved_model"]

    @pytest.mark.parametrize("path", ["m.tflite", "saved_model"])
    def test_what_computes_something_else_is_not_kept(
        self, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target, model = tmp_path / path, nb.build(DENSE)
        nb.save(model, target)
        before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
        write, opened = exporting._WRITERS[path if path == "saved_model" else ".tflite"]
        wrong = {path if path == "saved_model" else ".tflite": (write, lambda *given: opened(*given) + 0.01)}
        monkeypatch.setattr(exporting, "_WRITERS", wrong)
        with pytest.raises(nb.ConfigError, match=r"computes something else than the model: 0\.01 apart"):
            nb.save(model, target)
        assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before
        assert os.listdir(tmp_path) == [path]

    def test_the_model_is_as_it_was(self, tmp_path: Path) -> None:
        model = nb.build(DENSE.replace("layers:\n", "layers:\n  - BatchNormalization\n  - Dropout: {rate: 0.5}\n"))
        before = [np.array(variable.numpy()) for variable in model.variables]
        nb.save(model, tmp_path / "m.tflite")
        assert all(np.array_equal(old, new) for old, new in zip(before, model.variables, strict=True))

    def test_onnx(self, tmp_path: Path) -> None:
        if missing_packages("onnx"):
            pytest.skip(f"not installed: {', '.join(missing_packages('onnx'))}")
        import onnxruntime

        model, target = nb.build(STEPS), tmp_path / "m.onnx"
        nb.save(model, target)
        session = onnxruntime.InferenceSession(os.fspath(target))
        x = np.random.default_rng(5).standard_normal((3, 7, 2)).astype("float32")
        [output] = session.run(None, {session.get_inputs()[0].name: x})
        np.testing.assert_allclose(output, model.predict(x, verbose=0), atol=1e-5)

    def test_several_inputs_are_refused(self, tmp_path: Path) -> None:
        import keras

        ends = [keras.Input((2,)), keras.Input((2,))]
        model = keras.Model(ends, keras.layers.Add()(ends))
        with pytest.raises(nb.ConfigError, match="2 inputs and 1 outputs"):
            nb.save(model, tmp_path / "m.tflite")


@pytest.mark.keras
class TestQuantizing:
    TEXT = "seed: 1\ninput: [8, 8, 1]\nlayers:\n  - Conv2D: {filters: 2, kernel_size: 3, activation: relu}\n"
    TEXT += f"  - Flatten\n{HEAD}"

    @pytest.mark.parametrize("mode", ["int8", "int4", "float8"])
    def test_what_stays_and_how_far_apart(self, mode: str) -> None:
        model = nb.build(self.TEXT)
        quantized = quantize(model, mode)
        assert (quantized.layers, quantized.kept) == (("dense",), ("conv2d",))
        assert 0 < quantized.difference < 0.2
        assert quantized.plain_bytes > 1000
        assert "quantized: dense; as they were: conv2d" in quantized.sentences

    def test_nothing_to_quantize(self) -> None:
        model = nb.build("input: [8, 8, 1]\nlayers:\n  - Conv2D: {filters: 2, kernel_size: 3}\n")
        with pytest.raises(nb.ConfigError, match="nothing in this model can be quantized to int8"):
            quantize(model, "int8")


def test_differences() -> None:
    one = np.array([[1.0, 2.0], [np.nan, 4.0]])
    assert largest_difference(one, one - np.array([[0.5, 0], [0, 0.25]])) == 0.5
    assert largest_difference(one, one[:1]) == float("inf")
    assert largest_difference(one[:1], np.array([[1.0, np.nan]])) == float("inf")
    words: Any = np.array(["a", "b"], dtype=object)
    assert largest_difference(words, words) == 0
    assert largest_difference(words, np.array(["a", "c"], dtype=object)) == float("inf")
