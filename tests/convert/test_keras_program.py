"""Executed, a Keras program makes the model that netbuilder builds, and with a seed the same weights byte for byte."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from netbuilder.convert.keras_program import program
from netbuilder.convert.templates import template, templates
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.graph import resolve
from netbuilder.lint.runner import lint
from netbuilder.parse import parse
from netbuilder.parse.draft import Draft, of_network
from netbuilder.pipeline import Options, Session
from netbuilder.plan import fresh_seed, plan
from netbuilder.source import read
from netbuilder.vocabulary.base.layer_names import automatic_name
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.custom_class import custom_objects
from netbuilder.vocabulary.network import Network
from tests.convert.drawn import nodes
from tests.convert.repeats import REPEATS, network

pytestmark = pytest.mark.keras

CONFIGS = sorted((Path(__file__).parents[2] / "configs").glob("*.yaml"))
LAYERS = [pytest.param(cls, id=cls.__name__) for cls in every("layer")]
ACTIVATIONS = [pytest.param(cls, id=cls.__name__) for cls in every("activation") if cls.example or cls.model_fields]
OTHERS = [
    pytest.param(cls, id=cls.__name__) for kind in ("initializer", "regularizer", "constraint") for cls in every(kind)
]
TRAINING = [
    pytest.param(cls, id=f"{kind}-{cls.__name__}") for kind in ("optimizer", "loss", "metric") for cls in every(kind)
]


def draft_of(text: str) -> Draft:
    draft = parse(read(text, "network.yaml"))
    assert draft.problems == []
    return draft


def made(**sections: Any) -> Draft:
    return of_network(Network.model_validate({"input": [8], **sections}))


def executed(text: str) -> Any:
    """The model that a program makes in a process that has made no other."""
    from netbuilder.engine.keras_state import counters_from_zero

    names: dict[str, Any] = {"__name__": "program"}
    with counters_from_zero():
        exec(compile(text, "program", "exec"), names)
    return names["model"]


def same(draft: Draft) -> None:
    """Demand that program and builder make the same model; without a seed, but for the seeds drawn at random."""
    from netbuilder.engine.build import build

    graph = resolve(draft)
    is_seeded = draft.seed is not None
    built = build(plan(graph, None if is_seeded else fresh_seed())).model
    model = executed(program(plan(graph)))
    assert comparable(model.get_config(), is_seeded) == comparable(built.get_config(), is_seeded) | (
        {"name": "sequential"} if draft.name is None else {}
    )
    assert model.compiled == built.compiled
    if built.compiled:
        assert comparable(model.get_compile_config(), is_seeded) == comparable(built.get_compile_config(), is_seeded)
    assert [tuple(weight.shape) for weight in model.weights] == [tuple(weight.shape) for weight in built.weights]
    if is_seeded:
        for ours, theirs in zip(model.weights, built.weights, strict=True):
            assert ours.numpy().tobytes() == theirs.numpy().tobytes(), ours.path


def comparable(config: Any, is_seeded: bool) -> Any:
    """A config without memory addresses, and without what was drawn at random."""
    if isinstance(config, dict):
        left_out = ("shared_object_id",) if is_seeded else ("shared_object_id", "seed")
        return {key: comparable(value, is_seeded) for key, value in config.items() if key not in left_out}
    if isinstance(config, list | tuple):
        return [comparable(item, is_seeded) for item in config]
    return "nan" if config != config else config


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_config(path: Path) -> None:
    same(draft_of(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", templates())
def test_every_template(name: str) -> None:
    same(draft_of(template(name)))


@pytest.mark.parametrize("name", templates())
def test_every_template_without_a_seed(name: str) -> None:
    same(draft_of(template(name).replace("seed: 42", "")))


@pytest.mark.parametrize("cls", LAYERS)
def test_every_layer_class(cls: Any) -> None:
    same(made(input={"shape": list(cls.example_input)}, layers=[{cls.__name__: cls.example}], seed=7))


@pytest.mark.slow
@pytest.mark.parametrize("cls", LAYERS)
def test_every_layer_class_without_a_seed(cls: Any) -> None:
    same(made(input={"shape": list(cls.example_input)}, layers=[{cls.__name__: cls.example}]))


@pytest.mark.parametrize("cls", ACTIVATIONS)
def test_every_activation_with_each_of_its_options(cls: Any) -> None:
    found = [{}, *({option: field.default} for option, field in cls.model_fields.items() if not field.is_required())]
    layers = [{"Dense": {"units": 4, "activation": {cls.__name__: cls.example | options}}} for options in found]
    same(made(layers=[*layers, {"ReLU": {}}], seed=7))


@pytest.mark.parametrize("cls", OTHERS)
def test_every_initializer_regularizer_and_constraint(cls: Any) -> None:
    # A square kernel for Identity, one with steps for STFT.
    layer: dict[str, dict[str, Any]]
    shape, layer = (
        ([8], {"Dense": {"units": 8}})
        if cls.__name__ != "STFT"
        else ([16, 1], {"Conv1D": {"filters": 8, "kernel_size": 4}})
    )
    [options] = layer.values()
    options[f"kernel_{cls.kind}"] = {cls.__name__: cls.example}
    for seed in (7, None):
        same(made(input=shape, layers=[layer], seed=seed))


@pytest.mark.parametrize("cls", TRAINING)
def test_every_optimizer_loss_and_metric(cls: Any) -> None:
    node = cls.__name__ if cls.only_bare else {cls.__name__: cls.example}
    option = {"metric": "metrics"}.get(cls.kind, cls.kind)
    same(made(layers=[{"Dense": {"units": 4}}], compile={option: [node] if cls.kind == "metric" else node}))


CASES = {
    "activations that are layers": """
  - ReLU
  - Dense: {units: 4, activation: {ReLU: {max_value: 6}}}
  - Dense: {units: 4, activation: {relu: {max_value: 6}}}
  - Dense: {units: 4, activation: {ReLU: {name: mine}}}
  - ReLU
  - Activation: {activation: {leaky_relu: {negative_slope: 0.3}}}
  - Dense: {units: 4, activation: {gelu: {approximate: true}}}
""",
    "nested models": """
  - Sequential: {name: outer, layers: [{Dense: {units: 4}}, {Sequential: {layers: [{Dense: {units: 4}}, Flatten]}}]}
  - Sequential: {trainable: false, layers: [{Dense: {units: 4}}]}
  - Dense: {units: 4}
""",
    "repeats of everything": """
  - repeat:
      times: 2
      layers:
        - Dense: {units: 8, name: wide}
        - repeat: {times: 2, layers: [{Dense: {units: 8, name: deep}}, {Dropout: {rate: 0.1}}]}
        - Sequential: {name: nested, layers: [{Dense: {units: 8}}, {repeat: {times: 2, layers: [{Dense: {units: 8}}]}}]}
""",
    "held layers with the same names": """
  - Reshape: {target_shape: [4, 2]}
  - Bidirectional: {layer: {LSTM: {units: 3, return_sequences: true}}}
  - Bidirectional: {layer: {GRU: {units: 3, return_sequences: true, name: own}}, merge_mode: sum}
  - Bidirectional:
      layer: {LSTM: {units: 3, return_sequences: true}}
      backward_layer: {LSTM: {units: 3, return_sequences: true, go_backwards: true}}
  - LSTM: {units: 3, return_sequences: true, kernel_initializer: {HeNormal: {seed: 5}}}
  - RNN: {cell: [{LSTMCell: {units: 3}}, {GRUCell: {units: 2}}], return_sequences: true}
  - TimeDistributed: {layer: {Dense: {units: 4}}}
  - TimeDistributed: {layer: {Dense: {units: 4}}}
  - TimeDistributed: {layer: {SpectralNormalization: {layer: {Dense: {units: 4}}}}}
  - SpectralNormalization: {layer: {Dense: {units: 4, kernel_initializer: orthogonal}}}
  - Dense: {units: 4}
""",
    "layers made inside others": """
  - Reshape: {target_shape: [2, 2, 2]}
  - Resizing: {height: 8, width: 8}
  - Conv2D: {filters: 3, kernel_size: 1}
  - RandomColorJitter: {brightness_factor: 0.1, hue_factor: 0.1}
  - RandomBrightness: {factor: 0.1}
  - RandomHue: {factor: 0.1}
  - RandomContrast: {factor: 0.1}
""",
    "names that a layer gives out inside": """
  - Reshape: {target_shape: [2, 4, 1]}
  - Conv2D: {filters: 3, kernel_size: 1}
  - AugMix
  - RandomShear: {x_factor: [0.0, 0.1]}
  - RandAugment
  - Solarization
  - Pipeline: {layers: [RandomFlip, AutoContrast]}
""",
    "options of the input": """
  - Dense: {units: 4, name: input_layer}
""",
}


@pytest.mark.parametrize("cls", LAYERS)
def test_what_a_layer_makes_inside_is_known(cls: Any) -> None:
    import keras

    from netbuilder.engine.keras_state import counters_from_zero
    from netbuilder.engine.objects import ObjectFactory

    if cls.is_inlined:
        return  # it is none of Keras'
    names = {automatic_name(other.__name__): other.__name__ for other in every("layer") if other is not cls}
    with counters_from_zero():  # as a program makes it, without a name
        ObjectFactory(keras).node(cls.model_validate(cls.example))
        counted = {name for stem, name in names.items() if keras.backend.get_uid(stem) > 1}
    assert counted - _written(cls.example) <= set(cls.makes_inside)


def _written(value: Any) -> set[str]:
    """The layers that an example holds."""
    if isinstance(value, dict):
        return set(value).union(*map(_written, value.values()))
    return set().union(*map(_written, value)) if isinstance(value, list) else {str(value)}


@pytest.mark.parametrize("seed", ["seed: 3", ""], ids=["seeded", "unseeded"])
@pytest.mark.parametrize("layers", CASES.values(), ids=CASES)
def test_what_names_and_seeds_could_go_wrong_in(layers: str, seed: str) -> None:
    same(draft_of(f"{seed}\ninput: {{shape: [8], batch_size: 2}}\nlayers:{layers}"))


@pytest.mark.parametrize("seed", [3, None], ids=["seeded", "unseeded"])
@pytest.mark.parametrize("layers", REPEATS.values(), ids=REPEATS)
def test_repeats(layers: str, seed: int | None) -> None:
    same(draft_of(network(layers, seed)))


OWN = """
import keras


class Doubled(keras.layers.Layer):
    def __init__(self, factor=2, kernel_initializer="ones", **options):
        super().__init__(**options)
        self.factor = factor
        self.kernel_initializer = keras.initializers.get(kernel_initializer)

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1],), initializer=self.kernel_initializer)

    def call(self, inputs):
        return self.factor * inputs * self.kernel

    def get_config(self):
        return super().get_config() | {"factor": self.factor}


class AppliedInsideOfTheProgram(keras.layers.Wrapper):
    def call(self, inputs):
        return self.layer(inputs)


class PlainWithoutAnyNameAtAll(keras.layers.Layer):
    def __init__(self, *, by):
        super().__init__()
        self.by = by

    def call(self, inputs):
        return self.by * inputs


def wavy(x):
    return keras.ops.sin(x)


def far_off(labels, predictions):
    return keras.ops.abs(labels - predictions)
"""


def test_pieces_of_the_caller_are_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import import_module

    import keras

    (tmp_path / "own_pieces.py").write_text(OWN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    own = import_module("own_pieces")
    names = ("Doubled", "AppliedInsideOfTheProgram", "PlainWithoutAnyNameAtAll", "wavy", "far_off")
    pieces = {name: getattr(own, name) for name in names}
    text = """
seed: 3
input: [8]
layers:
  - Dense: {units: 4, activation: wavy}
  - Doubled: {factor: 3, kernel_initializer: he_normal}
  - Doubled
  - AppliedInsideOfTheProgram: {layer: {Dense: {units: 3}}}
  - PlainWithoutAnyNameAtAll: {by: 2}
compile: {loss: far_off, metrics: [far_off]}
"""
    with custom_objects(pieces), keras.saving.custom_object_scope(pieces):
        draft = draft_of(text)
        shown = program(plan(resolve(draft)))
        lines = ["(", *(f"    {name}," for name in sorted(names)), ")"]
        assert "import keras\nfrom own_pieces import " + "\n".join(lines) in shown
        assert "own_pieces.Doubled(" not in shown
        same(draft)


@pytest.mark.parametrize("precision", ["float64", "mixed_bfloat16"])
def test_precision(precision: str) -> None:
    import keras

    draft = made(layers=[{"Dense": {"units": 4}}], seed=3, runtime={"precision": precision}, compile={"loss": "mse"})
    before = keras.config.dtype_policy()
    try:
        same(draft)
    finally:
        keras.config.set_dtype_policy(before)


@pytest.mark.slow
def test_a_deep_network() -> None:
    import sys

    before = sys.getrecursionlimit()
    try:
        same(made(layers=[{"repeat": {"times": 1000, "layers": [{"Dense": {"units": 8}}]}}], seed=3))
    finally:
        sys.setrecursionlimit(before)


@pytest.mark.slow
@pytest.mark.parametrize("cls", LAYERS)
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_options_of_a_layer(cls: Any, data: st.DataObject) -> None:
    node = data.draw(nodes(cls, 1))
    draft = made(input={"shape": list(cls.example_input)}, layers=[node], seed=data.draw(st.sampled_from([7, None])))
    graph = resolve(draft)
    assume(not lint(draft).errors and graph.parameters < 10**6 and graph.layer_count < 100)
    try:
        same(draft)
    except (ConfigError, NotImplementedError):
        # Keras refuses the layer, or cannot say its config: nothing that a program could do better.
        reject()


STANDS_APART = """
  - Dense: {units: 4, activation: {leaky_relu: {negative_slope: 0.1}}}
  - Dense: {units: 4, activation: {gelu: {approximate: true}}, activity_regularizer: l2, name: kept, dtype: float32}
  - Dense: {units: 4, activation: {PReLU: {alpha_initializer: he_normal}}}
  - Activation: {activation: {elu: {alpha: 0.5}}}
  - LeakyReLU
  - repeat: {times: 3, layers: [{Dense: {units: 4, activation: {relu: {max_value: 6}}}}]}
  - repeat: {times: 2, layers: [{Dense: {units: 4, activation: {elu: {alpha: 2}}, name: block}}, {Dropout: {rate: 0}}]}
  - SpectralNormalization: {layer: {Dense: {units: 4}}}
  - Dense: {units: 4, name: dense_activation}
  - Dense: {units: 4, activation: {softmax: {axis: 1}}}
"""


@pytest.mark.filterwarnings("ignore::netbuilder.ConfigWarning")  # the penalty is another one before 3.14
def test_a_program_for_an_older_keras_makes_what_a_file_for_it_holds() -> None:
    text = f"name: apart\nseed: 1\ninput: [5, 8]\nlayers:{STANDS_APART}"
    built = Session(text, "net.yaml", Options(opens_in="3.8")).built.model
    program_text = program(Session(text, "net.yaml", Options(keras="3.8")).plan)
    assert "activation=" not in program_text
    assert 'name=f"block_{i}_activation"' in program_text
    model = executed(program_text)
    assert comparable(model.get_config(), True) == comparable(built.get_config(), True)
    for ours, theirs in zip(model.weights, built.weights, strict=True):
        assert ours.numpy().tobytes() == theirs.numpy().tobytes(), ours.path
