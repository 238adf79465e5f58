"""--import: bring in a module that registers custom layers, losses and the like with Keras."""

import os
import sys
from collections.abc import Iterable
from importlib import import_module

import click


def import_custom(modules: Iterable[str]) -> None:
    """Import the modules, the current folder included in the search, and take over what they register.

    Raises:
        click.UsageError: a module cannot be imported.
    """
    for name in modules:
        if os.getcwd() not in sys.path and "" not in sys.path:
            sys.path.insert(0, os.getcwd())
        try:
            import_module(name)
        except ImportError as error:
            raise click.UsageError(f"--import {name}: {error}") from None
