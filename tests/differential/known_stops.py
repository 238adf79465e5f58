"""What is accepted and stopped by Keras, each written down with its reason: no more than one in a hundred."""

import re
from typing import NamedTuple

from tests.differential.against_keras import Outcome


class KnownStop(NamedTuple):
    """One way in which Keras stops at what is accepted."""

    stage: str
    message: str
    """A regular expression for what Keras says."""
    reason: str


KNOWN_STOPS: tuple[KnownStop, ...] = (
    KnownStop(
        "build",
        r"^this CPU cannot run ",
        "said by the build itself, before anything is written (NB909): another machine can run it",
    ),
    KnownStop(
        "predict",
        r"string_lookup.*Assert|integer_lookup.*Assert",
        "no word of the drawn data is in a vocabulary without a place for unknown ones: the data does not fit",
    ),
    KnownStop(
        "fit",
        r"random_perspective.*MatrixSolve",
        "a random perspective can fold an image to a line, and which one does is chance",
    ),
    KnownStop(
        "predict",
        r"DenseBincount|bincount",
        "the drawn numbers are below 0 or beyond the number of tokens: the data does not fit",
    ),
    KnownStop(
        "fit",
        r"gradient registry has no entry for: ResizeArea",
        "TensorFlow has no gradient of `interpolation: area`, which only matters where weights stand before it",
    ),
    KnownStop(
        "predict",
        r"STFTSpectrogram.*Negative dimension size caused by subtracting 256 from",
        "a frame of 256 samples behind a size that is left open, or that Keras does not know before it runs",
    ),
    KnownStop(
        "predict",
        r"GatherV2|indices\[.*\] = .* is not in \[0, ",
        "the drawn whole numbers behind a layer that scales them lie outside a table: the data does not fit",
    ),
    KnownStop(
        "predict",
        r"UnimplementedError.*sequential\S*/Cast defined",
        "under mixed precision a nested Sequential casts what comes in, and text cannot be cast",
    ),
    KnownStop(
        "predict",
        r"FailedPrecondition.*LookupTableFind",
        "a lookup without a vocabulary inside a nested Sequential: the drawn data adapts the outer layers only",
    ),
    KnownStop(
        "build",
        r"Argument `dtype` got invalid value <dtype: 'uint(8|16)'>",
        "a normalization of its own small whole-number dtype, with an initializer that draws",
    ),
    KnownStop(
        "predict",
        r"Sparsemax.*Unsupported dtype19",
        "sparsemax as the recurrent activation of a ConvLSTM in half precision: TensorFlow counts no range in it",
    ),
    KnownStop(
        "predict",
        r"Discretization.*DataType uint(32|64)|TimeDistributed.*DataType uint64 .*: int32, int64, float32, float64",
        "Discretization of its own unsigned dtype, or on steps of uint64: TensorFlow has no kernel for its input",
    ),
)


def known_stop(outcome: Outcome) -> KnownStop | None:
    """Which of them an outcome is."""
    for known in KNOWN_STOPS:
        if known.stage == outcome.stage and re.search(known.message, outcome.message):
            return known
    return None
