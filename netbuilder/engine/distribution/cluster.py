"""Cluster: this process among the others, with one distribution set while a model is built, trained and saved."""

import hashlib
import time
import traceback
from contextlib import suppress
from importlib import import_module
from types import TracebackType
from typing import Any

import numpy as np

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.language import spoken
from netbuilder.diagnostics.sentence import _
from netbuilder.engine.backends import start
from netbuilder.engine.build import open_clusters
from netbuilder.engine.distribution import launch
from netbuilder.engine.distribution.data import Cut, cut_of
from netbuilder.engine.distribution.mesh import distribution_of
from netbuilder.engine.distribution.peers import Peers
from netbuilder.engine.findings import error
from netbuilder.engine.runtime import refusals
from netbuilder.engine.silence import hushed
from netbuilder.parse.draft import Draft
from netbuilder.vocabulary.base.distribution import Distribution

_HEARING = 1.0
"""Seconds until the end of another process has surely been heard of."""


class Cluster:
    """One process of one or more that train one model."""

    def __init__(self, draft: Draft, distribution: Distribution, limit: float) -> None:
        """Find the other processes and set the distribution.

        Raises:
            ConfigError: the environment's settings do not fit, or the mesh is not the number of devices.
        """
        self.draft = draft
        launched = launch.launch()
        refused = refusals(draft, draft.runtime)
        if refused:
            raise ConfigError(refused)
        backend = start.start("jax")
        self.keras, self.jax = backend.keras, backend.package
        if launched is not None and not self._is_initialized():
            self._initialize(launched, limit)
        self.number, self.count = self.jax.process_index(), self.jax.process_count()
        host = launched.host if launched is not None else ""
        self.peers = self._connected(host, limit) if self.count > 1 else None
        try:
            self.same(repr(draft.network), _("the networks of the processes are not the same"))
            self.distribution = distribution_of(self.keras, draft, distribution)
            self.cut = self._cut()
        except BaseException:
            if self.peers is not None:
                self.peers.leave()  # all stop here alike, each with its own words
            raise
        self._before = self.keras.distribution.distribution()

    def __enter__(self) -> "Cluster":
        self.keras.distribution.set_distribution(self.distribution)
        open_clusters.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        open_clusters.remove(self)
        self.keras.distribution.set_distribution(self._before)
        if self.peers is None:
            return
        if problem is None or (isinstance(problem, SystemExit) and not problem.code):
            self.peers.leave()
            return
        # Where another process is gone, this one mostly fails too: then the line says it, and ends this process.
        time.sleep(_HEARING)
        # JAX would wait for the others for minutes, and they for this one.
        text = " ".join("".join(traceback.format_exception_only(kind, problem)).split())
        self.peers.tell(spoken(_("process {number} stopped: {text}", number=self.number, text=text)))
        traceback.print_exception(kind, problem, trace)
        numbers = {"number": self.number, "count": self.count}
        launch.end(spoken(_("netbuilder: process {number} of {count} stopped, and the others with it", **numbers)))

    def broadcast(self, array: Any) -> Any:
        """What process 0 has, on every process."""
        if self.count == 1:
            return array
        from jax.experimental import multihost_utils

        return np.asarray(multihost_utils.broadcast_one_to_all(array))

    def number_of_first(self, number: int) -> int:
        """The whole number that process 0 has, of 32 bits."""
        return int(self.broadcast(np.array(number, np.uint32)))

    def gather(self, array: Any) -> Any:
        """What every process has, one row for each, on every process."""
        if self.count == 1:
            return np.asarray(array)[None]
        from jax.experimental import multihost_utils

        return np.asarray(multihost_utils.process_allgather(np.asarray(array)))

    def same(self, text: str, otherwise: str) -> None:
        """Stop all processes alike where they do not have the same.

        Raises:
            ConfigError: one has something else.
        """
        digest = np.frombuffer(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(), np.uint8)
        digests = self.gather(digest)
        if (digests != digests[0]).any():
            raise ConfigError([error("NB914", otherwise, fix=_("start all processes with the same file and data"))])

    def agree(self, is_well: bool) -> bool:
        """Whether all is well on every process; they wait for each other here."""
        return bool(self.gather(np.array(int(is_well))).all())

    def _is_initialized(self) -> bool:
        return bool(self.jax.distributed.is_initialized())

    def _initialize(self, launched: launch.Launch, limit: float) -> None:
        with suppress(Exception), hushed():
            import_module("tensorflow")  # Keras does, to seed it where it is installed; that is no time of waiting
        seconds = min(limit, launch.LONGEST_LIMIT)
        message = _("waiting for all processes took more than {seconds:g} seconds", seconds=seconds)
        why = _("{by}: this is {processes}", by=launched.by, processes=launched.processes)
        with launch.at_most(seconds, message, why):
            try:
                self.keras.distribution.initialize()
            except (RuntimeError, ValueError, TypeError) as problem:
                message = _("JAX cannot connect the processes")
                why = " ".join(str(problem).split())[:300]
                raise ConfigError([error("NB914", message, why=why)]) from problem

    def _connected(self, host: str, limit: float) -> Peers:
        try:
            with launch.at_most(limit, _("connecting the processes took more than {seconds:g} seconds", seconds=limit)):
                return Peers(self.number, self.count, host, self.broadcast)
        except OSError as problem:
            message = _("process {number} has no line to the others", number=self.number)
            why = _("{problem}; beside JAX's port they need another one, see docs/cluster.md", problem=str(problem))
            raise ConfigError([error("NB914", message, why=why)]) from problem

    def _cut(self) -> Cut:
        try:
            return cut_of(self.distribution, self.number)
        except ValueError as problem:
            message = _("a process has parts of a batch that are not next to each other")
            fix = _("another order of the axes in `mesh`: the batches' first")
            raise ConfigError([error("NB914", message, why=problem.args[0], fix=fix)]) from None
