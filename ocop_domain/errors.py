"""How the domain says no."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is an ordinary answer, not a fault
    """What was said cannot be taken; `code` is the key of the text, `params` fill it."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
