"""A saved model as a config, checked as every config is."""

import os

from netbuilder.convert.model_files.detect import of_bytes, open_model
from netbuilder.convert.model_files.importing import DEFAULT, Imported, import_file
from netbuilder.convert.model_files.model_file import ModelFile
from netbuilder.convert.model_files.network_data import ImportOptions
from netbuilder.pipeline.session import Session


def import_path(path: str | os.PathLike[str], options: ImportOptions = DEFAULT) -> Imported | None:
    """The config of a model file or of a SavedModel's folder; None where it is something else.

    Raises:
        Refused: it cannot be written as a config.
        OSError: it cannot be opened.
    """
    name = os.fspath(path)
    return imported(open_model(name), name, options)


def import_bytes(data: bytes, name: str, options: ImportOptions = DEFAULT) -> Imported | None:
    """The same for the bytes of a file."""
    return imported(of_bytes(data), name, options)


def imported(file: ModelFile | None, name: str, options: ImportOptions = DEFAULT) -> Imported | None:
    return None if file is None else import_file(file, lambda text: Session(text, name).report, options)
