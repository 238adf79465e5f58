"""Runtime: device, precision and strategy of one build, settled once and put back afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine import devices, keras_state
from netbuilder.engine.findings import error, finding, runtime_address
from netbuilder.engine.silence import Libraries, hushed, is_started, libraries
from netbuilder.parse.draft import Draft
from netbuilder.vocabulary.network import Runtime


def refusals(draft: Draft, runtime: Runtime) -> list[Diagnostic]:
    """What can be refused before TensorFlow is imported: a strategy, a hidden GPU, a keras.json that stops Keras."""
    diagnostics = [
        devices.refused_strategy(draft, runtime.strategy),
        devices.absent_by_environment(runtime.device, runtime_address(draft, "device", runtime.device)),
        None if is_started() else _broken_settings(),
    ]
    return [diagnostic for diagnostic in diagnostics if diagnostic is not None]


def _broken_settings() -> Diagnostic | None:
    broken = keras_state.broken_setting()
    if broken is None:
        return None
    setting, file = broken
    why = f"it is found in {file}"
    return error(
        "NB905", f"Keras does not start with the setting `{setting[:32]}`", why=why, fix="mend it, or delete the file"
    )


class RuntimeScope:
    """One build's place: the libraries, the device, and what there is to say about them.

    Raises `ConfigError` where the device that is asked for is not there.
    """

    def __init__(self, draft: Draft, runtime: Runtime) -> None:
        self.draft = draft
        self.runtime = runtime
        was_started = is_started()
        self.libraries: Libraries = libraries()
        self.diagnostics: list[Diagnostic] = []
        self._check_backend()
        self._check_keras_settings()
        with hushed():
            available = devices.Devices(self.libraries.tensorflow)
            self.device, notes = available.choose(runtime.device, runtime_address(draft, "device", runtime.device))
            self.diagnostics += notes
            self._stop_at_errors()
            if runtime.memory_growth and self.device.is_gpu:
                self._grow_memory(available.gpus, was_started)
            if runtime.deterministic:
                self.libraries.tensorflow.config.experimental.enable_op_determinism()
            # Starts the devices while standard error is out of sight.
            self.libraries.tensorflow.config.list_logical_devices()
        warning = devices.slow_precision(draft, runtime.precision, self.device)
        if warning is not None:
            self.diagnostics.append(warning)
        self.strategy = self._mirrored() if runtime.strategy == "mirrored" else None

    @property
    def replicas(self) -> int:
        """How many copies of the model are trained."""
        return self.strategy.num_replicas_in_sync if self.strategy is not None else 1

    @property
    def device_label(self) -> str:
        """What to tell the user about where the model was built."""
        if self.strategy is None:
            return self.device.label
        copies = "1 copy" if self.replicas == 1 else f"{self.replicas} copies"
        return f"{self.device.label.split()[0].split(':')[0]}, mirrored: {copies}"

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Whatever Keras makes inside is made there, in that precision."""
        place = nullcontext() if self.strategy is not None else self.libraries.tensorflow.device(self.device.name)
        spread = self.strategy.scope() if self.strategy is not None else nullcontext()
        keras = self.libraries.keras
        with keras_state.settings(keras), keras_state.precision(keras, self.runtime.precision), place, spread:
            yield

    def verify(self, model: Any) -> None:
        """Check that the weights are where they were asked for; TensorFlow itself takes a CPU in silence."""
        if self.strategy is not None:
            return
        elsewhere = devices.misplaced(model.weights, self.device)
        if elsewhere:
            message = f"the weights are on {elsewhere}, {self.device.label} was asked for"[:80]
            raise ConfigError(
                [error("NB901", message, address=runtime_address(self.draft, "device", self.runtime.device))]
            )

    def _mirrored(self) -> Any:
        kind = "GPU" if self.device.is_gpu else "CPU"
        names = [device.name for device in self.libraries.tensorflow.config.list_logical_devices(kind)]
        with hushed():
            return self.libraries.tensorflow.distribute.MirroredStrategy(names)

    def _check_backend(self) -> None:
        backend = self.libraries.keras.config.backend()
        if backend != "tensorflow":
            message = f"this process runs Keras on {backend}, netbuilder builds on TensorFlow"
            raise ConfigError([error("NB905", message, fix="start a new process with KERAS_BACKEND=tensorflow")])
        other = keras_state.other_backend()
        if other:
            message = "another backend is set for Keras; the model is built on TensorFlow"
            self.diagnostics.append(finding("NB905", Severity.WARN, message, why=f"{other} is found"))

    def _check_keras_settings(self) -> None:
        config = self.libraries.keras.config
        compared = [
            (config.image_data_format(), keras_state.DATA_FORMAT, "image_data_format"),
            (config.floatx(), keras_state.FLOATX, "floatx"),
        ]
        for value, expected, setting in compared:
            if value != expected:
                message = f"Keras is set to {setting} {value}; the model is built with {expected}"
                why = "a network file means the same on every machine"
                fix = "write `data_format:` or `precision:` into the network, or change ~/.keras/keras.json"
                self.diagnostics.append(finding("NB905", Severity.WARN, message, why=why, fix=fix))

    def _grow_memory(self, gpus: list[Any], was_started: bool) -> None:
        try:
            for gpu in gpus:
                self.libraries.tensorflow.config.experimental.set_memory_growth(gpu, True)
        except (RuntimeError, ValueError):
            if was_started:
                message = "TensorFlow already runs: `memory_growth` can no longer be set"
                address = runtime_address(self.draft, "memory_growth", True)
                self.diagnostics.append(finding("NB906", Severity.WARN, message, address=address))

    def _stop_at_errors(self) -> None:
        if any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics):
            raise ConfigError(self.diagnostics)
