"""The list of layers as it is written: nested models opened, Activations folded, equal blocks repeated."""

from collections import Counter
from collections.abc import Iterator, Sequence
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


class _Run(NamedTuple):
    """Layers one after the other that stand in one list of the text."""

    leaves: list[Leaf]
    nested: LayerRecord | None = None
    """The model that they are written inside; None for the network itself."""


def entries(chain: Chain, leaves: Sequence[Leaf]) -> list[Any]:
    """The `layers` of a network."""
    written: list[Any] = []
    # Most layers of a large model are one and the same node.
    texts: dict[tuple[int, int], Any] = {}

    def text(leaf: Leaf) -> Any:
        key = (id(leaf.layer), len(leaf.shape or ()))
        if key not in texts:
            texts[key] = shortest(leaf.layer, leaf.shape)
        return texts[key]

    folded: list[Leaf] = []  # kept, so that no id is given twice
    for run in _runs(chain, leaves):
        own = list(_folded(run.leaves))
        folded += own
        if run.nested is None:
            written += [text(leaf) for leaf in own]
            continue
        is_frozen = _is_frozen(run.leaves)
        inner = [_entry(text(leaf), is_frozen) for leaf in own]
        options: dict[str, Any] = {"layers": repeated(inner)}
        name = model_name(run.nested.name)
        if name is not None:
            options["name"] = name
        if is_frozen:
            options["trainable"] = False
        written.append({"Sequential": options})
    return repeated(written)


def folded_leaves(chain: Chain, leaves: Sequence[Leaf]) -> list[Leaf]:
    """The layers that are left once Activations are folded."""
    return [leaf for run in _runs(chain, leaves) for leaf in _folded(run.leaves)]


def _folded(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    for place, layer in fold([leaf.layer for leaf in leaves]):
        yield leaves[place]._replace(layer=layer)


def _entry(written: Any, is_frozen: bool) -> Any:
    """A layer inside a model that is frozen as a whole need not say so."""
    if is_frozen and isinstance(written, dict):
        [(name, options)] = written.items()
        rest = {option: value for option, value in options.items() if option != "trainable"}
        return {name: rest} if rest else name
    return written


def _runs(chain: Chain, leaves: Sequence[Leaf]) -> list[_Run]:
    """The layers in runs: those of nested models in the network's own list, unless a nested model stays one."""
    names = Counter(leaf.layer.name for leaf in leaves if leaf.layer.name is not None)
    clashes = any(count > 1 for count in names.values())
    runs = [_Run([])]
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
            runs += [_Run(inner, record), _Run([])]
        else:
            runs[-1].leaves.extend(inner)
    return [run for run in runs if run.leaves]


def _is_frozen(leaves: Sequence[Leaf]) -> bool:
    """Whether two or more layers of a model are frozen, and none that has weights is not."""
    frozen = sum(1 for leaf in leaves if not leaf.layer.trainable)
    return frozen > 1 and all(not leaf.layer.trainable or not _trains(leaf) for leaf in leaves)


def _trains(leaf: Leaf) -> bool:
    return leaf.shape is None or bool(leaf.layer.weights(leaf.shape))
