"""The commands: a file `x.py` holds `netbuilder x` as `command`."""
