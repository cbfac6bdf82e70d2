"""The own products: what each holds, and what is under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.conversations.forms import REGISTRATIONS
from bot.handlers.registration import show
from bot.handlers.shared.naming import called, named
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.applications import Application
from ocop_domain.law import renewal_on
from ocop_domain.products import Product, open_of
from ocop_domain.recognitions import Recognition, held


async def mine(turn: Turn, start: int = 0) -> None:
    """Every product of this person: its star and until when, what is under way, what comes next, and by when."""
    t = turn.t
    applications = await turn.reads.applications_over_years(turn.person.id)
    stars = await turn.reads.recognitions_of(turn.person.id)
    asked = {one.application for one in await turn.reads.asked_of(turn.person.id)}
    lines, choices = [], []
    for product in await turn.reads.products_of(turn.person.id):
        star = held(product.id, stars, turn.today)
        if not taken_part(product, applications):
            lines.append(
                "\n".join([product.name, *([star_line(turn, star)] if star else []), *stopped_line(turn, product)])
            )
            choices.append(Choice(f"recorded:{product.id}", product.name))
            continue
        last = current(product, applications)
        said = await _lines(turn, product, last, star)
        lines.append("\n".join([*said, *([t("clarify.mine")] if last.id in asked else [])]))
        choices.append(Choice(f"p:{last.id}", product.name))
    for draft in await turn.reads.drafts_of(turn.person.id):
        if draft.form in REGISTRATIONS and all(one.id != draft.id for one in applications):
            name = named(t, draft.name, draft.answers)
            lines.append(await show.draft_line(turn, name, draft.updated.date()))
            choices.append(turn.button(f"draft:{draft.id}", "menu.resume", name=name))
    if not lines:
        turn.tell(
            "mine.none",
            turn.button("register", f"menu.register_{turn.programme.form}"),
            *([] if turn.person.help else [turn.button("claimmine", "claim.mine")]),
            *_team(turn),
            turn.button("menu", "menu.back"),
        )
        return
    numbered = [f"{n}. {line}" for n, line in enumerate(lines, 1)]
    start = start_of(start, len(choices))
    shown, nav = (
        few(turn, choices, "mine", start),
        (*earlier(turn, "mine", start), *_team(turn), turn.button("menu", "menu.back")),
    )
    turn.say(Reply("\n\n".join(numbered), t("mine.title"), tuple(shown), nav))


def _team(turn: Turn) -> tuple[Choice, ...]:
    """Who else works for the producer; while an officer types that is nobody's business."""
    return () if turn.person.help else (turn.button("team", "members.title"),)


def taken_part(product: Product, applications: Sequence[Application]) -> bool:
    """Whether it ever took part here; what came with a list of the state may not have."""
    return any(one.product == product.id for one in applications)


def current(product: Product, applications: Sequence[Application]) -> Application:
    """The application on which a product is; else its last one."""
    own = [one for one in applications if one.product == product.id]
    return open_of(product.id, own) or own[0]


async def _lines(turn: Turn, product: Product, last: Application, star: Recognition | None) -> list[str]:
    name = called(turn.t, last) if last.open else product.name
    lines = [name, star_line(turn, star)] if star else [name]
    return [*lines, *(stopped_line(turn, product) or [await show.standing(turn, last)])]


def stopped_line(turn: Turn, product: Product) -> list[str]:
    """Since when it is made no more; nothing of what is made."""
    return [turn.t("life.stopped_since", day=turn.t.day(product.stopped))] if product.stopped else []


def paper_line(turn: Turn, star: Recognition) -> str:
    """The certificate: its number, from which day; "" where nothing is known of it."""
    t = turn.t
    number = star.number or star.decision
    since = t("product.paper_since", day=f"{star.issued:%d/%m/%Y}") if star.issued else ""
    named = t("product.paper_number", number=number) if number else ""
    return ", ".join(part for part in (named, since) if part)


def window_line(turn: Turn, star: Recognition) -> str:
    """When the next dossier is handed in, once that is near; "" before."""
    renewal = renewal_on(turn.today)
    if star.expires is None or (star.expires - turn.today).days > renewal.opens:
        return ""
    opens, closes = (star.expires - timedelta(days=days) for days in (renewal.opens, renewal.closes))
    return turn.t("paper.window", opens=turn.t.day(opens), closes=turn.t.day(closes))


def star_line(turn: Turn, star: Recognition) -> str:
    """The star that a product holds, until when, and whether only its producer says so."""
    t = turn.t
    if star.expires is None:
        return t("product.star_declared_endless" if star.declared else "product.star_endless", star=star.star)
    if star.declared:
        return t("product.star_declared", star=star.star, day=t.day(star.expires))
    return t("product.star", star=star.star, day=t.day(star.expires))
