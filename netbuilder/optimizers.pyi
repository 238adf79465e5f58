# Written by `python -m netbuilder.api.stubs`.
# ruff: noqa
# fmt: off

from netbuilder import schedules as schedules
from netbuilder.vocabulary.optimizers.adagrad import Adagrad as Adagrad
from netbuilder.vocabulary.optimizers.adagrad import Ftrl as Ftrl
from netbuilder.vocabulary.optimizers.adam import Adam as Adam
from netbuilder.vocabulary.optimizers.adam import AdamW as AdamW
from netbuilder.vocabulary.optimizers.adam_variants import Adamax as Adamax
from netbuilder.vocabulary.optimizers.adam_variants import Lamb as Lamb
from netbuilder.vocabulary.optimizers.adam_variants import Nadam as Nadam
from netbuilder.vocabulary.optimizers.adam_variants import ScheduleFreeAdamW as ScheduleFreeAdamW
from netbuilder.vocabulary.optimizers.loss_scale import LossScaleOptimizer as LossScaleOptimizer
from netbuilder.vocabulary.optimizers.muon import Lion as Lion
from netbuilder.vocabulary.optimizers.muon import Muon as Muon
from netbuilder.vocabulary.optimizers.rmsprop import Adadelta as Adadelta
from netbuilder.vocabulary.optimizers.rmsprop import Adafactor as Adafactor
from netbuilder.vocabulary.optimizers.rmsprop import RMSprop as RMSprop
from netbuilder.vocabulary.optimizers.sgd import SGD as SGD
