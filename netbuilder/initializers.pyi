# Written by `python -m netbuilder.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.schema.initializers.constant import Constant as Constant
from netbuilder.schema.initializers.constant import Ones as Ones
from netbuilder.schema.initializers.constant import Zeros as Zeros
from netbuilder.schema.initializers.glorot import GlorotNormal as GlorotNormal
from netbuilder.schema.initializers.glorot import GlorotUniform as GlorotUniform
from netbuilder.schema.initializers.he import HeNormal as HeNormal
from netbuilder.schema.initializers.he import HeUniform as HeUniform
from netbuilder.schema.initializers.lecun import LecunNormal as LecunNormal
from netbuilder.schema.initializers.lecun import LecunUniform as LecunUniform
from netbuilder.schema.initializers.orthogonal import Identity as Identity
from netbuilder.schema.initializers.orthogonal import Orthogonal as Orthogonal
from netbuilder.schema.initializers.random import RandomNormal as RandomNormal
from netbuilder.schema.initializers.random import RandomUniform as RandomUniform
from netbuilder.schema.initializers.random import TruncatedNormal as TruncatedNormal
from netbuilder.schema.initializers.stft import STFT as STFT
from netbuilder.schema.initializers.variance_scaling import VarianceScaling as VarianceScaling
