# Written by `python -m netbuilder.stubs`.
# ruff: noqa
# fmt: off

from netbuilder import schedules as schedules
from netbuilder.schema.optimizers.adafactor import Adafactor as Adafactor
from netbuilder.schema.optimizers.adagrad import Adagrad as Adagrad
from netbuilder.schema.optimizers.adagrad import Ftrl as Ftrl
from netbuilder.schema.optimizers.adam import Adam as Adam
from netbuilder.schema.optimizers.adam import AdamW as AdamW
from netbuilder.schema.optimizers.adamax import Adamax as Adamax
from netbuilder.schema.optimizers.adamax import Lamb as Lamb
from netbuilder.schema.optimizers.adamax import Nadam as Nadam
from netbuilder.schema.optimizers.lion import Lion as Lion
from netbuilder.schema.optimizers.loss_scale import LossScaleOptimizer as LossScaleOptimizer
from netbuilder.schema.optimizers.muon import Muon as Muon
from netbuilder.schema.optimizers.rmsprop import Adadelta as Adadelta
from netbuilder.schema.optimizers.rmsprop import RMSprop as RMSprop
from netbuilder.schema.optimizers.schedule_free import ScheduleFreeAdamW as ScheduleFreeAdamW
from netbuilder.schema.optimizers.sgd import SGD as SGD
