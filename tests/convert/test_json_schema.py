"""The JSON Schema: small, strict, and of one opinion with netbuilder."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from netbuilder.convert.json_schema import schema, text
from netbuilder.convert.json_share import shared
from netbuilder.convert.json_types import joined, with_null
from netbuilder.convert.network_yaml import plain
from netbuilder.convert.templates import template, templates
from netbuilder.parse import parse
from netbuilder.source import read
from netbuilder.vocabulary.base.docs import field_docs, summary
from netbuilder.vocabulary.base.registry import KINDS, every, find
from netbuilder.vocabulary.custom_class import custom_objects
from netbuilder.vocabulary.network import Input, Limits, Network, Runtime
from tests.convert.drawn import each, few_or_many, items, nodes

CONFIGS = sorted((Path(__file__).parents[2] / "configs").glob("*.yaml"))
WHOLE = schema()
VALIDATOR = Draft7Validator(WHOLE)


def parts(node: Any, way: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside the schema."""
    if isinstance(node, dict):
        yield way, node
        for key in ("items", "if", "then", "else"):
            yield from parts(node.get(key), f"{way}/{key}")
        for key in ("properties", "patternProperties", "definitions"):
            for name, part in node.get(key, {}).items():
                yield from parts(part, f"{way}/{key}/{name}")
        for index, part in enumerate(node.get("anyOf", [])):
            yield from parts(part, f"{way}/anyOf/{index}")


def target(part: dict[str, Any]) -> dict[str, Any]:
    """A part with its reference followed."""
    reference = part.get("$ref")
    if reference is None:
        return part
    return target(WHOLE["definitions"][reference.removeprefix("#/definitions/")]) | {
        key: value for key, value in part.items() if key != "$ref"
    }


def layer_options(name: str) -> dict[str, Any]:
    found: dict[str, Any] = target(WHOLE["definitions"]["layer"]["else"]["properties"][name])
    return found


def errors(document: dict[str, Any]) -> list[str]:
    return ["/".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(document)]


def test_it_is_small_and_a_schema() -> None:
    Draft7Validator.check_schema(WHOLE)
    assert len(text().encode()) < 300_000
    assert json.loads(text()) == WHOLE
    assert text() == text()


def test_no_object_is_open() -> None:
    for way, part in parts(WHOLE):
        types = part.get("type", [])
        if "/if" not in way and "object" in ([types] if isinstance(types, str) else types):
            values = part.get("additionalProperties")
            # A mesh and a layout have keys of the author's, and values of a form.
            assert values is False or (isinstance(values, dict) and values), way


def test_every_name_has_its_sentence() -> None:
    for kind in ("layer", "activation", "initializer", "loss", "metric", "optimizer"):
        names = WHOLE["definitions"][f"{kind}_name"]
        assert len(names["enum"]) == len(names["enumDescriptions"])
        about = dict(zip(names["enum"], names["enumDescriptions"], strict=True))
        assert all(about.values()), [name for name, sentence in about.items() if not sentence]
    assert WHOLE["definitions"]["initializer_name"]["enumDescriptions"]


def test_there_is_no_choice_between_layers() -> None:
    for way, part in parts(WHOLE):
        assert "oneOf" not in part, way
        for branch in part.get("anyOf", []):
            # One that is always true, for completion, or plain values.
            assert branch is True or not {"properties", "if"} & set(target(branch)), way


def test_every_reference_leads_somewhere_and_every_definition_is_used() -> None:
    used = {part["$ref"].removeprefix("#/definitions/") for _, part in parts(WHOLE) if "$ref" in part}
    assert used == set(WHOLE["definitions"])


@pytest.mark.parametrize("cls", [Network, *every("layer")], ids=lambda cls: cls.__name__)
def test_every_option_has_its_sentence(cls: Any) -> None:
    part = WHOLE if cls is Network else layer_options(cls.__name__)
    properties = {name: target(option) for name, option in part["properties"].items()}
    assert list(properties) == [cls.written_name(name) for name in cls.option_names()]
    for name, sentence in field_docs(cls).items():
        assert properties[cls.written_name(name)]["description"].startswith(sentence)
        assert len(sentence) > 5
    if cls is not Network:
        assert part["description"] == summary(cls)


def test_ranges_choices_and_defaults_are_there() -> None:
    conv = {name: target(option) for name, option in layer_options("Conv2D")["properties"].items()}
    assert conv["filters"]["minimum"] == 1
    assert conv["padding"]["enum"] == ["valid", "same", "VALID", "SAME"]
    assert conv["padding"]["description"].endswith("Default: valid")
    assert conv["use_bias"]["description"].endswith("Default: true")
    # What holds where it is left out, and not what Keras would take.
    assert conv["kernel_initializer"]["description"].endswith(
        "Left out: chosen for the activation; with `initializers: keras` glorot_uniform"
    )
    assert conv["bias_initializer"]["description"].endswith("Default: zeros")
    assert layer_options("Conv2D")["required"] == ["filters", "kernel_size"]
    assert target(layer_options("Dropout")["properties"]["rate"])["exclusiveMaximum"] == 1


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_configs_fit(path: Path) -> None:
    assert errors(read(path.read_text(encoding="utf-8"), path.name).value) == []


@pytest.mark.parametrize("name", templates())
def test_templates_fit(name: str) -> None:
    assert errors(read(template(name), name).value) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_fits(kind: str) -> None:
    for cls in every(kind):
        document: dict[str, Any] = {"input": [8], "layers": [], "compile": {}}
        node = cls.__name__ if cls.only_bare else {cls.__name__: cls.example}
        if kind == "layer":
            document["layers"] = [node]
        elif kind == "cell":
            document["layers"] = [{"RNN": {"cell": node}}]
        elif kind == "activation":
            document["layers"] = [{"Dense": {"units": 1, "activation": node}}]
        elif kind == "metric":
            document["compile"] = {"metrics": [node]}
        elif kind == "schedule":
            document["compile"] = {"optimizer": {"SGD": {"learning_rate": node}}}
        elif kind in ("loss", "optimizer"):
            document["compile"] = {kind: node}
        elif kind == "distribution":
            document["runtime"] = {"backend": "jax", kind: node}
        else:
            document["layers"] = [{"Dense": {"units": 1, f"kernel_{kind}": node}}]
        assert errors(document) == [], cls.__name__


SECTIONS: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    layers=st.lists(items("layer"), max_size=3),
    input=nodes(Input),
    runtime=nodes(Runtime),
    limits=nodes(Limits),
    compile=st.fixed_dictionaries({"optimizer": items("optimizer"), "metrics": st.lists(items("metric"))}),
)


@few_or_many
def test_what_netbuilder_reads_fits(count: int) -> None:
    def check(sections: dict[str, Any]) -> None:
        assert errors(plain(Network.model_validate(sections))) == []

    each(SECTIONS, count, check)


WRONG = {
    "layers:\n  - Dens: {units: 1}": "layers/0",
    "layers:\n  - Dense": "layers/0",
    "layers:\n  - Flattn": "layers/0",
    "layers:\n  - Dense: {units: 1, unts: 2}": "layers/0/Dense",
    "layers:\n  - Dense: {}": "layers/0/Dense",
    "layers:\n  - Dense: {units: 0}": "layers/0/Dense/units",
    'layers:\n  - Dense: {units: "1"}': "layers/0/Dense/units",
    "layers:\n  - Dense: {units: 1, kernel_initializer: he}": "layers/0/Dense/kernel_initializer",
    "layers:\n  - Dense: {units: 1, bias_initializer: {Ones: {scale: 2}}}": "layers/0/Dense/bias_initializer/Ones",
    "layers:\n  - Dense: {units: 1, activation: rely}": "layers/0/Dense/activation",
    "layers:\n  - {Dense: {units: 1}, Flatten: {}}": "layers/0",
    "layers:\n  - {}": "layers/0",
    "layers:\n  - repeat: {times: 2, layers: [{Dense: {unit: 1}}]}": "layers/0/repeat/layers/0/Dense",
    "layers:\n  - TimeDistributed: {layer: {Dense: {units: true}}}": "layers/0/TimeDistributed/layer/Dense/units",
    "layers: []\ncompile: {optimizer: {Adam: {learning_rate: fast}}}": "compile/optimizer/Adam/learning_rate",
    "layers: []\ncompile: {loss: msee}": "compile/loss",
    "layers: []\ncompile: {metrics: [acuracy]}": "compile/metrics/0",
    "layers: []\nlayer: []": "",
    "layers: []\nrules: {NB203: never}": "rules/NB203",
    "layers: []\nrules: {NB999: off}": "rules",
    "layers: []\nruntime: {device: tpu}": "runtime/device",
}


@pytest.mark.parametrize(("wrong", "where"), WRONG.items(), ids=range(len(WRONG)))
def test_what_netbuilder_refuses_does_not_fit(wrong: str, where: str) -> None:
    document = read(f"input: [8]\n{wrong}\n", "wrong.yaml")
    found = errors(document.value)
    assert where in found
    assert len(set(found) - {where}) == 0
    if "NB999" not in wrong:
        assert parse(document).problems


@pytest.mark.parametrize(("size", "fits"), [(3, True), ([3, 5], True), (4, False), ([3, 4], False)])
def test_an_odd_size_may_be_a_list(size: Any, fits: bool) -> None:
    layer = {"RandomGaussianBlur": {"kernel_size": size}}
    assert (errors({"input": [8, 8, 3], "layers": [layer]}) == []) is fits


def test_anchors_have_a_home() -> None:
    assert errors({"input": [8], "layers": ["Flatten"], "x-anything": {"at": ["all"]}}) == []


@pytest.mark.keras
def test_a_layer_of_the_caller_is_found() -> None:
    import keras

    class Twice(keras.layers.Layer):  # type: ignore[misc]
        """Gives everything twice."""

        def __init__(self, *, often: int, **kwargs: Any) -> None:
            super().__init__(**kwargs)

    with custom_objects({"Twice": Twice}):
        found = schema()
    validator = Draft7Validator(found)
    assert validator.is_valid({"input": [8], "layers": [{"Twice": {"often": 3}}]})
    assert not validator.is_valid({"input": [8], "layers": [{"Twice": {"often": "3"}}]})
    assert not validator.is_valid({"input": [8], "layers": ["Twice"]})
    assert "Gives everything twice." in json.dumps(found)
    assert find("layer", "Twice") is None


def test_functions_of_the_caller_are_found() -> None:
    def my_loss(labels: Any, predictions: Any) -> Any:
        return labels - predictions

    with custom_objects({"my_loss": my_loss}):
        found = schema()
    document = {"input": [8], "layers": [], "compile": {"loss": "my_loss"}}
    assert Draft7Validator(found).is_valid(document)
    assert errors(document) == ["compile/loss"]


@pytest.mark.parametrize(("letters", "is_shared"), [(41, False), (42, True)])
def test_what_stands_twice_and_is_long_enough_is_shared(letters: int, is_shared: bool) -> None:
    part = {"description": "x" * letters}
    assert len(json.dumps(part, separators=(",", ":"))) == letters + 18
    written = shared({"properties": {"a": part, "b": part, "c": {"items": part}}}, {"a": {"type": "null"}})
    assert set(written["definitions"]) == ({"a", "a_2"} if is_shared else {"a"})
    reference = {"$ref": "#/definitions/a_2"} if is_shared else part
    assert written["properties"] == {"a": reference, "b": reference, "c": {"items": reference}}
    assert shared({"properties": {"a": part}}, {}) == {"properties": {"a": part}, "definitions": {}}


def test_alternatives_with_null() -> None:
    references = [{"$ref": "#/definitions/a"}, {"$ref": "#/definitions/b"}]
    choice = {"anyOf": references[::-1]}
    assert joined(references) == choice
    assert joined([*references, {"type": "null"}]) == {"if": {"type": "null"}, "then": True, "else": choice}
    assert with_null({"enum": [1, None]}) == {"enum": [1, None]}
    assert with_null({"enum": [1]}) == {"enum": [1, None]}
    assert with_null({"type": ["null", "string"]}) == {"type": ["null", "string"]}
    assert with_null({"type": "string"}) == {"type": ["string", "null"]}
    assert joined([{"type": "integer", "minimum": 1}, {"type": "string"}]) == {
        "type": ["integer", "string"],
        "minimum": 1,
    }
    assert joined([{"type": "integer"}, {"type": "number"}]) == {"anyOf": [{"type": "integer"}, {"type": "number"}]}
    assert joined([{"const": True}, {"type": "string", "if": {}}]) == {
        "if": {"type": "boolean"},
        "then": {"const": True},
        "else": {"type": "string", "if": {}},
    }
    assert joined([references[0], {"enum": ["a", 1]}]) == {
        "if": {"type": ["string", "number"]},
        "then": {"enum": ["a", 1]},
        "else": references[0],
    }


@pytest.mark.slow
def test_check_jsonschema_agrees(tmp_path: Path) -> None:
    file = tmp_path / "netbuilder.schema.json"
    file.write_text(text(), encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("input: [8]\nlayers:\n  - Dense: {unit: 8}\n", encoding="utf-8")

    def run(*files: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(file), *map(str, files)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = run(*CONFIGS)
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(wrong)
    assert done.returncode == 1
    assert "$.layers[0].Dense" in done.stdout
    assert "'unit' was unexpected" in done.stdout
