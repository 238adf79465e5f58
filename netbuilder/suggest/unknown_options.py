"""Says that something lacks an option, and where the option belongs or which one was meant."""

import re
from collections.abc import Mapping

from netbuilder.diagnostics import Address, Change, Diagnostic, Path, Suggestion, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import did_you_mean, example, remove_option
from netbuilder.suggest import sections, synonyms
from netbuilder.suggest.input_sizes import BATCHED, in_a_layer, with_a_batch_axis
from netbuilder.suggest.older_keras import decaying
from netbuilder.suggest.phrases import Surroundings, error, is_network, owner_name, typed, what_it_has
from netbuilder.suggest.resolve_name import match_option, meant_class, meant_option, options_as_written
from netbuilder.suggest.rewrite import option_value
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.validation_errors import Problem
from netbuilder.vocabulary.network import Compile, Input


def option(problem: Problem, beside: list[Problem], around: Surroundings) -> Diagnostic | None:
    """An option that its owner does not have; None where something else says it."""
    written, owner = str(problem.path[-1]), problem.owner_class
    address = around.address_of(problem.path, "key")
    if is_network(owner):
        return sections.unknown(problem, beside, address)
    kind, name = str(getattr(owner, "kind", "")), owner_name(owner)
    elsewhere = _misplaced(problem, kind, written, address, around)
    if elsewhere is not None:
        return elsewhere
    from netbuilder.vocabulary.exclusions import EXCLUDED_OPTIONS  # only when something is wrong

    excluded = EXCLUDED_OPTIONS.get((kind, name, written))
    if excluded is not None:
        message = _("{name}.{written} is not offered in a network file", name=name, written=written)
        suggestion = advice(_("remove it; {advice}", advice=excluded.advice) if excluded.advice else _("remove it"))
        return error("unknown-option", message, address, suggestion, why=excluded.why)
    message = _("{name} has no option `{written}`", name=name, written=written)
    if kind == "optimizer" and written == "decay" and name != "Nadam":  # of Nadam it was something else
        why = _("Keras 3 has no such option: a schedule lowers the learning rate")
        return error("unknown-option", message, address, _schedule(problem), why=why)
    begun = option_begun(problem)
    if begun and begun not in problem.beside:
        rest = written.removeprefix(begun).strip(" =;:")
        reading = option_value(owner, begun, rest)
        yaml = typed(reading.value) if reading is not None else None
        suggestion = Suggestion((Change(problem.path, "entry", yaml, begun),), safe=True)
        return error("unknown-option", message, address, suggestion if yaml else advice(f"`{begun}: {rest}`"))
    match, near = match_option(written, owner), meant_in_place(problem)
    suggestion = advice(what_it_has(owner))
    if match is not None and match.name in problem.beside:
        suggestion = advice(
            _("`{match}` is written already; {sentence}", match=match.name, sentence=suggestion.sentence)
        )
    elif near is not None:
        suggestion = did_you_mean(problem.path, "key", near, safe=match is not None and match.is_certain)
    return error("unknown-option", message, address, suggestion)


def _schedule(problem: Problem) -> Suggestion:
    """What `decay` did in Keras 2, rate / (1 + decay * step), as the learning rate of today."""
    rate, decay = problem.beside.get("learning_rate"), problem.value
    if decay == 0:
        return remove_option(problem.path[:-1], "decay", safe=True)
    schedule = decaying(rate, decay)
    yaml = typed(schedule) if schedule is not None else None
    if yaml is None:
        rates = [
            value for name, value in problem.beside.items() if meant_option(name, problem.owner) == "learning_rate"
        ]
        schedule = decaying(rates[0] if rates else 0.01, decay)
        return example(f"learning_rate: {typed(schedule) if schedule else '{InverseTimeDecay: {...}}'}")
    place = (*problem.path[:-1], "learning_rate")
    return Suggestion((Change(place, "entry", yaml), Change(problem.path, "entry", None)), safe=True)


def option_begun(problem: Problem) -> str:
    """The option with which a key begins that holds its value too, as `units=64` or `units 64`; else empty."""
    written, owner = str(problem.path[-1]), problem.owner_class
    names = options_as_written(owner) if problem.value is None else ()
    return next((option for option in names if re.match(rf"{option}\W", written)), "")


def meant_in_place(problem: Problem) -> str | None:
    """The option that an unknown one was meant as, where that is not written too."""
    owner, written = problem.owner_class, str(problem.path[-1])
    if option_begun(problem) or written in synonyms.OF_THE_INPUT:
        return None
    near = sections.misspelt_section(written) if is_network(owner) else meant_option(written, owner)
    return near if near not in problem.beside else None


def is_layer_beside(written: str, owner: type[Node]) -> bool:
    """Whether a layer's name stands where a wrapper's options do: `Bidirectional: {LSTM: {units: 4}}`."""
    return "layer" in owner.model_fields and find("layer", written) is not None


def _misplaced(problem: Problem, kind: str, written: str, address: Address, around: Surroundings) -> Diagnostic | None:
    """The diagnostic for an option of something else."""
    owner, path, value = problem.owner_class, problem.path, problem.value
    if is_layer_beside(written, owner):
        message = _("`{written}` belongs under `layer:` in {owner_name}", written=written, owner_name=owner_name(owner))
        if isinstance(value, Node):
            return error("misplaced-option", message, address, advice(f"`layer: {value!r}`"))
        inner = typed({written: value} if value else written)
        suggestion = Suggestion((Change(path, "entry", inner, "layer"),), safe=True)
        suggestion = suggestion if inner else advice("`layer: {...}`")
    elif owner is Input and written in BATCHED:
        return with_a_batch_axis(problem, address)
    elif kind == "layer" and written in synonyms.OF_THE_INPUT:
        return in_a_layer(problem, address, around)
    elif kind == "layer" and written in synonyms.LAYERS_OF_THEIR_OWN and meant_option(written, owner) is None:
        message = _("`{written}` is no option here but a layer of its own", written=written)
        layer = synonyms.LAYERS_OF_THEIR_OWN[written].format("..." if value is None else typed(value) or "...")
        suggestion = advice(_("`- {layer}` on a line of its own", layer=layer))
    elif owner is Compile and meant_option(written, find("optimizer", "Adam")) in synonyms.TRAINING:
        message, suggestion = (
            _("`{written}` is an option of the optimizer", written=written),
            _moved(problem, "optimizer", written),
        )
    elif owner is Compile and written in synonyms.OF_THE_LOSS:
        message, suggestion = (
            _("`{written}` is an option of the loss", written=written),
            _moved(problem, "loss", written),
        )
    elif owner is Compile and synonyms.TOP_LEVEL.get(written) == "":
        return sections.of_fit(path, address)
    else:
        return None
    return error("misplaced-option", message, address, suggestion)


def _moved(problem: Problem, slot: str, written: str) -> Suggestion:
    """The option put into the optimizer or the loss that stands beside it, whichever that is."""
    there = problem.beside.get(slot)
    name, options = next(iter(there.items())) if isinstance(there, Mapping) and len(there) == 1 else (there, {})
    cls = meant_class(slot, name) if isinstance(name, str) else None
    option = meant_option(written, cls)
    if option is None or not isinstance(options, Mapping | None) or option in (options or {}):
        words = f"`{slot}: {{Name: {{{written}: {typed(problem.value) or '...'}}}}}`"
        return advice(words if cls is None else _("`{slot}` takes its options as {words}", slot=slot, words=words))
    assert cls is not None
    reading = option_value(cls, option, problem.value)
    value = reading.value if reading is not None else problem.value
    place: Path = (*problem.path[:-1], slot)
    yaml, after = typed({cls.__name__: {option: value}}), ""
    if isinstance(there, Mapping):
        place, yaml, after = (*place, str(name), option), typed(value), _(" in `{slot}`", slot=slot)
    if yaml is None:
        return advice(_("put it into `{slot}`", slot=slot))
    return Suggestion((Change(place, "entry", yaml), Change(problem.path, "entry", None)), "", after, safe=True)
