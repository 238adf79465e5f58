"""Names of layers: which are an author's (Keras counts its own, `dense_3`), and what an archive calls their weights."""

import re
from collections import Counter
from typing import Any

from netbuilder.convert.model_files.chain import LayerRecord, chain_of
from netbuilder.convert.model_files.eras.keras_1 import CLASSES
from netbuilder.vocabulary.base.layer_names import automatic_name
from netbuilder.vocabulary.base.node import Item

_VALID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*\Z")
_MODEL = re.compile(r"(?:sequential|model|functional)(?:_\d+)?(?:_(?:Sequential|Model|Functional)\d+)?\Z")


_OLD: dict[str, list[str]] = {}
"""Names that a class had in Keras 1: converted files keep the counting of their time."""
for _before, _after in CLASSES.items():
    _OLD.setdefault(_after, []).append(_before)


def written_name(record: LayerRecord, cls: type[Item], *, is_inner: bool) -> str | None:
    """The name to write for a layer; None where it is Keras' own counting, or no name that Keras 3 takes."""
    name = record.name
    if name is None or _VALID.match(name) is None:
        return None
    for class_name in {record.class_name, cls.__name__, *_OLD.get(cls.__name__, ())}:
        for stem in {automatic_name(class_name), class_name.lower(), _old_stem(class_name)}:
            if _is_counted(name, stem, class_name):
                return None
    if is_inner and name.startswith(("forward_", "backward_")):
        return None
    return name


def model_name(name: str | None) -> str | None:
    """The name to write for a model."""
    if name is None or _MODEL.match(name) or _VALID.match(name) is None:
        return None
    return name


def _old_stem(class_name: str) -> str:
    """What Keras 2 made of a class name: `conv_lst_m2d`."""
    spaced = re.sub("(.)([A-Z][a-z0-9]+)", r"\1_\2", class_name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", spaced).lower()


def _is_counted(name: str, stem: str, class_name: str) -> bool:
    """`dense`, `dense_3`, and `dense_Dense3` of TensorFlow.js."""
    if not name.startswith(stem):
        return False
    rest = name[len(stem) :]
    if not rest:
        return True
    number = rest.removeprefix("_").removeprefix(class_name)
    return rest.startswith("_") and number.isdecimal() and number.isascii()


def layer_keys(topology: dict[str, Any]) -> list[str]:
    """What an archive calls the weights of its layers, whatever the layers are called: Keras' counting by class.

    `dense`, `dense_1`, `lstm`, ...: one a layer, in the order of use; nested models are not looked into.
    """
    counts: Counter[str] = Counter()
    keys = []
    for record in chain_of(topology).layers:
        stem = automatic_name(record.class_name)
        keys.append(f"{stem}_{counts[stem]}" if counts[stem] else stem)
        counts[stem] += 1
    return keys
