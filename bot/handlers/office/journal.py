"""The audit in the chat: staff of a unit read and search who did what there; nobody changes it."""

from __future__ import annotations

from datetime import datetime

from bot.conversations.form import Draft
from bot.conversations.forms.journal import JOURNAL_FIND
from bot.handlers.account import summary
from bot.handlers.forms import filling
from bot.handlers.shared.paging import earlier
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.kit.clock import VIETNAM
from bot.messages import Choice, Reply, shortened
from bot.records.journal import JournalLine, JournalSearch
from bot.writes.forms import SaveDraft
from ocop_domain.errors import Refusal
from ocop_domain.rights import Act, Role, grants_for
from ocop_domain.text import fold
from ocop_domain.values import read_date

SHOWN = 8
"""Acts on one screen: they are read, not pressed."""
_LONGEST = 80
"""Letters of a reason that are shown."""


def door(turn: Turn) -> list[Choice]:
    """The way to the audit, for who oversees a unit."""
    return [turn.button("journal", "log.open")] if grants_for(turn.person.grants, Act.OVERSEE) else []


def of_product(turn: Turn, application_id: str) -> list[Choice]:
    """The way to what was done on one product."""
    sees = grants_for(turn.person.grants, Act.OVERSEE)
    return [turn.button(f"journalof:{application_id}", "log.of_product")] if sees else []


async def show(turn: Turn, start: int = 0) -> None:
    """All acts in the own units, the last first."""
    await _page(turn, JournalSearch(), "journal", start, turn.t("log.open"))


async def one(turn: Turn, application_id: str, start: int = 0) -> None:
    """All acts on one product of the own units."""
    looked = JournalSearch(subject=application_id)
    await _page(turn, looked, f"journalof:{application_id}", start, turn.t("log.of_product"))


def _may(turn: Turn) -> bool:
    """Whether this person reads any log; else says so."""
    if grants_for(turn.person.grants, Act.OVERSEE):
        return True
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))
    return False


async def ask(turn: Turn) -> None:
    """Asks for what is looked for."""
    if not _may(turn):
        return
    draft = await turn.reads.draft(_id(turn))
    revision = draft.revision if draft else 0
    fresh = Draft(_id(turn), JOURNAL_FIND.id, JOURNAL_FIND.version, turn.programme.id, revision=revision)
    await filling.enter(turn, fresh)


def _id(turn: Turn) -> str:
    return f"journal.{turn.person.id}"


async def asked(turn: Turn, draft: Draft) -> None:
    """The words were said; they are kept for the pages that follow."""
    kept = draft.with_(revision=0)
    turn.writes[:] = [write for write in turn.writes if not isinstance(write, SaveDraft)]
    turn.do(SaveDraft(kept))
    await _found(turn, str(draft.answers["journal_words"]), 0)


async def found(turn: Turn, start: int = 0) -> None:
    """A page of what was looked for last."""
    if not _may(turn):
        return
    draft = await turn.reads.draft(_id(turn))
    words = str(draft.answers.get("journal_words") or "") if draft else ""
    if words:
        await _found(turn, words, start)
    else:
        await ask(turn)


async def _found(turn: Turn, words: str, start: int) -> None:
    looked = await _meant(turn, words)
    await _page(turn, looked, "journalfound", start, turn.t("log.found", words=words))


async def _meant(turn: Turn, words: str) -> JournalSearch:
    """A day, the name of an official of the own units, or words of a product or producer."""
    try:
        return JournalSearch(day=datetime.fromisoformat(read_date(words, turn.today, past=True)).date())
    except Refusal:
        pass
    held = await turn.reads.holdings(list(Role), units_of(turn, Act.OVERSEE))
    folded = fold(words)
    people = {holding.person for holding in held if folded and folded in fold(holding.official.name)}
    return JournalSearch(people=tuple(sorted(people))) if people else JournalSearch(words=words)


async def _page(turn: Turn, looked: JournalSearch, route: str, start: int, title: str) -> None:
    if not _may(turn):
        return
    units, start = units_of(turn, Act.OVERSEE), max(0, start)
    count, lines = await turn.reads.journal(units, looked, start, SHOWN)
    if not lines and count:  # an old button
        start = 0
        count, lines = await turn.reads.journal(units, looked, 0, SHOWN)
    t = turn.t
    nav = [turn.button(f"{route}:{start + SHOWN}", "nav.more")] if start + SHOWN < count else []
    nav += earlier(turn, route, start, SHOWN + 1)
    nav += [turn.button("journalfind", "log.find"), turn.button("menu", "menu.back")]
    if not lines:
        turn.say(Reply(t("log.none"), title, (), tuple(nav)))
        return
    text = "\n".join([t("log.count", count=t.number(count)), *(f"• {_line(turn, one)}" for one in lines)])
    turn.say(Reply(text, title, (), tuple(nav)))


def _line(turn: Turn, one: JournalLine) -> str:
    """Who did what to what, when; the reason where it was given."""
    t = turn.t
    at = one.at.astimezone(VIETNAM)
    unit = turn.areas.find(one.area)
    what = f"“{one.product}” ({one.producer})" if one.product else unit.name if unit else ""
    text = t("log.line", at=f"{at:%H:%M %d/%m/%Y}", who=_who(turn, one), act=t(f"log.act_{one.act}"), what=what)
    if not one.reason or one.kind.startswith(("granted.", "ended.")):
        return text
    reason = shortened(one.reason, _LONGEST)
    return t("log.because", line=text, reason=reason)


def _who(turn: Turn, one: JournalLine) -> str:
    """The official's name, else their role and unit; a producer is the producer, whoever of them acted; the program
    itself is named so."""
    t = turn.t
    if not one.by:
        return t("log.program")
    if one.product and one.by == one.owner:
        return t("log.producer")
    office = summary.office(turn, one.office) if one.office else t("log.somebody", number=one.by)
    name = one.who or office
    return t("log.helped", name=name) if one.helped else name
