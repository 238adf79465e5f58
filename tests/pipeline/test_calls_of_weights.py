"""What is asked, refused and handed on where a model is built with its weights, up to the building: see `calls.py`."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from netbuilder.convert.model_files.network_data import ImportOptions
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.engine import stored_weights
from netbuilder.engine.stored_weights import WeightsRefused
from netbuilder.pipeline import Session, measuring
from netbuilder.pipeline.importing import import_bytes
from netbuilder.pipeline.weights import WeightsOptions, model_with_weights
from tests.calls import Call, calls

h5py = pytest.importorskip("h5py")
NS = SimpleNamespace
FILE = Path(__file__).with_name("calls_of_weights.txt")


def dense(**config: Any) -> Any:
    return {"class_name": "Dense", "config": {"name": "d", "output_dim": 2, **config}}


def conv(class_name: str = "Convolution2D", first: bool = True, **config: Any) -> Any:
    """A convolution of Keras 1, of channels in front."""
    start = {"batch_input_shape": [None, 2, 8, 8]} if first else {}
    usual = {"name": "c", "nb_filter": 2, "nb_row": 3, "nb_col": 3, "border_mode": "valid", "dim_ordering": "th"}
    return {"class_name": class_name, "config": {**usual, **start, **config}}


def conv_2(class_name: str = "Conv2D", first: bool = True, **config: Any) -> Any:
    """One of Keras 2."""
    start = {"batch_input_shape": [None, 8, 8, 2]} if first else {}
    usual = {"name": "c", "filters": 2, "kernel_size": [3, 3], "strides": [1, 1], "padding": "same"}
    return {"class_name": class_name, "config": {**usual, "data_format": "channels_last", **start, **config}}


def pool_2(class_name: str = "MaxPooling2D", **config: Any) -> Any:
    return {"class_name": class_name, "config": {"name": "p", "pool_size": [3, 3], "padding": "same", **config}}


def taken(
    *layers: Any, release: str = "1.2.2", ran_on: str = "", misplaced: tuple[str, ...] = (), fails: str = "",
    data_format: Any = None, text: str = "", is_known: bool = True, **options: Any,
) -> Any:  # fmt: skip
    """What is said of a file of these layers; or the model's remark, and what the file's weights are put in with."""
    config: Any = list(layers) if release < "2" else {"name": "s", "layers": list(layers)}
    topology = json.dumps({"class_name": "Sequential", "config": config})
    imported = import_bytes(topology.encode(), "m.h5", ImportOptions(data_format)) if is_known else None
    count = imported.parameters if imported is not None else 1
    if text:
        Path("m.h5").write_text(text)
    else:
        with h5py.File("m.h5", "w") as file:
            file.attrs["model_config"], file.attrs["keras_version"] = topology, release
            if ran_on:
                file.attrs["backend"] = ran_on
            group = file.create_group("model_weights/all")
            file["model_weights"].attrs["layer_names"], group.attrs["weight_names"] = [b"all"], [b"kernel"]
            group["kernel"] = [0.0] * count
    put: list[Any] = []

    def put_weights(model: Any, path: str, names: Any, **options: Any) -> int:
        put.append((path, names.layers, options))
        if fails:
            raise WeightsRefused(fails)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "built", property(lambda session: NS(model=session.name)))
        patch.setattr(stored_weights, "misplaced_biases", lambda model: list(misplaced))
        patch.setattr(stored_weights, "put_weights", put_weights)
        try:
            loaded = model_with_weights("m.h5", WeightsOptions(**options), ImportOptions(data_format))
        except Refused as refused:
            diagnostic = refused.diagnostic("m.h5", "python")
            return f"{diagnostic.message} | {diagnostic.why} | {diagnostic.fix}"
        finally:
            Path("m.h5").unlink()
    return loaded.model, loaded.remark, put


def measured(optimizer: str = "", *, fit_one_batch: bool = False, compile: str | None = None) -> Any:
    """What is asked of the steps of a measurement."""
    from netbuilder.engine.probe import measure, one_batch

    asked: list[Any] = []
    probe = NS(optimizer=optimizer, verdict="a verdict")
    probe._replace = lambda **changes: asked.append(changes) or probe
    head = "input: [4]\nlayers:\n  - Dense: {units: 2}\n"
    graph = None if compile is None else Session(f"{head}compile: {compile}\n").report.graph
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measure, "measure", lambda *arguments: asked.append(arguments) or probe)
        patch.setattr(one_batch, "fit_one_batch", lambda *arguments, **options: (arguments, options))
        patch.setattr(measuring, "findings", lambda probe, graph, adaptive, settings: f"adaptive: {adaptive}")
        patch.setattr(measuring, "beside", lambda verdict, findings: f"{verdict} beside {findings}")
        measuring.measured("a model", graph, data="data", fit_one_batch=fit_one_batch, progress=len)
    return asked


NAMES = {name: value for name, value in globals().items() if not name.startswith("_")}


@pytest.mark.parametrize("call", list(calls(FILE)), ids=lambda call: call.expression)
def test_what_comes_of_a_call(
    call: Call, tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call.compare(call.outcome(NAMES, tmp_path, __file__), pytestconfig)
