"""What may go wrong where things are kept, and is expected."""

from __future__ import annotations


class DatabaseDown(ConnectionError):  # noqa: N818 - said as it is, like FilesDown
    """The database does not answer or takes nothing at this moment; later it may. The text says why, in plain words."""


class Conflict(Exception):  # noqa: N818 - an expected race, not a fault: the turn is played again
    """Something was changed by somebody else between reading and writing."""


class Answered(Conflict):
    """The update was answered meanwhile, by a restarted or a second process: nothing is left to do."""
