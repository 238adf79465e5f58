"""What Keras has and a network file does not: every public name that is left out, with the reason to show."""

EXCLUDED: dict[tuple[str, str], str] = {
    # Constraints
    ("constraint", "Constraint"): "it is the base that constraints are written from, and does nothing by itself",
    # Initializers
    ("initializer", "Initializer"): "it is the base that initializers are written from, and draws nothing by itself",
    # Layers
    ("layer", "Add"): "it takes several inputs, and a Sequential passes on one",
    ("layer", "AdditiveAttention"): "it takes two inputs, and a Sequential passes on one",
    ("layer", "Attention"): "it takes two inputs, and a Sequential passes on one",
    ("layer", "Average"): "it takes several inputs, and a Sequential passes on one",
    ("layer", "Concatenate"): "it takes several inputs, and a Sequential passes on one",
    (
        "layer",
        "CutMix",
    ): "it mixes labels with the images, and a Sequential passes on images only; use it in `data.map`",
    ("layer", "Dot"): "it takes several inputs, and a Sequential passes on one",
    ("layer", "Equalization"): "Keras 3.15 cannot build it into a Sequential; AutoContrast is near to it",
    ("layer", "FlaxLayer"): "it runs code of another library, which a file never names",
    ("layer", "GRUCell"): "it is a cell: write it as the `cell` of an RNN",
    ("layer", "GroupQueryAttention"): "it takes two inputs, and a Sequential passes on one",
    ("layer", "HashedCrossing"): "it takes two inputs, and a Sequential passes on one",
    ("layer", "InputLayer"): "the input is written once, as `input: [...]` at the top level",
    ("layer", "JaxLayer"): "it runs code of another library, which a file never names",
    ("layer", "LSTMCell"): "it is a cell: write it as the `cell` of an RNN",
    (
        "layer",
        "Lambda",
    ): "it runs code, which a file never holds; write a layer class and bring it with `--import MODULE`",
    ("layer", "Layer"): "it is the base that layers are written from, and does nothing by itself",
    ("layer", "Maximum"): "it takes several inputs, and a Sequential passes on one",
    ("layer", "Minimum"): "it takes several inputs, and a Sequential passes on one",
    ("layer", "MixUp"): "it mixes labels with the images, and a Sequential passes on images only; use it in `data.map`",
    ("layer", "MultiHeadAttention"): "it takes two inputs, and a Sequential passes on one",
    ("layer", "Multiply"): "it takes several inputs, and a Sequential passes on one",
    ("layer", "SimpleRNNCell"): "it is a cell: write it as the `cell` of an RNN",
    ("layer", "StackedRNNCells"): "it is a cell: write it as the `cell` of an RNN",
    ("layer", "Subtract"): "it takes several inputs, and a Sequential passes on one",
    ("layer", "TFSMLayer"): "it loads a program from a path, which a file never does",
    ("layer", "TorchModuleWrapper"): "it runs code of another library, which a file never names",
    ("layer", "Wrapper"): "it is the base that wrappers are written from, and does nothing by itself",
    # Losses
    ("loss", "Loss"): "it is the base that losses are written from, and computes nothing by itself",
    # Metrics
    ("metric", "Mean"): "it averages one number, a metric compares labels with predictions: Keras stops in fit",
    ("metric", "MeanMetricWrapper"): "it wraps a function of your own; give that to `compile` in Python",
    ("metric", "Metric"): "it is the base that metrics are written from, and computes nothing by itself",
    ("metric", "Sum"): "it sums up one number, a metric compares labels with predictions: Keras stops in fit",
    # Optimizers
    ("optimizer", "MultiOptimizer"): "it maps variables to optimizers with Python objects, which a file has none of",
    ("optimizer", "Optimizer"): "it is the base that optimizers are written from, and makes no steps by itself",
    ("optimizer", "OptimizerMap"): "it is a part of MultiOptimizer and no optimizer",
    # Regularizers
    ("regularizer", "Regularizer"): "it is the base that regularizers are written from, and adds nothing by itself",
    # Schedules
    ("schedule", "LearningRateSchedule"): "it is the base that schedules are written from, and has no rate by itself",
}
"""By kind and Keras' public name; sorted."""

EXCLUDED_OPTIONS: dict[tuple[str, str, str], str] = {
    ("layer", "Bidirectional", "weights"): "it holds arrays; give them to the built model with `set_weights`",
    ("layer", "Dense", "quantization_config"): "it is a Python object; quantize the built model with `model.quantize`",
    ("layer", "EinsumDense", "gptq_unpacked_column_size"): "it belongs to a model that is quantized already",
    (
        "layer",
        "EinsumDense",
        "quantization_config",
    ): "it is a Python object; quantize the built model with `model.quantize`",
    (
        "layer",
        "Embedding",
        "quantization_config",
    ): "it is a Python object; quantize the built model with `model.quantize`",
    ("layer", "Embedding", "weights"): "it is an array; give it to the built model with `set_weights`",
    ("metric", "AUC", "label_weights"): "Keras does not open a saved model that has them",
}
"""By kind, class and option of Keras; sorted."""
