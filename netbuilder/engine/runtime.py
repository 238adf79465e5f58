"""Runtime: backend, device, precision and strategy of one build, settled once and put back afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from netbuilder.diagnostics import Diagnostic, Severity, fit
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.sentence import _
from netbuilder.engine import devices, keras_state
from netbuilder.engine.backends import start
from netbuilder.engine.backends.absent import absent_by_environment
from netbuilder.engine.findings import error, finding, runtime_address
from netbuilder.engine.silence import hushed
from netbuilder.parse.draft import Draft
from netbuilder.vocabulary.network import Runtime


def refusals(draft: Draft, runtime: Runtime) -> list[Diagnostic]:
    """What can be refused before a backend is imported: another one that runs, a strategy, a hidden GPU, keras.json."""
    diagnostics = [
        _other_process(draft, runtime),
        devices.refused_strategy(draft, runtime.strategy),
        absent_by_environment(runtime.device, runtime_address(draft, "device", runtime.device)),
        None if start.running() else _broken_settings(),
    ]
    return [diagnostic for diagnostic in diagnostics if diagnostic is not None]


def _other_process(draft: Draft, runtime: Runtime) -> Diagnostic | None:
    running, backend = start.running(), runtime.backend
    if running in ("", backend):
        return None
    message = _(
        "this process runs Keras on {running}, the network is built on {backend}", running=running, backend=backend
    )
    address = runtime_address(draft, "backend", backend)
    return error(
        "NB905", message, address=address, fix=_("start a new process with KERAS_BACKEND={backend}", backend=backend)
    )


def _broken_settings() -> Diagnostic | None:
    broken = keras_state.broken_setting()
    if broken is None:
        return None
    setting, file = broken
    why = _("it is found in {file}", file=file)
    return error(
        "NB905",
        _("Keras does not start with the setting `{setting}`", setting=setting[:32]),
        why=why,
        fix=_("mend it, or delete the file"),
    )


class RuntimeScope:
    """One build's place: the backend, the device, and what there is to say about them.

    Raises `ConfigError` where the device that is asked for is not there.
    """

    def __init__(self, draft: Draft, runtime: Runtime) -> None:
        self.draft = draft
        self.runtime = runtime
        was_started = start.is_started(runtime.backend)
        self.backend = start.start(runtime.backend)
        self.keras = self.backend.keras
        self.diagnostics: list[Diagnostic] = []
        self._check_backend()
        self._check_keras_settings()
        with hushed():
            self.device, notes = self.backend.choose(runtime.device, runtime_address(draft, "device", runtime.device))
            self.diagnostics += notes
            self._stop_at_errors()
            late = self.backend.prepare(runtime, self.device, was_started)
        self.diagnostics += [self._too_late(option) for option in late]
        warning = devices.slow_precision(draft, runtime.precision, self.device)
        if warning is not None:
            self.diagnostics.append(warning)
        self.strategy = self.backend.spread(self.device) if runtime.strategy == "mirrored" else None

    @property
    def replicas(self) -> int:
        """How many copies of the model are trained."""
        return self.strategy.num_replicas_in_sync if self.strategy is not None else 1

    @property
    def device_label(self) -> str:
        """What to tell the user about where the model was built."""
        if self.strategy is None:
            return self.device.label
        copies = "1 copy" if self.replicas == 1 else _("{replicas} copies", replicas=self.replicas)
        return _("{split}, mirrored: {copies}", split=self.device.label.split()[0].split(":")[0], copies=copies)

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Whatever Keras makes inside is made there, in that precision."""
        if self.runtime.distribution is not None:
            place: Any = nullcontext()  # the distribution puts every value in its place
        else:
            place = self.backend.place(self.device) if self.strategy is None else self.strategy.scope()
        with keras_state.settings(self.keras), keras_state.precision(self.keras, self.runtime.precision), place:
            yield

    def verify(self, model: Any) -> None:
        """Check that the weights are where they were asked for; TensorFlow itself takes a CPU in silence."""
        if self.strategy is not None or self.runtime.distribution is not None:
            return
        elsewhere = self.backend.misplaced(model.weights, self.device)
        if elsewhere:
            message = fit(
                _("the weights are on {elsewhere}, {label} was asked for", elsewhere=elsewhere, label=self.device.label)
            )
            raise ConfigError(
                [error("NB901", message, address=runtime_address(self.draft, "device", self.runtime.device))]
            )

    def _check_backend(self) -> None:
        other = keras_state.other_backend(self.runtime.backend, "backend" in self.runtime.written)
        if other:
            message = _("another backend is set for Keras; the model is built on {label}", label=self.backend.label)
            fix = _("`backend:` in `runtime`, or --backend, says which one")
            self.diagnostics.append(
                finding("NB905", Severity.WARN, message, why=_("{other} is found", other=other), fix=fix)
            )

    def _check_keras_settings(self) -> None:
        config = self.keras.config
        compared = [
            (config.image_data_format(), keras_state.DATA_FORMAT, "image_data_format"),
            (config.floatx(), keras_state.FLOATX, "floatx"),
        ]
        for value, expected, setting in compared:
            if value != expected:
                message = _(
                    "Keras is set to {setting} {value}; the model is built with {expected}",
                    setting=setting,
                    value=value,
                    expected=expected,
                )
                why = _("a network file means the same on every machine")
                fix = _("write `data_format:` or `precision:` into the network, or change ~/.keras/keras.json")
                self.diagnostics.append(finding("NB905", Severity.WARN, message, why=why, fix=fix))

    def _too_late(self, option: str) -> Diagnostic:
        message = _("{label} already runs: `{option}` can no longer be set", label=self.backend.label, option=option)
        address = runtime_address(self.draft, option, True)
        return finding("NB906", Severity.WARN, message, address=address)

    def _stop_at_errors(self) -> None:
        if any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics):
            raise ConfigError(self.diagnostics)
