"""How large a file may be: what keeps a hostile one from taking all time or memory."""

MAX_SIZE = 10_000_000
"""Bytes, or characters of a text that came without bytes."""

MOST_READ = MAX_SIZE + 1
"""Bytes of a file that are read: so many say that it is too large."""

MAX_DEPTH = 100
"""Collections within collections, aliases written out."""

MAX_NODES = 200_000
"""Values and keys, aliases written out."""

MAX_DIGITS = 309
"""Digits of an integer: no more fit into a float, and Python takes quadratic time over them."""
