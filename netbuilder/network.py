"""Network as Python programs meet it: the schema's network, with what can be done with one."""

from typing import TYPE_CHECKING, Any

from netbuilder.vocabulary import network as schema

if TYPE_CHECKING:
    from netbuilder.api import Report
    from netbuilder.parse.draft import Draft


class Network(schema.Network, frozen=True):
    """A whole network: what a config file holds.

    Raises `netbuilder.ConfigError` for options that do not fit.
    """

    @classmethod
    def of_draft(cls, draft: "Draft") -> "Network":
        """The network of a file; it remembers where everything stands."""
        read = draft.network
        assert read is not None
        network = cls.model_construct(_fields_set=set(read.model_fields_set), **dict(read))
        # Beside the fields, as a cached property would be: it counts neither for equality nor for writing.
        network.__dict__["_draft"] = draft
        return network

    def draft(self) -> "Draft":
        """What judging and building work on: the file's own draft, where the network is still the file's."""
        from netbuilder.parse.draft import of_network

        draft: Draft | None = self.__dict__.get("_draft")
        if draft is not None and draft.network is not None:
            read = draft.network
            if all(getattr(self, field) is getattr(read, field) for field in type(read).model_fields):
                return draft
        return of_network(self)

    def to_yaml(self) -> str:
        """The network as the text of a config file: what was written, and no defaults."""
        from netbuilder.convert.network_yaml import to_yaml

        return to_yaml(self)

    def check(self) -> "Report":
        """The findings about it, as `netbuilder.check` gives them."""
        from netbuilder.api import check

        return check(self)

    def build(self, **options: Any) -> Any:
        """The `keras.Sequential`, as `netbuilder.build` gives it."""
        from netbuilder.api import build

        return build(self, **options)

    def _repr_html_(self) -> str:
        from netbuilder.views.page.pieces import network_html

        return network_html(self)
