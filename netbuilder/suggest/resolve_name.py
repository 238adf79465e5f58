"""Which name or option was meant by one that is misspelt, or is another tool's."""

from functools import cache
from typing import TYPE_CHECKING, Any

from netbuilder.diagnostics.closest import closest, fold_name
from netbuilder.suggest import synonyms
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.registry import by_identifier, identifiers, names

if TYPE_CHECKING:
    from netbuilder.vocabulary.base.layer import Layer

SURE = 0.85
"""So alike are a name and a slip of the finger: `Dens`, `Dropot`; `Linear` and `Lin` are less."""

_WORDS_BEHIND = ("initialization", "initialisation", "initializer", "init")


def meant_option(given: str, owner: type[Node] | None) -> str | None:
    """The option of a class that a misspelt one is near to."""
    if owner is None:
        return None
    known = [owner.written_name(option) for option in owner.option_names()]
    wanted = fold_name(given)
    for option in known:
        if any(fold_name(word) == wanted for word in synonyms.OPTIONS.get(option, ())):
            return option
    return closest(given, known)


def meant_name(kind: str, given: str) -> str | None:
    """The name of that kind that a misspelt one is near to: `Xavier init`, `nn.ReLU`, `relu activation`."""
    # `keras.layers.Dense` is Dense; so is `layers.dense`.
    last = given.strip().rpartition(".")[2]
    if by_identifier(kind, last) is not None:
        return last
    table = _other_names(kind)
    bare = _without_kind(kind, fold_name(last))
    for word in (last, fold_name(last), bare):
        if word in table:
            return table[word]
    strings = list(identifiers(kind))
    known = [*strings, *names(kind)] if last == last.lower() else [*names(kind), *strings]
    return closest(last, known) or (closest(bare, known) if bare != fold_name(last) else None)


def meant_class(kind: str, given: str) -> type[Item] | None:
    """The class of that kind that a name stands for, however it is spelt."""
    cls = by_identifier(kind, given)
    if cls is None:
        meant = meant_name(kind, given)
        cls = by_identifier(kind, meant) if meant else None
    return cls


def surely_meant(given: str, options: Any) -> tuple["type[Layer] | None", dict[str, Any], frozenset[str]]:
    """The layer class behind a slip of the finger such as `dense` or `Flaten`, and its options by their own names.

    The last are those that had another one. None where the name may as well be somebody's own.
    """
    from netbuilder.vocabulary.base.layer import Layer

    nothing: dict[str, Any] = {}
    name = closest(given, names("layer"), SURE)
    cls = by_identifier("layer", name) if name else None
    if name is None or cls is None or not issubclass(cls, Layer) or not isinstance(options, dict | None):
        return None, nothing, frozenset()
    if fold_name(name) != fold_name(given) and (given[:1].lower() != name[0].lower() or given.startswith(name)):
        return None, nothing, frozenset()
    known = [cls.written_name(option) for option in cls.option_names()]
    found = {key: value for key, value in (options or nothing).items() if key in known}
    others = {key: meant_option(key, cls) for key in (options or nothing) if key not in known}
    renamed = {meant: (options or nothing)[key] for key, meant in others.items() if meant and meant not in found}
    return cls, found | renamed, frozenset(renamed)


def meant_activation(given: str) -> str | None:
    """The activation of a name that stands where a layer should: `Tanh`, `sigmoid`."""
    wanted = fold_name(given.rpartition(".")[2])
    known = [*identifiers("activation"), *names("activation")]
    return next((one for one in known if fold_name(one) == wanted), None)


@cache
def _other_names(kind: str) -> dict[str, str]:
    table = synonyms.LAYERS if kind == "layer" else synonyms.NAMES.get(kind, {})
    found = dict(table)
    for key, value in table.items():
        found.setdefault(fold_name(key), value)
    return found


def _without_kind(kind: str, word: str) -> str:
    """`relu activation` and `He initialization` without their second word."""
    for ending in (kind, *(_WORDS_BEHIND if kind == "initializer" else ())):
        if word.endswith(ending) and word != ending:
            return word.removesuffix(ending)
    return word
