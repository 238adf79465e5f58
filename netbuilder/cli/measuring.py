"""Probe the network of a session, with a bar while it takes long: `probe` and `report` both do."""

from typing import Any

from netbuilder.cli.bar import Bar
from netbuilder.cli.options import CommonOptions
from netbuilder.cli.printing import print_aside
from netbuilder.engine.probe.one_batch import STEPS
from netbuilder.pipeline import Session
from netbuilder.propagation.records import Probe


def measured(session: Session, options: CommonOptions, data: Any = None, *, fit_one_batch: bool = False) -> Probe:
    """Build the model of a session and probe it.

    Raises:
        ConfigError: this machine cannot build it.
        NotProbed: the model or the batch cannot be measured.
    """
    with Bar("loading TensorFlow and building", 2) as bar:
        bar(1)
        built = session.built
    print_aside(built.diagnostics, options)
    with Bar("fitting one batch", STEPS) as bar:
        return session.probe(data, fit_one_batch=fit_one_batch, progress=bar)
