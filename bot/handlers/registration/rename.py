"""Another name for a product: its papers, plan, star and history stay with it."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.rename import RENAME
from bot.handlers.forms import filling
from bot.handlers.registration.again import CHANGEABLE
from bot.handlers.registration.gate import consented
from bot.handlers.shared import telling
from bot.handlers.turn import Turn
from bot.texts import Translator
from bot.writes.forms import SaveDraft
from bot.writes.registration import RenameProduct
from ocop_domain.applications import Application
from ocop_domain.products import Product, open_of


async def ask(turn: Turn, application_id: str) -> None:
    """What is it called from now on?"""
    application = await turn.reads.application(application_id)
    if not await consented(turn):
        return
    product = await _own(turn, application.product) if application else None
    if product is None:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    draft_id = f"rename-{product.id}"
    begun = await turn.reads.draft(draft_id)
    draft = begun or Draft(draft_id, RENAME.id, RENAME.version, turn.programme.id, subject=product.id)
    await filling.enter(turn, draft, turn.t("rename.intro", product=product.name))


async def renamed(turn: Turn, draft: Draft) -> None:
    """The product has the new name; what was handed in keeps the name under which it was."""
    product = await _own(turn, draft.subject)
    if product is None:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    name = str(draft.answers["new_name"])
    buttons = (turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))
    if name == product.name:
        turn.tell("rename.same", *buttons, product=name)
        return
    now = open_of(product.id, await turn.reads.applications_over_years(turn.person.id))
    changing = now if now and now.state in CHANGEABLE else None
    turn.do(RenameProduct(product.id, name, changing, now.id if now else ""))
    if changing and (begun := await turn.reads.draft(changing.id)):
        turn.do(SaveDraft(_called(begun, product.name, name)))
    if now:
        await _tell(turn, product, now, name)
    turn.tell("rename.done", *buttons, product=product.name, name=name)


def _called(begun: Draft, former: str, name: str) -> Draft:
    """A correction that was begun, with the new name in the place of the former one: sent, it does not go back."""
    same = begun.answers.get("product_name") == former
    return begun.with_(answers={**begun.answers, "product_name": name}) if same else begun


async def _own(turn: Turn, product_id: str) -> Product | None:
    return next((one for one in await turn.reads.products_of(turn.person.id) if one.id == product_id), None)


async def _tell(turn: Turn, product: Product, application: Application, name: str) -> None:
    def words(t: Translator) -> str:
        return t("notice.renamed", product=product.name, name=name, producer=application.producer_name)

    stamp = f"renamed:{application.id}:{application.revision}"
    await telling.tell_commune(turn, application, words, f"p:{application.id}", stamp)
