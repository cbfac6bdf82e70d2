"""What kinds of files are called."""

from __future__ import annotations

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS, CSV = "application/vnd.ms-excel", "text/csv"
TABLES = frozenset({XLSX, XLS, CSV})
"""What offices keep lists in."""
