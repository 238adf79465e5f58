"""Which name or option was meant by one that is misspelt, or is another tool's."""

import re
from difflib import SequenceMatcher
from functools import cache

from netbuilder.diagnostics.closest import Match, fold_name, match_name
from netbuilder.suggest import portuguese, synonyms
from netbuilder.system.caches import remembered
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.registry import by_identifier, find, identifiers, names

SURE = 0.85
"""So alike are a name and a slip of the finger: `Dens`, `Dropot`; `Linear` and `Lin` are less."""

_FREE_NUMBER = re.compile(r"(?<!\w)\d")
"""A number that is no part of a word: a value, which no other name would keep."""


_INITIALIZER_WORD = re.compile(
    r"^inicializa(?:ção|cao|dor)(?:[ _]+d[eo])?[ _]+"
    r"|(?<![ _-])[ _-]*+(?:initiali[sz](?:ation|er)|init|inicialização|inicializacao)$",
    re.IGNORECASE,
)
"""What texts write beside an initializer's name: `He Initialization`, `inicialização de Xavier`."""


def match_option(written: str, owner: type[Node] | None) -> Match | None:
    """The option of a class that a misspelt one is near to, or that another tool calls so."""
    if owner is None or _FREE_NUMBER.search(written):
        return None
    candidates = options_as_written(owner)
    of_others = _options_of_others(candidates).get(fold_name(written))
    return Match(of_others, True) if of_others is not None else match_name(written, candidates)


@remembered
def options_as_written(owner: type[Node]) -> tuple[str, ...]:
    """The options of a class by the names that a file has for them."""
    return tuple(map(owner.written_name, owner.option_names()))


@remembered
def _options_of_others(options: tuple[str, ...]) -> dict[str, str]:
    """What other tools and a Portuguese course call these options, folded, with the first that each stands for."""
    tables = synonyms.OPTIONS, portuguese.OPTIONS
    return {
        fold_name(word): option
        for option in reversed(options)
        for table in tables
        for word in table.get(option, "").split()
    }


def meant_option(written: str, owner: type[Node] | None) -> str | None:
    """The same without whether it can mean only that."""
    match = match_option(written, owner)
    return match.name if match is not None else None


def match_kind(kind: str, written: str) -> Match | None:
    """The name of that kind that a misspelt one is near to: `Dens`, `nn.ReLU`, `xavier`."""
    if _FREE_NUMBER.search(written):
        return None
    # `keras.layers.Dense` is Dense; so is `layers.dense`.
    last = written.strip().rpartition(".")[2]
    if by_identifier(kind, last) is not None:
        return Match(last, True)
    if kind == "initializer":
        last = _INITIALIZER_WORD.sub("", last)
        if by_identifier(kind, last) is not None:
            return Match(last, True)
    other = _other_names(kind).get(fold_name(last))
    if other is not None:
        return other
    # `GELU` is an activation of that name, and no slip for the layer ELU; nor is PReLU one for `relu`.
    is_another = meant_activation(last) or (kind == "activation" and find("layer", last) is not None)
    match = match_name(last, [*identifiers(kind), *names(kind)], 1.0 if is_another else 0.0)
    return None if match is not None and kind == "layer" and _is_another_name(last, match.name) else match


_NAME_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|\d+[A-Z]?|[A-Z]+")
_ALIKE, _MORE_ALIKE = 0.5, 0.7
"""So alike are the words of a name and their slips, with the same first letter and with another one."""


def _is_another_name(written: str, name: str) -> bool:
    """Whether a name of several words differs from the one it is near to by a whole word, as `MaxBlurPooling2D`."""
    if written == written.lower() or fold_name(written) == fold_name(name):
        return False
    words, others = _NAME_WORD.findall(written), _NAME_WORD.findall(name)
    if max(len(words), len(others)) < 2:
        return False
    if len(words) > len(others):
        return True
    if len(words) < len(others):
        return fold_name(written).endswith(fold_name(name))
    return not all(_is_slip(word.lower(), other.lower()) for word, other in zip(words, others, strict=True))


def _is_slip(word: str, other: str) -> bool:
    """Whether one word is another with a slip, or short for it, as `avg`."""
    return SequenceMatcher(None, word, other).ratio() >= (_ALIKE if word[0] == other[0] else _MORE_ALIKE)


def meant_name(kind: str, written: str) -> str | None:
    """The same without whether it can mean only that."""
    match = match_kind(kind, written)
    return match.name if match is not None else None


def meant_class(kind: str, written: str) -> type[Item] | None:
    """The class of that kind that a name stands for, however it is spelt."""
    cls = by_identifier(kind, written)
    if cls is None:
        near = meant_name(kind, written)
        cls = by_identifier(kind, near) if near else None
    return cls


def is_surely_meant(written: str, cls: type[Item]) -> bool:
    """Whether a layer's name is a slip of the finger or another tool's word, and not somebody's own class."""
    last, name = written.strip().rpartition(".")[2], cls.__name__
    folded, folded_name = fold_name(last), fold_name(name)
    if folded == folded_name or _other_names("layer").get(folded) == Match(name, True):
        return True
    near = match_name(last, [name], SURE) is not None
    return near and folded[:1] == folded_name[0] and not last.startswith(name)


def meant_activation(written: str) -> str | None:
    """The activation of a name that stands where a layer should: `Tanh`, `sigmoid`."""
    folded = fold_name(written.rpartition(".")[2])
    candidates = [*identifiers("activation"), *names("activation")]
    return next((name for name in candidates if fold_name(name) == folded), None)


@cache
def _other_names(kind: str) -> dict[str, Match]:
    """What other tools and a Portuguese course call the names of a kind, folded, with the name that each stands for."""
    # Of others' words, as `xavier`, there is often more than one that could be meant.
    tables = (synonyms.NAMES, kind == "layer"), (portuguese.NAMES, True)
    return {
        fold_name(word): Match(name, is_certain)
        for table, is_certain in tables
        for name, words in table.get(kind, {}).items()
        for word in words.split()
    }
