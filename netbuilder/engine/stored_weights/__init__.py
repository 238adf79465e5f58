"""The weights of a saved model, put into a built one: every shape is compared before any is set."""

from netbuilder.engine.stored_weights.put import misplaced_biases as misplaced_biases
from netbuilder.engine.stored_weights.put import put_weights as put_weights
from netbuilder.engine.stored_weights.read import Names as Names
from netbuilder.engine.stored_weights.refused import WeightsRefused as WeightsRefused
