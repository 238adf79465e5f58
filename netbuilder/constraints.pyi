# Written by `python -m netbuilder.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.schema.constraints.norms import MaxNorm as MaxNorm
from netbuilder.schema.constraints.norms import MinMaxNorm as MinMaxNorm
from netbuilder.schema.constraints.norms import NonNeg as NonNeg
from netbuilder.schema.constraints.norms import UnitNorm as UnitNorm
