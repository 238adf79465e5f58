"""Probe the network of a session, as `probe` and `report` both do, with a bar on the terminal while it takes long."""

import sys
from typing import Any

from netbuilder.cli.options import CommonOptions
from netbuilder.cli.printing import print_aside
from netbuilder.engine.probe.one_batch import STEPS
from netbuilder.pipeline import Session
from netbuilder.propagation.records import Probe

_CELLS = 30


class Bar:
    """A line on standard error that fills while something takes long, and goes away."""

    def __init__(self, text: str, total: int) -> None:
        self.text = text
        self.total = total
        self.is_shown = sys.stderr is not None and sys.stderr.isatty()
        self.width = 0

    def __enter__(self) -> "Bar":
        return self

    def __call__(self, done: int) -> None:
        """Show that so many steps are done."""
        if self.is_shown:
            filled = _CELLS * done // self.total
            line = f"{self.text} [{'#' * filled}{'.' * (_CELLS - filled)}] {done}/{self.total}"
            self.width = max(self.width, len(line))
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()

    def __exit__(self, *error: object) -> None:
        if self.is_shown and self.width:
            sys.stderr.write("\r" + " " * self.width + "\r")
            sys.stderr.flush()


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
