"""One small network for every class of the vocabulary, as `explain NAME --example` prints it; and the configs."""

from pathlib import Path

from netbuilder.views.explain.examples import example
from netbuilder.vocabulary.base.registry import KINDS, every

CONFIGS = Path(__file__).parents[2] / "configs"


def texts() -> dict[str, str]:
    """The network of every class, by kind and name, as `layer.Dense`; and every config, as `config.selu`."""
    kinds = [kind for kind in KINDS if kind != "distribution"]  # which takes several processes, and another backend
    pieces = {f"{cls.kind}.{cls.__name__}": f"seed: 11\n{example(cls)}" for kind in kinds for cls in every(kind)}
    return {**pieces, **{f"config.{file.stem}": file.read_text() for file in sorted(CONFIGS.glob("*.yaml"))}}
