"""The whole document: input, layers, compile, and what surrounds them."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from netbuilder.diagnostics import SEVERITIES
from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.fields import (
    Choice,
    Json,
    ListOf,
    MappingOf,
    Nullable,
    OneOf,
    Refined,
    Scalar,
    SchemaWriter,
)
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.node_fields import (
    AnyLayers,
    DistributionLike,
    LossLike,
    MetricLikes,
    OptimizerLike,
    Section,
)
from netbuilder.vocabulary.base.number_fields import COUNT
from netbuilder.vocabulary.base.releases import MEASURED, NEWEST, Note, is_release, nearest_release
from netbuilder.vocabulary.base.validation_errors import clash, out_of_range, wrong_type
from netbuilder.vocabulary.base.values import DTYPE, INTEGER, NUMBER, Count, Flag, Name, OptionalCount, Seed

LATEST = 1
"""The newest version of the file format that this netbuilder reads."""

_LARGEST = 2**63 - 1


def _of_a_tensor(size: int) -> int:
    if size > _LARGEST:
        raise out_of_range(_("a size that a tensor can have"), why=_("sizes are numbers of 64 bits, up to 9.2e18"))
    return size


_SHAPE = ListOf(
    Nullable(Refined(COUNT, _of_a_tensor, maximum=_LARGEST)),
    _("a list of sizes, as `[28, 28, 1]`; null is a variable one"),
)


class Input(Node, frozen=True):
    """What one sample looks like."""

    shape: Annotated[Sequence[int | None], _SHAPE]
    """Sizes of one sample without the batch axis; null is a variable size."""
    dtype: Annotated[str | None, Nullable(DTYPE)] = None
    """Type of the values; left out, float32, or int32 where the first layer looks them up."""
    batch_size: OptionalCount = None
    """Fixed number of samples in a batch; a stateful recurrent layer needs it."""

    example = {"shape": [8]}

    def batched(self) -> tuple[int | None, ...]:
        """The shape with the batch axis first."""
        return (self.batch_size, *self.shape)


class _InputField(OneOf):
    """The sizes of one sample, or all that can be said of it."""

    __slots__ = ()

    def validate(self, value: Any) -> Any:
        shape, section = self.branches
        if isinstance(value, list | tuple):
            shape.validate(value)  # first, so that a problem stands at the item and not under `shape`
            return Input.model_validate({"shape": value})
        if isinstance(value, dict | Input):
            return section.validate(value)
        fix = _("`input: [features]`, without the batch axis")
        raise wrong_type(_("the sizes of one sample, as `[28, 28, 1]`"), fix=fix)

    def forms(self) -> list[str]:
        return [_("sizes of one sample, or a mapping as below `netbuilder explain input`")]


_JIT = Choice(True, False, "auto", expected=_("`auto`, true or false"))
JitCompile = Annotated[bool | Literal["auto"] | None, Nullable(_JIT)]
_LOSS_WEIGHTS = Nullable(ListOf(NUMBER, _("a list of numbers, one for every loss")))


class Compile(Node, frozen=True):
    """How the model is trained: what `model.compile` is called with."""

    optimizer: OptimizerLike = "rmsprop"
    """The rule that changes the weights."""
    loss: LossLike = None
    """What training makes small."""
    loss_weights: Annotated[Sequence[float] | None, _LOSS_WEIGHTS] = None
    """Factor of every loss in the sum."""
    metrics: MetricLikes = ()
    """What is shown during training."""
    weighted_metrics: MetricLikes = ()
    """What is shown with the sample weights applied."""
    run_eagerly: Flag = False
    """Whether steps run without a graph, for debugging."""
    steps_per_execution: Count = 1
    """How many batches run in one call."""
    jit_compile: JitCompile = "auto"
    """Whether XLA compiles the step."""
    auto_scale_loss: Flag = True
    """Whether the loss is scaled under mixed_float16."""

    example = {"optimizer": "adam", "loss": "mse"}
    notes = (
        Note(
            _("`fit` has no loss for an epoch of one batch"),
            MEASURED,
            until="3.8",
            options=("steps_per_execution",),
            when=lambda section: section.steps_per_execution > 1,
            why=_("3.3.3 stops there, and the history of 3.5.0 has no loss"),
        ),
        Note(
            _("`fit` counts steps too many in a last call that is not full"),
            "measured with `fit` at 3.5.0, 3.6.0, 3.7.0 and 3.8.0",
            until="3.7",
            options=("steps_per_execution",),
            when=lambda section: section.steps_per_execution > 1,
            why=_("a schedule of the learning rate goes on with them; Keras warns that data ran out"),
        ),
    )


POLICIES = ("float32", "float64", "float16", "bfloat16", "mixed_float16", "mixed_bfloat16")
# Known so that NB903 can say why they do not work; only the first two build.
STRATEGIES = (
    *("none", "mirrored", "multi_worker_mirrored", "parameter_server", "tpu"),
    *("data_parallel", "model_parallel", "central_storage", "one_device"),
)
BACKEND_LABELS = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}
"""What Keras computes with, and what people call it."""
_DEVICE = re.compile(r"(auto|cpu|gpu|gpu:\d{1,3})\Z")


def _device(value: Any) -> str:
    if type(value) is not str:
        raise wrong_type(_("`auto`, `cpu`, `gpu` or `gpu:1`"))
    if not _DEVICE.match(value):
        raise out_of_range(_("`auto`, `cpu`, `gpu` or `gpu:1`"), choices=("auto", "cpu", "gpu"))
    return value


Device = Annotated[str, Scalar(_device, {"type": "string", "pattern": r"^(auto|cpu|gpu|gpu:\d{1,3})$"}, _("a text"))]


class Runtime(Node, frozen=True):
    """Where and how the model runs."""

    device: Device = "auto"
    """The device to build on: auto takes a GPU where there is one."""
    backend: Annotated[str, Choice(*BACKEND_LABELS)] = "tensorflow"
    """What Keras computes with: jax and torch are installed as extras."""
    precision: Annotated[str, Choice(*POLICIES, expected=_("a precision such as `float32` or `mixed_float16`"))] = (
        "float32"
    )
    """The precision of all layers that do not say their own."""
    jit_compile: JitCompile = None
    """Whether XLA compiles the step, where `compile` does not say it."""
    strategy: Annotated[str, Choice(*STRATEGIES, expected=_("`none` or `mirrored`"))] = "none"
    """mirrored: one copy of the model on every GPU of this machine."""
    deterministic: Flag = False
    """Whether every operation gives the same result every time, at some cost."""
    memory_growth: Flag = False
    """Whether the backend takes a GPU's memory as it needs it instead of all at once."""
    distribution: DistributionLike = None
    """How the model is spread over the devices of one or more machines, on JAX."""
    devices: OptionalCount = None
    """How many devices all processes have together, where that is known before."""

    @model_validator(mode="after")
    def _spread_once(self) -> Self:
        if self.distribution is not None and self.strategy != "none":
            why = _("`strategy` is TensorFlow's way, `distribution` that of JAX")
            raise clash("strategy", self.strategy, _("`none` beside `distribution`"), why=why)
        return self


class Task(Node, frozen=True):
    """Facts about the data that turn suspicions into certainties."""

    kind: Annotated[str, Choice("multiclass", "binary", "multilabel", "regression")]
    """What is predicted."""
    classes: OptionalCount = None
    """How many classes there are."""
    labels: Annotated[str | None, Nullable(Choice("one_hot", "integer"))] = None
    """How the labels are written."""
    targets: Annotated[
        Sequence[float | None] | None,
        Nullable(ListOf(Nullable(NUMBER), _("a range, as `[0, 1]` or `[0, null]`"), length=2)),
    ] = None
    """Smallest and largest target of a regression; null where there is no bound."""


_BYTES = re.compile(r"(\d+(?:\.\d+)?) ?(B|kB|KiB|MB|MiB|GB|GiB|TB|TiB)\Z")
_UNITS = {
    "B": 1,
    "kB": 10**3,
    "KiB": 2**10,
    "MB": 10**6,
    "MiB": 2**20,
    "GB": 10**9,
    "GiB": 2**30,
    "TB": 10**12,
    "TiB": 2**40,
}


def _memory(value: Any) -> int:
    if type(value) is int and value > 0:
        return value
    if type(value) is not str:
        raise wrong_type(_("an amount such as `16GiB`"))
    match = _BYTES.match(value)
    if match is None:
        raise out_of_range(_("an amount such as `16GiB`"))
    return int(float(match[1]) * _UNITS[match[2]])


class Limits(Node, frozen=True):
    """What a network may need at most."""

    memory: Annotated[int | str, Scalar(_memory, {"type": ["string", "integer"]}, _("a text"), _("a whole number"))] = (
        16 * 2**30
    )
    """Memory of the weights together with the optimizer's copies, as `16GiB`."""


class SeveritiesField(MappingOf):
    """Rules by their code, each with its severity in this network."""

    __slots__ = ()

    def validate(self, value: Any) -> dict[str, str]:
        if isinstance(value, dict):
            value = {str(code): "off" if level is False else level for code, level in value.items()}
        return super().validate(value)

    def json_schema(self, writer: SchemaWriter) -> Json:
        # YAML 1.1 readers take `off` for false.
        level: Json = {"enum": [*SEVERITIES, False]}
        rules = {code: {"description": name, **level} for code, name in sorted(writer.rules().items())}
        return {"type": "object", "properties": rules, "additionalProperties": False}

    def forms(self) -> list[str]:
        return [_("rule codes with ") + ", ".join(SEVERITIES)]


_SEVERITIES = SeveritiesField(Choice(*SEVERITIES), _("rules with their severity, as `{NB203: off}`"))


def _release(value: Any) -> str:
    if type(value) in (int, float):
        # Of 3.1 and 3.10 a number remembers the same.
        repair = str(value) if is_release(str(value)) and value != 3.1 else None
        fix = "" if repair else _('`"3.10"` or `"3.1"`') if value == 3.1 else _near(str(value))
        why = _("as a number 3.10 is 3.1") if type(value) is float else ""
        raise wrong_type(_A_RELEASE, why=why, fix=fix, repair=repair)
    if type(value) is not str:
        raise wrong_type(_A_RELEASE)
    if not is_release(value):
        raise out_of_range(_('a release of Keras from "3.0" to "{newest}"', newest=NEWEST), fix=_near(value))
    return value


def _near(text: str) -> str:
    release = nearest_release(text)
    if release == NEWEST:
        return _('`"{newest}"` is the newest', newest=NEWEST)
    return _('`"{nearest_release}"` is the nearest', nearest_release=release)


_A_RELEASE = _('a release of Keras in quotes, as `"3.8"`')
_RELEASES = {"type": "string", "pattern": r"^3\.\d+(\.\d+)?$"}
KerasRelease = Annotated[str | None, Nullable(Scalar(_release, _RELEASES, _A_RELEASE))]


class Network(Node, frozen=True):
    """A whole network: what a config file holds.

    Raises `netbuilder.ConfigError` for options that do not fit.
    """

    version: Annotated[int, Scalar(INTEGER.validate, {"enum": [LATEST]}, f"`{LATEST}`")] = LATEST
    """Version of the file format."""
    name: Name = None
    """Name of the model."""
    keras: KerasRelease = None
    """The release of Keras that the network is for; left out, the installed one."""
    seed: Seed = None
    """Makes the initial weights reproducible, byte for byte."""
    initializers: Annotated[Literal["auto", "keras"], Choice("auto", "keras")] = "auto"
    """auto: the rules choose an initializer that is left out; keras: Keras' own default."""
    input: Annotated[Input | Sequence[int | None] | Mapping[str, Any], _InputField(_SHAPE, Section(Input))]
    """What one sample looks like, without the batch axis."""
    layers: AnyLayers
    """The layers, from the input to the output."""
    compile: Annotated[Compile | Mapping[str, Any] | None, Nullable(Section(Compile))] = None
    """How the model is trained; left out, the model comes back uncompiled."""
    runtime: Annotated[Runtime | Mapping[str, Any], Section(Runtime)] = Runtime.model_construct()
    """Where and how the model runs."""
    task: Annotated[Task | Mapping[str, Any] | None, Nullable(Section(Task))] = None
    """Facts about the data."""
    limits: Annotated[Limits | Mapping[str, Any], Section(Limits)] = Limits.model_construct()
    """What the network may need at most."""
    rules: Annotated[Mapping[str, str], _SEVERITIES] = {}
    """Severity of single rules in this network."""


SECTIONS: dict[str, type[Node]] = {
    "input": Input,
    "compile": Compile,
    "runtime": Runtime,
    "task": Task,
    "limits": Limits,
}
"""The sections of a file that hold options of their own."""
