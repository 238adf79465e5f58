"""Names of layers: which are an author's (Keras counts its own, `dense_3`), and what an archive calls their weights."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from netbuilder.convert.model_files.chain import Chain, LayerRecord
from netbuilder.convert.model_files.eras.keras_1 import CLASSES
from netbuilder.vocabulary.base.layer_names import Namer, automatic_name
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
    if name is None or _counted_names(record.class_name, cls.__name__).match(name):
        return None
    if _VALID.match(name) is None:
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


@cache
def _counted_names(class_name: str, cls: str) -> re.Pattern[str]:
    """Names that some Keras counts: `dense`, `dense_3`, and `dense_Dense3` of TensorFlow.js."""
    stems = []
    for name in {class_name, cls, *_OLD.get(cls, ())}:
        spellings = {automatic_name(name), name.lower(), _old_stem(name)}
        stems += [rf"{re.escape(stem)}(?:_(?:{re.escape(name)})?[0-9]+)?" for stem in spellings]
    return re.compile(rf"(?:{'|'.join(stems)})\Z")


class ArchiveKey(NamedTuple):
    """What an archive calls the weights of a layer, whatever the layer is called: Keras' counting by class."""

    path: tuple[str, ...]
    """`dense_1`; in a nested model `sequential` and `dense`."""
    cells: tuple[str, ...] = ()
    """The cells of a recurrent layer that stacks some, in the order of use."""


def archive_keys(chain: Chain, before: tuple[str, ...] = ()) -> Iterator[ArchiveKey]:
    """The keys of all layers, in the order of use."""
    class_names = ["Functional" if record.is_functional else record.class_name for record in chain.layers]
    for record, key in zip(chain.layers, _counted(class_names), strict=True):
        if record.chain is None:
            yield ArchiveKey((*before, key), _cells(record.config.get("cell")))
        else:
            yield from archive_keys(record.chain, (*before, key))


def _cells(cell: Any) -> tuple[str, ...]:
    config = cell.get("config") if isinstance(cell, dict) else None
    cells = config.get("cells") if isinstance(config, dict) else None
    names = [entry.get("class_name") for entry in cells if isinstance(entry, dict)] if isinstance(cells, list) else []
    return tuple(_counted(name.rpartition(">")[2] for name in names if isinstance(name, str)))


def _counted(class_names: Iterable[str]) -> list[str]:
    return list(map(Namer(()).next, class_names))
