"""What NB3xx find in every pairing of a head, a loss and a task, and in all words that they have for it.

A line of `words/heads_by_*.txt` has a column for every head, in the order below.
"""

import re
from collections.abc import Iterator

import pytest

from tests.rules.heads import head, network
from tests.rules.tables import Golden, Table
from tests.rules.test_heads import LOSSES, METRICS, OF_EACH_FAMILY

HEADS = {
    f"{activation or 'linear'} {units}": head(units, activation)
    for units, activation in [
        (1, ""), (2, ""), (3, ""), (1, "sigmoid"), (2, "sigmoid"), (3, "sigmoid"), (1, "softmax"), (2, "softmax"),
        (3, "softmax"), (1, "relu"), (3, "tanh"), (1, "exponential"), (3, "log_softmax"), (64, "hard_sigmoid"),
    ]
} | {
    "softmax 3, 6": f"{head(6)}|Reshape: {{target_shape: [2, 3]}}|Softmax", "relu layer 1": f"{head(1)}|ReLU",
}  # fmt: skip
WITH_LOGITS = [
    f"{{{name}: {{from_logits: true}}}}"
    for name in ("BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy")
]
TASKS = [
    "", "kind: binary, labels: one_hot", "kind: multiclass", "kind: multiclass, classes: 2",
    "kind: multiclass, classes: 3, labels: integer", "kind: multiclass, labels: one_hot",
    "kind: multilabel, classes: 3", "kind: regression, targets: [0, 1]",
    "kind: regression, targets: [0, null]", "kind: regression, targets: [-1, 1]",
]  # fmt: skip
METRIC_HEADS = ("linear 1", "sigmoid 1", "linear 3", "sigmoid 3", "softmax 3", "softmax 3, 6")
METRIC_LOSSES = [*OF_EACH_FAMILY, "categorical_crossentropy", "mean_squared_error", "ctc", *WITH_LOGITS]


def bare(loss: str) -> str:
    """Its name without its options."""
    return re.sub(r"\W.*", "", loss.strip("{"))


@pytest.fixture(scope="module", params=["heads_by_loss", "heads_by_metric"])
def golden(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> Iterator[Golden]:
    golden = Golden(request.param, pytestconfig.getoption("--update-golden"))
    yield golden
    golden.write()


@pytest.mark.parametrize("golden", ["heads_by_loss"], indirect=True)
@pytest.mark.parametrize("loss", [*LOSSES, *WITH_LOGITS])
def test_every_head_gets_its_findings_under_a_loss(loss: str, golden: Golden) -> None:
    table = Table("NB3")
    for task in TASKS:
        metrics = "" if "from_logits" in loss else ", metrics: [accuracy]"
        texts = [network(layers, f"loss: {loss}{metrics}", task=task) for layers in HEADS.values()]
        table.row(f"{loss} | {task}" if task else loss, [(text, [loss, bare(loss)]) for text in texts])
    golden.compare(table)


@pytest.mark.parametrize("golden", ["heads_by_metric"], indirect=True)
@pytest.mark.parametrize("loss", METRIC_LOSSES)
def test_every_head_gets_its_findings_for_a_metric(loss: str, golden: Golden) -> None:
    table = Table("NB3")
    for metric in METRICS:
        texts = [network(HEADS[name], f"loss: {loss}, metrics: [{metric}]") for name in METRIC_HEADS]
        table.row(f"{loss} | {metric}", [(text, [metric, loss, bare(loss)]) for text in texts])
    golden.compare(table)
