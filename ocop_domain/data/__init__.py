"""Facts as files: each names the decision or plan it comes from."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(*path: str) -> Any:
    """The data file at `path` below this folder, as plain lists and dicts."""
    text = files(__name__).joinpath(*path).read_text("utf-8")
    return yaml.load(text, Loader=LOADER)  # noqa: S506 - both loaders are the safe ones


def names(folder: str) -> list[str]:
    """The ids of the YAML files in `folder`, in order."""
    entries = files(__name__).joinpath(folder).iterdir()
    return sorted(e.name.removesuffix(".yaml") for e in entries if e.name.endswith(".yaml"))
