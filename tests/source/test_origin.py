"""What a model's file keeps of the config it was built from, at each bound; and plain data on one line."""

import json
import math
from typing import Any

import pytest

from netbuilder.source import read
from netbuilder.source.flow import flow
from netbuilder.source.origin import MOST_SIZE, Origin, origin_in

ORIGIN = Origin("a: é\ud800\n", "nets/a.yaml", ("layers.0.units=1", ""), "1.2")


def kept(origin: Origin, **changes: Any) -> Origin | None:
    """What is read of an origin that was put into a file, with an entry that somebody has changed."""
    metadata = json.loads(origin.put_into(b'{"keras_version": "3.15", "netbuilder": 3}'))
    assert metadata["keras_version"] == "3.15"
    metadata["netbuilder"] |= changes
    return origin_in(metadata)


def test_it_comes_back_as_it_was() -> None:
    assert kept(ORIGIN) == ORIGIN
    assert "é".encode() in ORIGIN.put_into(b"{}")
    assert kept(Origin("")) == Origin("")


@pytest.mark.parametrize(
    ("most", "beyond"),
    [
        (Origin("a" * MOST_SIZE), Origin("a" * (MOST_SIZE + 1))),
        (Origin("", "a" * 1_000), Origin("", "a" * 1_001)),
        (Origin("", "", ("a",) * 1_000), Origin("", "", ("a",) * 1_001)),
        (Origin("", "", ("a" * 1_000,)), Origin("", "", ("b", "a" * 1_001))),
        (Origin("", "", (), "a" * 1_000), Origin("", "", (), "a" * 1_001)),
    ],
)
def test_no_more_is_read_than_anybody_writes(most: Origin, beyond: Origin) -> None:
    assert kept(most) == most
    assert kept(beyond) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"source": 3}, {"source": "a: 2"}, {"sha256": None}, {"sha256": "0"}, {"config": None}, {"config": 3},
        {"version": None}, {"version": 3}, {"overrides": None}, {"overrides": "a"}, {"overrides": [3]},
        {"overrides": ["a", None]}, {"overrides": {}},
    ],
)  # fmt: skip
def test_what_somebody_has_changed_is_not_trusted(changes: dict[str, Any]) -> None:
    assert kept(ORIGIN, **changes) is None


def test_a_file_without_one() -> None:
    assert origin_in({}) is origin_in({"netbuilder": None}) is origin_in({"netbuilder": []}) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"), (True, "true"), (False, "false"), (0, "0"), (-3, "-3"), (1.5, "1.5"), (-0.0, "-0.0"),
        (math.inf, ".inf"), (-math.inf, "-.inf"), (1e-5, "1e-5"), (1e22, "1e22"), (1.5e300, "1.5e300"), (2e-7, "2e-7"),
        ("relu", "relu"), ("a b", "a b"), ("a  b", '"a  b"'), ("", '""'), ("off", "off"), ("on", '"on"'),
        ("NO", '"NO"'),
        ("yes", '"yes"'), ("y", '"y"'), ("none", "none"), ("null", '"null"'), ("falsey", "falsey"), ("3", '"3"'),
        ("16GiB", "16GiB"), ("16GB", '"16GB"'), ("a.b/c+d-e", "a.b/c+d-e"), ("a:b", '"a:b"'), ("-a", '"-a"'),
        ("é", "é"), ("a\n", '"a\\n"'), ("\ufeff", '"\\U0000FEFF"'), ("\x85", '"\\U00000085"'), ('"', '"\\""'),
        ([], "[]"), ((1, "a"), "[1, a]"), ({}, "{}"),
        ({"a": [1, {"b": None}], "no": 1.0}, '{a: [1, {b: null}], "no": 1.0}'),
    ],
)  # fmt: skip
def test_plain_data_on_one_line(value: Any, text: str) -> None:
    assert flow(value) == text
    expected = list(value) if isinstance(value, tuple) else value
    assert read(f"a: {text}", "").value == {"a": expected}


def test_what_is_no_number() -> None:
    assert flow([math.nan]) == "[.nan]"
