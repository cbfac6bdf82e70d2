"""Which version runs."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def own_version() -> str:
    """The version as it was installed."""
    try:
        return version("ocop-bot")
    except PackageNotFoundError:  # a folder that was only unpacked
        return "unknown"
