"""What the answers to one question come to, in words."""

from __future__ import annotations

from bot.texts import Translator
from ocop_domain.report_fields import FieldKind, FieldSum


def total(t: Translator, one: FieldSum) -> str:
    """A sum with its unit, "3 có", or how many wrote something."""
    if one.field.kind is FieldKind.YES_NO:
        return t("report.total_yes", yes=one.yes, no=one.answered - one.yes)
    if one.field.kind is FieldKind.TEXT:
        return t("report.total_text", count=one.answered)
    if one.field.kind is FieldKind.MONEY:
        return t.money(int(one.total))
    return f"{t.number(int(one.total))} {one.field.unit}".strip()


def line(t: Translator, one: FieldSum) -> str:
    """A question with its sum."""
    head = one.field.label_en if t.language == "en" and one.field.label_en else one.field.head
    return t("report.sum", head=head, total=total(t, one), count=one.answered)
