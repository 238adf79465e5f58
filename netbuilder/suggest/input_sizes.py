"""What other tools say in a layer about what comes in, and a network file says once, as `input`."""

from typing import Any

from netbuilder.diagnostics import Address, Change, Diagnostic, Path, Suggestion, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_item, remove_option
from netbuilder.source.flow import flow
from netbuilder.suggest.phrases import Surroundings, brief, error
from netbuilder.suggest.python_calls import Call
from netbuilder.suggest.synonyms import OF_THE_INPUT

NO_SIZES = ("batch_size", "in_channels", "num_features", "normalized_shape", "input_length")
"""Of what comes in these say a part only."""


def input_sizes(option: str, value: Any) -> list[Any] | None:
    """The sizes of one sample that an option of a layer says; None where it does not say them all."""
    if option in NO_SIZES:
        return None
    if type(value) is int and option != "batch_input_shape":
        return [value]
    if not isinstance(value, list | tuple):
        return None
    sizes = list(value)[1:] if option == "batch_input_shape" else list(value)
    return sizes if all(size is None or type(size) is int for size in sizes) else None


def of_an_input_layer(options: Any) -> list[Any] | None:
    """The sizes that the options of an `Input` layer say; None where they say something else too, or nothing."""
    if isinstance(options, Call):
        options = dict(zip(("shape",), options.args, strict=False)) | options.options
    if not isinstance(options, dict) or len(options) != 1:
        return None
    [(option, value)] = options.items()
    return input_sizes(option, value) if option in ("shape", *OF_THE_INPUT) else None


def in_a_layer(option: str, value: Any, path: Path, address: Address, around: Surroundings) -> Diagnostic:
    """The diagnostic for `input_dim` and the like among the options of a layer."""
    sizes, is_first = input_sizes(option, value), path[1:2] == (0,) and len(path) <= 4
    written = written_sizes(around)
    message = _("what comes into a layer follows from the one before, not from `{option}`", option=option)
    if is_first and "input" not in around.network and sizes is not None:
        changes = (Change(("input",), "entry", flow(sizes)), Change(path, "entry", None))
        suggestion = Suggestion(changes, "", _(" at the top level, in place of this"), safe=True)
    elif is_first and "input" not in around.network:
        suggestion = advice(_("remove it, and say what comes in at the top level: `input: [8]`, say"))
    elif is_first and sizes is not None and written not in (None, sizes):
        message = _(
            "`{option}: {value}` contradicts `input: {written}`",
            option=option,
            value=brief(value),
            written=brief(written),
        )
        suggestion = advice(_("keep the one that is right, as `input`"))
    elif option == "batch_size":
        suggestion = advice("`input: {shape: [...], batch_size: ...}`")
    else:
        suggestion = remove_option(path[:-1], str(path[-1]), safe=option not in NO_SIZES)
    return error("misplaced-option", message, address, suggestion, why=_("the input is written once, at the top level"))


def in_an_input_layer(path: Path, options: Any, around: Surroundings) -> Suggestion:
    """What to do about an `Input` layer in the list."""
    sizes, written = of_an_input_layer(options), written_sizes(around)
    if "input" in around.network and sizes in (None, written):
        return remove_item(path, _("remove it; `input` says it"), safe=sizes is not None)
    if "input" in around.network:
        return advice(
            _("keep one of `input: {written}` and `{sizes}`, as `input`", written=brief(written), sizes=brief(sizes))
        )
    if sizes is None:
        return advice(_("`input: [...]` above `layers:` in its place"))
    index = next(at for at, step in enumerate(path) if isinstance(step, int))
    changes = (Change(("input",), "entry", flow(sizes)), Change(path[: index + 1], "entry", None))
    return Suggestion(changes, "", _(" above `layers:` in its place"), safe=True)


def as_input(foreign: dict[str, Any], path: Path, around: Surroundings) -> tuple[Change, ...] | None:
    """The changes that keep what a layer said of its input; None where they would contradict the file or lose it."""
    changes: list[Change] = []
    for option, value in foreign.items():
        sizes = input_sizes(option, value)
        if option not in OF_THE_INPUT or option == "batch_size":
            return None
        if path[1:2] != (0,) or sizes is None:
            continue
        if "input" not in around.network:
            changes.append(Change(("input",), "entry", flow(sizes)))
        elif sizes != written_sizes(around):
            return None
    return tuple(changes)


def written_sizes(around: Surroundings) -> list[Any] | None:
    """The sizes that the file itself says, where they can be read."""
    written = around.network.get("input")
    shape = written.get("shape") if isinstance(written, dict) else written
    return list(shape) if isinstance(shape, list | tuple) else None
