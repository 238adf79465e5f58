"""nb.save: a model written whole or not at all, for an older Keras if need be."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from netbuilder.api.arguments import release_opened

if TYPE_CHECKING:
    import keras


def save(model: "keras.Model", path: str | os.PathLike[str], *, opens_in: str | None = None) -> None:
    """Write a model as a `.keras` file; an old file stays until the new one is whole.

    Args:
        model: Any Keras model.
        path: Where to; folders that are missing are made.
        opens_in: An older release of Keras that is to open the file, as `"3.8"`: what that does not know is left out
            where it says what holds there anyway.

    Raises:
        ConfigError: the file cannot be written, or the release has no words for something in the model.
        ValueError: no files are written for that release.
    """
    from netbuilder.engine.save import save as save_model

    save_model(model, Path(path), release_opened(opens_in))
