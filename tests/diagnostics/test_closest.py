"""The one name that a misspelt one is near to: what is near enough, and what is as near to another."""

import pytest

from netbuilder.diagnostics.closest import LONGEST, Match, closest, fold_name, match_name

NAMES = (
    "relu",
    "selu",
    "tanh",
    "hinge",
    "mse",
    "mae",
    "mean_squared_error",
    "accuracy",
    "Accuracy",
    "flatten",
    "units",
)


@pytest.mark.parametrize(
    ("written", "match"),
    [
        ("relu", Match("relu", True)),
        ("Re-LU", Match("relu", True)),
        ("accuracy", Match("accuracy", True)),
        ("ACCURACY", Match("Accuracy", True)),
        ("Acuracy", Match("Accuracy", True)),
        ("acuracy", Match("accuracy", True)),
        ("rellu", Match("relu", True)),
        ("elu", Match("relu", False)),
        ("melu", Match("relu", False)),
        ("tan", Match("tanh", True)),
        ("flat", Match("flatten", True)),
        ("fla", None),
        ("latt", None),
        ("mine", None),
        ("hing", Match("hinge", True)),
        ("hinges", Match("hinge", True)),
        ("msa", Match("mse", False)),
        ("mxe", Match("mse", False)),
        ("ms", Match("mse", True)),
        ("mxsxe", Match("mse", True)),
        ("m", None),
        ("", None),
        ("uints", Match("units", True)),
        ("unlts", Match("units", True)),
        ("mean squared eror", Match("mean_squared_error", True)),
        ("mean_error", None),
        ("square", None),
        ("x" * LONGEST, None),
    ],
)
def test_the_name_that_was_meant(written: str, match: Match | None) -> None:
    assert match_name(written, NAMES) == match
    assert closest(written, NAMES) == (match.name if match else None)


def test_how_near_it_has_to_be() -> None:
    assert match_name("densse", ["dense"], 0.9) == Match("dense", True)
    assert match_name("densse", ["dense"], 0.95) is None
    assert match_name("Dense", ["dense"], 1.0) == Match("dense", True)
    assert match_name("a" * LONGEST, ["a" * LONGEST]) is not None
    assert match_name("a" * (LONGEST + 1), ["a" * (LONGEST + 1)]) is None
    assert fold_name("He-Normal /x_Y") == "henormalxy"
