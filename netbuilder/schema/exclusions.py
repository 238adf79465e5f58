"""What Keras has and a network file does not: every public name that is left out, with the reason to show."""

EXCLUDED: dict[tuple[str, str], str] = {
    # Constraints
    ("constraint", "Constraint"): "it is the base that constraints are written from, and does nothing by itself",
    # Initializers
    ("initializer", "Initializer"): "it is the base that initializers are written from, and draws nothing by itself",
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
