"""Whether Keras builds what netbuilder accepts: the whole build and compile, without memory for the weights."""

import warnings
from typing import Any

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine.backends.start import start
from netbuilder.engine.build import _model
from netbuilder.plan import Plan


def builds(planned: Plan) -> str | None:
    """None where Keras builds and compiles it, else what Keras says against it."""
    keras: Any = start("tensorflow").keras
    from keras.src.backend.common import global_state

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with keras.StatelessScope(initialize_variables=False):
                _model(keras, planned)
        except ConfigError as error:
            if "stateless scope" not in str(error):
                return str(error)
            if planned.graph.parameters > 50_000_000:
                return None  # nothing can be said without the memory
        else:
            return None
        finally:
            global_state.set_global_attribute("uninitialized_variables", [])
        # A few layers need memory to be built at all.
        try:
            _model(keras, planned)
        except ConfigError as error:
            return str(error)
    return None
