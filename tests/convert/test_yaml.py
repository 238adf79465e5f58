"""Networks written as YAML read back as equal networks."""

from typing import Any

import pytest
from hypothesis import strategies as st
from ruamel.yaml import YAML

from netbuilder.convert.layout import WIDTH
from netbuilder.convert.network_yaml import overrides_as_text, to_yaml
from netbuilder.parse import parse
from netbuilder.source import read
from netbuilder.source.flow import flow, scalar
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.base.registry import KINDS, every
from netbuilder.vocabulary.network import Compile, Input, Limits, Network, Runtime, Task
from tests.convert.drawn import each, few_or_many, items, nodes, texts

CLASSES = [pytest.param(cls, id=f"{kind}-{cls.__name__}") for kind in KINDS for cls in every(kind) if not cls.only_bare]


def read_back(text: str) -> Network:
    draft = parse(read(text, "written.yaml"))
    assert draft.problems == [], text
    assert draft.network is not None
    return draft.network


def network(node: Item) -> Network:
    """A network in which that node stands where one of its kind can."""
    dense: dict[str, Any] = {"units": 2}
    compile_: dict[str, Any] = {}
    layers: list[Any] = [{"Dense": dense}]
    if node.kind == "distribution":
        return Network.model_validate(
            {"input": [8], "layers": layers, "runtime": {"backend": "jax", "distribution": node}}
        )
    if node.kind == "layer":
        layers = [node]
    elif node.kind == "cell":
        layers = [{"RNN": {"cell": node}}]
    elif node.kind == "activation":
        dense["activation"] = node
    elif node.kind == "loss":
        compile_["loss"] = node
    elif node.kind == "metric":
        compile_["metrics"] = [node]
    elif node.kind == "optimizer":
        compile_["optimizer"] = node
    elif node.kind == "schedule":
        compile_["optimizer"] = {"Adam": {"learning_rate": node}}
    else:
        dense[f"kernel_{node.kind}"] = node
    return Network.model_validate({"input": [8], "layers": layers, "compile": compile_})


@pytest.mark.slow
@pytest.mark.parametrize("cls", CLASSES)
def test_every_example_reads_back(cls: type[Item]) -> None:
    written = network(cls.model_validate(cls.example))
    assert read_back(to_yaml(written)) == written


def reads_back_with_options(node: Node) -> None:
    assert isinstance(node, Item)
    written = network(node)
    back = read_back(to_yaml(written))
    assert back == written
    assert to_yaml(back) == to_yaml(written)


@pytest.mark.slow
@pytest.mark.parametrize("cls", CLASSES)
def test_any_options_read_back(cls: type[Item]) -> None:
    each(nodes(cls), 20, reads_back_with_options)


SECTIONS: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    layers=st.lists(items("layer"), max_size=5),
    input=nodes(Input),
    name=st.none() | st.just("some.name"),
    seed=st.none() | st.integers(0, 2**32 - 1),
    runtime=nodes(Runtime),
    compile=st.none() | nodes(Compile),
    task=st.none() | nodes(Task),
    limits=nodes(Limits),
    rules=st.dictionaries(st.sampled_from(["NB201", "NB506"]), st.sampled_from(["error", "off"])),
)


@few_or_many
def test_any_network_reads_back(count: int) -> None:
    def check(sections: dict[str, Any]) -> None:
        written = Network.model_validate(sections)
        assert read_back(to_yaml(written)) == written

    each(SECTIONS, count, check)


@few_or_many
def test_any_text_reads_back_here_and_in_another_reader(count: int) -> None:
    def check(text: str) -> None:
        for line in (f"x-text: {scalar(text)}\n", f"x-text: {flow([text, {text: text}])}\n"):
            value = read(line, "text.yaml").value["x-text"]
            assert value in (text, [text, {text: text}])
            assert YAML(typ="safe", pure=True).load(line)["x-text"] == value

    each(texts(), count, check)


@few_or_many
def test_any_number_reads_back_exactly(count: int) -> None:
    def check(number: float) -> None:
        value = read(f"x-number: {scalar(number)}\n", "number.yaml").value["x-number"]
        assert type(value) is type(number)
        assert value == number

    each(st.floats(allow_nan=False) | st.integers(-(10**40), 10**40), count, check)


def test_it_is_written_as_people_write_it() -> None:
    text = """\
version: 1
name: digits
seed: 42
initializers: keras
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 32, kernel_size: [3, 3], activation: relu}
  - MaxPooling2D
  - repeat:
      times: 2
      layers:
        - Dense: {units: 64, activation: {leaky_relu: {negative_slope: 0.1}}, name: block}
        - Dropout: {rate: 0.3}
  - Bidirectional: {layer: {LSTM: {units: 64}}}
  - Dense:
      units: 10
      activation: softmax
      kernel_initializer: {VarianceScaling: {scale: 2.0, mode: fan_in, distribution: uniform}}
      kernel_regularizer: {L2: {l2: 1e-5}}
compile:
  optimizer: {Adam: {learning_rate: 0.001}}
  loss: sparse_categorical_crossentropy
  metrics: [accuracy]
runtime: {device: auto, precision: mixed_float16}
task: {kind: multiclass, classes: 10, labels: integer}
limits: {memory: 16GiB}
rules: {NB203: off, NB301: warn}
"""
    assert to_yaml(read_back(text)) == text


def test_what_was_not_written_is_left_out() -> None:
    assert (
        to_yaml(Network.model_validate({"input": [8], "layers": ["Flatten"]})) == "input: [8]\nlayers:\n  - Flatten\n"
    )


def test_long_lists_are_wrapped_and_read_back() -> None:
    words = [f"word{number}" for number in range(60)]
    written = read_back(f"input: [1]\nlayers:\n  - StringLookup: {{vocabulary: [{', '.join(words)}]}}\n")
    text = to_yaml(written)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert read_back(text) == written


@pytest.mark.parametrize(("memory", "shown"), [(2**34, "16GiB"), (3 * 2**20, "3MiB"), (10**9, "1000000000"), (7, "7")])
def test_memory_is_written_in_the_largest_unit_that_says_it(memory: int, shown: str) -> None:
    made = Network.model_validate({"input": [8], "layers": [], "limits": {"memory": memory}})
    assert f"limits: {{memory: {shown}}}\n" in to_yaml(made)
    assert read_back(to_yaml(made)) == made


def test_overrides_of_python_become_those_of_the_command_line() -> None:
    given_values = {"compile.optimizer": "sgd", "input": (32, 32, 3), "seed": None, "layers.0.Dense.units": 64}
    assert overrides_as_text(given_values) == [
        "compile.optimizer=sgd",
        "input=[32, 32, 3]",
        "seed=null",
        "layers.0.Dense.units=64",
    ]
