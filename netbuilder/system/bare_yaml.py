"""PyYAML's C parser without the rest of PyYAML, for a process that reads YAML events and nothing else."""

import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_NAME = "yaml"
_WITH_MARKS = {"scanner": "ScannerError", "parser": "ParserError", "composer": "ComposerError",
               "constructor": "ConstructorError"}  # fmt: skip
_WITHOUT = {"reader": "ReaderError", "emitter": "EmitterError", "serializer": "SerializerError",
            "representer": "RepresenterError"}  # fmt: skip
"""Modules written in Python of which the C parser takes the errors alone. Importing them takes a tenth of a check:
they compile patterns for what the C parser does."""


def load_parser() -> None:
    """Make `yaml` a package of events, errors and the C parser; where that cannot be, leave it to be imported whole.

    For the `netbuilder` command alone: nothing else in the process can load YAML afterwards.
    """
    if _NAME in sys.modules:
        return
    spec = PathFinder.find_spec(_NAME)
    if spec is None or spec.loader is None or spec.submodule_search_locations is None:
        return
    try:
        _load(spec)
    except Exception:  # no C parser, or a PyYAML that is made otherwise
        for name in [name for name in sys.modules if name.partition(".")[0] == _NAME]:
            del sys.modules[name]


def _load(spec: ModuleSpec) -> None:
    package = ModuleType(_NAME)
    package.__spec__, package.__path__ = spec, spec.submodule_search_locations or []
    package.__file__, package.__package__, package.__loader__ = spec.origin, _NAME, spec.loader
    sys.modules[_NAME] = package
    import yaml.error
    import yaml.events
    import yaml.nodes
    import yaml.tokens

    for names, base in ((_WITH_MARKS, yaml.error.MarkedYAMLError), (_WITHOUT, yaml.error.YAMLError)):
        for name, error in names.items():
            module = ModuleType(f"{_NAME}.{name}")
            setattr(module, error, type(error, (base,), {"__module__": module.__name__}))
            sys.modules[module.__name__] = module
            setattr(package, name, module)
    import yaml._yaml

    errors = {error.__name__: error for error in (yaml.error.YAMLError, yaml.error.MarkedYAMLError)}
    vars(package).update(errors, __with_libyaml__=True)
