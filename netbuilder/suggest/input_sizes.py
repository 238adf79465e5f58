"""What other tools say in a layer about what comes in, and a network file says once, as `input`."""

from collections.abc import Mapping
from typing import Any

from netbuilder.diagnostics import Address, Change, Diagnostic, Path, Suggestion, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_item, remove_option
from netbuilder.source.flow import flow
from netbuilder.suggest.budget import is_small
from netbuilder.suggest.phrases import Surroundings, brief, error
from netbuilder.suggest.python_calls import Call
from netbuilder.suggest.synonyms import OF_THE_INPUT
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.validation_errors import Problem

PARTS = ("batch_size", "in_channels", "num_features", "normalized_shape", "input_length")
"""Of what comes in these say a part only."""
BATCHED = ("batch_input_shape", "batch_shape")
_SHAPES = ("shape", "input_shape", *BATCHED)
"""Options that say all of what comes in, the surest first."""


def input_of(options: Mapping[str, Any], cls: type[Node] | None = None) -> Any:
    """What `input` is by the options of a layer of some class, or of an `Input`; None where they do not say it all.

    Its sizes alone where nothing else is said. Text stays what it is, for the next check to say: a program's variable.
    """
    own = cls.model_fields if cls is not None else {}
    options = {option: value for option, value in options.items() if option not in own}
    option = next((option for option in (*_SHAPES, "input_dim", "in_features", "input_size") if option in options), "")
    value, length = options.get(option), options.get("input_length")
    if not option and "input_dim" in own:
        value = length  # Embedding(100, 8, input_length=20)
    elif cls is not None and option == "input_dim" and _goes_through_steps(cls):
        value = [length, value]
    if isinstance(value, str) and option in _SHAPES and option not in BATCHED:
        return value if is_small(value) else None
    sizes = list(value) if isinstance(value, list | tuple) else [value]
    if value is None or (option in BATCHED and len(sizes) < 2) or not all(map(_is_size, sizes)):
        return None
    batch_size = sizes.pop(0) if option in BATCHED else options.get("batch_size")
    said = {"batch_size": batch_size, "dtype": options.get("dtype")}
    more = {name: item for name, item in said.items() if item is not None}
    whole = {"shape": sizes} | more if more else sizes
    return whole if is_small(whole) else None


def _is_size(size: Any) -> bool:
    return size is None or type(size) is int or isinstance(size, str)


def _goes_through_steps(cls: type[Node]) -> bool:
    """Whether a sample of a layer is a list of steps, of which `input_dim` was the size of one."""
    return "return_sequences" in cls.model_fields or cls.__name__.endswith("1D")


def of_an_input_layer(options: Any) -> Any:
    """What `input` is by the options of an `Input` layer; None where they say something else too, or nothing."""
    if isinstance(options, Call):
        options = dict(zip(("shape",), options.args, strict=False)) | options.options
    if not isinstance(options, dict) or options.keys() - {*_SHAPES, *OF_THE_INPUT, "dtype", "name"}:
        return None
    return input_of(options)


def in_a_layer(problem: Problem, address: Address, around: Surroundings) -> Diagnostic:
    """The diagnostic for `input_dim` and the like among the options of a layer."""
    path, value, option = problem.path, problem.value, str(problem.path[-1])
    is_first, written = path[1:2] == (0,) and len(path) == 4, around.network.get("input")
    said = input_of({**problem.beside, option: value}, problem.owner) if is_first else None
    message = _("what comes into a layer follows from the one before, not from `{option}`", option=option)
    if option == "batch_size" and said is None:
        suggestion = advice("`input: {shape: [...], batch_size: ...}`")
    elif written is None and said is not None:
        changes = (Change(("input",), "entry", flow(said)), Change(path, "entry", None))
        suggestion = Suggestion(changes, "", _(" at the top level, in place of this"), safe=True)
    elif is_first and written is None:
        suggestion = advice(_("remove it, and say what comes in at the top level: `input: [8]`, say"))
    elif said is None or _says(written, said):
        suggestion = remove_option(path[:-1], option, safe=option not in PARTS or said is not None)
    else:
        message = _(
            "`{option}: {value}` contradicts `input: {written}`",
            option=option,
            value=brief(value),
            written=brief(written),
        )
        suggestion = advice(_("keep the one that is right, as `input`"))
    return error("misplaced-option", message, address, suggestion, why=_("the input is written once, at the top level"))


def _says(written: Any, said: Any) -> bool:
    """Whether the file's `input` says all that a layer says of it."""
    there, here = (value if isinstance(value, dict) else {"shape": value} for value in (written, said))
    return all(name in there and _plain(there[name]) == _plain(item) for name, item in here.items())


def _plain(item: Any) -> Any:
    return list(item) if isinstance(item, list | tuple) else item


def with_a_batch_axis(problem: Problem, address: Address) -> Diagnostic:
    """The diagnostic for `batch_shape` in `input`."""
    option, said = str(problem.path[-1]), input_of(problem.beside)
    message = _("`input` has the sizes of one sample, and the first of `{option}` is a batch's", option=option)
    suggestion = advice("`input: {shape: [...], batch_size: ...}`")
    if said is not None and problem.beside.keys() <= {option, "dtype"}:
        suggestion = Suggestion((Change(problem.path[:-1], "entry", flow(said)),), safe=True)
    return error("unknown-option", message, address, suggestion)


def in_an_input_layer(path: Path, options: Any, around: Surroundings) -> Suggestion:
    """What to do about an `Input` layer in the list."""
    said, written = of_an_input_layer(options), around.network.get("input")
    if written is not None and (said is None or _says(written, said)):
        return remove_item(path, _("remove it; `input` says it"), safe=said is not None and not _has_name(options))
    if written is not None:
        return advice(
            _("keep one of `input: {written}` and `{sizes}`, as `input`", written=brief(written), sizes=brief(said))
        )
    if said is None:
        return advice(_("`input: [...]` above `layers:` in its place"))
    index = next(at for at, step in enumerate(path) if isinstance(step, int))
    changes = (Change(("input",), "entry", flow(said)), Change(path[: index + 1], "entry", None))
    # The name of an input has no place in a file, and only a program could ask for it.
    return Suggestion(changes, "", _(" above `layers:` in its place"), safe=not _has_name(options))


def _has_name(options: Any) -> bool:
    return "name" in (options.options if isinstance(options, Call) else options)


def as_input(cls: type[Node], foreign: dict[str, Any], path: Path, around: Surroundings) -> tuple[Change, ...] | None:
    """The changes that keep what a layer said of its input; None where they would contradict the file or lose it."""
    if foreign.keys() - set(OF_THE_INPUT):
        return None
    if path[1:2] != (0,):
        return None if "batch_size" in foreign else ()
    said, written = input_of(foreign, cls), around.network.get("input")
    if said is None:
        return () if foreign.keys() <= set(PARTS) - {"batch_size"} else None
    if written is None:
        return (Change(("input",), "entry", flow(said)),)
    return () if _says(written, said) else None


def written_sizes(around: Surroundings) -> list[Any] | None:
    """The sizes that the file itself says, where they can be read."""
    written = around.network.get("input")
    shape = written.get("shape") if isinstance(written, dict) else written
    return list(shape) if isinstance(shape, list | tuple) else None
