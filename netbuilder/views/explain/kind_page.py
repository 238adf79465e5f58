"""The page of a kind: everything of it, family by family."""

from itertools import groupby

from netbuilder.views.explain.node_page import WIDTH, option_lines
from netbuilder.views.formats.columns import wrap
from netbuilder.vocabulary.base.docs import summary
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item, Named
from netbuilder.vocabulary.base.registry import every


def kind_page(kind: str, folder: str) -> str:
    """Every name of a kind with its first sentence."""
    classes = every(kind)
    longest = min(max(len(cls.__name__) for cls in classes), 26)
    parts = [f"{folder}: {len(classes)}; `netbuilder explain NAME` shows one"]
    for module, members in groupby(classes, key=lambda cls: cls.__module__):
        family = module.rpartition(".")[2].replace("_", " ")
        parts.append("\n".join([f"\n{family}", *(_line(cls, longest) for cls in members)]))
    if kind == Layer.kind:
        lines = [line for option in Layer.model_fields for line in option_lines(Layer, option)]
        parts.append("\n".join(["\nOptions of every layer", *lines]))
    return "\n".join(parts)


def _line(cls: type[Item], longest: int) -> str:
    also = f" ({', '.join(cls.identifiers)})" if issubclass(cls, Named) and cls.identifiers else ""
    first, *rest = wrap(f"{summary(cls)}{also}", "", WIDTH - 4 - longest)
    margin = " " * (longest + 4)
    if len(cls.__name__) > longest:
        return "\n".join([f"  {cls.__name__}", *(margin + line for line in (first, *rest))])
    return "\n".join([f"  {cls.__name__:{longest}}  {first}", *(margin + line for line in rest)])
