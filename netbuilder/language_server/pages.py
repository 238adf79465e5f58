"""What an editor shows about a name, as Markdown: a class of the vocabulary, an option of it, the code of a rule."""

from netbuilder.diagnostics.codes import FIXED_CODES
from netbuilder.rules.base import every_rule
from netbuilder.rules.page import page
from netbuilder.system.caches import remembered
from netbuilder.views.explain.node_page import default, takes
from netbuilder.views.explain.option_page import SECTIONS
from netbuilder.views.explain.pairing import pairing
from netbuilder.views.explain.rule_page import fixed_page
from netbuilder.vocabulary.base.docs import class_doc, field_docs
from netbuilder.vocabulary.base.layer_roles import Kernel
from netbuilder.vocabulary.base.node import Item, Named, Node
from netbuilder.vocabulary.base.node_fields import described
from netbuilder.vocabulary.base.registry import find


def documentation(about: str) -> str:
    """The text about what `about` names: `class:layer.Dense`, `option:layer.Dense:units`, `code:NB201`."""
    what, _, name = about.partition(":")
    if what == "code":
        return code_page(name)
    owner, _, option = name.partition(":")
    kind, _, class_name = owner.rpartition(".")
    cls: type[Node] | None = find(kind, class_name) if kind else SECTIONS.get(owner)
    if cls is None:
        return ""
    return option_page(cls, option) if what == "option" else class_page(cls)


@remembered
def class_page(cls: type[Node]) -> str:
    """What a class is, and what goes with it."""
    title = f"**{cls.__name__}**: {described(cls.kind)}" if issubclass(cls, Item) else f"**{cls.__name__.lower()}**"
    parts = [title, class_doc(cls)]
    if issubclass(cls, Named) and cls.identifiers and cls.callable_bare:
        parts.append("Also written " + ", ".join(f"`{word}`" for word in cls.identifiers))
    goes_with = pairing(cls) if issubclass(cls, Item) else None
    if goes_with:
        parts.append(f"{goes_with[0]}: {goes_with[1]}")
    return "\n\n".join(part for part in parts if part)


@remembered
def option_page(cls: type[Node], option: str) -> str:
    """What an option means, what it takes, and what holds where it is left out."""
    if option not in cls.model_fields:
        return ""
    value = default(cls, option)
    left_out = f"Left out: `{value}`" if value else "Needed"
    if issubclass(cls, Kernel) and option in cls.kernel_options:
        left_out = f"Left out: chosen for the activation; with `initializers: keras` it is `{value}`"
    title = f"**{cls.written_name(option)}**: {takes(cls, option)}"
    return "\n\n".join(part for part in (title, field_docs(cls).get(option, ""), left_out) if part)


@remembered
def code_page(code: str) -> str:
    """The page of a rule, or of a code without a rule of its own; empty where there is none."""
    for rule in every_rule():
        if rule.code == code:
            return page(rule, 3)
    entry = FIXED_CODES.get(code)
    return fixed_page(code, entry) if entry is not None else ""
