"""The language server: everything that `check`, `show` and `explain` know, in an editor, while the author types.

`server` puts a function behind every request; each of the other files answers one kind of them, from the session of an
open document. Nothing here loads Keras: what needs it runs in a process of its own.
"""
