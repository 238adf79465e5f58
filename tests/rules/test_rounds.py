"""What rules say and mend inside `repeat`, where one entry of the file stands for several layers."""

# ruff: noqa: E501 - a row of the table is one line

import pytest

from tests.rules.judging import described, judge

TAIL = "\ncompile: {optimizer: adam, loss: sparse_categorical_crossentropy}\n"


ROWS = [
    ("NB402", "  - repeat: {times: 2, layers: [{Dense: {units: 8, activation: relu}}, ReLU]}", True),
    # The first round's ReLU is the only activation of the Dense before it.
    ("NB402", "  - Dense: {units: 8}\n  - repeat: {times: 2, layers: [ReLU, {Dense: {units: 8, activation: relu}}]}", False),
    ("NB403", "  - repeat: {times: 2, layers: [{Dense: {units: 8, activation: softmax}}]}\n  - Dense: {units: 4}", True),
    # The last round's softmax is the output.
    ("NB403", "  - repeat: {times: 2, layers: [{Dense: {units: 8, activation: softmax}}]}", False),
    ("NB407", "  - repeat: {times: 2, layers: [{Dense: {units: 8, activation: log_softmax}}]}", False),
    ("NB501", "  - repeat: {times: 2, layers: [{Dense: {units: 8}}, BatchNormalization, ReLU]}", True),
    # The last round's Dense keeps its bias.
    ("NB501", "  - repeat: {times: 2, layers: [BatchNormalization, {Dense: {units: 8}}]}", False),
    # It is moved and not removed, which no edit does.
    ("NB503", "  - Dense: {units: 8}\n  - repeat: {times: 2, layers: [{Dropout: {rate: 0.1}}, Identity]}", False),
    ("NB506", "  - repeat: {times: 2, layers: [{Dense: {units: 8}}, BatchNormalization]}", False),
    ("NB508", "  - repeat: {times: 2, layers: [{Dense: {units: 8}}, {Dropout: {rate: 0}}]}", True),
]  # fmt: skip


@pytest.mark.parametrize(("code", "layers", "mended"), ROWS)
def test_a_fix_is_offered_where_it_is_right_in_every_round(code: str, layers: str, mended: bool) -> None:
    report = judge(f"input: [8]\nlayers:\n{layers}{TAIL}")
    found = [one for one in report.diagnostics if one.code == code]
    assert len(found) == 1, described(report)
    assert bool(found[0].edits) is mended
