"""Take the steps of many small files in turn: checking one alone mostly waits for the next step's code."""

from collections.abc import Sequence

from netbuilder.pipeline.session import Session

TOGETHER = 64
"""So many files at a time: 1,000 small ones take two thirds of the time, measured."""
_SMALL = 4_000
"""Bytes; a larger file takes all its steps at once, as does one with anchors, which may stand for a large one."""


def in_turns(sessions: Sequence[Session]) -> None:
    """Take every session to its report, each step for all small ones before any takes the next.

    What goes wrong with one is left for whoever asks it.
    """
    small = [session for session in sessions if len(session.data) < _SMALL and not _has_anchors(session.data)]
    for step in ("document", "draft", "report"):
        for session in small:
            try:  # noqa: SIM105  # entering `suppress` takes a part of the time of a small file
                getattr(session, step)
            except Exception:
                pass


def _has_anchors(data: str | bytes) -> bool:
    return b"&" in data if isinstance(data, bytes) else "&" in data
