# Written by `python -m netbuilder.api.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.vocabulary.regularizers.penalties import L1 as L1
from netbuilder.vocabulary.regularizers.penalties import L1L2 as L1L2
from netbuilder.vocabulary.regularizers.penalties import L2 as L2
from netbuilder.vocabulary.regularizers.penalties import OrthogonalRegularizer as OrthogonalRegularizer
