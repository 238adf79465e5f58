"""Where a warning is no more than a note, by measurement."""

import pytest

from netbuilder.diagnostics import Severity
from tests.rules.judging import judge, net


@pytest.mark.parametrize(
    ("layer", "steps", "severity"),
    [
        ("LSTM: {units: 8, activation: relu}", "30", Severity.INFO),
        ("LSTM: {units: 8, activation: relu}", "31", Severity.WARN),
        ("LSTM: {units: 8, activation: relu}", "null", Severity.WARN),
        ("LSTM: {units: 8, activation: linear}", "5", Severity.WARN),
        ("Bidirectional: {layer: {LSTM: {units: 8, activation: relu}}}", "30", Severity.INFO),
        ("RNN: {cell: {LSTMCell: {units: 8, activation: relu}}}", "30", Severity.INFO),
        ("GRU: {units: 8, activation: relu}", "null", Severity.INFO),
        ("GRU: {units: 8, activation: exponential}", "5", Severity.WARN),
        ("SimpleRNN: {units: 8, activation: relu}", "5", Severity.WARN),
        ("ConvLSTM1D: {filters: 4, kernel_size: 3, activation: relu}", "10, 9", Severity.INFO),
        ("ConvLSTM1D: {filters: 4, kernel_size: 3, activation: relu}", "11, 9", Severity.WARN),
    ],
)
def test_relu_in_a_state_is_a_note_where_the_state_stays_small(layer: str, steps: str, severity: Severity) -> None:
    tail = "Flatten\nDense: {units: 4}" if "Conv" in layer else "Dense: {units: 4}"
    [found] = [one for one in judge(net(f"{layer}\n{tail}", shape=f"[{steps}, 3]")).diagnostics if one.code == "NB405"]
    assert found.severity is severity


@pytest.mark.parametrize(("rate", "severity"), [(0.3, Severity.INFO), (0.31, Severity.WARN)])
def test_little_dropout_before_normalization_is_a_note(rate: float, severity: Severity) -> None:
    text = net(
        f"Dense: {{units: 64, activation: relu}}\nDropout: {{rate: {rate}}}\nBatchNormalization\nDense: {{units: 4}}"
    )
    [found] = [one for one in judge(text).diagnostics if one.code == "NB502"]
    assert found.severity is severity
