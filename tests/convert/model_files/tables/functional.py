"""Graphs of functional models: one path, or the first thing that makes it none."""

from typing import Any

from tests.convert.model_files.tables.small_files import behind, layer, sequential

Json = dict[str, Any]


def tensor(name: str) -> Json:
    return {"class_name": "__keras_tensor__", "config": {"shape": [None, 4], "keras_history": [name, 0, 0]}}


def member(class_name: str, name: str, *sources: Any, **config: Any) -> Json:
    """A layer of Keras 2 that is called once with some tensors."""
    nodes = [[[source, 0, 0, {}] for source in sources]] if sources else []
    return {"class_name": class_name, "name": name, "config": {"name": name, **config}, "inbound_nodes": nodes}


def called(entry: Json, *nodes: Any) -> Json:
    return {**entry, "inbound_nodes": list(nodes)}


def node(*args: Any, **kwargs: Any) -> Json:
    """A call as Keras 3 writes it."""
    return {"args": list(args), "kwargs": kwargs}


IN = member("InputLayer", "in", batch_input_shape=[None, 4])
ONE = member("Dense", "one", "in", units=3)
TWO = member("Dense", "two", "one", units=2)


def functional(*layers: Any, inputs: Any = (["in", 0, 0],), outputs: Any = (["two", 0, 0],), **beside: Any) -> Json:
    config = {"name": "model", "layers": list(layers), "input_layers": inputs, "output_layers": outputs}
    return {"class_name": "Functional", "config": config, **beside}


def second(*nodes: Any, **more: Any) -> Json:
    """A model whose last layer is called in some way."""
    return functional(IN, ONE, called(TWO, *nodes), **more)


SQUARE = [IN, ONE, member("Dense", "two", "one", units=2), member("Add", "sum", "one", "two")]

CASES: dict[str, Any] = {
    "a path": functional(IN, ONE, TWO),
    "a path in another order": functional(TWO, IN, ONE),
    "ends that are one tensor": functional(IN, ONE, TWO, inputs=["in", 0, 0], outputs=["two", 0, 0]),
    "ends by name": functional(IN, ONE, TWO, inputs={"a": [["in", 0, 0]]}, outputs={"b": ["two", 0, 0]}),
    "no inputs": functional(IN, ONE, TWO, inputs=[]),
    "inputs that are text": functional(IN, ONE, TWO, inputs="in"),
    "two inputs": functional(IN, ONE, TWO, inputs=[["in", 0, 0], ["one", 0, 0]]),
    "two outputs": functional(IN, ONE, TWO, outputs=[["one", 0, 0], ["two", 0, 0]]),
    "two outputs by name": functional(IN, ONE, TWO, outputs={"a": ["one", 0, 0], "b": ["two", 0, 0]}),
    "no outputs": functional(IN, ONE, TWO, outputs=[]),
    "an end of two": functional(IN, ONE, TWO, outputs=[["two", 0]]),
    "an end of four": functional(IN, ONE, TWO, outputs=[["two", 0, 0, {}]]),
    "an end of five": functional(IN, ONE, TWO, outputs=[["two", 0, 0, {}, 0]]),
    "an end whose name is a number": functional(IN, ONE, TWO, outputs=[[7, 0, 0]]),
    "an end whose index is text": functional(IN, ONE, TWO, outputs=[["two", "0", 0]]),
    "an end whose second index is text": functional(IN, ONE, TWO, outputs=[["two", 0, "0"]]),
    "no list of layers": {"class_name": "Model", "config": {"input_layers": [], "output_layers": []}},
    "a layer that is text": functional(IN, "Dense", TWO),
    "a layer without a name": functional(IN, {"class_name": "Dense", "config": {"units": 2}}, ONE, TWO),
    "a layer without a name and a config": functional(IN, {"class_name": "Dense", "config": "x"}, ONE, TWO),
    "a layer whose name is in its config": functional(
        IN, {key: value for key, value in ONE.items() if key != "name"}, TWO
    ),
    "calls that are no list": functional(IN, {**ONE, "inbound_nodes": "in"}, TWO),
    "no calls": functional(IN, {key: value for key, value in ONE.items() if key != "inbound_nodes"}, TWO),
    "a call without the list around it": second(["one", 0, 0, {}]),
    "two tensors without the list around them": second(["one", 0, 0, {}], ["in", 0, 0, {}]),
    "a call with and one without the list around it": second(["one", 0, 0, {}], [["one", 0, 0, {}]]),
    "a call of Keras 3 with a tensor of old": second(node(["one", 0, 0])),
    "a call that is text": second("one"),
    "a call with what is no tensor": second([["one", 0, 0, {}], "in", ["in", 0], ["in", 0, None]]),
    "a call of a tensor of three": second([["one", 0, 0]]),
    "a call in training": second([["one", 0, 0, {"training": True}]]),
    "a call in training that is 1": second([["one", 0, 0, {"training": 1}]]),
    "a call out of training": second([["one", 0, 0, {"training": False}]]),
    "a call with a tensor in its arguments": second([["one", 0, 0, {"initial_state": ["in", 0, 0]}]]),
    "a call with a mask": second([["one", 0, 0, {"mask": ["in", 0, 0]}]]),
    "a call with tensors in lists": second([["one", 0, 0, {"states": [["in", 0, 0], [["one", 0, 0]]]}]]),
    "a call of Keras 3": second(node(tensor("one"))),
    "a call of Keras 3 by name": second(node(inputs=tensor("one"))),
    "a call of Keras 3 with a mask": second(node(tensor("one"), mask=tensor("in"))),
    "a call of Keras 3 in training": second(node(tensor("one"), training=True)),
    "a call of Keras 3 out of training": second(node(tensor("one"), training=False)),
    "a call of Keras 3 with two tensors": second(node(tensor("one"), tensor("in"))),
    "a call of Keras 3 with a list": second(node([tensor("one"), tensor("in"), tensor("one")])),
    "a call of Keras 3 with plain data": second(node(tensor("one"), 3, None, axis=-1)),
    "a call of Keras 3 with arguments that are text": second({"args": [tensor("one")], "kwargs": "training"}),
    "a tensor of Keras 3 without a history": second(node({"class_name": "__keras_tensor__", "config": {}})),
    "a tensor of Keras 3 without a config": second(node({"class_name": "__keras_tensor__", "config": "one"})),
    "a tensor of Keras 3 with another history": second(
        node({"class_name": "__keras_tensor__", "config": {"keras_history": ["one"]}})
    ),
    "a layer that is called twice": second([["one", 0, 0, {}]], [["one", 0, 0, {}]]),
    "a layer that is called three times": second([["one", 0, 0]], [["one", 0, 0]], [["one", 0, 0]]),
    "a layer that is called twice and not needed": functional(
        IN, ONE, TWO, called(member("Dense", "other", units=1), [["one", 0, 0]], [["in", 0, 0]])
    ),
    "a branch that is not needed": functional(IN, ONE, TWO, member("Dense", "other", "one", units=1)),
    "two tensors joined": functional(*SQUARE, outputs=[["sum", 0, 0]]),
    "two tensors joined and not needed": functional(*SQUARE),
    "three tensors joined": functional(IN, ONE, TWO, member("Add", "sum", "in", "one", "two"), outputs=[["sum", 0, 0]]),
    "an output that is not there": functional(IN, ONE, outputs=[["two", 0, 0]]),
    "a source that is not there": functional(IN, TWO),
    "a circle": functional(IN, member("Dense", "one", "two", units=3), TWO),
    "a layer of itself": functional(IN, member("Dense", "two", "two", units=2)),
    "a layer of nothing": functional(IN, member("Dense", "one", units=3), TWO),
    "an output that is the input": functional(IN, outputs=[["in", 0, 0]]),
    "an input that is a layer": functional(ONE, TWO, inputs=[["one", 0, 0]]),
    "a model within": behind([4], functional(IN, ONE, TWO), layer("Dense", units=1)),
    "a model in a graph": functional(
        IN,
        {**sequential(layer("Dense", units=3)), "name": "one", "inbound_nodes": [[["in", 0, 0, {}]]]},
        TWO,
    ),
    "a graph in a graph that branches": behind([4], functional(*SQUARE, outputs=[["sum", 0, 0]])),
    "an Activation named as the input, before the input": functional(
        member("InputLayer", "before", batch_input_shape=[None, 4]),
        member("Activation", "in", "before", activation="linear"),
        ONE,
        TWO,
    ),
    "a name that is the class": {**functional(IN, ONE, TWO), "class_name": "model"},
}
