# Written by `python -m netbuilder.api.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.vocabulary.activations.gating import gelu as gelu
from netbuilder.vocabulary.activations.gating import glu as glu
from netbuilder.vocabulary.activations.gating import hard_silu as hard_silu
from netbuilder.vocabulary.activations.gating import mish as mish
from netbuilder.vocabulary.activations.gating import silu as silu
from netbuilder.vocabulary.activations.linear import linear as linear
from netbuilder.vocabulary.activations.plus import exponential as exponential
from netbuilder.vocabulary.activations.plus import softplus as softplus
from netbuilder.vocabulary.activations.plus import sparse_plus as sparse_plus
from netbuilder.vocabulary.activations.plus import squareplus as squareplus
from netbuilder.vocabulary.activations.relu import relu as relu
from netbuilder.vocabulary.activations.relu_variants import celu as celu
from netbuilder.vocabulary.activations.relu_variants import elu as elu
from netbuilder.vocabulary.activations.relu_variants import leaky_relu as leaky_relu
from netbuilder.vocabulary.activations.relu_variants import relu6 as relu6
from netbuilder.vocabulary.activations.relu_variants import selu as selu
from netbuilder.vocabulary.activations.shrinking import hard_shrink as hard_shrink
from netbuilder.vocabulary.activations.shrinking import soft_shrink as soft_shrink
from netbuilder.vocabulary.activations.shrinking import threshold as threshold
from netbuilder.vocabulary.activations.sigmoid import hard_sigmoid as hard_sigmoid
from netbuilder.vocabulary.activations.sigmoid import log_sigmoid as log_sigmoid
from netbuilder.vocabulary.activations.sigmoid import sigmoid as sigmoid
from netbuilder.vocabulary.activations.sigmoid import sparse_sigmoid as sparse_sigmoid
from netbuilder.vocabulary.activations.softmax import log_softmax as log_softmax
from netbuilder.vocabulary.activations.softmax import softmax as softmax
from netbuilder.vocabulary.activations.softmax import sparsemax as sparsemax
from netbuilder.vocabulary.activations.tanh import hard_tanh as hard_tanh
from netbuilder.vocabulary.activations.tanh import softsign as softsign
from netbuilder.vocabulary.activations.tanh import tanh as tanh
from netbuilder.vocabulary.activations.tanh import tanh_shrink as tanh_shrink
