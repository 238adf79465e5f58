"""A progress bar on a terminal, and nothing in a pipe."""

import sys

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
