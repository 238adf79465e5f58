"""One small network for every class of the vocabulary, as `netbuilder explain NAME --example` prints it."""

from netbuilder.views.explain.examples import example
from netbuilder.vocabulary.base.registry import KINDS, every

SEEDED = "seed: 11\n"


def pieces() -> dict[str, str]:
    """The config of every class, by kind and name: `layer.Dense`."""
    return {f"{cls.kind}.{cls.__name__}": SEEDED + example(cls) for kind in KINDS for cls in every(kind)}
