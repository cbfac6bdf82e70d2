"""Writes all products of the programme."""

from __future__ import annotations

from bot.clock import day_of
from bot.config import Settings
from bot.conversations.form import Context
from bot.ground import clock_of, open_store, programme_of
from bot.papers.products_csv import products_csv
from bot.texts import REFERENCE, Texts
from ocop_domain.areas import load_areas


async def export(settings: Settings) -> str:
    """The products of the programme as CSV text."""
    programme = programme_of(settings)
    store = await open_store(settings)
    try:
        products = await store.all_products(programme.id)
    finally:
        await store.close()
    context = Context(programme, day_of(clock_of(settings)()), load_areas(), Texts()[REFERENCE])
    return products_csv(products, context)
