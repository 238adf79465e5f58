"""--import: bring in a module that registers custom layers, losses and the like with Keras."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

import click


def import_custom(modules: Sequence[str]) -> None:
    """Import the modules, and let a file use what is then registered with Keras, until the command ends.

    The current folder is searched first, as with `python -m`.

    Raises:
        click.ClickException: a module cannot be imported.
    """
    if not modules:
        return
    if os.getcwd() not in sys.path and "" not in sys.path:
        sys.path.insert(0, os.getcwd())
    from netbuilder.engine.backends.start import start_as_set
    from netbuilder.vocabulary.custom_class import custom_objects, registered_with_keras

    for name in modules:
        try:
            if find_spec(name) is None:
                raise ModuleNotFoundError(f"No module named {name!r}")
            start_as_set()  # without their chatter; whoever registers with Keras imports them
            import_module(name)
        except ImportError as error:
            raise click.ClickException(f"--import {name}: {error}") from None
        except (Exception, SystemExit) as error:  # the module is the caller's code, and may raise anything
            raise click.ClickException(f"--import {name}: {type(error).__name__}: {error}") from error
    click.get_current_context().with_resource(custom_objects(registered_with_keras()))
