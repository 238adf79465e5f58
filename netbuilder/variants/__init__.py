"""One network many times over: every combination of some values, checked without TensorFlow."""

from netbuilder.variants.grid import AxisError as AxisError
from netbuilder.variants.grid import axes_of as axes_of
from netbuilder.variants.grid import grid as grid
from netbuilder.variants.probing import probed as probed
from netbuilder.variants.records import Axis as Axis
from netbuilder.variants.records import Grid as Grid
from netbuilder.variants.records import Variant as Variant
