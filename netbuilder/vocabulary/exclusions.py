"""What Keras has and a network file does not: every public name that is left out, with the reason to show."""

from typing import NamedTuple


class Exclusion(NamedTuple):
    """Why something of Keras is left out, and what to do in its place."""

    why: str
    advice: str = ""

    @property
    def words(self) -> str:
        """Both in one sentence."""
        return f"{self.why}; {self.advice}" if self.advice else self.why


_FUNCTIONAL = "build each branch here, and join the models in Keras' functional API"
_JOINS = Exclusion("it takes several inputs, and a Sequential passes on one", _FUNCTIONAL)
_PAIRS = Exclusion("it takes two inputs, and a Sequential passes on one", _FUNCTIONAL)

EXCLUDED: dict[tuple[str, str], Exclusion] = {
    # Constraints
    ("constraint", "Constraint"): Exclusion(
        "it is the base that constraints are written from, and does nothing by itself"
    ),
    # Initializers
    ("initializer", "Initializer"): Exclusion(
        "it is the base that initializers are written from, and draws nothing by itself"
    ),
    # Layers
    ("layer", "Add"): _JOINS,
    ("layer", "AdditiveAttention"): _PAIRS,
    ("layer", "Attention"): _PAIRS,
    ("layer", "Average"): _JOINS,
    ("layer", "Concatenate"): _JOINS,
    (
        "layer",
        "CutMix",
    ): Exclusion("it mixes labels with the images, and a Sequential passes on images only", "use it in `data.map`"),
    ("layer", "Dot"): _JOINS,
    ("layer", "Equalization"): Exclusion("Keras 3.15 cannot build it into a Sequential", "AutoContrast is near to it"),
    ("layer", "FlaxLayer"): Exclusion("it runs code of another library, which a file never names"),
    ("layer", "GRUCell"): Exclusion("it is a cell: write it as the `cell` of an RNN"),
    ("layer", "GroupQueryAttention"): _PAIRS,
    ("layer", "HashedCrossing"): _PAIRS,
    ("layer", "InputLayer"): Exclusion("the input is written once, as `input: [...]` at the top level"),
    ("layer", "JaxLayer"): Exclusion("it runs code of another library, which a file never names"),
    ("layer", "LSTMCell"): Exclusion("it is a cell: write it as the `cell` of an RNN"),
    (
        "layer",
        "Lambda",
    ): Exclusion("it runs code, which a file never holds", "write a layer class and bring it with `--import MODULE`"),
    ("layer", "Layer"): Exclusion("it is the base that layers are written from, and does nothing by itself"),
    ("layer", "Maximum"): _JOINS,
    ("layer", "Minimum"): _JOINS,
    ("layer", "MixUp"): Exclusion(
        "it mixes labels with the images, and a Sequential passes on images only", "use it in `data.map`"
    ),
    ("layer", "MultiHeadAttention"): _PAIRS,
    ("layer", "Multiply"): _JOINS,
    ("layer", "SimpleRNNCell"): Exclusion("it is a cell: write it as the `cell` of an RNN"),
    ("layer", "StackedRNNCells"): Exclusion("it is a cell: write it as the `cell` of an RNN"),
    ("layer", "Subtract"): _JOINS,
    ("layer", "TFSMLayer"): Exclusion("it loads a program from a path, which a file never does"),
    ("layer", "TorchModuleWrapper"): Exclusion("it runs code of another library, which a file never names"),
    ("layer", "Wrapper"): Exclusion("it is the base that wrappers are written from, and does nothing by itself"),
    # Losses
    ("loss", "Loss"): Exclusion("it is the base that losses are written from, and computes nothing by itself"),
    # Metrics
    ("metric", "Mean"): Exclusion(
        "it averages one number, a metric compares labels with predictions: Keras stops in fit"
    ),
    ("metric", "MeanMetricWrapper"): Exclusion("it wraps a function of your own", "give that to `compile` in Python"),
    ("metric", "Metric"): Exclusion("it is the base that metrics are written from, and computes nothing by itself"),
    ("metric", "Sum"): Exclusion(
        "it sums up one number, a metric compares labels with predictions: Keras stops in fit"
    ),
    # Optimizers
    ("optimizer", "MultiOptimizer"): Exclusion(
        "it maps variables to optimizers with Python objects, which a file has none of"
    ),
    ("optimizer", "Optimizer"): Exclusion(
        "it is the base that optimizers are written from, and makes no steps by itself"
    ),
    ("optimizer", "OptimizerMap"): Exclusion("it is a part of MultiOptimizer and no optimizer"),
    # Regularizers
    ("regularizer", "Regularizer"): Exclusion(
        "it is the base that regularizers are written from, and adds nothing by itself"
    ),
    # Schedules
    ("schedule", "LearningRateSchedule"): Exclusion(
        "it is the base that schedules are written from, and has no rate by itself"
    ),
}
"""By kind and Keras' public name; sorted."""

EXCLUDED_OPTIONS: dict[tuple[str, str, str], Exclusion] = {
    ("layer", "Bidirectional", "weights"): Exclusion(
        "it holds arrays", "give them to the built model with `set_weights`"
    ),
    ("layer", "Dense", "quantization_config"): Exclusion(
        "it is a Python object", "quantize the built model with `model.quantize`"
    ),
    ("layer", "EinsumDense", "gptq_unpacked_column_size"): Exclusion("it belongs to a model that is quantized already"),
    (
        "layer",
        "EinsumDense",
        "quantization_config",
    ): Exclusion("it is a Python object", "quantize the built model with `model.quantize`"),
    (
        "layer",
        "Embedding",
        "quantization_config",
    ): Exclusion("it is a Python object", "quantize the built model with `model.quantize`"),
    ("layer", "Embedding", "weights"): Exclusion("it is an array", "give it to the built model with `set_weights`"),
    ("metric", "AUC", "label_weights"): Exclusion("Keras does not open a saved model that has them"),
}
"""By kind, class and option of Keras; sorted."""
