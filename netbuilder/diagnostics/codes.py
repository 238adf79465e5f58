"""The codes that no rule has: what reading a file, measuring a model and building on a machine can report."""

from typing import NamedTuple

from netbuilder.diagnostics.record import Severity

_ERROR, _WARN, _INFO = Severity.ERROR, Severity.WARN, Severity.INFO
_STOPS_OR_NOT = (_ERROR, _WARN)


def family(code: str) -> str:
    """What the codes of one subject begin with: NB3 of NB301, NB10 of NB1001."""
    return code[:-2]


def in_turn(code: str) -> tuple[int, str]:
    """The place of a code among others: NB1001 comes behind NB999."""
    return len(code), code


def stands_for(prefix: str, code: str) -> bool:
    """Whether a code, or the beginning of one, means a code: NB1 is no beginning of NB1001, nor is NB101 of NB1010."""
    if len(prefix) >= len("NB101"):
        return code == prefix
    return code.startswith(prefix) and not (len(prefix) == len("NB1") and family(code) != prefix)


class Code(NamedTuple):
    """One code, with what it reports and how bad that can be."""

    name: str
    summary: str
    severities: tuple[Severity, ...] = (_ERROR,)
    """Every severity that its findings have, the worst first."""

    @property
    def severity(self) -> Severity:
        """The worst of them."""
        return self.severities[0]


DOCUMENT_CODES = {
    "NB001": Code("unreadable-yaml", "the text is no YAML 1.2"),
    "NB002": Code("duplicate-key", "a key stands twice in one mapping"),
    "NB003": Code("over-limit", "the file, its nesting or what it unrolls to is larger than any network"),
    "NB010": Code("unknown-layer", "no layer has that name"),
    "NB011": Code("unknown-option", "what carries the option does not have it"),
    "NB012": Code("out-of-range", "a value of the right type outside what the option takes"),
    "NB013": Code("missing-option", "an option without a default is left out"),
    "NB014": Code("wrong-type", "a value of another type than the option takes"),
    "NB015": Code("unknown-name", "no initializer, activation, loss, metric, optimizer, ... has that name"),
    "NB016": Code("misplaced-option", "an option of something else, or a layer written as other tools write it"),
    "NB017": Code("newer-version", "the file was written for a newer netbuilder"),
    "NB018": Code("unknown-rule", "a severity or an ignore names no rule, or an ignore hides nothing", _STOPS_OR_NOT),
    "NB020": Code("not-imported", "a model file holds what no network file can say, or is damaged"),
}
"""What the reading of a file can report."""

MEASURED_CODES = {
    "NB801": Code("vanishing", "signal or gradient fades over the layers, measured at initialization", (_WARN, _INFO)),
    "NB802": Code("exploding", "signal or gradient grows over the layers, measured at initialization", (_WARN,)),
    "NB803": Code("dead-units", "half or more of a layer's relu units are 0 for every sample", _STOPS_OR_NOT),
    "NB804": Code("saturated", "half or more of a layer's tanh or sigmoid values stand at the flat ends", (_WARN,)),
    "NB805": Code("symmetric", "units of one layer start as copies of each other"),
    "NB806": Code("zero-gradient", "a trained kernel gets a gradient of exactly 0"),
    "NB807": Code("constant-measured-output", "the output is the same for every sample"),
    "NB808": Code("loss-at-start", "the loss starts far above that of a model that knows nothing", (_WARN,)),
    "NB809": Code("cannot-fit-one-batch", "200 steps on one batch do not bring the loss down", (_WARN,)),
}
"""What only a measurement of the built model can find."""

ENVIRONMENT_CODES = {
    "NB901": Code("no-gpu", "a GPU is asked for and none can be used"),
    "NB902": Code("precision-on-this-device", "a precision that is slow on the device of the build", (_WARN,)),
    "NB903": Code("strategy", "a distribution strategy that Keras 3 accepts and ignores, or stops at in fit"),
    "NB904": Code("cannot-write", "the file of the model cannot be written"),
    "NB905": Code(
        "keras-settings", "a setting of Keras outside the network that would change the model", (_ERROR, _WARN)
    ),
    "NB906": Code("already-started", "something that can no longer be set once TensorFlow runs", (_WARN,)),
    "NB907": Code(
        "deep-network", "so many layers that plain Keras needs a higher recursion limit to open it", (_INFO,)
    ),
    "NB908": Code("keras-stopped", "Keras itself refuses what the checks let through", _STOPS_OR_NOT),
    "NB909": Code("cpu-kernel", "this machine's CPU cannot run what a GPU can"),
    "NB910": Code("other-keras", "the network is for another Keras than the one that builds it", (_WARN,)),
    "NB911": Code("not-opened-again", "a file of the model is not opened by the Keras that it is for", (_ERROR, _WARN)),
    "NB914": Code("processes", "the processes of a distributed model do not go together, or are not all there"),
    "NB912": Code("parted-from-config", "the config that a model was built from is another network by now", (_WARN,)),
}
"""What only a build can find, about the machine."""

FIXED_CODES = DOCUMENT_CODES | MEASURED_CODES | ENVIRONMENT_CODES
