"""The `with nb.distributed(...)` block that is open in this process: a model is spread over devices in one only."""

active: list[object] = []
"""The innermost one last."""
