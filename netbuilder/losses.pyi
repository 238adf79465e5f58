# Written by `python -m netbuilder.api.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.vocabulary.losses.crossentropies import BinaryCrossentropy as BinaryCrossentropy
from netbuilder.vocabulary.losses.crossentropies import CategoricalCrossentropy as CategoricalCrossentropy
from netbuilder.vocabulary.losses.crossentropies import crossentropy as crossentropy
from netbuilder.vocabulary.losses.crossentropies import SparseCategoricalCrossentropy as SparseCategoricalCrossentropy
from netbuilder.vocabulary.losses.crossentropy_variants import BinaryFocalCrossentropy as BinaryFocalCrossentropy
from netbuilder.vocabulary.losses.crossentropy_variants import CategoricalFocalCrossentropy as CategoricalFocalCrossentropy
from netbuilder.vocabulary.losses.crossentropy_variants import CategoricalGeneralizedCrossEntropy as CategoricalGeneralizedCrossEntropy
from netbuilder.vocabulary.losses.hinge import CategoricalHinge as CategoricalHinge
from netbuilder.vocabulary.losses.hinge import Hinge as Hinge
from netbuilder.vocabulary.losses.hinge import SquaredHinge as SquaredHinge
from netbuilder.vocabulary.losses.probability import CTC as CTC
from netbuilder.vocabulary.losses.probability import KLDivergence as KLDivergence
from netbuilder.vocabulary.losses.probability import Poisson as Poisson
from netbuilder.vocabulary.losses.regression import Huber as Huber
from netbuilder.vocabulary.losses.regression import LogCosh as LogCosh
from netbuilder.vocabulary.losses.regression import MeanAbsoluteError as MeanAbsoluteError
from netbuilder.vocabulary.losses.regression import MeanAbsolutePercentageError as MeanAbsolutePercentageError
from netbuilder.vocabulary.losses.regression import MeanSquaredError as MeanSquaredError
from netbuilder.vocabulary.losses.regression import MeanSquaredLogarithmicError as MeanSquaredLogarithmicError
from netbuilder.vocabulary.losses.similarity import Circle as Circle
from netbuilder.vocabulary.losses.similarity import CosineSimilarity as CosineSimilarity
from netbuilder.vocabulary.losses.similarity import Dice as Dice
from netbuilder.vocabulary.losses.similarity import Tversky as Tversky
