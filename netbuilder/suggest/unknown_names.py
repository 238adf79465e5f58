"""Says that nothing of a kind has a name, and what was probably meant."""

import re

from netbuilder.diagnostics import Diagnostic, Path, Suggestion, advice
from netbuilder.diagnostics.closest import Match
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import did_you_mean, example
from netbuilder.suggest import synonyms
from netbuilder.suggest.input_sizes import in_an_input_layer, written_sizes
from netbuilder.suggest.phrases import Surroundings, error
from netbuilder.suggest.python_calls import called
from netbuilder.suggest.recover import problems_in_options
from netbuilder.suggest.resolve_name import is_surely_meant, match_kind, meant_activation
from netbuilder.suggest.rewrite import node_change, node_suggestion, node_yaml, options_of, rewritten
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.node_fields import described, noun_of
from netbuilder.vocabulary.base.registry import FOLDER_OF, by_identifier, find, names
from netbuilder.vocabulary.base.validation_errors import Problem

EVERY_LAYER = _(
    "`netbuilder explain layers` lists them all; a layer of your own needs `--import MODULE` or `custom_objects=`"
)
"""What to do about a layer that there is not."""


def name(problem: Problem, around: Surroundings) -> Diagnostic:
    """A name that nothing of its kind has, or that is not enough by itself."""
    kind, written = problem.names, str(problem.value)
    # Under `Name: {...}` the name is a key; as a bare string it is the value.
    is_key = problem.path[-1:] == (problem.value,)
    address = around.address_of(problem.path, "key" if is_key else "value")
    rule = "unknown-layer" if kind == "layer" else "unknown-name"
    if problem.why:
        cls = by_identifier(kind, written)
        suggestion = example(f"{{{node_yaml(cls)}}}") if cls is not None else advice("")
        return error(rule, _("{written} cannot be written here", written=written), address, suggestion, why=problem.why)
    excluded = _excluded(problem, around)
    if excluded is not None:
        message, why, suggestion = excluded
        return error(rule, message, address, suggestion, why=why)
    otherwise = _written_otherwise(problem, is_key, around)
    if otherwise is not None:
        is_typed = written in synonyms.TYPE_KEYS
        return error("misplaced-option" if is_typed else rule, otherwise[0], address, otherwise[1])
    call = called(written)
    message = _(
        "no {kind} is called `{written}`", kind=noun_of(kind), written=call.name if call is not None else written
    )
    if kind == "layer":
        from netbuilder.suggest.other_packages import of_another_package

        foreign = of_another_package(problem, is_key)
        if foreign is not None:
            return error(rule, message, address, foreign[1], why=foreign[0])
    match = _match(kind, written, problem.path, around) if not set(written) & set("()=") else None
    if match is not None:
        return error(rule, message, address, _near(problem, match, is_key, around))
    if kind == "layer":
        return error(rule, message, address, advice(EVERY_LAYER))
    everything = _("`netbuilder explain {plural}` lists them all", plural=FOLDER_OF[kind])
    fix = _("write one of {names}", names=", ".join(names(kind))) if len(names(kind)) <= 8 else everything
    return error(rule, message, address, advice(fix))


def _near(problem: Problem, match: Match, is_key: bool, around: Surroundings) -> Suggestion:
    """The name that was meant; with its options, where the name alone would be the next mistake."""
    kind, below, cls = problem.names, problem.below, by_identifier(problem.names, match.name)
    assert cls is not None
    # With options it is the class: `swish` is a string, `silu` the name of what it stands for.
    near = cls.__name__ if is_key else match.name
    suggestion = did_you_mean(problem.path, "key" if is_key else "value", near, safe=match.is_certain)
    if _may_be_somebodys_own(cls, problem):
        return advice(suggestion.sentence)
    if _stops_in_fit(cls, around):
        return advice(_("`{near}` cannot compare class numbers, which the loss has for labels", near=near))
    if below is not None and not isinstance(below, dict):
        return node_suggestion(cls, options_of(cls, str(problem.value), below), problem.path[:-1], around)
    if below is None and kind != "layer" and any(field.is_required() for field in cls.model_fields.values()):
        return example(f"{{{node_yaml(cls)}}}")
    return suggestion


_RANKS = ("1D", "2D", "3D")
_LOOKED_AT = 50
"""Layers before one that is called without its rank; there may be thousands of both."""


def _match(kind: str, written: str, path: Path, around: Surroundings) -> Match | None:
    """The name that was meant, of a layer the one of its family that fits what stands around."""
    match = match_kind(kind, written)
    return _of_rank(match, written, path, around) if match is not None and kind == "layer" else match


def _of_rank(match: Match, written: str, path: Path, around: Surroundings) -> Match:
    """The 2D of a family behind layers of 2D or for an input of two axes of positions, where no rank was written."""
    stem = match.name[:-2]
    layers = around.network.get("layers")
    if re.search(r"\d", written) or not isinstance(layers, list):
        return match
    at = int(path[1])
    before = layers[max(at - _LOOKED_AT, 0) : at]
    names_before = [next(iter(layer), None) if isinstance(layer, dict) else layer for layer in before]
    ranks = [name[-2:] for name in names_before if isinstance(name, str) and name[-2:] in _RANKS]
    likely = ranks[-1] if ranks else f"{len(written_sizes(around) or ()) - 1}D"
    return match._replace(name=stem + likely) if find("layer", stem + likely) is not None else match


def _may_be_somebodys_own(cls: type[Item], problem: Problem) -> bool:
    """Whether a layer of that name is none of Keras', most likely: it has other options than the one near to it."""
    if problem.names != "layer" or not isinstance(problem.below, dict) or is_surely_meant(str(problem.value), cls):
        return False
    return bool(problems_in_options(cls, problem.below))


_ROWS = ("one_hot", "zero_one", "minus_one_one")
"""Labels that are a row for each sample, where others have one class number."""


def _stops_in_fit(cls: type[Node], around: Surroundings) -> bool:
    """Whether a metric would be the next error: it takes no class numbers, and the loss has them for labels."""
    settings = around.network.get("compile")
    loss = settings.get("loss") if isinstance(settings, dict) else None
    loss = next(iter(loss), None) if isinstance(loss, dict) else loss
    judged = by_identifier("loss", loss) if isinstance(loss, str) else None
    return getattr(judged, "labels", "") == "integer" and getattr(cls, "labels", "") in _ROWS


def _excluded(problem: Problem, around: Surroundings) -> tuple[str, str, Suggestion] | None:
    """Message, reason and suggestion for what Keras has and a network file does not."""
    from netbuilder.vocabulary.exclusions import EXCLUDED

    kind, written = problem.names, str(problem.value)
    call = called(written)
    # A colon cuts `Lambda(lambda x: x / 255)` in two.
    last = call.name if call is not None else written.partition("(")[0].rpartition(".")[2]
    is_input = last in synonyms.INPUT_LAYERS
    exclusion = EXCLUDED.get((kind, "InputLayer" if is_input else last))
    if exclusion is None:
        return None
    if is_input:
        suggestion = in_an_input_layer(problem.path, problem.below if call is None else call, around)
    else:
        what_there_is = _("remove it; `netbuilder explain {plural}` lists what there is", plural=FOLDER_OF[kind])
        suggestion = advice(exclusion.advice or what_there_is)
    return _("{last} is not offered in a network file", last=last), exclusion.why, suggestion


def _written_otherwise(problem: Problem, is_key: bool, around: Surroundings) -> tuple[str, Suggestion] | None:
    """Message and suggestion for a name that is more than a name: a call, or with what belongs elsewhere in it."""
    kind, written, below = problem.names, str(problem.value), problem.below
    place = problem.path[:-1] if is_key else problem.path
    if is_key and written in synonyms.TYPE_KEYS and not isinstance(below, list):
        message = _(
            "{described} is written `Name: {{option: value}}`, not under `{written}:`",
            described=described(kind),
            written=written,
        )
        reading = rewritten(kind, {written: below} if isinstance(below, str) else below)
        change = node_change(place, reading.value) if reading is not None else None
        return message, Suggestion((change,), safe=True) if change else advice(_("its name alone, or with options"))
    alone = written.removesuffix("()")  # nn.Tanh()
    activation = meant_activation(alone) if kind == "layer" and not below else None
    if activation and match_kind(kind, alone) is None:
        change = node_change(place, {"Activation": {"activation": activation}})
        message = _("an activation is written as an Activation layer, got `{written}`", written=written)
        return message, Suggestion((change,), safe=True) if change else advice("")
    first = re.match(r"[\w.]*", written)
    word = first[0] if first is not None else ""
    if "(" in written:
        call = called(written) if not is_key else None
        match = _match(kind, call.name if call is not None else word, problem.path, around)
        cls = by_identifier(kind, match.name) if match is not None else None
        inside = options_of(cls, call.name, call) if cls is not None and call is not None else None
        message = _("{described} is not written as a call here", described=described(kind))
        return (message, node_suggestion(cls, inside, place, around)) if cls is not None else None
    cls = find(kind, word)
    if cls is None or match_kind(kind, written) is not None:
        return None
    rest, is_braced = written[len(word) :].strip(" ,;:={"), isinstance(below, str) and "{" in written
    inside = options_of(cls, word, {rest: below.removesuffix("}") if is_braced else below}) if is_key else None
    return _("there is no `:` between `{word}` and its options", word=word), node_suggestion(cls, inside, place, around)
