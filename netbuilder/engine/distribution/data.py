"""Data cut for the processes: every batch divides, and the processes of one replica get the same rows."""

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

import numpy as np

from netbuilder.diagnostics.sentence import _

Remainder = Literal["drop", "pad"]


class Cut(NamedTuple):
    """Which part of every batch a process has."""

    replicas: int
    """Into how many equal parts the devices cut a batch."""
    first: int
    """The first of these parts that this process has."""
    behind: int
    """The one behind its last."""

    def rows(self, batch: Any) -> Any:
        """The rows of an array that holds a whole batch."""
        size = len(batch) // self.replicas
        return batch[self.first * size : self.behind * size]


def cut_of(distribution: Any, process: int) -> Cut:
    """How a `keras.distribution` cuts the batches for a process: by where its devices stand along the batches' axis.

    `data_shard_id` of Keras says the same where that axis is the first and the devices are in the order of processes.

    Raises:
        ValueError: they do not stand next to each other.
    """
    mesh, replicas = distribution.device_mesh, distribution.num_model_replicas
    axis = list(mesh.axis_names).index(distribution.batch_dim_name)
    owners = np.vectorize(lambda device: device.process_index)(mesh.backend_mesh.devices)
    places = np.unique(np.argwhere(owners == process)[:, axis])
    first, behind = int(places[0]), int(places[-1]) + 1
    if behind - first != len(places):
        values = {"process": process, "parts": places.tolist()}
        raise ValueError(_("the devices of process {process} have the parts {parts} of every batch", **values))
    return Cut(replicas, first, behind)


class Batches(NamedTuple):
    """Whole batches, of which every process takes its part."""

    source: Any
    """Arrays of the same length, or what can be iterated many times and gives whole batches."""
    batch_size: int | None
    """Of arrays; None where `source` gives batches."""
    steps: int
    """How many batches an epoch has."""
    rows: int
    """How many rows all of them have together; 0 where they have not been counted."""
    left: int
    """How many rows of an epoch are left out, or made up for."""
    remainder: Remainder

    def each(self, replicas: int, order: Any) -> Iterator[tuple[Any, ...]]:
        """Every batch as arrays, filled up or cut so that it divides."""
        if self.batch_size is None:
            for batch in self.source:
                arrays = tuple(np.asarray(part) for part in (batch if isinstance(batch, list | tuple) else (batch,)))
                whole = _divisible(arrays, replicas, self.remainder)
                if len(whole[0]):
                    yield whole
            return
        for first in range(0, self.rows, self.batch_size):
            at = order[first : first + self.batch_size]
            whole = _divisible(tuple(array[at] for array in self.source), replicas, self.remainder)
            if len(whole[0]):
                yield whole


def _divisible(arrays: tuple[Any, ...], replicas: int, remainder: Remainder) -> tuple[Any, ...]:
    """A batch without its last rows, or with its first ones again at no weight, so that it divides."""
    rows = len(arrays[0])
    over = rows % replicas
    if not over:
        return _weighted(arrays, rows, rows) if remainder == "pad" else arrays
    if remainder == "drop":
        return tuple(array[: rows - over] for array in arrays)
    at = np.arange(rows + replicas - over) % rows
    return _weighted(tuple(array[at] for array in arrays), rows, rows + replicas - over)


def _weighted(arrays: tuple[Any, ...], rows: int, filled: int) -> tuple[Any, ...]:
    """The batch with weights that make the mean over all of its rows the mean over the real ones."""
    if len(arrays) == 1:
        return arrays
    weights = np.zeros(filled, np.float32)
    weights[:rows] = filled / rows
    own = arrays[2].astype(np.float32) if len(arrays) > 2 else np.ones(filled, np.float32)
    return (*arrays[:2], own * weights.reshape(-1, *[1] * (own.ndim - 1)))


def batches_of(data: Any, batch_size: int | None, replicas: int, remainder: Remainder) -> Batches:
    """The whole batches that some data are.

    Raises:
        ValueError: the data are none, or the batches cannot be cut.
    """
    if batch_size is not None:
        arrays = tuple(np.asarray(part) for part in (data if isinstance(data, list | tuple) else (data,)))
        rows = len(arrays[0])
        if any(len(array) != rows for array in arrays):
            raise ValueError("the arrays have " + ", ".join(str(len(array)) for array in arrays) + " rows")
        if batch_size < 1 or batch_size % replicas:
            larger = max(replicas, math.ceil(batch_size / replicas) * replicas)
            raise ValueError(f"batch_size={batch_size} does not divide by {replicas} replicas; {larger} does")
        over = rows % batch_size % replicas
        left = over if remainder == "drop" else (replicas - over) % replicas
        count = rows // batch_size + (rows % batch_size >= (replicas if remainder == "drop" else 1))
        if not count:
            raise ValueError(f"{rows} rows are no batch for {replicas} replicas")
        return Batches(arrays, batch_size, count, rows, left, remainder)
    if isinstance(data, np.ndarray) or (isinstance(data, tuple) and all(isinstance(each, np.ndarray) for each in data)):
        raise ValueError("arrays need a batch_size")
    count = rows = left = 0
    for batch in data:
        size = len(batch[0] if isinstance(batch, list | tuple) else batch)
        over = size % replicas
        left += over if remainder == "drop" else (replicas - over) % replicas
        count += size >= replicas if remainder == "drop" else 1
        rows += size
    if not count:
        raise ValueError("the dataset gives no batch that can be cut")
    return Batches(data, None, count, rows, left, remainder)


@cache
def shard_class(keras: Any) -> Any:
    """The class of what `fit` is given; a subclass of Keras' own."""

    class Shard(keras.utils.PyDataset):  # type: ignore[misc]
        """This process's part of every batch, in one order on all processes."""

        def __init__(self, batches: Batches, cut: Cut, shuffle: bool, seed: int) -> None:
            super().__init__(workers=1)
            self.batches = batches
            self.cut = cut
            self.shuffle = shuffle
            self.draws = np.random.default_rng(seed)
            self.iterator: Iterator[tuple[Any, ...]] | None = None

        def __len__(self) -> int:
            return self.batches.steps

        @property
        def num_batches(self) -> int:
            return self.batches.steps

        def on_epoch_begin(self) -> None:
            self.iterator = None

        def __getitem__(self, index: int) -> tuple[Any, ...]:
            # `fit` shuffles the indices by itself, on every process in another way: batches come in our order.
            if self.iterator is None:
                self.iterator = self._epoch()
            batch = next(self.iterator, None)
            if batch is None:
                self.iterator = self._epoch()
                batch = next(self.iterator)
            return tuple(self.cut.rows(array) for array in batch)

        def _epoch(self) -> Iterator[tuple[Any, ...]]:
            rows = self.batches.rows
            order: Sequence[int] | Any = self.draws.permutation(rows) if self.shuffle else np.arange(rows)
            return self.batches.each(self.cut.replicas, order)

    return Shard
