# Written by `python -m netbuilder.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.schema.schedules.cosine import CosineDecay as CosineDecay
from netbuilder.schema.schedules.cosine import CosineDecayRestarts as CosineDecayRestarts
from netbuilder.schema.schedules.decay import ExponentialDecay as ExponentialDecay
from netbuilder.schema.schedules.decay import InverseTimeDecay as InverseTimeDecay
from netbuilder.schema.schedules.decay import PolynomialDecay as PolynomialDecay
from netbuilder.schema.schedules.piecewise import PiecewiseConstantDecay as PiecewiseConstantDecay
