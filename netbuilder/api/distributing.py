"""nb.distributed: one model over several devices and processes, from its building to its file."""

import os
import warnings
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, cast

from netbuilder.api.arguments import Settings, Source, session_of
from netbuilder.diagnostics.errors import ConfigError, ConfigWarning
from netbuilder.diagnostics.language import spoken
from netbuilder.diagnostics.sentence import _
from netbuilder.system.caches import lazy

if TYPE_CHECKING:
    import keras

    from netbuilder.engine.distribution.cluster import Cluster
    from netbuilder.vocabulary.base.distribution import Distribution


def distributed(
    source: Source,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
    start_limit: float = 60.0,
    strict: bool = False,
    settings: Settings | None = None,
) -> "Distributed":
    """A model over all devices of all processes, as `runtime.distribution` says: `with nb.distributed(...) as session:`

    The processes are started by a launcher, whose environment says how they find each other; see docs/cluster.md.

    Args:
        source: What `build` takes.
        overrides: Values to put in their place before it is read.
        custom_objects: Classes and functions of your own that the network uses, by name.
        start_limit: Seconds that the processes wait for each other at the start.
        strict: Whether warnings stop it, as errors do.
        settings: What `[tool.netbuilder]` may say.

    Raises:
        ConfigError: the network has errors, or no `runtime.distribution`.
        ValueError: a limit that is none.
    """
    if isinstance(start_limit, bool) or not isinstance(start_limit, int | float) or not 0 < start_limit <= 280:
        raise ValueError(f"start_limit is a number of seconds up to 280, got {start_limit!r}")
    session = session_of(
        source, overrides=overrides, custom_objects=custom_objects, strict=strict or None, settings=settings
    )
    if session.report.stops_a_build(session.options.is_strict):
        raise ConfigError(session.report.visible)
    if session.report.graph.layout is None:
        from netbuilder.engine.findings import error  # loads no Keras

        message = _("the network has no `runtime.distribution`")
        fix = _("`runtime: {backend: jax, distribution: DataParallel}`, or `nb.build`")
        raise ConfigError([error("NB914", message, fix=fix)])
    return Distributed(session, start_limit)


class Distributed:
    """One model over several devices, while its `with` block is open."""

    def __init__(self, session: Any, start_limit: float) -> None:
        self._session = session
        self._limit = start_limit
        self._cluster: Cluster | None = None

    def __enter__(self) -> "Distributed":
        from netbuilder.engine.distribution.cluster import Cluster

        layout = self._session.report.graph.layout
        distribution = cast("Distribution", layout.distribution)
        self._cluster = Cluster(self._session.draft, distribution, self._limit)
        self._cluster.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, problem, trace)
        self._cluster = None

    @property
    def _open(self) -> "Cluster":
        if self._cluster is None:
            raise RuntimeError("this works inside `with nb.distributed(...) as session:` only")
        return self._cluster

    @property
    def process(self) -> int:
        """Which process this is, from 0."""
        return int(self._open.number)

    @property
    def processes(self) -> int:
        """How many there are."""
        return int(self._open.count)

    @lazy
    def model(self) -> "keras.Sequential":
        """The model, spread over the devices; built when it is first asked for, on all processes."""
        cluster, session = self._open, self._session
        if session.draft.seed is None:
            from netbuilder.plan import fresh_seed

            session.build_plan = session.planned(cluster.number_of_first(fresh_seed()))
        from netbuilder.engine.distribution.guard import guard

        model = session.built.model
        guard(model, lambda: self._cluster)
        return cast("keras.Sequential", model)

    def shard(
        self,
        data: Any,
        batch_size: int | None = None,
        *,
        shuffle: bool = False,
        remainder: Literal["drop", "pad"] = "drop",
    ) -> Any:
        """This process's part of every batch, for `fit`, `evaluate` and `validation_data`.

        Every process gives the same data, all of them, and the size of the whole batch.

        Args:
            data: Arrays of one length, as `(x, y)`, or a dataset that gives whole batches.
            batch_size: How many rows all devices compute together at a step; only for arrays.
            shuffle: Whether arrays are put into another order for every epoch, the same on all processes.
            remainder: What happens to rows that do not divide at the end: left out, or filled up by rows of no weight.

        Raises:
            ConfigError: the processes do not have the same data.
            ValueError: no batch can be cut.
        """
        from netbuilder.engine.distribution.data import batches_of, shard_class

        if remainder not in ("drop", "pad"):
            raise ValueError(f"remainder is 'drop' or 'pad', got {remainder!r}")
        cluster = self._open
        cut = cluster.cut
        batches = batches_of(data, batch_size, cut.replicas, remainder)
        if shuffle and batches.batch_size is None:
            raise ValueError("shuffle is for arrays; a dataset is shuffled before, with a seed")
        counts = {"rows": batches.rows, "steps": batches.steps}
        cluster.same(
            f"{batches.steps} {batches.rows} {batch_size} {remainder} {shuffle}",
            _("the processes have other data: {rows:,} rows in {steps:,} batches here", **counts),
        )
        if batches.left and not cluster.number:
            warnings.warn(spoken(_left(batches.left, cut.replicas, remainder)), ConfigWarning, stacklevel=2)
        return shard_class(cluster.keras)(batches, cut, shuffle, self._session.draft.seed or 0)

    def predict(self, x: Any, batch_size: int = 32) -> Any:
        """What the model gives for all rows of `x`, on every process; each gives the same `x`."""
        from netbuilder.engine.distribution.whole import predicted

        return predicted(self._open, self.model, x, batch_size)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the model as one ordinary `.keras` file: process 0 writes, all others wait.

        Raises:
            ConfigError: the file cannot be written; on every process.
        """
        from netbuilder.engine.distribution.whole import save_whole
        from netbuilder.pipeline.origin import origin_for

        session = self._session
        origin = origin_for(session, Path(path))
        with session.custom_scope():
            save_whole(self._open, self.model, session.build_plan, Path(path), origin)


def _left(count: int, replicas: int, remainder: str) -> str:
    values = {"rows": _("1 row") if count == 1 else _("{count:,} rows", count=count), "replicas": replicas}
    if remainder == "drop":
        return _("{rows} left out of every epoch, which has to divide by {replicas} replicas", **values)
    return _("{rows} of no weight fill every epoch up, to divide by {replicas} replicas", **values)
