"""The list of layers as it is written: nested models opened, Activations folded, equal blocks repeated."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from netbuilder.convert.model_files.chain import Chain, LayerRecord
from netbuilder.convert.model_files.fold import fold, repeated
from netbuilder.convert.model_files.names import model_name
from netbuilder.convert.model_files.shortest import shortest
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.shapes import Shape


class Leaf(NamedTuple):
    """One layer of the network."""

    index: int  # type: ignore[assignment]  # the field's own word, over tuple.index
    layer: Layer
    shape: Shape | None
    """What goes in, if that is known."""
    name: str | None
    """The name to write."""


class Run(NamedTuple):
    """Layers one after the other that stand in one list of the text."""

    leaves: list[Leaf]
    """With Activations folded."""
    nested: LayerRecord | None = None
    """The model that they are written inside; None for the network itself."""


def entries(runs: Sequence[Run]) -> list[Any]:
    """The `layers` of a network."""
    written: list[Any] = []
    # Most layers of a large model are one and the same node.
    unnamed: dict[tuple[int, int], Any] = {}

    def text(leaf: Leaf) -> Any:
        key = (id(leaf.layer), len(leaf.shape or ()))
        if key not in unnamed:
            unnamed[key] = shortest(leaf.layer, leaf.shape)
        return unnamed[key] if leaf.name is None else _with_name(unnamed[key], leaf.name)

    for run in runs:
        if run.nested is None:
            written += [text(leaf) for leaf in run.leaves]
            continue
        is_frozen = _is_frozen(run.leaves)
        inner = [_entry(text(leaf), is_frozen) for leaf in run.leaves]
        options: dict[str, Any] = {"layers": repeated(inner)}
        name = model_name(run.nested.name)
        if name is not None:
            options["name"] = name
        if is_frozen:
            options["trainable"] = False
        written.append({"Sequential": options})
    return repeated(written)


def _with_name(written: Any, name: str) -> dict[str, Any]:
    """The text of a layer with its name, in front of the options that every layer has."""
    [(class_name, options)] = written.items() if isinstance(written, dict) else [(written, {})]
    common = {option: value for option, value in options.items() if option in Layer.model_fields}
    own = {option: value for option, value in options.items() if option not in common}
    return {class_name: {**own, "name": name, **common}}


def _folded(leaves: Sequence[Leaf]) -> list[Leaf]:
    named = {place for place, leaf in enumerate(leaves) if leaf.name is not None}
    folded = fold([leaf.layer for leaf in leaves], named)
    return [leaf if (leaf := leaves[at]).layer is layer else leaf._replace(layer=layer) for at, layer in folded]


def _entry(written: Any, is_frozen: bool) -> Any:
    """A layer inside a model that is frozen as a whole need not say so."""
    if is_frozen and isinstance(written, dict):
        [(name, options)] = written.items()
        rest = {option: value for option, value in options.items() if option != "trainable"}
        return {name: rest} if rest else name
    return written


def runs_of(chain: Chain, leaves: Sequence[Leaf]) -> list[Run]:
    """The layers in runs: those of nested models in the network's own list, unless a nested model stays one."""
    names = Counter(leaf.name for leaf in leaves if leaf.name is not None)
    clashes = any(count > 1 for count in names.values())
    runs = [Run([])]
    at = 0
    for record in chain.layers:
        if record.chain is None:
            runs[-1].leaves.append(leaves[at])
            at += 1
            continue
        count = sum(1 for _ in record.chain.leaves())
        inner = list(leaves[at : at + count])
        at += count
        if clashes or model_name(record.name) is not None or _is_frozen(inner):
            runs += [Run(inner, record), Run([])]
        else:
            runs[-1].leaves.extend(inner)
    return [run._replace(leaves=_folded(run.leaves)) for run in runs if run.leaves]


def _is_frozen(leaves: Sequence[Leaf]) -> bool:
    """Whether two or more layers of a model are frozen, and none that has weights is not."""
    frozen = sum(1 for leaf in leaves if not leaf.layer.trainable)
    return frozen > 1 and all(not leaf.layer.trainable or not _trains(leaf) for leaf in leaves)


def _trains(leaf: Leaf) -> bool:
    return leaf.shape is None or bool(leaf.layer.weights(leaf.shape))
