"""Exit statuses; over several files the highest wins."""

OK = 0
"""Nothing is wrong; warnings and notes count as nothing, unless with --strict."""
FINDINGS = 1
"""Findings of severity error, a syntax error, an empty file, a file over a limit."""
USAGE = 2
"""A wrong command line, or a file that is missing, unreadable, a directory or not UTF-8."""
FAULT = 3
"""A fault of netbuilder itself."""
STOPPED = 130
"""Ctrl-C."""
