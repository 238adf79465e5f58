# Written by `python -m netbuilder.api.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.vocabulary.schedules.cosine import CosineDecay as CosineDecay
from netbuilder.vocabulary.schedules.cosine import CosineDecayRestarts as CosineDecayRestarts
from netbuilder.vocabulary.schedules.decay import ExponentialDecay as ExponentialDecay
from netbuilder.vocabulary.schedules.decay import InverseTimeDecay as InverseTimeDecay
from netbuilder.vocabulary.schedules.decay import PolynomialDecay as PolynomialDecay
from netbuilder.vocabulary.schedules.piecewise import PiecewiseConstantDecay as PiecewiseConstantDecay
