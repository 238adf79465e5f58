"""The stand-ins of the classes and functions that a Python file beside a network registers."""

import inspect

from netbuilder.language_server.custom_stubs import stubs

TEXT = """\
import keras

@keras.saving.register_keras_serializable()
def registered(x):
    return x

def other(x):
    return x

class Scaled(keras.layers.Layer):
    def call(self, x, training=False):
        return x

    def __init__(self, factor=2, **more):
        super().__init__(**more)

class Plain:
    pass
"""


def test_a_function_stands_for_itself_only_where_it_is_registered() -> None:
    assert set(stubs(TEXT)) == {"registered", "Custom>registered", "Scaled"}


def test_the_options_of_a_class_are_those_of_its_init() -> None:
    assert str(inspect.signature(stubs(TEXT)["Scaled"])) == "(*, factor=2, **kwargs)"


def test_what_is_no_python_has_no_stubs() -> None:
    assert stubs("def (") == {}
