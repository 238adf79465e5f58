"""What random searches and statistics hand over: numpy's scalars and arrays, Decimal, and what no file could hold."""

from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

import netbuilder as nb

TEXT = "input: [8]\nlayers:\n  - Dense: {units: 4, use_bias: true}\n  - Dropout: {rate: 0.5}\n"


def holds_itself() -> Any:
    inside: list[Any] = []
    inside.append(inside)
    return inside


@pytest.mark.parametrize(
    ("path", "value", "read"),
    [
        ("layers.0.Dense.units", np.int64(64), 64),
        ("layers.0.Dense.units", np.array(64), 64),
        ("layers.0.Dense.units", Decimal("64"), 64),
        ("layers.0.Dense.use_bias", np.bool_(False), False),
        ("layers.1.Dropout.rate", np.float32(0.25), 0.25),
        ("layers.1.Dropout.rate", Decimal("0.25"), 0.25),
        ("layers.1.Dropout.rate", Fraction(1, 4), 0.25),
    ],
)
def test_overrides_from_a_random_search(path: str, value: Any, read: Any) -> None:
    network = nb.load(TEXT, overrides={path: value})
    layer = network.layers[int(path.split(".")[1])]
    option = getattr(layer, path.rpartition(".")[2])
    assert (option, type(option)) == (read, type(read))


def test_a_list_of_numpy_values_as_override() -> None:
    assert nb.load(TEXT, overrides={"input": np.array([3, 5])}).input.shape == (3, 5)
    assert nb.load(TEXT, overrides={"input": (np.int32(3), None)}).input.shape == (3, None)


def test_layers_take_arrays_where_they_take_lists() -> None:
    layer = nb.Normalization(mean=np.array([1.0, 2.0]), variance=np.array([1.0, 4.0]))
    assert (layer.mean, layer.variance) == ((1.0, 2.0), (1.0, 4.0))
    assert nb.Conv2D(filters=np.uint8(4), kernel_size=np.array([3, 5])).kernel_size == (3, 5)
    assert nb.Dense(units=3, activation=np.str_("relu")) == nb.Dense(units=3, activation="relu")
    assert nb.Dense(units=3, kernel_regularizer=MappingProxyType({"L2": {"l2": 0.1}})) == nb.Dense(
        units=3, kernel_regularizer={"L2": {"l2": 0.1}}
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"units": np.array([1, 2])}, "Dense.units takes a whole number of at least 1, got [1, 2]"),
        ({"units": int}, "Dense.units takes a whole number of at least 1, got the class int"),
        ({"units": np.float64(3)}, "Dense.units takes a whole number of at least 1, got 3.0"),
        ({"units": holds_itself()}, 'Dense.units takes at most 100 collections within each other, got [["..."]]'),
        ({"units": -(10**400)}, 'Dense.units takes a number of at most 309 digits, got "about 10^400"'),
        ({"units": 10**5000}, 'Dense.units takes a number of at most 309 digits, got "about 10^5000"'),
        ({"units": 3, "kernel_regularizer": {1: 2}}, "no regularizer is called `1`"),
    ],
)
def test_what_fits_nowhere_is_a_config_error(options: dict[str, Any], message: str) -> None:
    with pytest.raises(nb.ConfigError) as caught:
        nb.Dense(**options)
    assert caught.value.diagnostics[0].message == message


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"layers.0.Dense.units": {1, 2}}, "a file holds no set"),
        ({"layers.0.Dense.units": int}, "a file holds no type"),
        ({"layers.0.Dense.units": holds_itself()}, "a file holds at most 100 collections within each other"),
        ({"layers.0.Dense.units": 10**5000}, "a file holds a number of at most 309 digits"),
        ({1: 2}, "overrides go by paths"),
        ({"layers.0.Dense": [1], "layers.0.Dense.units": 3}, "`Dense` is a list here"),
        ({"x-a" + ".a" * 60_000: 1}, "more than 100 steps into the file"),
    ],
)
def test_overrides_that_no_file_could_hold(overrides: Any, message: str) -> None:
    with pytest.raises(nb.ConfigError) as caught:
        nb.load(TEXT, overrides=overrides)
    assert message in [diagnostic.message for diagnostic in caught.value.diagnostics]


def test_what_is_no_path_and_no_dict_is_said_so() -> None:
    with pytest.raises(TypeError, match="a path or the text of a file is wanted, got bool"):
        nb.load(True)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="custom_objects are a dict"):
        nb.check(TEXT, custom_objects=[1])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="custom_objects go by the names"):
        nb.check(TEXT, custom_objects={None: 1})  # type: ignore[dict-item]
    with pytest.raises(FileNotFoundError):
        nb.load("a\0b")


def test_numbers_that_no_float_holds_are_counted() -> None:
    big = "1" + "0" * 308
    report = nb.check(f"input: [8]\nlayers:\n  - Dense: {{units: {big}}}\n")
    assert "the weights need more than 1,000,000 EiB" in report.errors[0].message
    assert nb.check(nb.Network(input=[8], layers=[nb.Dense(units=int(big))])).errors


def test_custom_objects_go_by_names() -> None:
    text = "input: [4]\nlayers:\n  - Dense: {units: 2, activation: mine}\n"
    assert not nb.check(text, custom_objects={"mine": lambda x: x}).errors
    for name in ("", 3):
        with pytest.raises(TypeError, match=f"go by the names that the file uses, got {name!r}"):
            nb.check(text, custom_objects={name: lambda x: x})  # type: ignore[dict-item]
