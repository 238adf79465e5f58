"""The page of an option by its name alone: what has it, and what it takes there."""

from netbuilder.suggest.synonyms import TOP_LEVEL
from netbuilder.views.explain.node_page import option_lines
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.registry import KINDS, every
from netbuilder.vocabulary.network import Compile, Input, Limits, Network, Runtime, Task

SECTIONS: dict[str, type[Node]] = {
    "network": Network,
    "input": Input,
    "compile": Compile,
    "runtime": Runtime,
    "task": Task,
    "limits": Limits,
}


def option_page(name: str) -> str:
    """What an option called so takes, once for all that agree about it; empty where nothing has it."""
    owners: dict[tuple[str, ...], list[str]] = {}
    classes = [*SECTIONS.values(), *(cls for kind in KINDS for cls in every(kind))]
    for cls in classes:
        option = next((option for option in cls.option_names() if cls.written_name(option) == name), None)
        if option is not None:
            owners.setdefault(tuple(option_lines(cls, option)), []).append(_place(cls))
    parts = ["\n".join([_places(places), *lines]) for lines, places in owners.items()]
    return "\n\n".join([f"{name}: an option", *parts]) if parts else ""


def training_page(name: str) -> str:
    """What belongs to training and not into a network, as `epochs`; empty for any other word."""
    if TOP_LEVEL.get(name) != "":
        return ""
    return f"{name}: no part of a network; netbuilder builds the model, and `model.fit(...)` of Keras trains it"


_MOST = 8
"""So many places are named; an option of all layers has more."""


def _places(places: list[str]) -> str:
    if "Network" in places:
        return "At the top of the file"
    more = f" and {len(places) - _MOST} more" if len(places) > _MOST else ""
    return f"In {', '.join(places[:_MOST])}{more}"


def _place(cls: type[Node]) -> str:
    is_section = cls in SECTIONS.values() and cls is not Network
    return f"`{cls.__name__.lower()}:`" if is_section else cls.__name__
