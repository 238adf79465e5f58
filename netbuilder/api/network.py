"""Network as Python programs meet it: the vocabulary's network, with what can be done with one; and nb.load."""

import os
import warnings
from collections.abc import Mapping, Sequence
from operator import index
from typing import TYPE_CHECKING, Any, Literal

from netbuilder.api.arguments import Settings, Text, is_path_or_text, not_a_source, path_of, remember, session_of
from netbuilder.api.building import build
from netbuilder.api.linting import check
from netbuilder.api.report import Report
from netbuilder.diagnostics.errors import ConfigError, ConfigWarning
from netbuilder.parse import Draft
from netbuilder.pipeline import Session
from netbuilder.vocabulary import network as vocabulary

if TYPE_CHECKING:
    from keras import Sequential as KerasSequential


class Network(vocabulary.Network, frozen=True):
    """A whole network: what a config file holds.

    Raises `netbuilder.ConfigError` for options that do not fit.
    """

    def to_yaml(self) -> str:
        """The network as the text of a config file: what was written, and no defaults."""
        from netbuilder.convert.network_yaml import to_yaml

        return to_yaml(self)

    def replace(self, values: Mapping[str, Any], *, custom_objects: Mapping[str, Any] | None = None) -> "Network":
        """Another network with some values in the place of its own; this one stays as it is.

        Args:
            values: As for `overrides`: `{"layers.4.Dropout.rate": 0.2}`.
            custom_objects: Classes and functions of your own that the network uses, by name.

        Raises:
            ConfigError: what a file with these values would get.
        """
        return load(self.to_yaml(), overrides=values, custom_objects=custom_objects)

    def check(
        self,
        *,
        keras: str | None = None,
        select: str | Sequence[str] = (),
        ignore: str | Sequence[str] = (),
        settings: Settings | None = None,
    ) -> Report:
        """The findings about it, as `netbuilder.check` gives them."""
        return check(self, keras=keras, select=select, ignore=ignore, settings=settings)

    def build(
        self,
        *,
        custom_objects: Mapping[str, Any] | None = None,
        device: str | None = None,
        backend: str | None = None,
        keras: str | None = None,
        opens_in: str | None = None,
        strict: bool = False,
        settings: Settings | None = None,
    ) -> "KerasSequential":
        """The `keras.Sequential`, as `netbuilder.build` gives it."""
        return build(
            self,
            custom_objects=custom_objects,
            device=device,
            backend=backend,
            keras=keras,
            opens_in=opens_in,
            strict=strict,
            settings=settings,
        )

    def _repr_html_(self) -> str:
        from netbuilder.views.page.pieces import network_html

        return network_html(session_of(self))


def load(
    source: Text,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
) -> Network:
    """Read a config file, or its text, or a saved model of Keras or TensorFlow.js.

    Args:
        source: A path, or the text itself: anything with a line break in it.
        overrides: Values to put in its place before it is read: `{"layers.0.Dense.units": 64}`.
        custom_objects: Classes and functions of your own that the file uses, by name.

    Raises:
        ConfigError: something is wrong with how it is written; its `diagnostics` say everything at once.
        OSError: the file cannot be read.
    """
    if not is_path_or_text(source):
        raise not_a_source(source, "a path or the text of a file")
    return _network_of(session_of(source, overrides=overrides, custom_objects=custom_objects).draft)


def _network_of(draft: Draft) -> Network:
    read = draft.network
    if read is None:
        raise ConfigError(draft.problems)
    network = Network.model_construct(_fields_set=set(read.model_fields_set), **dict(read))
    remember(network, draft)
    return network


def from_keras(model: Any) -> Network:
    """The network of a model that is one path of layers: a `keras.Sequential`, or a functional one without a join.

    Weights stay where they are; `initializers: keras` keeps what it would start from.

    Raises:
        ConfigError: the model holds what no network can say.
        TypeError: it is no model of Keras.
    """
    to_json = getattr(model, "to_json", None)
    text = to_json() if callable(to_json) else None
    if isinstance(text, str) and (session := Session(text, type(model).__name__)).is_model:
        return _network_of(session.draft)
    raise TypeError(f"a model of Keras is wanted, got {type(model).__name__}")


def from_file(
    path: str | os.PathLike[str],
    *,
    weights: bool = False,
    data_format: Literal["channels_last", "channels_first"] | None = None,
    input: Sequence[int | None] | None = None,
    backend: Literal["tensorflow", "theano"] | None = None,
    accept_changes: bool = False,
) -> Any:
    """The network of a saved model, or with `weights` the compiled `keras.Sequential` that predicts as it did.

    Args:
        path: A file of Keras 1, 2 or 3, tf.keras or TensorFlow.js, or the folder of a SavedModel.
        weights: Build it, and put the weights of the file into it.
        data_format: The order of axes of layers that Keras 1 saved without one.
        input: The sizes of one sample, where the file does not say them.
        backend: With weights, what trained a model of Keras 1, where the order of axes speaks for the other.
        accept_changes: With weights, build it although it predicts something else in Keras 3.

    Raises:
        ConfigError: the file holds what no network can say, or its weights cannot be read.
        TypeError: an argument is of another kind.
        ValueError: a size, an order of axes or a backend that does not exist.
        OSError: it cannot be read.
    """
    from netbuilder.convert.model_files.network_data import ImportOptions
    from netbuilder.convert.model_files.refusal import as_config_error
    from netbuilder.pipeline.importing import import_path

    name = path_of(path)
    _refuse_others("data_format", data_format, ("channels_last", "channels_first"))
    _refuse_others("backend", backend, ("tensorflow", "theano"))
    options = ImportOptions(data_format, None if input is None else _sizes(input))
    with as_config_error(name, "python"):
        if weights:
            from netbuilder.pipeline.weights import WeightsOptions, model_with_weights

            loaded = model_with_weights(name, WeightsOptions(backend, accept_changes), options)
            if loaded.remark:
                warnings.warn(loaded.remark, ConfigWarning, stacklevel=2)
            return loaded.model
        imported = import_path(name, options)
        if imported is not None and imported.refusal is not None:
            raise imported.refusal
    return load(path if imported is None else imported.text)


def _refuse_others(argument: str, value: object, known: tuple[str, ...]) -> None:
    if value is None:
        return
    message = f"{argument} is {' or '.join(map(repr, known))}, got {value!r}"
    if not isinstance(value, str):
        raise TypeError(message)
    if value not in known:
        raise ValueError(message)


def _sizes(input: object) -> tuple[int | None, ...]:
    """One sample, of whatever counts as a list of whole numbers."""
    try:
        if isinstance(input, bytes | bytearray):
            raise TypeError
        return tuple(None if size is None else _size(size) for size in input)  # type: ignore[attr-defined]
    except TypeError:
        raise TypeError(f"input is the sizes of one sample, as (28, 28, 1), got {input!r}") from None


def _size(size: Any) -> int:
    if isinstance(size, bool):
        raise TypeError
    return index(size)
