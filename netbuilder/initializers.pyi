# Written by `python -m netbuilder.api.stubs`.
# ruff: noqa
# fmt: off

from netbuilder.vocabulary.initializers.constant import Constant as Constant
from netbuilder.vocabulary.initializers.constant import Ones as Ones
from netbuilder.vocabulary.initializers.constant import Zeros as Zeros
from netbuilder.vocabulary.initializers.fans import GlorotNormal as GlorotNormal
from netbuilder.vocabulary.initializers.fans import GlorotUniform as GlorotUniform
from netbuilder.vocabulary.initializers.fans import HeNormal as HeNormal
from netbuilder.vocabulary.initializers.fans import HeUniform as HeUniform
from netbuilder.vocabulary.initializers.random import RandomNormal as RandomNormal
from netbuilder.vocabulary.initializers.random import RandomUniform as RandomUniform
from netbuilder.vocabulary.initializers.random import TruncatedNormal as TruncatedNormal
from netbuilder.vocabulary.initializers.structured import Identity as Identity
from netbuilder.vocabulary.initializers.structured import Orthogonal as Orthogonal
from netbuilder.vocabulary.initializers.structured import STFT as STFT
from netbuilder.vocabulary.initializers.variance_scaling import LecunNormal as LecunNormal
from netbuilder.vocabulary.initializers.variance_scaling import LecunUniform as LecunUniform
from netbuilder.vocabulary.initializers.variance_scaling import VarianceScaling as VarianceScaling
