"""How a list that was handed up and its lines read."""

from __future__ import annotations

from bot.handlers.shared.naming import named, title
from bot.handlers.turn import Turn
from bot.records.lists import ListedProduct, ProductList
from bot.texts import Translator


def name_of(turn: Turn, t: Translator, one: ProductList) -> str:
    """Whose list it is, and which one."""
    unit = turn.areas.find(one.unit)
    return t("list.name", place=unit.name if unit else "", number=one.number)


def duty_of(turn: Turn, one: ProductList) -> str:
    """For what it was handed up; "" where the programme has no such duty."""
    programme = turn.programmes.find(one.programme)
    occurrence = programme.occurrence(one.duty, one.occurrence) if programme else None
    return title(turn.t, occurrence) if occurrence else ""


def line(t: Translator, number: int, product: ListedProduct) -> str:
    """One line of a list; of a product whose producer was erased only that."""
    if not product.name:
        return f"{number}. {t('list.erased')}"
    producer = str(product.said.get("producer_name") or "")
    return f"{number}. {called(t, product)}" + (f" – {producer}" if producer else "")


def called(t: Translator, product: ListedProduct) -> str:
    """The product with what it was registered for again."""
    return named(t, product.name, product.said)
