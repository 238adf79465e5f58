# Written by `python -m netbuilder.api.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.vocabulary.constraints.norms import MaxNorm as MaxNorm
from netbuilder.vocabulary.constraints.norms import MinMaxNorm as MinMaxNorm
from netbuilder.vocabulary.constraints.norms import NonNeg as NonNeg
from netbuilder.vocabulary.constraints.norms import UnitNorm as UnitNorm
