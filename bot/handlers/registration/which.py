"""Which product is registered: a new one, or one that is known under this or another name."""

from __future__ import annotations

from bot.conversations.form import SUMMARY, Draft
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.forms import DropDraft
from ocop_domain.eligibility import RECOGNISED
from ocop_domain.products import Product, first_of, open_of
from ocop_domain.text import fold

NEW = "new"
_MOST = 4


async def product(turn: Turn, draft: Draft) -> str | None:
    """The id of the product that a registration is about; None where it must be asked first, or is under way."""
    own = await turn.reads.products_of(turn.person.id)
    known = next((one for one in own if one.id == draft.subject), None)
    if known:
        return known.id if await _is_free(turn, known, draft) else None
    alike = [one for one in own if _may_be(one, draft)] if draft.subject != NEW else []
    if not alike:
        return first_of(draft.id)
    keep(turn, draft)
    choices = [
        *(Choice(f"sameproduct:{draft.id}:{one.id}", one.name) for one in alike[:_MOST]),
        turn.button(f"newproduct:{draft.id}", "register.is_new"),
    ]
    name = str(draft.answers["product_name"])
    turn.say(
        Reply(turn.t("register.which", name=name), choices=tuple(choices), nav=(turn.button("menu", "menu.back"),))
    )
    return None


def _may_be(one: Product, draft: Draft) -> bool:
    """It has or had the name; or something that had a star before is registered, whatever it is called."""
    if draft.answers.get("registration_kind") in RECOGNISED:
        return True
    return fold(str(draft.answers["product_name"])) in {fold(name) for name in (one.name, *one.former)}


async def _is_free(turn: Turn, known: Product, draft: Draft) -> bool:
    under_way = open_of(known.id, await turn.reads.applications_over_years(turn.person.id))
    if under_way is None:
        return True
    keep(turn, draft)
    turn.tell(
        "register.rising",
        turn.button(f"p:{under_way.id}", "product.open"),
        turn.button(f"newproduct:{draft.id}", "register.is_new"),
        turn.button("menu", "menu.back"),
        product=known.name,
    )
    return False


def keep(turn: Turn, draft: Draft) -> None:
    """Nothing typed is lost while something is asked."""
    turn.writes[:] = [w for w in turn.writes if w != DropDraft(draft.id)]


async def answered(turn: Turn, draft_id: str, product_id: str) -> Draft | None:
    """The registration that waited for this answer, with it; None where it is not the own or not at its end."""
    draft = await waiting(turn, draft_id)
    return draft.with_(subject=product_id) if draft else None


async def waiting(turn: Turn, draft_id: str) -> Draft | None:
    """The own registration that is at its end; else says so."""
    drafts = await turn.reads.drafts_of(turn.person.id)
    draft = await turn.reads.draft(draft_id) if any(one.id == draft_id for one in drafts) else None
    if draft is None:
        turn.tell("draft.gone", turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))
        return None
    if draft.at != SUMMARY:
        await filling.enter(turn, draft, turn.t("draft.welcome_back"))
        return None
    return draft
