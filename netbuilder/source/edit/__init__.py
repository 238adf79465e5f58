"""Change a config file as text, so that comments and layout survive: what fixes are made of.

A change that cannot be made surely is no change: the functions return no edits for a network made in Python, and
for a value that stands behind an alias, came in through a merge or was set by the caller.
"""

from netbuilder.source.edit.apply import apply as apply
from netbuilder.source.edit.apply import chosen as chosen
from netbuilder.source.edit.insert import set_option as set_option
from netbuilder.source.edit.remove import remove_entry as remove_entry
from netbuilder.source.edit.remove import remove_option as remove_option
from netbuilder.source.edit.replace import rename as rename
from netbuilder.source.edit.replace import replace_value as replace_value
