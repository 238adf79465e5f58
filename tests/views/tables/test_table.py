"""The table of show: every network fits into 100 columns, and nothing in it is wrong."""

from pathlib import Path

import pytest

from netbuilder.convert.templates import template, templates
from netbuilder.pipeline import Session
from netbuilder.plan import plan
from netbuilder.views.explain.examples import example
from netbuilder.views.formats.columns import width
from netbuilder.views.tables.data import as_data
from netbuilder.views.tables.table import partial_table, table
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.custom_class import custom_objects

ROOT = Path(__file__).parents[3]
NESTED = """\
name: nested
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 32, kernel_size: 3, activation: relu, name: a_name_that_is_very_long_and_goes_on_and_on}
  - Sequential:
      name: block
      trainable: false
      layers:
        - Conv2D: {filters: 64, kernel_size: 3, bias_initializer: ones}
        - Sequential: {layers: [BatchNormalization, ReLU]}
  - repeat: {times: 2, layers: [{Conv2D: {filters: 8, kernel_size: 1, activation: tanh}}]}
  - DepthwiseConv2D: {kernel_size: 3, activation: relu}
  - GlobalAveragePooling2D
  - Dense: {units: 10, kernel_initializer: {RandomNormal: {stddev: 0.01}}, activation: softmax}
compile: {optimizer: {SGD: {momentum: 0.9}}, loss: categorical_crossentropy}
"""


def chain_of(text):
    return Session(text, "net.yaml").report.graph


def test_a_nested_network():
    assert (
        table(plan(chain_of(NESTED)))
        == """\
nested: input (28, 28, 1) float32

layer                        output        parameters  activation  initializer            chosen by
---------------------------  ------------  ----------  ----------  ---------------------  ----------
a_name_that_is_very_long...  (26, 26, 32)         320  relu        HeNormal               rule NB201
block (Sequential)           (24, 24, 64)      18,752
  conv2d (Conv2D)            (24, 24, 64)      18,496  linear      HeNormal               rule NB201
    bias_initializer                                               Ones                   you
  sequential (Sequential)    (24, 24, 64)         256
    batch_normalization      (24, 24, 64)         256
    re_lu (ReLU)             (24, 24, 64)           0  relu
conv2d (Conv2D)              (24, 24, 8)          520  tanh        GlorotUniform          Keras
conv2d_1 (Conv2D)            (24, 24, 8)           72  tanh        GlorotUniform          Keras
depthwise_conv2d             (22, 22, 8)           80  relu        VarianceScaling(sc...  rule NB206
global_average_pooling2d     (8,)                   0
dense (Dense)                (10,)                 90  softmax     RandomNormal(stdde...  you

19,834 parameters, 77.5 KiB; 1,082 of them trained
with what SGD keeps of them while training: 81.7 KiB"""
    )


@pytest.mark.parametrize("name", templates())
def test_templates_fit(name):
    fits(template(name))


@pytest.mark.parametrize("file", sorted((ROOT / "configs").glob("*.yaml")), ids=lambda file: file.stem)
def test_configs_fit(file):
    fits(file.read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("cls", every("layer"), ids=lambda cls: cls.__name__)
def test_every_layer_fits(cls):
    fits(example(cls))


def fits(text):
    graph = chain_of(text)
    shown = table(plan(graph))
    assert all(width(line) <= 100 for line in shown.splitlines())
    assert f"{graph.parameters:,} parameters" in shown
    data = as_data(plan(graph))
    direct = [row for row in data["x-layers"] if row["depth"] == 0]
    assert sum(row["parameters"] for row in direct) == data["x-totals"]["parameters"] == graph.parameters
    if direct:
        assert direct[-1]["output"] == data["x-totals"]["output"]


def test_wide_letters_keep_the_columns():
    text = "input: [8]\nlayers:\n  - Dense: {units: 1000000, activation: relu}\n  - Dense: {units: 1000000}\n"
    shown = table(plan(chain_of(text)))
    assert "1,000,001,000,000" in shown
    assert all(width(line) <= 100 for line in shown.splitlines())


def test_what_is_known_of_a_network_with_errors():
    text = """\
input: [null, 8]
layers:
  - LSTM: {units: 4, return_sequences: true}
  - Mine: {units: 4}
  - Dense: {units: 0, name: head}
  -
"""
    lines = partial_table(chain_of(text)).splitlines()
    assert lines[0] == "network: input (null, 8); there are errors, so this is what is known"
    assert [line.split() for line in lines[4:]] == [
        ["LSTM", "(null,", "4)", "208", "tanh"],
        ["Mine", "?", "?"],
        ["Dense", "?", "?"],
        ["?", "?", "?"],
    ]


def test_a_network_that_cannot_be_laid_out():
    text = "input: [4, 4, 1]\nlayers:\n  - Conv2D: {filters: 2, kernel_size: 9}\n  - Flatten\n  - Dense: {units: 3}\n"
    lines = partial_table(chain_of(text)).splitlines()
    assert [line.split() for line in lines[4:]] == [
        ["Conv2D", "?", "?", "linear"],
        ["Flatten", "?", "?"],
        ["Dense", "?", "?", "linear"],
    ]


def test_behind_a_custom_layer_nothing_is_counted():
    base = type("Layer", (), {"__module__": "keras.layers"})
    text = "input: [8]\nlayers:\n  - Dense: {units: 4, activation: relu}\n  - Own\n  - Dense: {units: 3}\n"
    with custom_objects({"Own": type("Own", (base,), {})}):
        made = plan(chain_of(text))
        lines = table(made).splitlines()
    assert [line.split()[:3] for line in lines[5:7]] == [["own", "(Own)", "?"], ["dense_1", "(Dense)", "?"]]
    assert lines[-2:] == ["at least 36 parameters, 144 B", "from Own on, shapes and weights are known only to Keras"]
    data = as_data(made)
    assert [row["parameters"] for row in data["x-layers"]] == [36, None, None]
    assert data["x-totals"] == {
        "parameters": None,
        "trainable": None,
        "memory": {"weights": None, "optimizer": None},
        "output": None,
    }


def test_every_row_says_who_chose():
    found = {
        (row["full_name"], one["option"]): one["by"]
        for row in as_data(plan(chain_of(NESTED)))["x-layers"]
        for one in row["initializers"]
    }
    assert found["nested/block/conv2d", "bias_initializer"] == "you"
    assert found["nested/block/conv2d", "kernel_initializer"] == "NB201"
    assert found["nested/dense", "bias_initializer"] == "keras"
