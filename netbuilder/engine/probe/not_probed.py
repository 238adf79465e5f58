"""What is raised where there is nothing to measure."""


class NotProbed(ValueError):
    """A model or a batch that cannot be measured, and why."""
