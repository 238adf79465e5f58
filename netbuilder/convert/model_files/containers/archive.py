"""`.keras`: a zip archive of `config.json`, `metadata.json` and `model.weights.h5`."""

import io
import zipfile
import zlib
from typing import BinaryIO

from netbuilder.convert.model_files.limits import MAX_BYTES, MAX_WEIGHTS_BYTES
from netbuilder.convert.model_files.model_file import ModelFile, Sizes, of_topology
from netbuilder.convert.model_files.plain_data import decode_json, mapping
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _
from netbuilder.source.origin import METADATA, Origin, origin_in

_WEIGHTS = "model.weights.h5"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""What Python's zipfile raises for archives that are damaged, locked or packed in a way that it does not know."""


def read(file: BinaryIO) -> ModelFile:
    """The model of an archive.

    Raises:
        Refused: it is damaged, holds no model, or is over a limit.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if "config.json" not in names:
                raise Refused("no-topology", _("the archive has no `config.json`, so it is no `.keras` file"))
            for name in ("config.json", METADATA):
                if names.count(name) > 1:
                    raise Refused("unreadable", _("the archive holds `{name}` twice", name=name))
            config = decode_json(_member(archive, "config.json"))
            beside = {}
            if METADATA in names:
                beside = mapping(decode_json(_member(archive, METADATA)), f"`{METADATA}`")
            weights = _weights(archive) if names.count(_WEIGHTS) == 1 else None
    except _BROKEN as error:
        raise Refused("unreadable", _("the archive is damaged"), _cause(error)) from None
    return of_topology("Keras archive", config, beside, weights)._replace(origin=origin_in(beside))


def origin(file: str | BinaryIO) -> Origin | None:
    """The config that an archive says its model was built from; None where it holds none, or is damaged."""
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.namelist().count(METADATA) != 1:
                return None
            return origin_in(mapping(decode_json(_member(archive, METADATA)), f"`{METADATA}`"))
    except (*_BROKEN, Refused):
        return None


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member that is not too large, whatever the archive says of its size."""
    with archive.open(name) as member:
        data = member.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Refused("over-limit", _("`{name}` is larger than {size} MB", name=name, size=MAX_BYTES // 1_000_000))
    return data


def _weights(archive: zipfile.ZipFile) -> tuple[Sizes, ...] | None:
    from netbuilder.convert.model_files.containers import hdf5

    info = archive.getinfo(_WEIGHTS)
    with archive.open(info) as member:
        if info.compress_type == zipfile.ZIP_STORED:
            return hdf5.weights_of_archive(member)
        data = member.read(MAX_WEIGHTS_BYTES + 1)
    return hdf5.weights_of_archive(io.BytesIO(data)) if len(data) <= MAX_WEIGHTS_BYTES else None


def _cause(error: Exception) -> str:
    words = " ".join(str(error).split())[:100].replace('"', "'")
    quote = f'"{words}"'
    return _("Python says {quote}", quote=quote) if words else ""
