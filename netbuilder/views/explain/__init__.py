"""Explain a name offline: a rule, a layer, an initializer, a loss, a whole kind, or a section of the file."""

from netbuilder.views.explain.find import Unknown as Unknown
from netbuilder.views.explain.find import example_of as example_of
from netbuilder.views.explain.find import explain as explain
from netbuilder.views.explain.find import names_of as names_of
