"""What the rest of the program may hear of its database when that fails."""

from __future__ import annotations


class DatabaseDown(ConnectionError):  # noqa: N818 - said as it is, like FilesDown
    """The database does not answer or takes nothing at this moment; later it may. The text says why, in plain words."""


class UnusableDatabase(Exception):  # noqa: N818 - an ordinary answer to how things stand, not a fault of ours
    """The database cannot be used as it is; the text is one line that says what is wrong and what to do."""
