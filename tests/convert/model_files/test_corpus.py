"""Real model files of other people, where they are: what each becomes agrees with what their libraries say."""

import json
import zipfile
from pathlib import Path
from typing import Any

import h5py
import pytest

from netbuilder.convert.model_files.refusal import Refused
from netbuilder.pipeline.importing import import_path
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Wrapper

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "models"
EXPECTED: dict[str, dict[str, Any]] = {}
if CORPUS.is_dir():
    EXPECTED = json.loads((CORPUS / "expected.json").read_text())

pytestmark = pytest.mark.skipif(not EXPECTED, reason=f"the collection of model files is not in {CORPUS}")


def original(name: str, folder: Path) -> Path:
    """The file as it was: archives and HDF5 are kept as JSON."""
    source: Path = CORPUS / EXPECTED[name]["file"]
    if source.suffix != ".json":
        return source
    data = json.loads(source.read_text())
    if isinstance(data, dict) and "h5 attributes" in data:
        path = folder / f"{name}.h5"
        with h5py.File(path, "w") as file:
            for key, value in data["h5 attributes"].items():
                file.attrs[key] = value if isinstance(value, str) else json.dumps(value)
        return path
    if isinstance(data, dict) and "keras archive" in data:
        path = folder / f"{name}.keras"
        with zipfile.ZipFile(path, "w") as archive:
            for key, value in data["keras archive"].items():
                archive.writestr(key, json.dumps(value))
        return path
    return source


@pytest.mark.parametrize("name", EXPECTED or ["none"])
def test_a_real_file(name: str, tmp_path: Path) -> None:
    expected = EXPECTED[name]
    path = original(name, tmp_path)
    if expected["outcome"] == "refused":
        with pytest.raises(Refused) as caught:
            import_path(path)
        assert caught.value.kind in (expected["reason"], *(expected.get("also") or ()))
        return
    imported = import_path(path)
    assert imported is not None
    graph = imported.report.graph
    assert graph.draft.input is not None
    assert list(graph.draft.input.shape) == expected["input_shape"]
    assert graph.draft.input.batch_size == expected["batch_size"]
    assert list(graph.output_shape or ()) == expected["output_shape"]
    assert imported.parameters == expected["params"]
    assert imported.refusal is None
    written = [called(call.outer) for call in graph.calls]
    assert is_folded(expected["layers"], written)
    assert_compiled(imported.text, expected.get("compile"), graph)


def called(layer: Layer | None) -> str:
    assert layer is not None
    name = type(layer).__name__
    return f"{name}({called(layer.inner)})" if isinstance(layer, Wrapper) else name


def is_folded(layers: list[str], written: list[str]) -> bool:
    """Whether the layers are those written, but for Activations folded into the layer before them."""
    rest = iter(written)
    current = next(rest, None)
    for layer in layers:
        if layer == current:
            current = next(rest, None)
        elif layer != "Activation":
            return False
    return current is None


def assert_compiled(text: str, expected: dict[str, Any] | None, graph: Any) -> None:
    assert ("\ncompile:" in text) == (expected is not None)
    if expected is None:
        return
    optimizer = graph.optimizer
    assert type(optimizer).__name__.lower() == expected["optimizer"].lower()
    if "learning_rate" in expected:
        assert optimizer.peak() == pytest.approx(expected["learning_rate"], rel=1e-6)
    assert len(graph.draft.compile.metrics) == len(expected["metrics"])
