"""The pairing of activations and initializers: enforced, and noted where a file asks for Keras' own."""

import pytest

from netbuilder.diagnostics import Severity
from tests.rules.judging import judge

NETWORK = """\
{head}input: [20]
layers:
  - repeat:
      times: {depth}
      layers:
        - Dense: {{units: 20, activation: {activation}, kernel_initializer: {initializer}}}
  - Dense: {{units: 2}}
compile: {{optimizer: sgd, loss: mse}}
"""


def severity(head: str, activation: str, initializer: str, depth: int = 3) -> Severity:
    text = NETWORK.format(head=head, activation=activation, initializer=initializer, depth=depth)
    [diagnostic] = [one for one in judge(text).diagnostics if one.code in ("NB201", "NB202", "NB204")]
    return diagnostic.severity


PAIRS = [("relu", "glorot_uniform"), ("gelu", "lecun_normal"), ("tanh", "he_normal"), ("sigmoid", "he_uniform")]


@pytest.mark.parametrize(("activation", "initializer"), PAIRS)
def test_a_written_mismatch_is_an_error_that_says_how_to_lift_it(activation: str, initializer: str) -> None:
    assert severity("", activation, initializer) is Severity.ERROR
    text = NETWORK.format(head="", activation=activation, initializer=initializer, depth=3)
    [error] = judge(text).errors
    assert "is enforced" in error.why
    assert "harmless" not in error.why
    assert f"`rules: {{{error.code}: warn}}` lifts it" in error.fix
    assert severity(f"rules: {{{error.code}: warn}}\n", activation, initializer) is Severity.WARN


@pytest.mark.parametrize(("activation", "initializer"), [*PAIRS, ("selu", "he_normal")])
def test_where_kerass_own_is_asked_for_it_is_a_note(activation: str, initializer: str) -> None:
    assert severity("initializers: keras\n", activation, initializer) is Severity.INFO


def test_selu_with_he_is_a_warning_from_the_depth_on_where_it_stays_at_chance() -> None:
    assert severity("initializers: keras\n", "selu", "he_normal", 29) is Severity.INFO
    assert severity("initializers: keras\n", "selu", "he_normal", 30) is Severity.WARN
    assert severity("initializers: keras\n", "tanh", "he_normal", 40) is Severity.INFO


@pytest.mark.parametrize("initializer", ["glorot_uniform", "lecun_uniform"])
def test_from_the_depth_on_where_sgd_stands_still_it_is_a_warning(initializer: str) -> None:
    assert severity("initializers: keras\n", "relu", initializer, 9) is Severity.INFO
    assert severity("initializers: keras\n", "relu", initializer, 10) is Severity.WARN
