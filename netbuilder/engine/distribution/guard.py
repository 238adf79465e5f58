"""What a spread model is trained with: data that were cut, inside of its block; of all else Keras says nothing."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any

from netbuilder.engine.distribution.data import shard_class

if TYPE_CHECKING:
    from netbuilder.engine.distribution.cluster import Cluster

_OF_DATASETS = ("fit", "evaluate")
_OF_BATCHES = ("train_on_batch", "test_on_batch")


def guard(model: Any, cluster: "Callable[[], Cluster | None]") -> None:
    """Refuse, from now on, to train or evaluate this model where that is wrong; None is given after its block."""
    for name in (*_OF_DATASETS, *_OF_BATCHES):
        setattr(model, name, _guarded(getattr(model, name), name, cluster))


def _guarded(method: Callable[..., Any], name: str, cluster: "Callable[[], Cluster | None]") -> Callable[..., Any]:
    @wraps(method)
    def guarded(*args: Any, **options: Any) -> Any:
        where = cluster()
        if where is None:
            # Without the distribution every process would go on with a model of its own, every device with all rows.
            raise RuntimeError(f"`{name}` works inside `with nb.distributed(...) as session:` only")
        if name in _OF_DATASETS and where.count > 1:
            arguments = signature(method).bind_partial(*args, **options).arguments
            _check(where, f"`{name}`", arguments.get("x"))
            if arguments.get("validation_data") is not None:
                _check(where, "`validation_data`", arguments["validation_data"])
        return method(*args, **options)

    return guarded


def _check(cluster: "Cluster", what: str, data: Any) -> None:
    """Of whole arrays every process computes all rows; of parts the processes of one replica get other weights."""
    if not isinstance(data, shard_class(cluster.keras)):
        kind = type(data).__name__
        raise ValueError(f"{what} of several processes takes `session.shard(data, batch_size)`, got {kind}")
