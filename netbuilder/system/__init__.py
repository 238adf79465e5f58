"""What netbuilder asks of Python and of the machine: files written whole or not at all, garbage collection paused."""
