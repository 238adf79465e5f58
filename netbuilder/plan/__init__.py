"""Chain -> Plan: every name, every seed and every initializer decided, with who decided it and why. No Keras."""

from netbuilder.plan.initializers import Decision as Decision
from netbuilder.plan.planner import Plan as Plan
from netbuilder.plan.planner import Planned as Planned
from netbuilder.plan.planner import plan as plan
from netbuilder.plan.seeds import fresh_seed as fresh_seed
