"""Which name or option was meant by one that is misspelt, or is another tool's."""

from functools import cache

from netbuilder.schema import near_misses
from netbuilder.schema.index import by_identifier, identifiers, names
from netbuilder.schema.nearest import nearest, plain
from netbuilder.schema.node import Item, Node

_WORDS_BEHIND = ("initialization", "initialisation", "initializer", "init")


def meant_option(given: str, owner: type[Node] | None) -> str | None:
    """The option of a class that a misspelt one is near to."""
    if owner is None:
        return None
    known = [owner.written_name(option) for option in owner.option_names()]
    wanted = plain(given)
    for option in known:
        if any(plain(word) == wanted for word in near_misses.OPTIONS.get(option, ())):
            return option
    return nearest(given, known)


def meant_name(kind: str, given: str) -> str | None:
    """The name of that kind that a misspelt one is near to: `Xavier init`, `nn.ReLU`, `relu activation`."""
    # `keras.layers.Dense` is Dense; so is `layers.dense`.
    last = given.strip().rpartition(".")[2]
    if by_identifier(kind, last) is not None:
        return last
    table = _other_names(kind)
    bare = _without_kind(kind, plain(last))
    for word in (last, plain(last), bare):
        if word in table:
            return table[word]
    strings = list(identifiers(kind))
    known = [*strings, *names(kind)] if last == last.lower() else [*names(kind), *strings]
    return nearest(last, known) or (nearest(bare, known) if bare != plain(last) else None)


def meant_class(kind: str, given: str) -> type[Item] | None:
    """The class of that kind that a name stands for, however it is spelt."""
    cls = by_identifier(kind, given)
    if cls is None:
        meant = meant_name(kind, given)
        cls = by_identifier(kind, meant) if meant else None
    return cls


def meant_activation(given: str) -> str | None:
    """The activation of a name that stands where a layer should: `Tanh`, `sigmoid`."""
    wanted = plain(given.rpartition(".")[2])
    known = [*identifiers("activation"), *names("activation")]
    return next((one for one in known if plain(one) == wanted), None)


@cache
def _other_names(kind: str) -> dict[str, str]:
    table = near_misses.LAYERS if kind == "layer" else near_misses.NAMES.get(kind, {})
    found = dict(table)
    for key, value in table.items():
        found.setdefault(plain(key), value)
    return found


def _without_kind(kind: str, word: str) -> str:
    """`relu activation` and `He initialization` without their second word."""
    for ending in (kind, *(_WORDS_BEHIND if kind == "initializer" else ())):
        if word.endswith(ending) and word != ending:
            return word.removesuffix(ending)
    return word
