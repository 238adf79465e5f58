"""The one way from a text to a model; the command line, the Python API and the probe all take it."""

from netbuilder.pipeline.options import Options as Options
from netbuilder.pipeline.session import Session as Session
from netbuilder.pipeline.turns import in_turns as in_turns
