"""What to type next: how to open and train a model that was built, what to do with a template."""

from netbuilder.graph import LayerGraph
from netbuilder.vocabulary.base.shapes import Shape


def template_lines(name: str, *, is_saved: bool) -> list[str]:
    """The commands that follow on a template: printed on a terminal, or saved by the shell in a file of any name."""
    file = "FILE" if is_saved else "net.yaml"
    save = [] if is_saved else [f"netbuilder new {name} > {file}"]
    return [*save, f"netbuilder check {file}", *([f"netbuilder show {file}"] * is_saved), f"netbuilder build {file}"]


def training_lines(graph: LayerGraph, target: str) -> list[str]:
    """The lines of Python that open the file of a built model and train it, with the form of its data."""
    lines = [f'model = keras.models.load_model("{target}")']
    if graph.draft.compile is None:
        return [*lines, "model.compile(optimizer, loss)  # the file has no `compile:`"]
    data = f"x: {_batch(graph.draft.input.batched() if graph.draft.input else None)} {graph.input_dtype or ''}".rstrip()
    return [*lines, f"model.fit(x, y, epochs=10)  # {data}; y: {_labels(graph)}"]


def opening_lines(target: str) -> list[str]:
    """The lines of Python that open a built model in another format than that of Keras."""
    if target.endswith(".tflite"):
        return [f'interpreter = tf.lite.Interpreter("{target}")']
    if target.endswith(".onnx"):
        return [f'session = onnxruntime.InferenceSession("{target}")']
    return [f'model = tf.saved_model.load("{target}")', "model.serve(x)"]


def _labels(graph: LayerGraph) -> str:
    """The form of the labels that the loss compares the outputs with."""
    output = graph.output_shape
    loss = graph.loss
    if output is None or loss is None:
        return "the labels"
    classes = output[-1]
    places = _batch(output[:-1])
    match loss.labels:
        case "sequence":
            return "class numbers, (n, length)"
        case "integer":
            numbers = f"class numbers from 0 to {classes - 1}" if classes else "class numbers from 0"
            return f"{numbers}, {places}"
        case "one_hot":
            return f"one-hot rows, {_batch(output)}"
        case "zero_one":
            return f"0 or 1, {_batch(output)}"
        case "minus_one_one":
            return f"-1 or 1, {_batch(output)}"
        case _:
            return f"numbers, {_batch(output)}"


def _batch(shape: Shape | None) -> str:
    """A shape whose first axis are the samples, `(n, 28, 28, 1)`."""
    if shape is None:
        return "samples"
    inner = ", ".join(str(size) for size in shape[1:])
    return f"(n, {inner})" if inner else "(n,)"
