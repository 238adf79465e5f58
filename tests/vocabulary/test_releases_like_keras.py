"""Since when Keras has what, held against the Keras that is installed, whichever that is."""

import inspect
from typing import Any

import pytest

from netbuilder.vocabulary.base.history import history
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.node import Item, Named
from netbuilder.vocabulary.base.registry import KINDS, every
from netbuilder.vocabulary.base.releases import number
from netbuilder.vocabulary.base.training import Loss, Metric, Schedule
from netbuilder.vocabulary.exclusions import EXCLUDED_OPTIONS
from tests.vocabulary.test_releases import entry
from tests.vocabulary.vocabulary_oracle import as_list

pytestmark = pytest.mark.keras

CLASSES = [cls for kind in KINDS for cls in every(kind) if cls.keras_path() and not cls.only_bare]


def installed() -> Any:
    import keras

    return number(keras.__version__)


def of_keras(cls: type[Item]) -> Any:
    """The class or function of Keras; None where it has none."""
    import keras

    place: Any = keras
    for step in cls.keras_path().split(".")[1:]:
        place = getattr(place, step, None)
    return place


def is_there(since: str) -> bool:
    return bool(number(since or "3.0.0") <= installed())


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: f"{cls.kind}-{cls.__name__}")
def test_keras_has_what_the_facts_say_it_has(cls: type[Item]) -> None:
    if cls.__name__ == "repeat":
        return
    thing, facts = of_keras(cls), history(cls)
    assert (thing is not None) == is_there(facts.since)
    if thing is None:
        return
    parameters = inspect.signature(thing).parameters
    for option, since in facts.options.items():
        name = cls.written_name(option)
        # What a class passes on to its base is in no signature: the losses' `dtype` in some releases.
        if name in parameters or not any(one.kind is one.VAR_KEYWORD for one in parameters.values()):
            assert (name in parameters) == is_there(since), name
    for option, was in facts.defaults.items():
        default = cls.model_fields[option].default if is_there(was.until) else was.default
        name = cls.written_name(option)
        if name in parameters:
            assert parameters[name].default == default, name


STOPS_WITHOUT = {("CategoryEncoding", "num_tokens")}
"""What Keras has a default for, at which it stops."""
SHARED = {"output_padding", *Layer.model_fields, *Loss.model_fields, *Metric.model_fields, *Schedule.model_fields}
"""What a class of Keras may have from its base: where its signature has `**kwargs`, that does not name it."""
_TAKEN_BY = {"self", "args", "kwargs", "x"}
"""What is no option of a signature; `x` is what an activation is applied to."""


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: f"{cls.kind}-{cls.__name__}")
def test_options_and_defaults_are_those_of_that_release(cls: type[Item]) -> None:
    thing, facts = of_keras(cls), history(cls)
    if thing is None or cls.__name__ in ("Sequential", "repeat") or cls.kind == "distribution":
        return  # a list of layers is no option of Keras, and the devices of a mesh are no options of ours
    parameters = {name: one for name, one in inspect.signature(thing).parameters.items() if name not in _TAKEN_BY}
    left_out = {option for kind, name, option in EXCLUDED_OPTIONS if (kind, name) == (cls.kind, cls.__name__)}
    options = {
        cls.written_name(option): option for option in cls.option_names() if is_there(facts.options.get(option, ""))
    }
    left_out |= (entry(cls) or {}).get("gone", {}).keys()
    assert parameters.keys() - left_out - options.keys() == set(), "Keras has them, and the vocabulary does not"
    assert options.keys() - parameters.keys() - SHARED == set(), "the vocabulary has them, and Keras does not"
    for name in options.keys() & parameters.keys() - {"name", "data_format"}:
        field, theirs = cls.model_fields[options[name]], parameters[name].default
        was = facts.defaults.get(options[name])
        if field.is_required():
            assert theirs is inspect.Parameter.empty or (cls.__name__, name) in STOPS_WITHOUT, name
        elif was is None or is_there(was.until):
            assert as_list(theirs) == as_list(field.default), name


@pytest.mark.parametrize(
    ("cls", "string"),
    [(cls, string) for cls in CLASSES if issubclass(cls, Named) for string in cls.strings_since],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_keras_knows_a_string_since_then(cls: type[Named], string: str) -> None:
    import keras

    get = getattr(keras, cls.keras_module).get
    if is_there(cls.strings_since[string]):
        assert get(string) is not None
    else:
        with pytest.raises(ValueError, match="interpret"):
            get(string)
