"""Where the documentation can be read on the web: only who serves `make site` knows, and says it in a variable."""

import os

VARIABLE = "NETBUILDER_DOCS"
"""The environment variable with the address of the site's folder."""


def site_url() -> str:
    """The address of the site with a slash at its end; empty where none is said."""
    address = os.environ.get(VARIABLE, "").strip()
    return f"{address.rstrip('/')}/" if address.startswith(("https://", "http://")) else ""


def rule_url(code: str, name: str, has_page: bool) -> str:
    """The address of a rule on the site; of a code without a page of its own that of the table of all."""
    site = site_url()
    return f"{site}rules.html{f'#{code.lower()}-{name}' if has_page else ''}" if site else ""
