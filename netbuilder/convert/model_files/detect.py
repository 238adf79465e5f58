"""Which kind of file it is, by what is in it and never by its name."""

import io
import os
from typing import BinaryIO

from netbuilder.convert.model_files.limits import MAX_BYTES, MAX_GRAPH_BYTES
from netbuilder.convert.model_files.model_file import ModelFile
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _
from netbuilder.system.read import SAVED_MODEL

_HDF5 = b"\x89HDF\r\n\x1a\n"
_ZIP = b"PK\x03\x04"
_GRAPH = b"\x08\x01\x12"
"""`saved_model.pb`: the version of its schema, and the first graph."""
_BOM = b"\xef\xbb\xbf"


def open_model(path: str) -> ModelFile | None:
    """The model of a file or of a SavedModel's folder; None where it is something else, such as a config.

    Raises:
        Refused: it is a model, and cannot be read.
        OSError: it cannot be opened.
    """
    from netbuilder.convert.model_files.containers import saved_model

    if os.path.isdir(path):
        return saved_model.read_folder(path)
    with open(path, "rb") as file:
        return _of_stream(file, os.path.basename(path) == SAVED_MODEL[0])


def of_bytes(data: bytes) -> ModelFile | None:
    """The same for bytes, from standard input for one."""
    return _of_stream(io.BytesIO(data), False)


def _of_stream(file: BinaryIO, is_metadata: bool) -> ModelFile | None:
    start = file.read(8)
    if start == _HDF5:
        from netbuilder.convert.model_files.containers import hdf5

        return hdf5.read(file)
    if start[:4] == _ZIP:
        from netbuilder.convert.model_files.containers import archive

        return archive.read(file)
    is_graph = start.startswith(_GRAPH)
    data = start + file.read((MAX_GRAPH_BYTES if is_graph else MAX_BYTES) + 1)
    if is_graph:
        from netbuilder.convert.model_files.containers import saved_model

        return saved_model.read_graph(data)
    text = data.removeprefix(_BOM).lstrip()
    if len(data) > MAX_BYTES:
        if text[:1] not in (b"{", b'"'):
            return None
        raise Refused("over-limit", _("the file is larger than {size} MB", size=MAX_BYTES // 1_000_000))
    if is_metadata or (data[:1] == b"\n" and b'"class_name"' in data and text[:1] != b"{"):
        from netbuilder.convert.model_files.containers import saved_model

        return saved_model.read(data)
    if text[:1] in (b"{", b'"'):
        from netbuilder.convert.model_files.containers import json_text

        try:
            return json_text.read(text)
        except Refused:
            # YAML's `{input: [8], ...}` begins as JSON does, and is a config.
            if _names_a_model(text):
                raise
            return None
    if b"class_name:" in data or b"model_config:" in data:
        from netbuilder.convert.model_files.containers import yaml_text

        string = data.removeprefix(_BOM).decode("utf-8", "replace")
        return yaml_text.read(string) if yaml_text.is_model(string) else None
    return None


def _names_a_model(text: bytes) -> bool:
    return any(key in text[:100_000] for key in (b"class_name", b"modelTopology", b"model_config", b"graph-model"))
