# Written by `python -m netbuilder.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.schema.activations.elu import celu as celu
from netbuilder.schema.activations.elu import elu as elu
from netbuilder.schema.activations.elu import selu as selu
from netbuilder.schema.activations.gating import gelu as gelu
from netbuilder.schema.activations.gating import glu as glu
from netbuilder.schema.activations.gating import hard_silu as hard_silu
from netbuilder.schema.activations.gating import mish as mish
from netbuilder.schema.activations.gating import silu as silu
from netbuilder.schema.activations.leaky_relu import leaky_relu as leaky_relu
from netbuilder.schema.activations.leaky_relu import relu6 as relu6
from netbuilder.schema.activations.linear import linear as linear
from netbuilder.schema.activations.plus import exponential as exponential
from netbuilder.schema.activations.plus import softplus as softplus
from netbuilder.schema.activations.plus import sparse_plus as sparse_plus
from netbuilder.schema.activations.plus import squareplus as squareplus
from netbuilder.schema.activations.relu import relu as relu
from netbuilder.schema.activations.shrinking import hard_shrink as hard_shrink
from netbuilder.schema.activations.shrinking import soft_shrink as soft_shrink
from netbuilder.schema.activations.shrinking import threshold as threshold
from netbuilder.schema.activations.sigmoid import hard_sigmoid as hard_sigmoid
from netbuilder.schema.activations.sigmoid import log_sigmoid as log_sigmoid
from netbuilder.schema.activations.sigmoid import sigmoid as sigmoid
from netbuilder.schema.activations.sigmoid import sparse_sigmoid as sparse_sigmoid
from netbuilder.schema.activations.softmax import log_softmax as log_softmax
from netbuilder.schema.activations.softmax import softmax as softmax
from netbuilder.schema.activations.softmax import sparsemax as sparsemax
from netbuilder.schema.activations.tanh import hard_tanh as hard_tanh
from netbuilder.schema.activations.tanh import softsign as softsign
from netbuilder.schema.activations.tanh import tanh as tanh
from netbuilder.schema.activations.tanh import tanh_shrink as tanh_shrink
