"""Everything about a network on one page, and its pieces for notebooks. Nothing else loads matplotlib and Jinja2."""
