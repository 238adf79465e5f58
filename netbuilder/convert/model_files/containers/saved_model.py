"""A SavedModel: protobuf records, the root's with the topology as JSON.

TensorFlow 2.5 to 2.15 write them into `keras_metadata.pb`; 2.0 to 2.4 into `saved_model.pb`, beside the graph.
"""

import os
from collections.abc import Iterator
from typing import Any

from netbuilder.convert.model_files.limits import MAX_BYTES, MAX_GRAPH_BYTES
from netbuilder.convert.model_files.model_file import ModelFile, of_topology
from netbuilder.convert.model_files.plain_data import decode_json, first_json, mapping
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _
from netbuilder.system.read import SAVED_MODEL

_RECORD, _PATH, _IDENTIFIER, _JSON = 1, 3, 4, 5
_OWN_CLASS = "_tf_keras_model"
"""What identifies a model of the author's own class."""
_GRAPH, _OBJECTS, _NODE, _USER_OBJECT, _USER_IDENTIFIER, _USER_JSON = 2, 7, 1, 4, 1, 3
"""The way from a `saved_model.pb` to the metadata of the root: MetaGraphDef, SavedObjectGraph, SavedUserObject."""


def read_folder(path: str) -> ModelFile:
    """The model of a SavedModel's folder; raises Refused where no file in it lists layers."""
    metadata, graph = SAVED_MODEL
    for name, most, reader in ((metadata, MAX_BYTES, read), (graph, MAX_GRAPH_BYTES, read_graph)):
        try:
            with open(os.path.join(path, name), "rb") as file:
                data = file.read(most + 1)
        except OSError:
            continue
        return reader(data)
    raise Refused("no-topology", _("the folder has neither `keras_metadata.pb` nor `saved_model.pb`"))


def read_graph(data: bytes) -> ModelFile:
    """The model of a `saved_model.pb`.

    Raises:
        Refused: it is damaged, or holds operations only, as those of Keras 3 and of TensorFlow since 2.5.
    """
    if len(data) > MAX_GRAPH_BYTES:
        raise Refused("over-limit", _("`saved_model.pb` is larger than {size} MB", size=MAX_GRAPH_BYTES // 1_000_000))
    try:
        objects = _first(_first(data, _GRAPH), _OBJECTS)
        user_object = dict(_fields(_first(_first(objects, _NODE), _USER_OBJECT)))
    except _Framing:
        raise Refused("unreadable", _("the protobuf records of `saved_model.pb` are damaged")) from None
    metadata = user_object.get(_USER_JSON, b"")
    if not metadata.startswith(b"{"):
        why = _("since TensorFlow 2.5 that is in `keras_metadata.pb` beside it, and `export` of Keras 3 writes none")
        raise Refused("no-topology", _("`saved_model.pb` holds operations, and no list of layers"), why)
    identifier = user_object.get(_USER_IDENTIFIER, b"").decode("utf-8", "replace")
    return _of_root(identifier, mapping(decode_json(metadata), _("the root")))


def _first(data: bytes, number: int) -> bytes:
    """The first field of a number; empty where there is none."""
    return next((field for key, field in _fields(data) if key == number), b"")


def read(data: bytes) -> ModelFile:
    """The model of some metadata.

    Raises:
        Refused: it is damaged, or the model has no layers to list.
    """
    if len(data) > MAX_BYTES:
        raise Refused("over-limit", _("the metadata is larger than {size} MB", size=MAX_BYTES // 1_000_000))
    return _of_root(*_root(data))


def _of_root(identifier: str, root: dict[str, Any]) -> ModelFile:
    if "config" not in root or identifier == _OWN_CLASS:
        name = root.get("class_name")
        called = (
            _("`{name}` is a class of its own", name=name)
            if isinstance(name, str)
            else _("the model is a class of its own")
        )
        raise Refused(
            "subclassed",
            _("{called}, and its file lists no layers", called=called),
            _("what it computes is in its code"),
        )
    return of_topology("SavedModel", root, root)


def _root(data: bytes) -> tuple[str, dict[str, Any]]:
    try:
        for number, record in _fields(data):
            if number == _RECORD:
                fields = dict(_fields(record))
                if fields.get(_PATH) == b"root" and _JSON in fields:
                    identifier = fields.get(_IDENTIFIER, b"").decode("utf-8", "replace")
                    return identifier, mapping(decode_json(fields[_JSON]), _("the root"))
    except _Framing:
        pass
    # A conversion of line ends breaks the lengths of the records; the JSON itself is often whole.
    text = data.decode("utf-8", "replace").partition("root")[2]
    between, brace, behind = text.partition("{")
    if not brace:
        raise Refused("unreadable", _("the protobuf records are damaged, and no root is in them"))
    identifier = _OWN_CLASS if _OWN_CLASS in between else ""
    return identifier, mapping(first_json(brace + behind), _("the root"))


class _Framing(Exception):
    """Lengths that do not add up."""


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a protobuf message that hold bytes, by number."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        wire = key & 7
        if wire == 0:
            _value, at = _varint(data, at)
        elif wire == 2:
            length, at = _varint(data, at)
            if at + length > len(data):
                raise _Framing
            yield key >> 3, data[at : at + length]
            at += length
        elif wire in (1, 5):
            at += 8 if wire == 1 else 4
        else:
            raise _Framing


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise _Framing
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise _Framing
