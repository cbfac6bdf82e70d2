"""What the command line hears of a database that it cannot open."""

from __future__ import annotations


class UnusableDatabase(Exception):  # noqa: N818 - an ordinary answer to how things stand, not a fault of ours
    """The database cannot be used as it is; the text is one line that says what is wrong and what to do."""
