"""The arrays in TensorFlow.js' shards, which stand beside its `model.json`; quantized ones as the numbers they mean."""

import json
import os
from collections.abc import Iterator
from typing import Any

import numpy

from netbuilder.diagnostics.sentence import _
from netbuilder.engine.stored_weights.refused import WeightsRefused

_DTYPES = {"float32": "<f4", "float16": "<f2", "int32": "<i4", "uint8": "u1", "uint16": "<u2", "bool": "u1"}


def arrays_by_name(path: str) -> list[tuple[str, Any]]:
    """Every array of a `model.json` with its name, in the order of the file.

    Raises:
        WeightsRefused: there are none, or they are stored in a way that is not known.
        OSError: a shard cannot be read.
    """
    with open(path, "rb") as file:
        manifest = json.load(file).get("weightsManifest")
    if not manifest:
        raise WeightsRefused(_("the file holds no weights"))
    return [pair for group in manifest for pair in _of_group(path, group)]


def _of_group(path: str, group: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    data = b"".join(_shard(path, name) for name in group["paths"])
    at = 0
    for weight in group["weights"]:
        quantization = weight.get("quantization") or {}
        dtype = _DTYPES.get(quantization.get("dtype", weight.get("dtype", "float32")))
        if dtype is None:
            raise WeightsRefused(_("`{name}` is stored as {dtype}", name=weight["name"], dtype=weight.get("dtype")))
        count = int(numpy.prod(weight["shape"], dtype=numpy.int64))
        size = count * numpy.dtype(dtype).itemsize
        array = numpy.frombuffer(data[at : at + size], dtype)
        if array.size != count:
            raise WeightsRefused(_("a shard of the weights is too short"))
        at += size
        if "scale" in quantization:
            array = array * numpy.float32(quantization["scale"]) + numpy.float32(quantization["min"])
        yield weight["name"], array.reshape(weight["shape"])


def _shard(path: str, name: str) -> bytes:
    """A shard beside the file: what stands elsewhere is not opened, whatever the file says."""
    plain = name.removeprefix("./")
    if not plain or plain != os.path.basename(plain) or plain.startswith("."):
        raise WeightsRefused(_("the shard `{name}` is not beside the file", name=name))
    with open(os.path.join(os.path.dirname(path), plain), "rb") as file:
        return file.read()
