"""Two networks side by side: layers aligned as a diff aligns lines, then what differs of the whole."""

from netbuilder.comparison.compare import compare as compare
from netbuilder.comparison.records import Comparison as Comparison
