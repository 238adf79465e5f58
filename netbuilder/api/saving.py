"""nb.save: a model written whole or not at all, for an older Keras if need be."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from netbuilder.api.arguments import Source, is_path_or_text, release_opened, session_of

if TYPE_CHECKING:
    import keras


def save(
    model: "keras.Model", path: str | os.PathLike[str], *, opens_in: str | None = None, source: Source | None = None
) -> None:
    """Write a model; an old file stays until the new one is whole.

    A path of `.tflite`, `.onnx` or a folder `saved_model/` asks for that: it is opened again, and nothing is kept that
    computes something else than the model.

    Args:
        model: Any Keras model.
        path: Where to; folders that are missing are made.
        opens_in: An older release of Keras that is to open the file, as `"3.8"`: what that does not know is left out
            where it says what holds there anyway.
        source: What it was built from, a path, a text or a network: it goes into the file, where Keras ignores it and
            `netbuilder show FILE --source` prints it.

    Raises:
        InstallationError: the format needs an extra that is missing.
        ConfigError: the file cannot be written, or the release has no words for something in the model.
        TypeError: it is no model of Keras, or no path.
        ValueError: no files are written for that release.
    """
    if not (hasattr(model, "layers") and callable(getattr(model, "save", None))):
        raise TypeError(f"a model of Keras is wanted, got {type(model).__name__}")
    if not is_path_or_text(path):
        raise TypeError(f"a path is wanted, got {type(path).__name__}")
    from netbuilder.engine.save import save as save_model

    origin = None
    if source is not None:
        from netbuilder.pipeline.origin import origin_for

        origin = origin_for(session_of(source), Path(path))
    save_model(model, Path(path), release_opened(opens_in), origin)
