"""Sections that a network does not have: what was meant, where it belongs, what Keras writes."""

from typing import Any

from netbuilder.diagnostics import Address, Diagnostic
from netbuilder.diagnostics.closest import closest
from netbuilder.suggest import synonyms
from netbuilder.suggest.phrases import error, typed
from netbuilder.vocabulary.base.validation_errors import Problem
from netbuilder.vocabulary.network import Network


def of_fit(given: str) -> tuple[str, str, str]:
    """Message, fix and reason for what is no part of a network: `epochs`, `batch_size`."""
    why = "netbuilder builds and compiles; data and training stay in your own program"
    return f"`{given}` is no part of a network file", "remove it, and give it to `model.fit(...)`", why


def meant_section(given: str, value: Any) -> str | None:
    """The section of a network that a key was meant as."""
    if synonyms.TOP_LEVEL.get(given) == "":
        return None
    if synonyms.TOP_LEVEL.get(given) == "layers" and not isinstance(value, list | tuple):
        return None
    return synonyms.TOP_LEVEL.get(given) or closest(given, Network.model_fields)


def holds_sections(value: Any) -> bool:
    """Whether the sections of a network stand below a key, as under `model:`."""
    return isinstance(value, dict) and ("layers" in value or "input" in value)


def is_saved_model(problems: list[Problem]) -> bool:
    """Whether the text is what Keras writes for a model: `{"class_name": "Sequential", "config": ...}`."""
    unknown = {one.path for one in problems if one.kind == "unknown-option"}
    return {("class_name",), ("config",)} <= unknown


def unknown(problem: Problem, beside: list[Problem], address: Address) -> Diagnostic | None:
    """The diagnostic for a section that a network does not have; None where another one says it."""
    given, value = str(problem.path[-1]), problem.given
    if is_saved_model(beside):
        if given != "class_name":
            return None
        message = "this is a model as Keras saves it, not a network file"
        return error("unknown-option", message, address, fix="`input: [...]` and `layers:`; see `netbuilder new mlp`")
    if holds_sections(value):
        message = f"the sections of a network stand at the top level, not under `{given}:`"
        fix = f"delete the line `{given}:`, and start the sections in column 1"
        return error("misplaced-option", message, address, fix=fix)
    target = synonyms.TOP_LEVEL.get(given)
    if target == "":
        message, fix, why = of_fit(given)
        return error("misplaced-option", message, address, fix=fix, why=why)
    if target in ("compile", "runtime") and given not in ("training",):
        together = {
            str(one.path[-1]): one.given
            for one in beside
            if one.kind == "unknown-option" and synonyms.TOP_LEVEL.get(str(one.path[-1])) == target
        }
        together.pop("training", None)
        if given != next(iter(together)):
            return None
        *others, last = [f"`{one}`" for one in together]
        if others:
            message = f"{', '.join(others)} and {last} belong under `{target}:`"
            return error("misplaced-option", message, address, fix=f"`{target}: {typed(together)}`")
        # The section is there, most likely.
        fix = f"`{given}: {typed(value)}` indented below `{target}:`"
        return error("misplaced-option", f"{last} belongs under `{target}:`", address, fix=fix)
    meant = meant_section(given, value)
    message = f"a network has no section `{given}`"
    missing = {one.path for one in beside if one.kind == "missing-option"}
    rivals = [one for one in beside if one.path != problem.path and one.kind == "unknown-option"]
    is_said = (meant,) not in missing or any(meant_section(str(one.path[-1]), one.given) == meant for one in rivals)
    if meant in ("input", "layers") and is_said:
        fix = "one list holds all layers, the output last" if meant == "layers" else f"remove it; `{meant}` says it"
        return error("unknown-option", message, address, fix=fix)
    if meant in problem.beside:
        meant = None
    if meant == "input" and type(value) is int:
        return error("unknown-option", message, address, fix=f"`input: [{value}]`")
    if meant:
        return error("unknown-option", message, address, fix=f"did you mean `{meant}`?", edit=meant)
    fix = "a home for anchors is a key that begins with `x-`; the sections are " + ", ".join(Network.model_fields)
    return error("unknown-option", message, address, fix=fix)
