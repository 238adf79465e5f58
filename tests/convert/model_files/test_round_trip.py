"""What netbuilder builds and Keras saves is imported as the same network: configs, templates, examples."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.convert.layout import text as yaml_text
from netbuilder.convert.model_files.fold import fold
from netbuilder.convert.model_files.shortest import canonical
from netbuilder.lint.runner import lint
from netbuilder.parse import parse
from netbuilder.pipeline.importing import import_bytes, import_path
from netbuilder.plan import Plan, plan
from netbuilder.rules.base import every_rule
from netbuilder.source import read
from netbuilder.vocabulary.base.registry import every

ROOT = Path(__file__).resolve().parents[3]
COUNTED = {
    "MelSpectrogram": {"sequence_length", "max_freq"},
    "RandomPosterization": {"factor"},
    "GroupNormalization": {"groups"},
}
"""What Keras works out from other options and then saves as if it had been said."""


def example(cls: Any) -> Any:
    return {cls.__name__: cls.example} if cls.example else cls.__name__


def texts() -> Iterator[tuple[str, str]]:
    cls: Any
    for cls in every("layer"):
        yield (
            f"layer {cls.__name__}",
            yaml_text({"input": list(cls.example_input), "layers": [example(cls)]}),
        )
    for kind in ("initializer", "regularizer", "constraint"):
        for cls in every(kind):
            layer = {"Dense": {"units": 8, f"kernel_{kind}": example(cls)}}
            yield f"{kind} {cls.__name__}", yaml_text({"input": [8], "layers": [layer]})
    for cls in every("activation"):
        yield cls.__name__, yaml_text({"input": [8], "layers": [{"Dense": {"units": 8, "activation": example(cls)}}]})
    for kind in ("optimizer", "loss", "metric", "schedule"):
        for cls in every(kind):
            section: dict[str, Any] = {"optimizer": "adam", "loss": "mse"}
            if kind == "metric":
                section["metrics"] = [example(cls)]
            elif kind == "schedule":
                section["optimizer"] = {"Adam": {"learning_rate": example(cls)}}
            else:
                section[kind] = example(cls)
            network = {"input": [8], "layers": [{"Dense": {"units": 8}}], "compile": section}
            yield f"{kind} {cls.__name__}", yaml_text(network)
    for folder in ("configs", "netbuilder/convert/templates"):
        for path in sorted((ROOT / folder).glob("*.yaml")):
            yield path.name, path.read_text()
    for rule in every_rule():
        for word in ("bad", "good"):
            for number, text in enumerate(getattr(rule, word, ())):
                yield f"{rule.code} {word} {number}", text


def described(resolved: Plan, *, folded: bool) -> list[Any]:
    """The layers of a plan: class, options, initializers, shape and parameters; seeds and default names left out."""
    leaves = list(resolved.leaves())
    if folded:
        kept = fold([leaf.node for leaf in leaves])
        leaves = [leaves[index]._replace(node=node) for index, node in kept]
    described = []
    for leaf in leaves:
        node, call = leaf.node, leaf.call
        assert call is not None
        aside = {"name", "seed", "layer", "backward_layer", "cell", *COUNTED.get(type(node).__name__, ())}
        options = {
            option: canonical(getattr(node, option), option)
            for option in type(node).option_names()
            if option not in aside and not option.endswith("initializer")
        }
        if "axis" in options and call.input is not None and options["axis"] == len(call.input) - 1:
            options["axis"] = -1
        if options.get("data_format") == "channels_last":
            options["data_format"] = None
        drawn = {role: type(decision.initializer).__name__ for role, decision in leaf.decisions.items()}
        described.append((type(node).__name__, options, drawn, call.parameters))
    return described


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_what_is_built_and_saved_is_imported_as_the_same_network(tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    count = 0
    for name, text in texts():
        result = lint(parse(read(text, name)))
        # This process has one backend, and a CPU.
        runtime = result.draft.runtime
        needs_gpu = runtime.device.startswith("gpu") or "NB133" in {finding.code for finding in result.diagnostics}
        if result.errors or runtime.backend != "tensorflow" or needs_gpu:
            continue
        nb.build(text).save(path)
        imported = import_path(path)
        assert imported is not None, name
        assert imported.refusal is None, (name, imported.verdict)
        before, after = plan(result.graph), plan(imported.report.graph)
        assert described(before, folded=True) == described(after, folded=False), name
        assert before.runtime.precision == after.runtime.precision, name
        assert result.graph.output_shape == imported.report.graph.output_shape, name
        assert nb.compare(imported.text, nb.load(path)).is_equal, name
        is_nested = any(planned.inner is not None and planned.node.name is None for planned in before.layers)
        # Flattened, the layers have other names, and so other seeds; and some have seeds of their own.
        if before.seed is not None and not is_nested and text.count("seed:") == 1:
            assert before.seed == after.seed, name
        count += 1
    assert count > 400


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize("name", ["VGG16", "VGG19", "MobileNet"])
def test_published_models(name: str) -> None:
    """Many more, of other packages too, go through `python -m benchmarks.published`."""
    import keras

    with keras.StatelessScope():  # shapes only: the weights of these are half a gigabyte each
        model = getattr(keras.applications, name)(weights=None)
    imported = import_bytes(model.to_json().encode(), name)
    assert imported is not None
    assert imported.parameters == model.count_params()
    with keras.StatelessScope():
        built = nb.build(imported.text)
    again = import_bytes(built.to_json().encode(), name)
    assert again is not None
    plans = [plan(part.report.graph) for part in (imported, again)]
    assert described(plans[0], folded=True) == described(plans[1], folded=False)
    assert nb.compare(imported.text, nb.from_keras(built)).is_equal


@pytest.mark.keras
@pytest.mark.filterwarnings("ignore")
def test_a_live_model_and_its_file_are_one_network(tmp_path: Path) -> None:
    import keras

    text = (ROOT / "configs" / "digits_cnn.yaml").read_text()
    model = nb.build(text)
    assert nb.compare(text, nb.from_keras(model)).is_equal
    model.save(tmp_path / "model.h5")
    assert nb.compare(text, tmp_path / "model.h5").is_equal
    inputs = keras.Input((4,))
    outputs = keras.layers.Dense(2, name="score")(keras.layers.Dense(3, activation="relu")(inputs))
    network = nb.from_keras(keras.Model(inputs, outputs))
    assert network.to_yaml() == (
        "initializers: keras\ninput: [4]\nlayers:\n"
        "  - Dense: {units: 3, activation: relu}\n  - Dense: {units: 2, name: score}\n"
    )
    steps = keras.Input((6, 3))  # masks are operations of the graph, and no layers
    masked = keras.layers.LSTM(4)(keras.layers.Masking()(steps))
    assert nb.from_keras(keras.Model(steps, masked)).to_yaml().endswith("  - Masking\n  - LSTM: {units: 4}\n")
    with pytest.raises(nb.ConfigError, match="joins 2 tensors"):
        nb.from_keras(keras.Model(inputs, keras.layers.Add()([inputs, keras.layers.Dense(4)(inputs)])))
