"""The formats that a model is written in, by the ending of the path: what each needs, and from which backends."""

from pathlib import Path
from typing import NamedTuple

from netbuilder.diagnostics.closest import closest
from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.network import BACKEND_LABELS


class Format(NamedTuple):
    """One format of a model's file."""

    ending: str
    """How its path ends."""
    label: str
    backends: frozenset[str]
    """The backends that it is written from."""
    extra: str = ""
    """The extra that it needs."""
    is_folder: bool = False


KERAS = Format(".keras", "Keras", frozenset(BACKEND_LABELS))
FORMATS = (
    KERAS,
    Format(".tflite", "TensorFlow Lite", frozenset({"tensorflow"})),
    Format("saved_model", _("a SavedModel"), frozenset({"tensorflow", "jax"}), is_folder=True),
    Format(".onnx", "ONNX", frozenset({"tensorflow"}), "onnx"),
)
_MEANT = {".h5": ".keras", ".hdf5": ".keras", ".weights.h5": ".keras", ".pb": "saved_model", ".lite": ".tflite"}


def format_of(target: Path) -> Format | None:
    """The format that a path asks for; None for an ending that none has. A SavedModel is a folder of such a name."""
    return next((form for form in FORMATS if target.name.endswith(form.ending)), None)


def near_path(target: Path) -> str:
    """The path with the ending that was probably meant."""
    suffix = target.suffix
    meant = _MEANT.get(suffix) or closest(suffix, [form.ending for form in FORMATS if not form.is_folder]) or ".keras"
    if meant == "saved_model":
        return f"{target.with_name('saved_model')}/"
    return str(target.with_suffix(meant))


ENDINGS = _("`.keras`, `.tflite`, `.onnx` or a folder `saved_model/`")
