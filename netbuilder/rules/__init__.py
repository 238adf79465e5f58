"""The rules, one file each. A file here is a rule; nothing lists them.

`base` holds what a rule is and how one is found.
"""
