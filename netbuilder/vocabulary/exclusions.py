"""What Keras has and a network file does not: every public name that is left out, with the reason to show."""

from typing import NamedTuple

from netbuilder.diagnostics.sentence import _, joined


class Exclusion(NamedTuple):
    """Why something of Keras is left out, and what to do in its place."""

    why: str
    advice: str = ""

    @property
    def words(self) -> str:
        """Both in one sentence."""
        return joined("; ", [self.why, self.advice]) if self.advice else self.why


_FUNCTIONAL = _("build each branch here, and join the models in Keras' functional API")
_JOINS = Exclusion(_("it takes several inputs, and a Sequential passes on one"), _FUNCTIONAL)
_PAIRS = Exclusion(_("it takes two inputs, and a Sequential passes on one"), _FUNCTIONAL)
_MIXES = Exclusion(
    _("it mixes labels with the images, and a Sequential passes on images only"), _("use it in `data.map`")
)
_FOREIGN = Exclusion(_("it runs code of another library, which a file never names"))
_QUANTIZED = Exclusion(_("it is a Python object"), _("quantize the built model with `model.quantize`"))
_CELL = Exclusion(_("it is a cell: write it as the `cell` of an RNN"))

EXCLUDED: dict[tuple[str, str], Exclusion] = {
    # Constraints
    ("constraint", "Constraint"): Exclusion(
        _("it is the base that constraints are written from, and does nothing by itself")
    ),
    # Initializers
    ("initializer", "Initializer"): Exclusion(
        _("it is the base that initializers are written from, and draws nothing by itself")
    ),
    # Layers
    ("layer", "Add"): _JOINS,
    ("layer", "AdditiveAttention"): _PAIRS,
    ("layer", "Attention"): _PAIRS,
    ("layer", "Average"): _JOINS,
    ("layer", "Concatenate"): _JOINS,
    ("layer", "CutMix"): _MIXES,
    ("layer", "Dot"): _JOINS,
    ("layer", "Equalization"): Exclusion(
        _("Keras 3.15 cannot build it into a Sequential"), _("AutoContrast is near to it")
    ),
    ("layer", "FlaxLayer"): _FOREIGN,
    ("layer", "GRUCell"): _CELL,
    ("layer", "GroupQueryAttention"): _PAIRS,
    ("layer", "HashedCrossing"): _PAIRS,
    ("layer", "InputLayer"): Exclusion(_("the input is written once, as `input: [...]` at the top level")),
    ("layer", "JaxLayer"): _FOREIGN,
    ("layer", "LSTMCell"): _CELL,
    ("layer", "Lambda"): Exclusion(
        _("it runs code, which a file never holds"),
        _("`Rescaling` multiplies and adds; for all else write a layer class and bring it with `--import MODULE`"),
    ),
    ("layer", "Layer"): Exclusion(_("it is the base that layers are written from, and does nothing by itself")),
    ("layer", "Maximum"): _JOINS,
    ("layer", "Minimum"): _JOINS,
    ("layer", "MixUp"): _MIXES,
    ("layer", "MultiHeadAttention"): _PAIRS,
    ("layer", "Multiply"): _JOINS,
    ("layer", "SimpleRNNCell"): _CELL,
    ("layer", "StackedRNNCells"): _CELL,
    ("layer", "Subtract"): _JOINS,
    ("layer", "TFSMLayer"): Exclusion(_("it loads a program from a path, which a file never does")),
    ("layer", "TorchModuleWrapper"): _FOREIGN,
    ("layer", "Wrapper"): Exclusion(_("it is the base that wrappers are written from, and does nothing by itself")),
    # Losses
    ("loss", "Loss"): Exclusion(_("it is the base that losses are written from, and computes nothing by itself")),
    # Metrics
    ("metric", "Mean"): Exclusion(
        _("it averages one number, a metric compares labels with predictions: Keras stops in fit")
    ),
    ("metric", "MeanMetricWrapper"): Exclusion(
        _("it wraps a function of your own"), _("give that to `compile` in Python")
    ),
    ("metric", "Metric"): Exclusion(_("it is the base that metrics are written from, and computes nothing by itself")),
    ("metric", "Sum"): Exclusion(
        _("it sums up one number, a metric compares labels with predictions: Keras stops in fit")
    ),
    # Optimizers
    ("optimizer", "MultiOptimizer"): Exclusion(
        _("it maps variables to optimizers with Python objects, which a file has none of")
    ),
    ("optimizer", "Optimizer"): Exclusion(
        _("it is the base that optimizers are written from, and makes no steps by itself")
    ),
    ("optimizer", "OptimizerMap"): Exclusion(_("it is a part of MultiOptimizer and no optimizer")),
    # Regularizers
    ("regularizer", "Regularizer"): Exclusion(
        _("it is the base that regularizers are written from, and adds nothing by itself")
    ),
    # Schedules
    ("schedule", "LearningRateSchedule"): Exclusion(
        _("it is the base that schedules are written from, and has no rate by itself")
    ),
}
"""By kind and Keras' public name; sorted."""

EXCLUDED_OPTIONS: dict[tuple[str, str, str], Exclusion] = {
    ("layer", "Bidirectional", "weights"): Exclusion(
        _("it holds arrays"), _("give them to the built model with `set_weights`")
    ),
    ("layer", "Dense", "quantization_config"): _QUANTIZED,
    ("layer", "EinsumDense", "gptq_unpacked_column_size"): Exclusion(
        _("it belongs to a model that is quantized already")
    ),
    ("layer", "EinsumDense", "quantization_config"): _QUANTIZED,
    ("layer", "Embedding", "quantization_config"): _QUANTIZED,
    ("layer", "Embedding", "weights"): Exclusion(
        _("it is an array"), _("give it to the built model with `set_weights`")
    ),
    ("metric", "AUC", "label_weights"): Exclusion(_("Keras does not open a saved model that has them")),
}
"""By kind, class and option of Keras; sorted."""
