"""Calls of older Keras and by its second names: `Convolution2D(32, 3, 3, border_mode='same', dim_ordering='th')`."""

import re
from typing import Any, NamedTuple

ALIAS = re.compile(
    r"TimeDistributedDense|CuDNN(?:LSTM|GRU)|(?:Separable|Atrous)?Convolution[123]D(?:Transpose)?|(?:Global)?(?:Avg|Average|Max)Pool(?:ing)?(?:[123][Dd])?"
)
"""Second names of Keras' own classes: their arguments stand in the same order."""
_WINDOW = re.compile(r"(?:Separable|Atrous)?Conv(?:olution)?([23])D")
_SIZES = ("nb_row", "nb_col"), ("kernel_dim1", "kernel_dim2", "kernel_dim3")
_SIGNS = {"border_mode", "subsample", "init", "W_regularizer", "W_constraint", "b_regularizer", "dim_ordering", "bias"}
"""Options that only Keras 1 had."""
_IDLE = ("consume_less", "implementation")
"""Options that only say how it is computed."""
_ORDERS = {"th": "channels_first", "tf": "channels_last"}
_STARTS = {"one": True, "ones": True, "zero": False, "zeros": False}
"""Where the bias of a forget gate began."""


class Arguments(NamedTuple):
    """The arguments of a call, those without a name first."""

    args: list[Any]
    options: dict[str, Any]
    is_certain: bool = True


def respelt(name: str, args: list[Any], options: dict[str, Any]) -> Arguments:
    """The arguments with the sizes of a window in one list, and the order of axes in today's word.

    What only has another name today is a synonym.
    """
    window, is_surely_old = _WINDOW.fullmatch(name), name.startswith("Atrous") or not _SIGNS.isdisjoint(options)
    options = _in_todays_words({key: value for key, value in options.items() if not _is_idle(key, value)})
    count = int(window[1]) if window is not None else len(args)
    is_spread = len(args) > count and all(type(size) is int for size in args[1 : count + 1])
    if not is_spread or not (is_surely_old or "Convolution" in name):
        return Arguments(args, options)
    # Today the third number of Convolution2D(32, 3, 2) is its stride.
    return Arguments([args[0], args[1 : count + 1], *args[count + 1 :]], options, is_surely_old or count > 2)


def _in_todays_words(options: dict[str, Any]) -> dict[str, Any]:
    """Options of which the value is written otherwise today too."""
    order, start = options.get("dim_ordering"), options.get("forget_bias_init")
    if isinstance(order, str) and order in _ORDERS:
        options = {**options, "data_format": _ORDERS[order]}
        del options["dim_ordering"]
    if isinstance(start, str) and start in _STARTS:
        options = {**options, "unit_forget_bias": _STARTS[start]}
        del options["forget_bias_init"]
    sizes = next((names for names in _SIZES if options.keys() >= set(names)), ())
    window = {"kernel_size": [options[size] for size in sizes]} if sizes else {}
    return window | {option: value for option, value in options.items() if option not in sizes}


def _is_idle(option: str, value: Any) -> bool:
    """Whether an option of older Keras changes nothing of what is computed."""
    is_unset = value is None and option in ("weights", "sample_weight_mode", "target_tensors")
    return option in _IDLE or is_unset or (option == "mode" and value == 0)


def decaying(rate: Any, decay: Any) -> dict[str, Any] | None:
    """What `decay` of an optimizer did, rate / (1 + decay * step), as the schedule of today; None without numbers."""
    if type(rate) not in (int, float) or type(decay) not in (int, float):
        return None
    return {"InverseTimeDecay": {"initial_learning_rate": rate, "decay_steps": 1, "decay_rate": decay}}
