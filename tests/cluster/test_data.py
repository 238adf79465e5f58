"""Data cut for the processes, and what a launcher says: neither needs JAX."""

import re
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine.distribution.data import Cut, batches_of, cut_of
from netbuilder.engine.distribution.launch import ADDRESSES, COUNT, NUMBER, launch

X, Y = np.arange(22), np.arange(22) * 10


def _cut(data: Any, batch_size: int | None, replicas: int, remainder: Any = "drop") -> list[list[Any]]:
    """What every one of `replicas` processes gets."""
    batches = batches_of(data, batch_size, replicas, remainder)
    whole = list(batches.each(replicas, np.arange(batches.rows)))
    assert len(whole) == batches.steps
    return [[tuple(Cut(replicas, at, at + 1).rows(a) for a in batch) for batch in whole] for at in range(replicas)]


def test_every_row_goes_to_one_process_and_the_rest_is_left_out() -> None:
    parts = _cut((X, Y), 8, 4)
    rows = sorted(row for part in parts for x, _ in part for row in x)
    assert rows == list(range(20))
    assert all(len(x) == len(parts[0][at][0]) for part in parts for at, (x, _) in enumerate(part))
    assert all((y == x * 10).all() for part in parts for x, y in part)
    assert batches_of((X, Y), 8, 4, "drop").left == 2


def test_rows_are_filled_up_without_weight() -> None:
    parts = _cut((X, Y), 8, 4, "pad")
    assert batches_of((X, Y), 8, 4, "pad").left == 2
    last = [part[-1] for part in parts]
    weights = np.concatenate([weight for _, _, weight in last])
    values = np.concatenate([x for x, _, _ in last])
    assert sorted(values[weights > 0]) == list(range(16, 22))
    # The mean over all rows, as Keras takes it, is the mean over the real ones.
    assert np.isclose((values * weights).mean(), np.arange(16, 22).mean())


def test_datasets_of_whole_batches_are_cut() -> None:
    dataset = [(X[:8], Y[:8]), (X[8:16], Y[8:16]), (X[16:], Y[16:])]
    assert [[x.tolist() for x, _ in part] for part in _cut(dataset, None, 2)] == [
        [[0, 1, 2, 3], [8, 9, 10, 11], [16, 17, 18]],
        [[4, 5, 6, 7], [12, 13, 14, 15], [19, 20, 21]],
    ]


@pytest.mark.parametrize(
    ("data", "batch_size", "words"),
    [
        ((X, Y), 6, "batch_size=6 does not divide by 4 replicas; 8 does"),
        ((X, Y[:5]), 8, "22, 5 rows"),
        ((X[:3], Y[:3]), 8, "3 rows are no batch for 4 replicas"),
        ((X, Y), None, "arrays need a batch_size"),
        ([(X[:2], Y[:2])], None, "no batch that can be cut"),
    ],
)
def test_what_cannot_be_cut_is_refused(data: Any, batch_size: int | None, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        batches_of(data, batch_size, 4, "drop")


class _Device(NamedTuple):
    process_index: int


def _spread(axes: list[str], owners: list[Any]) -> Any:
    """What is asked of a `keras.distribution` whose mesh has the devices of these processes."""
    devices = np.empty(np.shape(owners), object)
    for place, owner in np.ndenumerate(np.array(owners)):
        devices[place] = _Device(owner)
    mesh = SimpleNamespace(axis_names=axes, backend_mesh=SimpleNamespace(devices=devices))
    replicas = devices.shape[axes.index("batch")]
    return SimpleNamespace(device_mesh=mesh, num_model_replicas=replicas, batch_dim_name="batch")


@pytest.mark.parametrize(
    ("axes", "owners", "parts"),
    [
        (["batch"], [0, 0, 1, 1], [[0, 2], [2, 4]]),
        (["batch", "model"], [[0, 0], [1, 1]], [[0, 1], [1, 2]]),
        (["batch", "model"], [[0, 1], [2, 3]], [[0, 1], [0, 1], [1, 2], [1, 2]]),
        (["batch", "model"], [[0, 1]], [[0, 1], [0, 1]]),
        # Keras' own `data_shard_id` would give process 1 the rows of process 0.
        (["model", "batch"], [[0, 1], [2, 3]], [[0, 1], [1, 2], [0, 1], [1, 2]]),
        (["batch", "model"], [[0, 0], [0, 1], [1, 1]], [[0, 2], [1, 3]]),
    ],
)
def test_processes_of_one_replica_have_the_same_rows(
    axes: list[str], owners: list[Any], parts: list[list[int]]
) -> None:
    spread = _spread(axes, owners)
    assert [list(cut_of(spread, process)[1:]) for process in range(len(parts))] == parts


def test_parts_that_are_not_next_to_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("the devices of process 0 have the parts [0, 2] of every batch")):
        cut_of(_spread(["batch"], [0, 1, 0, 1]), 0)


SLURM = {"SLURM_JOB_ID": "7", "SLURM_STEP_NODELIST": "n[1-2]", "SLURM_PROCID": "1", "SLURM_LOCALID": "0"}
KERAS = {ADDRESSES: "10.0.0.1:1234", COUNT: "2", NUMBER: "1"}


@pytest.mark.parametrize(
    ("environment", "by"),
    [
        ({}, None),
        (KERAS, "KERAS_DISTRIBUTION_*"),
        ({**SLURM, "SLURM_NTASKS": "4"}, "SLURM"),
        ({**SLURM, "SLURM_NTASKS": "1"}, None),
        ({"OMPI_MCA_orte_hnp_uri": "1.0;tcp://10.0.0.1:1", "OMPI_COMM_WORLD_SIZE": "2"}, "Open MPI"),
        ({"KUBERNETES_SERVICE_HOST": "10.0.0.1"}, None),
        ({"KUBERNETES_SERVICE_HOST": "10.0.0.1", "JOB_COMPLETION_INDEX": "1"}, "Kubernetes"),
        ({"JAX_COORDINATOR_ADDRESS": "10.0.0.1:1"}, "JAX_COORDINATOR_ADDRESS"),
    ],
)
def test_the_launcher_is_told_by_its_environment(environment: dict[str, str], by: str | None) -> None:
    launched = launch(environment)
    assert (launched.by if launched is not None else None) == by


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({NUMBER: "2"}, "process 2 of 2 is none"),
        ({NUMBER: ""}, "KERAS_DISTRIBUTION_PROCESS_ID is not set"),
        ({COUNT: "two"}, "process 1 of two is none"),
        ({ADDRESSES: "10.0.0.1"}, "`10.0.0.1` is no address"),
        ({ADDRESSES: "a:1,b:2,c:3"}, "3 addresses for 2 processes"),
    ],
)
def test_settings_that_do_not_fit_are_said_before_anything_starts(changed: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigError) as refused:
        launch({**KERAS, **changed})
    assert words in str(refused.value)


@pytest.mark.parametrize("name", ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE"])
def test_a_launcher_that_jax_does_not_read_is_refused(name: str) -> None:
    """What `mpirun` of Open MPI 5.0.11 and `mpiexec` of MPICH 5.0.2 set: every process would train by itself."""
    with pytest.raises(ConfigError, match=f"{name} says 2 processes, and JAX does not see it"):
        launch({name: "2"})
    assert launch({name: "1"}) is None
    launched = launch({name: "2", **KERAS})
    assert launched is not None
    assert launched.processes == "process 1 of 2"
