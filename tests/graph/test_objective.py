"""What the head and the shapes say of the objective, where shapes are known and where they are not."""

import pytest

from netbuilder.graph import resolve
from netbuilder.graph.head import Head
from netbuilder.graph.objective import one_vector
from netbuilder.parse import parse
from netbuilder.source import read


@pytest.mark.parametrize(
    ("layers", "shape", "expected"),
    [
        ("Dense: {units: 3}", "[8]", True),
        ("Dense: {units: 3}", "[5, 8]", False),
        # Behind what cannot be read the shape is not known; the output layer says what it gives.
        ("Dense: {units: 3}\n  - Reshape: {target_shape: x}", "[8]", True),
        ("Dense: {units: 3}\n  - Reshape: {target_shape: x}", "[5, 8]", False),
        ("Mine: {}\n  - Dense: {units: 3}", "[8]", True),
        ("Mine: {}\n  - TimeDistributed: {layer: {Dense: {units: 3}}}", "[5, 8]", False),
    ],
)
def test_one_vector_a_sample(layers: str, shape: str, expected: bool) -> None:
    graph = resolve(parse(read(f"input: {shape}\nlayers:\n  - {layers}\n", "net.yaml")))
    assert isinstance(graph.head, Head)
    assert one_vector(graph, graph.head) is expected
