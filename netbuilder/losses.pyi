# Written by `python -m netbuilder.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.schema.losses.crossentropies import BinaryCrossentropy as BinaryCrossentropy
from netbuilder.schema.losses.crossentropies import CategoricalCrossentropy as CategoricalCrossentropy
from netbuilder.schema.losses.crossentropies import SparseCategoricalCrossentropy as SparseCategoricalCrossentropy
from netbuilder.schema.losses.crossentropy import crossentropy as crossentropy
from netbuilder.schema.losses.ctc import CTC as CTC
from netbuilder.schema.losses.focal import BinaryFocalCrossentropy as BinaryFocalCrossentropy
from netbuilder.schema.losses.focal import CategoricalFocalCrossentropy as CategoricalFocalCrossentropy
from netbuilder.schema.losses.generalized import CategoricalGeneralizedCrossEntropy as CategoricalGeneralizedCrossEntropy
from netbuilder.schema.losses.hinge import CategoricalHinge as CategoricalHinge
from netbuilder.schema.losses.hinge import Hinge as Hinge
from netbuilder.schema.losses.hinge import SquaredHinge as SquaredHinge
from netbuilder.schema.losses.overlap import Dice as Dice
from netbuilder.schema.losses.overlap import Tversky as Tversky
from netbuilder.schema.losses.probability import KLDivergence as KLDivergence
from netbuilder.schema.losses.probability import Poisson as Poisson
from netbuilder.schema.losses.regression import Huber as Huber
from netbuilder.schema.losses.regression import LogCosh as LogCosh
from netbuilder.schema.losses.regression import MeanAbsoluteError as MeanAbsoluteError
from netbuilder.schema.losses.regression import MeanAbsolutePercentageError as MeanAbsolutePercentageError
from netbuilder.schema.losses.regression import MeanSquaredError as MeanSquaredError
from netbuilder.schema.losses.regression import MeanSquaredLogarithmicError as MeanSquaredLogarithmicError
from netbuilder.schema.losses.similarity import Circle as Circle
from netbuilder.schema.losses.similarity import CosineSimilarity as CosineSimilarity
