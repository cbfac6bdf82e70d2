"""Which legal form people mean when they write what they are: HKD, cơ sở, cty TNHH, HTX, "nhà em làm"."""

from __future__ import annotations

from functools import cache

from ocop_domain.data import read_yaml
from ocop_domain.wordings import Wordings


@cache
def called_forms() -> dict[str, list[str]]:
    """How people call each legal form."""
    forms: dict[str, list[str]] = read_yaml("legal_forms.yaml")["forms"]
    return forms


def legal_form_named(text: str) -> str | None:
    """The only legal form that a text names; None where it names none or several, denies it, or asks about it."""
    named = legal_forms_named(text)
    return named.pop() if len(named) == 1 else None


def legal_forms_named(text: str) -> set[str]:
    """All legal forms that a text names; none where it asks about them."""
    return _wordings().named(text)


@cache
def _wordings() -> Wordings:
    return Wordings.of(called_forms())
