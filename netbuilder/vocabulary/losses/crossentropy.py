"""crossentropy, the string."""

from netbuilder.vocabulary.base.training import Loss


class crossentropy(Loss, frozen=True):
    """The string that becomes binary, categorical or sparse categorical cross-entropy, by output and labels."""

    identifiers = ("ce",)
    only_bare = True
    family = "crossentropy"

    def family_for(self, units: int | None) -> str:
        return "binary" if units == 1 else "categorical"
