"""A network that was read from a file remembers where everything stands, until it is changed."""

from netbuilder.parse.draft import Draft, of_network
from netbuilder.vocabulary import network as vocabulary

_DRAFT = "_draft"


def remember(network: vocabulary.Network, draft: Draft) -> None:
    """Let a network know the draft that it was read from."""
    # Beside the fields, as a cached property would be: it counts neither for equality nor for writing.
    network.__dict__[_DRAFT] = draft


def draft_of(network: vocabulary.Network) -> Draft:
    """What linting and building work on: the file's own draft, where the network is still the file's."""
    draft: Draft | None = network.__dict__.get(_DRAFT)
    if draft is not None and draft.network is not None:
        read = draft.network
        if all(getattr(network, field) is getattr(read, field) for field in type(read).model_fields):
            return draft
    return of_network(network)
