"""The chain: a draft resolved so that it can be judged and built.

Repeats are unrolled, nested models inlined, wrappers seen through; every layer knows its shapes and weights, every
kernel its effective activation, the whole its head. Works past holes: what is unknown there is None.
"""

from netbuilder.chain.chain import Chain as Chain
from netbuilder.chain.chain import resolve as resolve
from netbuilder.chain.effective import Effective as Effective
from netbuilder.chain.head import Head as Head
from netbuilder.chain.step import Step as Step
