"""Write a model for other programs, open what was written, and compare the outputs; nothing is kept that differs."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.sentence import _
from netbuilder.engine.backends.start import start
from netbuilder.engine.export.formats import Format
from netbuilder.engine.export.outputs import drawn_batch, largest_difference, outputs_of
from netbuilder.engine.findings import error, first_sentence
from netbuilder.engine.keras_state import untouched
from netbuilder.engine.silence import environment, hushed
from netbuilder.system.replace import replacing
from netbuilder.system.replace_folder import replacing_folder

_TOLERANCE = {"float16": 2e-2, "bfloat16": 1e-1}
_USUAL_TOLERANCE = 1e-3
"""How far outputs may be apart, measured by the largest of them: other programs add up in another order."""


class Exported(NamedTuple):
    """What was written, and how well it computes what the model does."""

    difference: float
    """The largest difference of the outputs on a drawn batch."""
    samples: int
    note: str = ""
    """What whoever opens it has to know."""

    @property
    def sentence(self) -> str:
        """How well it computes what the model does, for people."""
        numbers = {"difference": self.difference, "samples": self.samples}
        compared = _("opened again: outputs are at most {difference:.2g} apart, on {samples} drawn samples", **numbers)
        return compared + "\n" + self.note if self.note else compared


def export(model: Any, target: Path, form: Format) -> Exported:
    """Write a built model in a format, verified; the old file stays until the new one is.

    Raises:
        ConfigError: NB904, the format has no words for the model, or what was written computes something else.
        OSError: it cannot be written.
    """
    _refuse_several(model, form)
    write, opened = _WRITERS[form.ending]
    keras = start("tensorflow").keras
    with untouched(keras, model), environment(TF_CPP_MIN_LOG_LEVEL="3"):
        batch = drawn_batch(keras, model)
        expected = outputs_of(keras, model, batch)
        replaced = replacing_folder(target) if form.is_folder else replacing(target, form.ending)
        with replaced as draft:
            with _refused(form):
                note = write(model, draft)
                other = opened(draft, batch)
            difference = largest_difference(expected, other)
            if not _is_equal(expected, difference, model):
                message = _(
                    "what was written computes something else than the model: {difference:.2g} apart",
                    difference=difference,
                )
                why = _("{format}, on {samples} drawn samples", format=form.label, samples=len(batch))
                raise ConfigError([error("NB904", message, why=why)])
    return Exported(difference, len(batch), note)


def _refuse_several(model: Any, form: Format) -> None:
    counts = [len(getattr(model, ends, None) or ()) for ends in ("inputs", "outputs")]
    if counts != [1, 1]:
        why = _("it has {inputs} inputs and {outputs} outputs", inputs=counts[0], outputs=counts[1])
        why = _("the model is not built") if 0 in counts else why
        message = _("{format} is written of a model with one input and output", format=form.label)
        raise ConfigError([error("NB904", message, why=why)])


@contextmanager
def _refused(form: Format) -> Iterator[None]:
    """What a converter raises becomes NB904; its chatter stays out of sight."""
    problem: Exception | None = None
    with hushed():
        try:
            yield
        except (OSError, ConfigError):
            raise
        except Exception as error_:  # converters raise whatever they like
            problem = error_
    if problem is not None:
        why = f"{type(problem).__name__}: {first_sentence(problem)}"
        message = _("{format} has no words for this model", format=form.label)
        raise ConfigError([error("NB904", message, why=why)]) from problem


def _is_equal(expected: Any, difference: float, model: Any) -> bool:
    import numpy as np

    if expected.dtype.kind not in "fiub":
        return difference == 0
    finite = expected[np.isfinite(expected)]
    scale = max(1.0, float(np.max(np.abs(finite), initial=0.0)))
    tolerances = [_TOLERANCE.get(layer.compute_dtype, _USUAL_TOLERANCE) for layer in model.layers]
    return difference <= max(tolerances, default=_USUAL_TOLERANCE) * scale


def _write_saved_model(model: Any, folder: Path) -> str:
    model.export(os.fspath(folder), verbose=False)
    return ""


def _open_saved_model(folder: Path, batch: Any) -> Any:
    import tensorflow

    loaded = tensorflow.saved_model.load(os.fspath(folder))
    values = tensorflow.constant(batch.tolist() if batch.dtype.kind == "O" else batch)
    output = loaded.serve(values)
    return _first(output).numpy()


def _write_tflite(model: Any, file: Path) -> str:
    import tensorflow

    with TemporaryDirectory(prefix="netbuilder-") as folder:
        model.export(folder, verbose=False)
        try:
            file.write_bytes(tensorflow.lite.TFLiteConverter.from_saved_model(folder).convert())
        except Exception:
            if model.inputs[0].shape[0] is not None:
                raise
        else:
            return ""
    with TemporaryDirectory(prefix="netbuilder-") as folder:
        _export_one_sample(model, folder)
        file.write_bytes(tensorflow.lite.TFLiteConverter.from_saved_model(folder).convert())
    return _("it takes one sample at a time: TensorFlow Lite has this model for a batch of a known size only")


def _export_one_sample(model: Any, folder: str) -> None:
    """A SavedModel for a batch of one: steps of a recurrent layer are lowered for known sizes only."""
    import tensorflow

    archive = start("tensorflow").keras.export.ExportArchive()
    archive.track(model)
    entry = model.inputs[0]
    signature = [tensorflow.TensorSpec((1, *entry.shape[1:]), entry.dtype)]
    archive.add_endpoint("serve", lambda values: model(values, training=False), input_signature=signature)
    archive.write_out(folder, verbose=False)


def _open_tflite(file: Path, batch: Any) -> Any:
    import warnings

    import numpy as np
    import tensorflow

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it will move to a package of its own
        interpreter = tensorflow.lite.Interpreter(os.fspath(file))
    entry, output = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    values = batch.astype("S") if batch.dtype.kind == "O" else batch
    step = len(batch) if entry["shape_signature"][0] == -1 else entry["shape_signature"][0]
    interpreter.resize_tensor_input(entry["index"], (step, *batch.shape[1:]))
    interpreter.allocate_tensors()
    parts = []
    for first in range(0, len(batch), step):
        interpreter.set_tensor(entry["index"], values[first : first + step])
        interpreter.invoke()
        parts.append(interpreter.get_tensor(output["index"]))
    return np.concatenate(parts)


def _write_onnx(model: Any, file: Path) -> str:
    model.export(os.fspath(file), format="onnx", verbose=False)
    return ""


def _open_onnx(file: Path, batch: Any) -> Any:
    import onnxruntime

    session = onnxruntime.InferenceSession(os.fspath(file), providers=["CPUExecutionProvider"])
    entry = session.get_inputs()[0]
    return session.run(None, {entry.name: batch})[0]


def _first(output: Any) -> Any:
    """The one output, which some versions hand back in a list or under a name."""
    if isinstance(output, dict):
        return next(iter(output.values()))
    return output[0] if isinstance(output, list | tuple) else output


_WRITERS: dict[str, tuple[Callable[[Any, Path], str], Callable[[Path, Any], Any]]] = {
    ".tflite": (_write_tflite, _open_tflite),
    "saved_model": (_write_saved_model, _open_saved_model),
    ".onnx": (_write_onnx, _open_onnx),
}
