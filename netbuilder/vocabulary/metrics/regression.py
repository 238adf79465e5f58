"""Metrics of regression: how far numbers are from numbers."""

from typing import Annotated, Literal

from netbuilder.vocabulary.base.fields import Choice, Nullable
from netbuilder.vocabulary.base.training import Metric
from netbuilder.vocabulary.base.values import Whole


class MeanSquaredError(Metric, frozen=True):
    """Mean of the squared errors."""

    identifiers = ("mean_squared_error", "mse", "MSE")
    family = "regression"
    labels = "number"


class RootMeanSquaredError(Metric, frozen=True):
    """Square root of the mean of the squared errors: in the unit of the labels."""

    identifiers = ("root_mean_squared_error",)
    family = "regression"
    labels = "number"


class MeanAbsoluteError(Metric, frozen=True):
    """Mean of the absolute errors."""

    identifiers = ("mean_absolute_error", "mae", "MAE")
    family = "regression"
    labels = "number"


class MeanAbsolutePercentageError(Metric, frozen=True):
    """Mean of the absolute errors in percent of the true number."""

    identifiers = ("mean_absolute_percentage_error", "mape", "MAPE")
    family = "regression"
    labels = "number"


class MeanSquaredLogarithmicError(Metric, frozen=True):
    """Mean of the squared errors of log(1 + x)."""

    outputs = "positive"
    identifiers = ("mean_squared_logarithmic_error", "msle", "MSLE")
    family = "regression"
    labels = "number"


class LogCoshError(Metric, frozen=True):
    """Mean of log(cosh(error))."""

    identifiers = ("log_cosh_error",)
    family = "regression"
    labels = "number"


_AGGREGATIONS = ("uniform_average", "variance_weighted_average")
Aggregation = Annotated[
    Literal["uniform_average", "variance_weighted_average"] | None, Nullable(Choice(*_AGGREGATIONS))
]


class R2Score(Metric, frozen=True):
    """Fraction of the labels' variance that the predictions explain."""

    class_aggregation: Aggregation = "uniform_average"
    """How the scores of several outputs become one; null gives them all."""
    num_regressors: Whole = 0
    """Number of input features, for the adjusted score; 0 for the plain one."""

    rank = 2
    identifiers = ("r2_score",)
    family = "regression"
    labels = "number"
