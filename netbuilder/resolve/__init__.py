"""Chain -> Plan: every name, every seed and every initializer decided, with who decided it and why. No Keras."""

from netbuilder.resolve.initializers import Decision as Decision
from netbuilder.resolve.plan import Plan as Plan
from netbuilder.resolve.plan import Planned as Planned
from netbuilder.resolve.plan import plan as plan
from netbuilder.resolve.seeds import fresh_seed as fresh_seed
