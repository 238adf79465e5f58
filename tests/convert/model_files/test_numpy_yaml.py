"""`to_yaml()` of Keras 2 with numbers of numpy in it, written as calls that make them: read, and never made."""

import base64
import struct

import pytest

from netbuilder.convert.model_files.refusal import Refused
from netbuilder.pipeline.importing import import_bytes

CALL = "!!python/object/apply:numpy"
ARRAY = f"""{CALL}.core.multiarray._reconstruct
        args:
        - &class !!python/name:numpy.ndarray ''
        - !!python/tuple [0]
        - !!binary Yg==
        state: !!python/tuple [1, !!python/tuple {{shape}}, {{dtype}}, false, !!binary {{data}}]
"""
MODEL = """\
backend: tensorflow
class_name: Sequential
config:
- class_name: Dense
  config:
      batch_input_shape: !!python/tuple [null, 12]
      units: {units}
- class_name: ReLU
  config:
      max_value: {highest}
keras_version: 2.2.4
"""


def dtype(name: str, order: str = "<") -> str:
    return f"{CALL}.dtype {{args: [{name}, 0, 1], state: !!python/tuple [3, {order}, null, null, null, -1, -1, 0]}}"


def scalar(name: str, data: bytes, order: str = "<") -> str:
    return f"{CALL}.core.multiarray.scalar [{dtype(name, order)}, !!binary {base64.b64encode(data).decode()}]"


def array(name: str, data: bytes, shape: str = "[]") -> str:
    return ARRAY.format(shape=shape, dtype=dtype(name), data=base64.b64encode(data).decode())


SHORT = f"{CALL}.dtype {{args: [i4], state: !!python/tuple [3, '>']}}"
"""A dtype that says its order last."""
OTHERS = [f"{CALL}.core.multiarray.scalar [{SHORT}, !!binary AAAABw==]", array("u1", b"\7"), scalar("u2", b"\7\0")]


@pytest.mark.parametrize(
    "units", ["7", scalar("i8", struct.pack("<q", 7)), scalar("i4", struct.pack(">i", 7), '">"'), *OTHERS]
)
@pytest.mark.parametrize("highest", ["0.1", scalar("f4", struct.pack("<f", 0.1)), array("f4", struct.pack("<f", 0.1))])
def test_numbers_of_numpy_are_numbers(units: str, highest: str) -> None:
    imported = import_bytes(MODEL.format(units=units, highest=highest).encode(), "m")
    assert imported is not None
    assert imported.text.endswith("- Dense: {units: 7}\n  - ReLU: {max_value: 0.1}\n")


@pytest.mark.parametrize(
    ("highest", "message"),
    [
        (scalar("f4", b"\0" * 8), "no number"),
        (scalar("f4", b"\0" * 3), "no number"),
        (scalar("O", b"\0" * 8), "no number"),
        (array("f4", b"\0" * 8, "[3]"), "no number"),
        (array("f4", b"\0" * 16, "[2, 2]"), "no number"),
        (f"{CALL}.core.multiarray.scalar [f4]", "no number"),
        (f"{CALL}.core.multiarray.scalar [4s, !!binary AAAAAA==]", "no number"),
        (dtype("f4"), 'ReLU takes no `max_value: "<f"`'),
        (f"{CALL}.dtype []", "no number"),
        (f"{CALL}.dtype {{args: 3}}", "no number"),
        (f"{CALL}.load [/etc/passwd]", r"apply:numpy\.load"),
        ("!!python/name:numpy.load ''", r"name:numpy\.load"),
        ("!!python/object/new:numpy.core.multiarray.scalar [f4, f4]", "object/new"),
    ],
)
def test_other_objects_are_refused(highest: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        import_bytes(MODEL.format(units=1, highest=highest).encode(), "m")
