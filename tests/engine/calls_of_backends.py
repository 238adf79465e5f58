"""What the calls about backends and clusters are made with, on libraries that are stood in for: see `test_calls.py`."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine.backends import base, jax, start, tensorflow
from netbuilder.engine.backends.jax import Jax
from netbuilder.engine.backends.tensorflow import TensorFlow
from netbuilder.engine.backends.torch import Torch
from netbuilder.engine.build import open_clusters
from netbuilder.engine.distribution import cluster, launch, whole
from netbuilder.engine.findings import error
from netbuilder.pipeline import Session

NS = SimpleNamespace
GPU = base.Device("gpu:0", "GPU:0")


def raising(problem: Exception) -> Callable[..., Any]:
    """A function that raises it."""

    def function(*arguments: Any, **options: Any) -> Any:
        raise problem

    return function


def of_jax(number: int | None, before: Any = None) -> Any:
    """What JAX reserves where this was its device before, and its device afterwards."""
    config = NS(jax_default_device=before)
    config.update = lambda name, device: setattr(config, name, device)
    devices = {"cpu": ["cpu a", "cpu b"], "gpu": ["gpu a", "gpu b"]}
    package = NS(config=config, local_devices=lambda backend: devices[backend])
    return Jax(None, package).reserve(number), config.jax_default_device


def jax_without_gpu(*plugins: str) -> str:
    """Why JAX sees no GPU, with these packages installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jax, "find_spec", lambda name: name if name in plugins else None)
        return str(Jax(None, None).without_gpu()[0])


def jax_too_late(device: base.Device = GPU, growth: bool = False, deterministic: bool = False, **settings: str) -> Any:
    """The options of `runtime` that it is too late for on JAX, with these environment variables."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XLA_PYTHON_CLIENT_PREALLOCATE", "XLA_FLAGS"):
            patch.delenv(name, raising=False)
        for name, value in settings.items():
            patch.setenv(name, value)
        return Jax(None, None).prepare(NS(memory_growth=growth, deterministic=deterministic), device, False)  # type: ignore[arg-type]


def tensorflow_prepared(
    device: base.Device = GPU, *, was_started: bool = False, problem: Exception | None = None, **runtime: bool
) -> Any:
    """What TensorFlow is told, and the options that it is too late for."""
    told: list[Any] = []
    experimental = NS(
        set_memory_growth=raising(problem) if problem else lambda *arguments: told.append(arguments),
        enable_op_determinism=lambda: told.append("determinism"),
    )
    config = NS(
        experimental=experimental,
        list_physical_devices=lambda kind: [f"{kind} a", f"{kind} b"],
        list_logical_devices=lambda: told.append("started"),
    )
    options = NS(**{"memory_growth": False, "deterministic": False, **runtime})
    return TensorFlow(None, NS(config=config)).prepare(options, device, was_started), told  # type: ignore[arg-type]


def tensorflow_spread(device: base.Device) -> Any:
    """The strategy for a device, made once."""
    package = NS(
        config=NS(list_logical_devices=lambda kind: [NS(name=f"{kind}:0"), NS(name=f"{kind}:1")]),
        distribute=NS(MirroredStrategy=lambda names: [*names]),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tensorflow, "_strategies", {})
        backend = TensorFlow(None, package)
        return backend.spread(device), backend.spread(device) is backend.spread(device)


def torch_prepared(deterministic: bool) -> Any:
    """The options that it is too late for on PyTorch, and what that is told."""
    told: list[bool] = []
    backend = Torch(None, NS(use_deterministic_algorithms=told.append))
    return backend.prepare(NS(deterministic=deterministic), GPU, True), told  # type: ignore[arg-type]


def started(name: str, keras: str | None = None, library: bool = False, level: str | None = None) -> Any:
    """What is imported to start a backend where Keras runs on this one already, and what holds meanwhile."""
    imported: list[Any] = []

    def imports(package: str) -> Any:
        settings = [os.environ.get(name) for name in ("KERAS_BACKEND", "TF_CPP_MIN_LOG_LEVEL")]
        imported.append((package, *settings, "jax" in sys.modules and sys.modules["jax"] is None))
        return package

    with pytest.MonkeyPatch.context() as patch:
        for module in ("keras", "tensorflow", "jax", "torch"):
            patch.delitem(sys.modules, module, raising=False)
        if keras is not None:
            patch.setitem(sys.modules, "keras", NS(config=NS(backend=lambda: keras)))  # type: ignore[arg-type]
        if library:
            patch.setitem(sys.modules, keras or name, ModuleType(name))
        for setting, value in (("KERAS_BACKEND", None), ("TF_CPP_MIN_LOG_LEVEL", level)):
            patch.delenv(setting, raising=False)
            if value is not None:
                patch.setenv(setting, value)
        patch.setattr(start, "_import", imports)
        patch.setattr(start.installation, "check", lambda name: imported.append(f"checked {name}"))
        backend = start.start(name)
        return backend.label, backend.keras, backend.package, start.is_started(name), imported


def started_as_set(value: str | None) -> Any:
    """Which backend is started where the environment says this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(start, "start", lambda name: name)
        if value is None:
            patch.delenv("KERAS_BACKEND", raising=False)
        else:
            patch.setenv("KERAS_BACKEND", value)
        return start.start_as_set()


TEXT = "input: [4]\nlayers:\n  - Dense: {units: 2}\nruntime: {backend: jax, distribution: DataParallel}\n"


class Processes:
    """A cluster of which this is process `number`; what Keras, JAX and the lines are told is written down."""

    def __init__(
        self, number: int = 0, count: int = 1, others: Sequence[Any] = (), is_initialized: bool = False, owner: int = 0,
        problem: Exception | None = None, peers: Exception | None = None, are_alike: bool = True, **environment: str,
    ) -> None:  # fmt: skip
        self.told: list[Any] = []
        self.others = others
        device = NS(process_index=owner)
        distribution = NS(
            device_mesh=NS(axis_names=["batch"], backend_mesh=NS(devices=np.array([device, NS(process_index=number)]))),
            batch_dim_name="batch",
            num_model_replicas=2,
        )
        module = NS(
            distribution=lambda: "before",
            set_distribution=lambda each: self.told.append("set" if each is distribution else each),
            initialize=raising(problem) if problem else lambda: self.told.append("initialized"),
        )
        package = NS(
            process_index=lambda: number,
            process_count=lambda: count,
            distributed=NS(is_initialized=lambda: is_initialized),
        )
        self.backend = NS(keras=NS(distribution=module), package=package)
        self.made = distribution
        self.peers = peers
        self.are_alike = are_alike
        self.environment = {name.replace("KERAS", "KERAS_DISTRIBUTION"): value for name, value in environment.items()}

    def lines(self, number: int, count: int, host: str, broadcast: Any) -> Any:
        if self.peers is not None:
            raise self.peers
        self.told.append(f"lines of {number} of {count} at {host!r}")
        return NS(leave=lambda: self.told.append("left"), tell=lambda text: self.told.append(f"told: {text}"))

    @contextmanager
    def at_most(self, seconds: float, message: str, why: str = "") -> Iterator[None]:
        self.told.append(f"{seconds:g}: {message} | {why}")
        yield

    def gather(self, array: Any) -> Any:
        """This process's array and those of the others: the same where they say nothing, or are alike."""
        others = [None] * len(self.others) if self.are_alike and np.ndim(array) else self.others
        return np.stack([array, *(array if other is None else np.asarray(other) + 0 * array for other in others)])

    def within(self, use: Callable[[Any], Any]) -> Any:
        """What comes of it inside of a cluster, and what everybody was told."""
        draft = Session(TEXT).draft
        utils = NS(process_allgather=self.gather, broadcast_one_to_all=lambda array: array + 1)
        launched = launch.launch(self.environment)
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(sys.modules, "jax", ModuleType("jax"))
            patch.setitem(sys.modules, "jax.experimental", NS(multihost_utils=utils))  # type: ignore[arg-type]
            patch.setattr(cluster.launch, "launch", lambda: launched)
            patch.setattr(cluster.launch, "at_most", self.at_most)
            patch.setattr(cluster.launch, "end", lambda text: self.told.append(f"end: {text}"))
            patch.setattr(cluster.start, "start", lambda name: self.backend)
            patch.setattr(cluster, "import_module", raising(ImportError("TensorFlow")))
            patch.setattr(cluster, "refusals", lambda draft, runtime: [])
            patch.setattr(cluster, "distribution_of", lambda keras, draft, distribution: self.made)
            patch.setattr(cluster, "Peers", self.lines)
            patch.setattr(cluster.time, "sleep", lambda seconds: self.told.append(f"after {seconds:g} s"))
            patch.setattr(cluster.traceback, "print_exception", lambda *arguments: self.told.append("traceback"))
            try:
                with cluster.Cluster(draft, draft.runtime.distribution, 300.0) as spread:  # type: ignore[arg-type]
                    outcome = use(spread), len(open_clusters)
            except ConfigError as refused:
                problem = refused.diagnostics[0]
                outcome = f"{problem.message} | {problem.why} | {problem.fix}", len(open_clusters)
            except (KeyError, SystemExit) as problem:
                outcome = repr(problem), len(open_clusters)
        return *outcome, self.told


class Spread:
    """A model over several devices, or a copy of it."""

    name = "the model"

    def __init__(self, *, is_built: bool | None = True, shares: bool = False) -> None:
        self.told: list[Any] = []
        self.variables = self.trainable_variables = [self._variable("a"), self._variable("b")]
        self.optimizer = None if is_built is None else NS(built=is_built, build=lambda of: self.told.append(len(of)))
        if self.optimizer is not None:
            self.optimizer.variables = [self.variables[0] if shares else self._variable("c")]

    def _variable(self, value: str) -> Any:
        return NS(value=value, assign=lambda new: self.told.append(f"{value} = {new}"))


def kept_of(**options: Any) -> list[str]:
    """The values that a model's file keeps."""
    return [variable.value for variable in whole.variables_of(Spread(**options))]


def distribution(told: list[Any]) -> Any:
    """A Keras whose distribution is set and put back."""
    return NS(distribution=NS(distribution=lambda: "before", set_distribution=told.append))


def copied_here(values: Sequence[Any] = (1, 2, 3), **options: Any) -> Any:
    """What a copy on this process is told, and what the distribution is meanwhile."""
    told: list[Any] = []
    copy = Spread(**options)
    try:
        whole.copy_here(distribution(told), Spread(**options), lambda: told.append("made") or copy, list(values))
    except ValueError as error:
        told.append(str(error))
    return told, copy.told


def saved_whole(number: int = 0, *, refuses: bool = False, others_are_well: bool = True) -> Any:
    """What one of several processes does to save a model, and what it raises."""
    told: list[Any] = []

    def save(model: Any, target: Any, opens_in: Any, origin: Any) -> None:
        told.append(("saved", model, str(target), opens_in, origin))
        if refuses:
            raise ConfigError([error("NB904", "it cannot be written")])

    def agree(is_well: bool) -> bool:
        told.append(f"agree: {is_well}")
        return is_well and others_are_well

    spread = NS(number=number, count=1, keras=distribution(told), agree=agree)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole, "save", save)
        patch.setattr(whole, "copy_here", lambda keras, model, make, values: (make(), [str(each) for each in values]))
        patch.setattr(whole, "copy_of", lambda plan, name: (plan, name))
        try:
            whole.save_whole(spread, Spread(), "a plan", Path("m.keras"), "an origin")  # type: ignore[arg-type]
        except ConfigError as problem:
            told.append(str(problem.diagnostics[0].message))
    return told


def processes(use: Callable[[Any], Any] = lambda spread: (spread.number, spread.count), /, **options: Any) -> Any:
    return Processes(**options).within(use)
