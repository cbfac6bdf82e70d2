"""Marks of files that are to be taken off the disk."""

from __future__ import annotations

DROPPED, DROPPED_PRINT = "dropped", "dropped:print"
"""In place of a file's type: it is to be taken off the disk; a print only when no chat shows it any more."""
