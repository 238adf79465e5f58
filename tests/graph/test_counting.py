"""Fans as Keras counts them, amounts in words, and from where on a weight is made in its parts."""

import pytest

from netbuilder.graph.device_memory import device_need
from netbuilder.graph.memory import format_bytes
from netbuilder.graph.scale import keras_fans
from netbuilder.pipeline import Session

SPREAD = """\
input: [{inputs}]
layers: [Dense: {{units: 2}}]
runtime:
  backend: jax
  distribution: {{ModelParallel: {{mesh: {{model: 2}}, layout: {{".*kernel": [null, model]}}}}}}
"""


@pytest.mark.parametrize(
    ("shape", "fans"),
    [((), (1, 1)), ((7,), (7, 7)), ((3, 5), (3, 5)), ((2, 3, 5), (6, 10)), ((4, 2, 3, 5), (24, 40))],
)
def test_fans_are_those_that_keras_counts(shape: tuple[int, ...], fans: tuple[int, int]) -> None:
    assert keras_fans(shape) == fans


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0 B"), (1023, "1,023 B"), (1024, "1.0 KiB"), (100 * 1024 - 1, "100.0 KiB"), (100 * 1024, "100 KiB"),
        (2**60, "1.0 EiB"), (10**6 * 2**60 - 2**50, "1,000,000 EiB"), (10**6 * 2**60, "more than 1,000,000 EiB"),
        (10**6 * 2**60 - 1, "1,000,000 EiB"), (11**6 * 2**60 - 2**70, "more than 1,000,000 EiB"),
        (10**400, "more than 1,000,000 EiB"),
    ],
)  # fmt: skip
def test_an_amount_is_said_in_the_largest_unit_that_fits(amount: int, text: str) -> None:
    assert format_bytes(amount) == text


@pytest.mark.parametrize(("inputs", "is_whole"), [(250 * 2**20 // 16 - 1, True), (250 * 2**20 // 16, False)])
def test_from_250_mib_on_a_weight_is_made_in_its_parts(inputs: int, is_whole: bool) -> None:
    need = device_need(Session(SPREAD.format(inputs=inputs)).report.graph)
    assert need is not None
    kernel = need.parts[0]
    assert kernel.allocated_bytes == 4 * inputs * (2 if is_whole else 1)


def test_a_network_without_a_kernel_hides_none() -> None:
    graph = Session("input: [4]\nlayers: [ReLU, Dropout: {rate: 0.5}]\n").report.graph
    assert [graph.is_hidden(call) for call in graph.calls] == [False, False]
