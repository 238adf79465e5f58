"""The version and the name to install, as constants: reading metadata takes longer than `--version` may."""

VERSION = "0.1.0"
DISTRIBUTION = "keras-netbuilder"
"""What it is called on a package index; the import and the command are `netbuilder`."""
