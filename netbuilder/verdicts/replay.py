"""Print again what `check` printed of the same files, and remember what it prints of files where nothing is wrong."""

import sys
import time

from netbuilder.verdicts import place, store
from netbuilder.verdicts.digest import Digest
from netbuilder.verdicts.surroundings import Unknown, add_surroundings
from netbuilder.verdicts.survey import Survey

NO_CACHE = "--no-cache"
_NEVER = (NO_CACHE, "--import", "--watch", "--fix", "--diff", "--help", "-h", "-")
"""Arguments whose output is never kept: nothing needs to be looked up. `check` decides by itself what it hands over."""
_TOO_YOUNG = 20_000_000
"""Nanoseconds. The clock of a disk may go in steps of 10 ms: two changes within one look like one."""
_LONGEST = 250_000
"""Letters of what was printed."""


class Pending:
    """A `check` on its way: what its verdict will be kept under, and the stamps of its files before they are read."""

    def __init__(self, arguments: list[str]) -> None:
        self.arguments = arguments
        self.start = time.time_ns()
        self.key = self._key()
        self.folder = place.cache_folder()
        self.line = next((line for line in store.lines(self.folder) if line.startswith(self.key)), "")
        self.before = Survey(arguments, reads=bool(self.line))

    def _key(self) -> str:
        digest = Digest()
        add_surroundings(digest)
        digest.add(*self.arguments)
        return digest.hex()

    def printed(self) -> tuple[str, str] | None:
        """What was printed last, to standard output and to standard error; None where something has changed."""
        words = self.line.split(" ")
        if len(words) != 4 or words[1] != self.before.contents:
            return None
        return bytes.fromhex(words[2]).decode(), bytes.fromhex(words[3]).decode()

    def keep(self, output: str, error: str) -> None:
        """Keep what was printed, if all is still as it was before anything was read.

        Raises:
            Unknown, OSError: it cannot be kept.
        """
        after = Survey(self.arguments, reads=True)
        is_settled = after.latest < self.start - _TOO_YOUNG and after.stamps == self.before.stamps
        if is_settled and self._key() == self.key and len(output) + len(error) < _LONGEST:
            words = (self.key, after.contents, output.encode().hex(), error.encode().hex())
            store.keep(self.folder, " ".join(words))


_pending: Pending | None = None


def replay(arguments: list[str]) -> bool:
    """Print what a `check` of these arguments printed last; False where it has to be run."""
    global _pending
    if arguments[:1] != ["check"] or any(word.partition("=")[0] in _NEVER for word in arguments):
        return False
    try:
        pending = Pending(arguments[1:])
        printed = pending.printed()
        if printed is not None:
            _print(*printed)
            return True
    except (Unknown, OSError, ValueError):
        return False
    _pending = pending
    return False


def remember(output: str, error: str) -> None:
    """Keep what the `check` of this process printed, which found nothing in files that were named one by one."""
    if _pending is not None:
        try:  # noqa: SIM105  # `contextlib` would be one more module to import for every `check`
            _pending.keep(output, error)
        except (Unknown, OSError, ValueError):
            pass


def _print(output: str, error: str) -> None:
    for stream, text in ((sys.stdout, output), (sys.stderr, error)):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # as the command line does
        stream.write(text)
    sys.stderr.flush()
    sys.stdout.flush()
