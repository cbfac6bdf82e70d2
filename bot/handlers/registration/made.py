"""A product as it is made: by its application, or by the state's list where it never took part."""

from __future__ import annotations

from bot.handlers.registration.own import current, taken_part
from bot.handlers.turn import Turn
from ocop_domain.products import Listed, Made, Product


async def found(turn: Turn, subject: str) -> Made | None:
    """What goes by the id: an application, or a product; of one that takes part by now its application."""
    application = await turn.reads.application(subject)
    if application:
        return application
    product = await turn.reads.product(subject)
    if product is None:
        return None
    applications = await turn.reads.applications_over_years(product.owner)
    return current(product, applications) if taken_part(product, applications) else listed(turn, product)


def listed(turn: Turn, product: Product) -> Listed:
    """A product that never took part, in the unit of today in which it is made."""
    area = turn.areas.continued(product.area, turn.today)
    return Listed(product, area, turn.lead(area).id)


def page(made: Made) -> str:
    """The button of its page for its producer."""
    return f"recorded:{made.id}" if isinstance(made, Listed) else f"p:{made.id}"
