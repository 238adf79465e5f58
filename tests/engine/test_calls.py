"""The parts of the engine that need no backend: what their calls give or raise, see `tests/calls.py`."""
# ruff: noqa: F401  # the expressions have the names

import io
import json
import os
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.language import spoken
from netbuilder.engine import lean_import, memory, silence
from netbuilder.engine.backends import absent, base, start
from netbuilder.engine.backends.jax import Jax
from netbuilder.engine.backends.tensorflow import TensorFlow
from netbuilder.engine.backends.torch import Torch
from netbuilder.engine.devices import refused_strategy, slow_precision
from netbuilder.engine.distribution import data, guard, launch, whole
from netbuilder.engine.distribution.mesh import distribution_of
from netbuilder.engine.export import export, formats, outputs
from netbuilder.engine.export.quantize import Quantized
from netbuilder.engine.findings import first_sentence
from netbuilder.engine.installation import broken, check_imported
from netbuilder.engine.older_file import members_for
from netbuilder.engine.probe import batch, expected, forward, measure, one_batch, sample, statistics
from netbuilder.engine.save import copy_archive, default_target, refusal
from netbuilder.engine.stored_weights import cudnn, keras_1, put, read
from netbuilder.parse.draft import Draft
from netbuilder.pipeline import Session
from netbuilder.source.origin import Origin
from netbuilder.views import display
from netbuilder.vocabulary.network import Runtime
from tests.calls import Call, calls
from tests.engine import calls_of_backends, calls_of_building, calls_of_machines, calls_of_probes
from tests.engine.calls_of_probes import Hashable, fill

display.install()
FILES = sorted(Path(__file__).parent.glob("calls*.txt"))
pytest.importorskip("h5py")
NS = SimpleNamespace


def refused(target: str, backend: str = "tensorflow") -> str:
    diagnostic = refusal(Path(target), backend)
    return "" if diagnostic is None else f"{diagnostic.message} | {diagnostic.why} | {diagnostic.fix}"


def exported(count: int, given: int) -> Any:
    model = NS(inputs=[1] * count, outputs=[1] * given)
    return export.export(model, Path("m.tflite"), formats.FORMATS[1])


def layer(class_name: str, **attributes: Any) -> Any:
    return type(class_name, (), attributes)()


def weights(*arrays: Any) -> Any:
    return [(array.shape, array.reshape(-1).tolist()) for array in arrays]


def counted(*shape: int) -> Any:
    return np.arange(int(np.prod(shape)), dtype="float32").reshape(shape)


class Weight(NamedTuple):
    shape: tuple[int, ...]
    values: list[Any]

    def assign(self, array: Any) -> None:
        self.values[:] = [array.tolist()]

    def numpy(self) -> Any:
        return np.array(self.values[0])


def part(
    name: str, *shapes: tuple[int, ...], other: Sequence[tuple[int, ...]] = (), cls: str = "Dense", **more: Any
) -> Any:
    """A layer with weights of these shapes, the last of which are not trained."""
    trained, rest = ([Weight(shape, []) for shape in some] for some in (shapes, other))
    return layer(
        cls, name=name, trainable_weights=trained, non_trainable_weights=rest, weights=[*trained, *rest], **more
    )


NO_NAMES = read.Names((), ())


def names(*layers: str, archive: Sequence[Any] = ()) -> read.Names:
    return read.Names(archive, layers)


def hdf5(groups: dict[str, dict[str, Any]], listed: Sequence[str] | None = None, pieces: int = 0) -> str:
    """A file of Keras 2 with these arrays by layer; its list of layers is cut into so many pieces."""
    import h5py

    with h5py.File("m.h5", "w") as file:
        root = file.create_group("model_weights")
        _put_names(root, "layer_names", list(groups) if listed is None else listed, pieces)
        for name, arrays in groups.items():
            group = root.create_group(name)
            _put_names(group, "weight_names", list(arrays), 0)
            for label, array in arrays.items():
                if array is not None:
                    group[label] = array
    return "m.h5"


def _put_names(group: Any, key: str, words: Sequence[str], pieces: int) -> None:
    if not pieces:
        group.attrs[key] = [word.encode() for word in words]
    for number in range(pieces):
        group.attrs[f"{key}{number}"] = [word.encode() for word in words[number::pieces]]


def archive(groups: dict[str, Any]) -> str:
    """A file of Keras 3 with these arrays, by their paths in its HDF5."""
    import h5py

    data = io.BytesIO()
    with h5py.File(data, "w") as file:
        for path, array in groups.items():
            if isinstance(array, str):
                file[path] = h5py.SoftLink(array)
            else:
                file[path] = array
    with zipfile.ZipFile("m.keras", "w") as written:
        written.writestr("model.weights.h5", data.getvalue())
    return "m.keras"


def shards(weights: Any, *, data: bytes = bytes(range(64)), paths: Sequence[str] = ("./a.bin",)) -> str:
    """A model of TensorFlow.js."""
    for path in paths:
        if path.removeprefix("./") in ("a.bin", "b.bin", ".hidden"):
            Path(path).write_bytes(data)
    Path("model.json").write_text(json.dumps({"weightsManifest": [{"paths": list(paths), "weights": weights}]}))
    return "model.json"


def stored(path: str, names: read.Names = NO_NAMES) -> Any:
    with removed():
        found = read.stored_weights(path, names)
    return [(each.name, [array.tolist() for array in each.arrays], list(each.labels)) for each in found]


def put_into(layers: Sequence[Any], path: str, names: read.Names = NO_NAMES, **options: Any) -> Any:
    """How many numbers are put into the layers, and which."""
    with removed():
        count = put.put_weights(NS(layers=layers), path, names, **options)
    return count, [[weight.values for weight in each.weights] for each in layers if hasattr(each, "weights")]


@contextmanager
def removed() -> Iterator[None]:
    """What a call wrote for itself is gone afterwards."""
    try:
        yield
    finally:
        for name in ("m.h5", "m.keras", "copy.keras", "model.json", "a.bin", "b.bin", ".hidden"):
            Path(name).unlink(missing_ok=True)


def older(config: Any, release: str) -> Any:
    """What stands in a model's file for an older Keras, and what there are no words for."""
    with zipfile.ZipFile("m.keras", "w") as file:
        file.writestr("config.json", json.dumps(config))
    with removed():
        members, obstacles = members_for(Path("m.keras"), release)
    return json.loads(members["config.json"]), [str(obstacle) for obstacle in obstacles]


def keras(class_name: str, module: str = "keras.layers", **config: Any) -> Any:
    return {"module": module, "class_name": class_name, "config": config}


def copied(members: dict[str, bytes]) -> Any:
    with zipfile.ZipFile("m.keras", "w") as file:
        file.writestr("a.txt", "first")
        file.writestr("b.txt", "second")
    with removed():
        copy_archive(Path("m.keras"), Path("copy.keras"), members)
        with zipfile.ZipFile("copy.keras") as copy:
            return [(info.filename, info.date_time, copy.read(info.filename)) for info in copy.infolist()]


def launched(**environment: str) -> Any:
    return launch.launch({name.replace("KERAS", "KERAS_DISTRIBUTION"): value for name, value in environment.items()})


def refused_launch(addresses: str = "a:1", count: str = "2", number: str = "1") -> str:
    """Why what Keras' settings say of the processes does not fit."""
    with pytest.raises(ConfigError) as refused:
        launched(KERAS_JOB_ADDRESSES=addresses, KERAS_NUM_PROCESSES=count, KERAS_PROCESS_ID=number)
    return str(refused.value.diagnostics[0].message)


def batches(source: Any, batch_size: int | None, replicas: int, remainder: Any = "drop") -> Any:
    """How an epoch is cut, and its batches."""
    cut = data.batches_of(source, batch_size, replicas, remainder)
    order = np.arange(cut.rows)
    return cut[1:5], [[array.tolist() for array in whole] for whole in cut.each(replicas, order)]


class Stub(base.Backend):
    """A backend with some GPUs."""

    name, label, too_late = "stub", "Stub", "it is too late"

    def __init__(self, gpus: Sequence[base.Gpu] = (), reserved: int | None = 0, why: str = "") -> None:
        super().__init__(None, None)
        self._gpus, self._reserved, self._why = gpus, reserved, why
        self.asked: list[int | None] = []

    def gpus(self) -> Sequence[base.Gpu]:
        return self._gpus

    def reserve(self, number: int | None) -> int | None:
        self.asked.append(number)
        return self._reserved

    def without_gpu(self) -> tuple[str, str]:
        return self._why, "a line to type"

    def prepare(self, runtime: Runtime, device: base.Device, was_started: bool) -> list[str]:
        return []

    def place_of(self, value: Any) -> str:
        return str(value or "")


def chosen(backend: Stub, device: str, *, has_driver: bool = False) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "no_driver", lambda: not has_driver)
        device_, diagnostics = backend.choose(device, None)
    outcomes = [f"{each.code} {each.severity.name} {each.message} | {each.why} | {each.fix}" for each in diagnostics]
    return tuple(device_), backend.asked, outcomes


def slow(policy: str, name: str = "cpu:0", capability: tuple[int, int] | None = None) -> str:
    diagnostic = slow_precision(Draft(), policy, base.Device(name, "IT", capability))
    return "" if diagnostic is None else f"{diagnostic.message} | {diagnostic.why}"


def strategy(word: str) -> str:
    diagnostic = refused_strategy(Draft(), word)
    return "" if diagnostic is None else f"{diagnostic.message} | {diagnostic.why} | {diagnostic.fix}"


def fits(free: int | None, text: str = "input: [4]\nlayers:\n  - Dense: {units: 2}\n  - Dense: {units: 4}\n") -> str:
    """What is said of a network where so many bytes are free."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "available", lambda: free)
        diagnostic = memory.too_large(Session(text).report.graph)
    return "" if diagnostic is None else f"{diagnostic.message} | {diagnostic.why} | {diagnostic.layer}"


def distributed(devices: int, distribution: str, version: str = "3.14.0") -> Any:
    """The `keras.distribution` object, as its calls, for a network over so many devices."""
    module = NS(
        list_devices=lambda: [f"cpu:{number}" for number in range(devices)],
        DeviceMesh=lambda *arguments: ("DeviceMesh", *arguments),
        DataParallel=lambda **options: ("DataParallel", options),
        LayoutMap=lambda mesh: {"mesh": mesh},
        ModelParallel=lambda **options: ("ModelParallel", options),
    )
    text = f"input: [4]\nlayers:\n  - Dense: {{units: 2}}\nruntime:\n  backend: jax\n  distribution: {distribution}\n"
    draft = Session(text).draft
    return distribution_of(NS(__version__=version, distribution=module), draft, draft.runtime.distribution)


class PyDataset:
    """As far as a shard asks Keras' own."""

    def __init__(self, workers: int) -> None:
        self.workers = workers


KERAS = Hashable(utils=NS(PyDataset=PyDataset))


def sharded(rows: int, *, shuffle: bool = False, seed: int = 0, asks: int = 0) -> Any:
    """How many batches `fit` is told of, and the rows of process 1 of 2, epoch after epoch."""
    cut = data.batches_of(np.arange(rows), 4, 2, "drop")
    shard = data.shard_class(KERAS)(cut, data.Cut(2, 1, 2), shuffle, seed)
    given = [shard[index][0].tolist() for index in range(asks or 2 * len(shard))]
    shard.on_epoch_begin()
    return len(shard), shard.num_batches, shard.workers, given, shard[0][0].tolist()


def predicted(x: Any, batch_size: Any, *, replicas: int = 2) -> Any:
    """What a model that doubles gives for rows, what it was asked for, and what all processes agreed on."""
    asked: list[Any] = []
    agreed: list[str] = []

    def model(rows: Any, training: bool) -> Any:
        asked.append((rows.tolist(), training))
        return rows * 2

    cluster = NS(distribution=NS(num_model_replicas=replicas), count=1, same=lambda text, _: agreed.append(text))
    return whole.predicted(cluster, model, x, batch_size).tolist(), asked, agreed


def guarded(method: str, *arguments: Any, count: int | None = 2, **options: Any) -> Any:
    """What becomes of a call of a model's method among so many processes; None: outside of the block."""
    names = ("fit", "evaluate", "train_on_batch", "test_on_batch", "predict")
    model = NS(**{name: lambda x=None, y=None, validation_data=None: "done" for name in names})
    guard.guard(model, lambda: None if count is None else NS(count=count, keras=KERAS))
    return getattr(model, method)(*arguments, **options)


def shard() -> Any:
    return data.shard_class(KERAS)(data.batches_of(np.arange(4), 4, 2, "drop"), data.Cut(2, 0, 1), False, 0)


def with_settings(**settings: str) -> Any:
    """The environment within and after a block that sets something, and one that fails."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAS_THERE", "before")
        patch.delenv("WAS_NOT", raising=False)
        with silence.environment(**settings):
            within = os.environ.get("WAS_THERE"), os.environ.get("WAS_NOT")
        with pytest.raises(ValueError, match="stop"), silence.environment(**settings):
            raise ValueError("stop")
        return within, (os.environ.get("WAS_THERE"), os.environ.get("WAS_NOT"))


def hidden(*names: str, **modules: Any) -> Any:
    """What a block sees of modules that are hidden in it, and what is left of that."""
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.delitem(sys.modules, name, raising=False)
        for name, module in modules.items():
            patch.setitem(sys.modules, name, module)
        with lean_import.hidden(*names, *modules):
            within = [name in sys.modules and sys.modules[name] is None for name in (*names, *modules)]
        return within, [name in sys.modules for name in (*names, *modules)]


def running(**keras: Any) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        if keras:
            patch.setitem(sys.modules, "keras", NS(**keras))
        else:
            patch.delitem(sys.modules, "keras", raising=False)
        return start.running()


def gpu_hidden(value: str | None, device: str = "gpu") -> Any:
    with pytest.MonkeyPatch.context() as patch:
        if value is None:
            patch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
        else:
            patch.setenv("CUDA_VISIBLE_DEVICES", value)
        diagnostic = absent.absent_by_environment(device, None)
        return absent.hidden_by_environment(), diagnostic and f"{diagnostic.message} | {diagnostic.why}"


EVERY = vars(calls_of_building) | vars(calls_of_probes) | vars(calls_of_machines) | vars(calls_of_backends) | globals()
NAMES = {name: value for name, value in EVERY.items() if not name.startswith("_")}


@pytest.mark.parametrize("call", [call for file in FILES for call in calls(file)], ids=lambda call: call.expression)
def test_what_comes_of_a_call(
    call: Call, tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    call.compare(call.outcome(NAMES, tmp_path, __file__), pytestconfig)
