"""Losses of regression: how far numbers are from numbers."""

from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.base.values import Positive


class MeanSquaredError(Loss, frozen=True):
    """Mean of the squared errors."""

    identifiers = ("mean_squared_error", "mse", "MSE")
    family = "regression"
    labels = "number"


class MeanAbsoluteError(Loss, frozen=True):
    """Mean of the absolute errors: outliers count less."""

    identifiers = ("mean_absolute_error", "mae", "MAE")
    family = "regression"
    labels = "number"


class MeanAbsolutePercentageError(Loss, frozen=True):
    """Mean of the absolute errors in percent of the true number."""

    identifiers = ("mean_absolute_percentage_error", "mape", "MAPE")
    family = "regression"
    divides_by_target = True
    labels = "number"


class MeanSquaredLogarithmicError(Loss, frozen=True):
    """Mean of the squared errors of log(1 + x): for positive numbers of very different size."""

    identifiers = ("mean_squared_logarithmic_error", "msle", "MSLE")
    family = "regression"
    outputs = "positive"
    labels = "number"
    one_sided = True


class Huber(Loss, frozen=True):
    """Squared for small errors, absolute for large ones."""

    delta: Positive = 1.0
    """Errors above it count by their absolute value."""

    identifiers = ("huber",)
    family = "regression"
    labels = "number"


class LogCosh(Loss, frozen=True):
    """log(cosh(error)): squared for small errors, absolute for large ones, smooth between."""

    identifiers = ("log_cosh",)
    family = "regression"
    labels = "number"
