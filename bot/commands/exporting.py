"""All products of the programme, for programs or for people."""

from __future__ import annotations

from bot.bootstrap import clock_of, open_store, programme_of
from bot.conversations.form import Context
from bot.kit.clock import day_of
from bot.papers.tables.ministry_table import ministry_csv, ministry_table
from bot.papers.tables.products_csv import products_csv
from bot.papers.tables.products_table import products_table
from bot.settings.config import Settings
from bot.texts import REFERENCE, Texts
from ocop_domain.areas import load_areas

WORKBOOK = ".xlsx"


async def export_for_ministry(settings: Settings, *, workbook: bool = False) -> tuple[bytes, int]:
    """Recognised products of the whole house in the columns of PTNT_OCOP; and how many there are."""
    store = await open_store(settings)
    try:
        rows = await store.ministry_rows(None, day_of(clock_of(settings)()))
    finally:
        await store.close()
    t = Texts()[REFERENCE]
    made = ministry_table(rows, t) if workbook else ministry_csv(rows, t).encode("utf-8-sig")
    return made, len(rows)


async def export(settings: Settings, *, workbook: bool = False) -> tuple[bytes, int]:
    """The products of the programme as CSV that Excel takes for UTF-8, or as a workbook; and how many there are."""
    programme = programme_of(settings)
    store = await open_store(settings)
    try:
        products = await store.all_applications(programme.id)
    finally:
        await store.close()
    context = Context(programme, day_of(clock_of(settings)()), load_areas(), Texts()[REFERENCE])
    made = products_table(products, context) if workbook else products_csv(products, context).encode("utf-8-sig")
    return made, len(products)
