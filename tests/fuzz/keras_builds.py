"""Whether Keras builds what netbuilder accepts: the whole build and compile, without memory for the weights."""

import warnings
from typing import Any

from netbuilder.engine.build import _model
from netbuilder.engine.quiet import libraries
from netbuilder.errors import ConfigError
from netbuilder.resolve import Plan


def builds(planned: Plan) -> str | None:
    """None where Keras builds and compiles it, else what Keras says against it."""
    keras: Any = libraries().keras
    from keras.src.backend.common import global_state

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with keras.StatelessScope(initialize_variables=False):
                _model(keras, planned)
    except ConfigError as error:
        return str(error)
    finally:
        global_state.set_global_attribute("uninitialized_variables", [])
    return None
