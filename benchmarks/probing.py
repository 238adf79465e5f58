"""What a probe costs: one training step at the same batch size is the measure."""

from collections.abc import Iterator

from benchmarks.building import build
from benchmarks.row import Row
from benchmarks.timing import functions


def rows() -> Iterator[Row]:
    """The probe of a 30-layer network against its first training step, graph and all, and against a later one."""
    import keras
    import numpy as np

    from netbuilder.engine.probe.measure import measure

    model = build(30)
    x = np.random.default_rng(0).standard_normal((256, 64)).astype("float32")

    def first_step() -> None:
        fresh = keras.models.clone_model(model)
        fresh.compile("adam", "mse")
        fresh.train_on_batch(x, x)

    yield Row("probe of 30 layers", functions(lambda: measure(model), first_step, 2), None, "the first training step")
    yield Row(
        "probe of 30 layers",
        functions(lambda: measure(model), lambda: model.train_on_batch(x, x), 15),
        5.6,  # half of the 11.2 that it took at 123802e
        "a later step",
    )
