# Written by `python -m netbuilder.api.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.vocabulary.distribution.parallel import DataParallel as DataParallel
from netbuilder.vocabulary.distribution.parallel import ModelParallel as ModelParallel
