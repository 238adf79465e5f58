"""Sections that a network does not have: what was meant, where it belongs, what Keras writes."""

from typing import Any

from netbuilder.diagnostics import Address, Change, Diagnostic, Path, Suggestion, advice
from netbuilder.diagnostics.closest import Match, match_name
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import did_you_mean, remove_option
from netbuilder.suggest import portuguese, synonyms
from netbuilder.suggest.input_sizes import input_of
from netbuilder.suggest.phrases import error, typed
from netbuilder.vocabulary.base.validation_errors import Problem
from netbuilder.vocabulary.network import Network


def of_fit(path: Path, address: Address) -> Diagnostic:
    """The diagnostic for what is no part of a network: `epochs`, `batch_size`."""
    why = _("netbuilder builds and compiles; data and training stay in your own program")
    suggestion = remove_option(path[:-1], str(path[-1]), _("remove it, and give it to `model.fit(...)`"), safe=True)
    return error(
        "misplaced-option", _("`{path}` is no part of a network file", path=path[-1]), address, suggestion, why=why
    )


def meant_section(written: str, value: Any) -> str | None:
    """The section of a network that a key was meant as."""
    if _is_of_fit(written, value):
        return None
    if synonyms.TOP_LEVEL.get(written) == "layers" and not isinstance(value, list | tuple):
        return None
    match = _match_section(written)
    return synonyms.TOP_LEVEL.get(written) or (match.name if match is not None else None)


def _is_of_fit(written: str, value: Any) -> bool:
    """Whether a key is left to `model.fit`, or holds nothing else: `training: {epochs: 3}`."""
    within = value if written == "training" and isinstance(value, dict) and value else (written,)
    return all(synonyms.TOP_LEVEL.get(key) == "" for key in within)


def misspelt_section(written: str) -> str | None:
    """The section that a key is a slip of the finger for, or the Portuguese of."""
    match = _match_section(written) if written not in synonyms.TOP_LEVEL else None
    return match.name if match is not None else None


def _match_section(written: str) -> Match | None:
    translated = portuguese.SECTIONS.get(written.lower())
    return Match(translated, True) if translated is not None else match_name(written, Network.model_fields)


def holds_sections(value: Any) -> bool:
    """Whether the sections of a network stand below a key, as under `model:`."""
    return isinstance(value, dict) and ("layers" in value or "input" in value)


def is_other_file(problems: list[Problem]) -> bool:
    """Whether no section that there is not is one of a network: a workflow, the settings of a training, ..."""
    return not any(_is_of_a_network(problem) for problem in problems if problem.kind == "unknown-option")


_TELLING = {"input", "layers", "compile"}


def _is_of_a_network(problem: Problem) -> bool:
    section = meant_section(str(problem.path[0]), problem.value)
    return not _TELLING.isdisjoint(problem.beside) or section in _TELLING or holds_sections(problem.value)


def unknown(problem: Problem, beside: list[Problem], address: Address) -> Diagnostic | None:
    """The diagnostic for a section that a network does not have; None where another one says it."""
    written, value = str(problem.path[-1]), problem.value
    if is_other_file(beside):
        first = next(other for other in beside if other.kind == "unknown-option")
        if problem.path != first.path:
            return None
        message = _("this is no network file: it has neither `input` nor `layers`")
        return error("unknown-option", message, address, advice(_("`netbuilder new mlp` prints one to start from")))
    if holds_sections(value):
        message = _("the sections of a network stand at the top level, not under `{written}:`", written=written)
        fix = _("delete the line `{written}:`, and start the sections in column 1", written=written)
        return error("misplaced-option", message, address, advice(fix))
    if _is_of_fit(written, value):
        return of_fit(problem.path, address)
    target = synonyms.TOP_LEVEL.get(written)
    if target in ("compile", "runtime") and written != "training":
        return _belongs(problem, beside, target, address)
    near = meant_section(written, value)
    rivals = [other for other in beside if other.path != problem.path and other.kind == "unknown-option"]
    is_said = near in problem.beside or any(meant_section(str(other.path[-1]), other.value) == near for other in rivals)
    sections = ", ".join(Network.model_fields)
    suggestion = advice(
        _("a home for anchors is a key that begins with `x-`; the sections are {sections}", sections=sections)
    )
    if near == "layers" and is_said:
        suggestion = advice(_("one list holds all layers, the output last"))
    elif near == "input" and is_said:
        suggestion = advice(_("remove it; `input` says it"))
    elif near is not None and near not in problem.beside:
        suggestion = _renamed(problem, near)
    return error("unknown-option", _("a network has no section `{written}`", written=written), address, suggestion)


def _renamed(problem: Problem, near: str) -> Suggestion:
    """The section under its name; the sizes of the input in brackets."""
    written = str(problem.path[-1])
    said = input_of({written: problem.value})
    if said not in (None, problem.value):
        return Suggestion((Change(problem.path, "entry", typed(said), "input"),), safe=True)
    match = Match(near, True) if written in synonyms.TOP_LEVEL else _match_section(written)
    assert match is not None
    return did_you_mean(problem.path, "key", near, safe=match.is_certain)


def _belongs(problem: Problem, beside: list[Problem], target: str, address: Address) -> Diagnostic | None:
    """`optimizer` and `loss` at the top, which belong into `compile`: one finding for all of them."""
    written = str(problem.path[-1])
    together = {
        str(other.path[-1]): other.value
        for other in beside
        if other.kind == "unknown-option" and synonyms.TOP_LEVEL.get(str(other.path[-1])) == target
    }
    together.pop("training", None)
    if written != next(iter(together)):
        return None
    *others, last = [f"`{name}`" for name in together]
    named = (
        _("{others} and {last} belong", others=", ".join(others), last=last)
        if others
        else _("{last} belongs", last=last)
    )
    message = _("{named} under `{target}:`", named=named, target=target)
    there = problem.beside.get(target)
    yaml = typed(together)
    rivals = [other for other in beside if other.kind == "unknown-option" and str(other.path[-1]) not in together]
    is_misspelt = any(meant_section(str(other.path[-1]), other.value) == target for other in rivals)
    is_taken = there is not None and (not isinstance(there, dict) or bool(set(there) & set(together)))
    if yaml is None or is_misspelt or is_taken:
        return error("misplaced-option", message, address, advice(_("indent it below `{target}:`", target=target)))
    removed = [Change((name,), "entry", None) for name in together]
    if target in problem.beside and not there:
        suggestion = Suggestion((Change((target,), "entry", yaml), *removed), safe=True)
    elif there:
        added = [Change((target, name), "entry", typed(value)) for name, value in together.items()]
        suggestion = Suggestion((*added, *removed), "", _(" below `{target}:`", target=target), safe=True)
    else:
        suggestion = Suggestion((Change((written,), "entry", yaml, target), *removed[1:]), safe=True)
    return error("misplaced-option", message, address, suggestion)
