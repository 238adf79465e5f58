"""Cluster: this process among the others, with one distribution set while a model is built, trained and saved."""

import hashlib
import traceback
from types import TracebackType
from typing import Any

import numpy as np

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine.active_cluster import active
from netbuilder.engine.backends import start
from netbuilder.engine.distribution import launch
from netbuilder.engine.distribution.mesh import distribution_of
from netbuilder.engine.distribution.peers import Peers
from netbuilder.engine.findings import error
from netbuilder.parse.draft import Draft
from netbuilder.vocabulary.base.distribution import Distribution


class Cluster:
    """One process of one or more that train one model."""

    def __init__(self, draft: Draft, distribution: Distribution, limit: float) -> None:
        """Find the other processes and set the distribution.

        Raises:
            ConfigError: the environment's settings do not fit, or the mesh is not the number of devices.
        """
        self.draft = draft
        launched = launch.launch()
        backend = start.start("jax")
        self.keras, self.jax = backend.keras, backend.library
        if launched is not None and not self._is_initialized():
            self._initialize(launched, limit)
        self.number, self.count = self.jax.process_index(), self.jax.process_count()
        self.peers: Peers | None = None
        if self.count > 1:
            with launch.at_most(limit, "connecting the processes"):
                host = launched.host if launched is not None else ""
                self.peers = Peers(self.number, self.count, host, self.broadcast)
        self.same(repr(draft.network), "the networks of the processes are not the same")
        self.distribution = distribution_of(self.keras, draft, distribution)
        self._check_order(distribution)
        self._before = self.keras.distribution.distribution()

    def __enter__(self) -> "Cluster":
        self.keras.distribution.set_distribution(self.distribution)
        active.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        active.remove(self)
        self.keras.distribution.set_distribution(self._before)
        if self.peers is None:
            return
        if problem is None or (isinstance(problem, SystemExit) and not problem.code):
            self.peers.leave()
            return
        # JAX would wait for the others for minutes, and they for this one.
        text = "".join(traceback.format_exception_only(kind, problem)).strip()
        self.peers.tell(f"process {self.number} stopped: {text.splitlines()[0] if text else kind}")
        traceback.print_exception(kind, problem, trace)
        launch.end(f"netbuilder: process {self.number} of {self.count} stopped, and the others with it")

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
            raise ConfigError([error("NB914", otherwise, fix="start all processes with the same file and data")])

    def agree(self, is_well: bool) -> bool:
        """Whether all is well on every process; they wait for each other here."""
        return bool(self.gather(np.array(int(is_well))).all())

    def _is_initialized(self) -> bool:
        return bool(self.jax.distributed.is_initialized())

    def _initialize(self, launched: launch.Launch, limit: float) -> None:
        what = f"waiting for all processes ({launched.by}: this is {launched.processes})"
        with launch.at_most(min(limit, launch.LONGEST_LIMIT), what):
            try:
                self.keras.distribution.initialize()
            except (RuntimeError, ValueError, TypeError) as problem:
                message = "JAX cannot connect the processes"
                why = " ".join(str(problem).split())[:300]
                raise ConfigError([error("NB914", message, why=why)]) from problem

    def _check_order(self, distribution: Distribution) -> None:
        """Keras takes the first axis for that of the batches where it says which rows a process has."""
        axes = list(self.distribution.device_mesh.axis_names)
        if self.count > 1 and axes[0] != distribution.batch_axis:
            message = f"with several processes `{distribution.batch_axis}` is the first axis of the mesh"
            why = "Keras gives the processes their rows by the first axis, whatever `batch_dim_name` says"
            address = self.draft.address(("runtime", "distribution", type(distribution).__name__, "mesh"))
            raise ConfigError([error("NB914", message, address=address, why=why)])
