"""What a model was compiled with -> the `compile` section."""

from typing import Any

from netbuilder.convert.model_files.objects import make, written
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.convert.model_files.shortest import shortest
from netbuilder.diagnostics.sentence import _
from netbuilder.suggest.older_keras import decaying
from netbuilder.vocabulary.base.layer_names import automatic_name
from netbuilder.vocabulary.base.node import Item
from netbuilder.vocabulary.base.node_fields import described, noun_of
from netbuilder.vocabulary.base.registry import by_identifier, find

_GONE = {
    "kullback_leibler_divergence": "kl_divergence",
    "cosine_proximity": "cosine_similarity",
    "cosine": "cosine_similarity",
    "logcosh": "log_cosh",
    "huber_loss": "huber",
}
"""Losses and metrics under names that Keras 3 does not know."""
_OWN_NAMES = {"Huber": "huber_loss", "LogCoshError": "logcosh", "FBetaScore": "fbeta_score"}
"""What Keras calls objects that it does not call after their class."""
_OLD_OPTIONS = {"lr": "learning_rate", "beta1": "beta_1", "beta2": "beta_2", "learningRate": "learning_rate"}
_DROPPED = ("decay", "jit_compile", "is_legacy_optimizer", "name", "schedule_decay", "iterations", "use_locking")
_MOMENTUM_SCHEDULE = ("decay", "schedule_decay")
"""What Keras 1 and 2, and tf.keras, call the exponent by which Nadam raises its momentum; no learning rate decays."""
_WITHOUT_WEIGHT_DECAY = ("Adadelta", "Adafactor", "Adagrad", "Adam", "Adamax", "Ftrl", "Nadam", "RMSprop", "SGD")
"""Optimizers without it unless it is asked for; some versions write 0 then."""
_SCALARS = {"run_eagerly": False, "steps_per_execution": 1, "jit_compile": False, "auto_scale_loss": True}
"""Options with the value that says nothing: `jit_compile` is false where Keras itself has decided so."""
_WRAPPERS = ("MeanMetricWrapper", "SumOverBatchSizeMetricWrapper", "LossFunctionWrapper")


def compile_section(training: dict[str, Any], remarks: list[str]) -> dict[str, Any] | None:
    """The section as plain data; None where nothing of it can be said. What is lost goes to `remarks`."""
    section: dict[str, Any] = {}
    optimizer = training.get("optimizer_config", training.get("optimizerConfig", training.get("optimizer")))
    try:
        if optimizer is not None:
            section["optimizer"] = _optimizer(optimizer, remarks)
        elif training.get("loss") is not None:  # Keras 3.3 leaves it out
            remarks.append("the file does not say the optimizer; here it is Keras' default, rmsprop")
        else:
            return None
    except Refused as refusal:
        remarks.append(f"not compiled: {refusal.message}")
        return None
    loss = _only(training.get("loss"))
    if loss is not None:
        try:
            section["loss"] = shortest(_named("loss", loss))
        except Refused as refusal:
            remarks.append(f"compiled without its loss: {refusal.message}")
    weights = _only(training.get("loss_weights"))
    if isinstance(weights, int | float) and weights != 1:
        section["loss_weights"] = [float(weights)]
    for key in ("metrics", "weighted_metrics"):
        metrics = _metrics(training.get(key), remarks)
        if metrics:
            section[key] = metrics
    for key, neutral in _SCALARS.items():
        value = training.get(key)
        if type(value) is type(neutral) and value != neutral:
            section[key] = value
    return section


def _only(value: Any) -> Any:
    """What is said for the one output: the value, or that of a list or mapping of one."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict) and len(value) == 1:
        return _only(next(iter(value.values())))
    return value if value not in ([], {}) else None


def _optimizer(value: Any, remarks: list[str]) -> Any:
    stored = written(value)
    if stored is None:
        raise Refused("custom-layer", _("the file says no optimizer"))
    names = () if stored.is_foreign else (stored.name, stored.name.lower())
    cls = next((cls for name in names if (cls := by_identifier("optimizer", name)) is not None), None)
    if cls is None:
        raise Refused("custom-layer", _("`{name}` is no optimizer of Keras 3", name=stored.name))
    options = {_OLD_OPTIONS.get(key, key): item for key, item in stored.options.items()}
    for key in ("learning_rate", "inner_optimizer", "optimizer"):
        if isinstance(options.get(key), dict):
            options[key] = _held(key, options[key], remarks)
    options.setdefault("inner_optimizer", options.pop("optimizer", None))
    if cls.__name__ == "Nadam" and not options.keys().isdisjoint(_MOMENTUM_SCHEDULE):
        remarks.append(
            "Nadam raises its momentum faster: by 0.96 ** step, and in the file's Keras by 0.96 ** (0.004 * step)"
        )
        options = {key: item for key, item in options.items() if key not in _MOMENTUM_SCHEDULE}
    decay = options.get("decay")
    if isinstance(decay, int | float) and decay > 0:
        rate = options.get("learning_rate")
        if isinstance(rate, int | float):
            options["learning_rate"] = decaying(float(rate), float(decay))
            remarks.append("`decay` of the optimizer is a schedule here: lr / (1 + decay * step)")
        else:
            remarks.append(f"`decay` of the optimizer, {decay}, is left out: the file says no rate that it lowers")
    if not options.get("use_ema"):
        options = {key: item for key, item in options.items() if not key.startswith("ema_")}
    if options.get("weight_decay") == 0 and cls.__name__ in _WITHOUT_WEIGHT_DECAY:
        del options["weight_decay"]
    leftover = {key: item for key, item in options.items() if key not in _DROPPED}
    lost: list[str] = []
    node = make(cls, leftover, cls.__name__, lost)
    remarks += [f"`{option}` is no option of {cls.__name__} in Keras 3" for option in lost]
    return shortest(node)


def _held(key: str, value: Any, remarks: list[str]) -> Any:
    if key != "learning_rate":
        return _optimizer(value, remarks)
    stored = written(value)
    if stored is None:
        raise Refused("custom-layer", _("{kind} is written in no way that Keras has", kind=described("schedule")))
    cls = None if stored.is_foreign else find("schedule", stored.name)
    if cls is None:
        raise Refused("custom-layer", _("`{name}` is no schedule of Keras 3", name=stored.name))
    return make(cls, {name: item for name, item in stored.options.items() if name != "name"}, cls.__name__)


def _metrics(value: Any, remarks: list[str]) -> list[Any]:
    """The metrics of the one output, whether they stand in lists, lists of lists or by the output's name."""
    metrics: list[Any] = []
    for item in _flat(value):
        try:
            metric = shortest(_named("metric", item))
        except Refused as refusal:
            remarks.append(f"without a metric: {refusal.message}")
        else:
            if metric not in metrics:
                metrics.append(metric)
    return metrics


def _flat(value: Any) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, list):
        return [leaf for item in value for leaf in _flat(item)]
    if isinstance(value, dict) and "class_name" not in value:
        return [leaf for item in value.values() for leaf in _flat(item)]
    return [value]


def _named(kind: str, value: Any) -> Item:
    """A loss or a metric: by a string of Keras, by its class, or wrapped as a function."""
    stored = written(value)
    if stored is None:
        raise Refused("custom-layer", _("{kind} is written in no way that Keras has", kind=described(kind)))
    name, options = stored.name, dict(stored.options)
    if name in _WRAPPERS:
        label, function = options.get("name"), written(options.get("fn"))
        if function is None:
            raise Refused("custom-layer", _("`{label}` is no {kind} of Keras 3", label=label, kind=noun_of(kind)))
        # The string `accuracy` has become the one that fits the loss; it becomes that again.
        name, options = ("accuracy" if label in ("accuracy", "acc") else function.name), {}
    cls = None
    if not stored.is_foreign:
        # The string `Accuracy` is `accuracy`, and the class of that name another metric.
        cls = (find(kind, name) if isinstance(value, dict) else None) or _lookup(kind, _GONE.get(name, name))
    if cls is None:
        raise Refused("custom-layer", _("`{name}` is no {kind} of Keras 3", name=name, kind=noun_of(kind)))
    if options.get("reduction") == "auto":  # `sum_over_batch_size` in all that Keras 3 does
        del options["reduction"]
    if isinstance(options.get("name"), str) and _is_counted(options["name"], cls.__name__, name):
        del options["name"]
    for key in ("fn", "dtype"):
        options.pop(key, None)
    if cls.only_bare:
        options = {}
    return make(cls, options, cls.__name__)


def _lookup(kind: str, name: str) -> type[Item] | None:
    for spelled in (name, name.lower(), automatic_name(name)):
        cls = by_identifier(kind, spelled)
        if cls is not None:
            return cls
    return None


def _is_counted(name: str, class_name: str, identifier: str) -> bool:
    """Whether a name is Keras' own: `precision`, `precision_2`."""
    stem, _, number = name.rpartition("_")
    base = stem if number.isdecimal() and stem else name
    return base in (automatic_name(class_name), identifier, _OWN_NAMES.get(class_name), "loss", "")
