"""Whom a commune takes nothing new from: asked, told, undone; and the way to the level above."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.appeal import APPEAL
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.shared import telling
from bot.handlers.shared.paging import SHOWN, earlier, more, taken
from bot.handlers.shared.territory import sitting_for, units_of
from bot.handlers.turn import Turn
from bot.handlers.year.oversee import place_name
from bot.messages import Choice, Reply
from bot.records.registration import Ban, ban_subject
from bot.texts import Translator
from bot.writes.people import Notify
from bot.writes.registration import AskAbove, LiftBan, PutBan
from ocop_domain.applications import Application
from ocop_domain.rights import Act, Subject
from ocop_domain.writing import quoted


def _may(turn: Turn, act: Act, area: str) -> bool:
    return turn.may(act, Subject(area))


# The officer


async def door(turn: Turn, application: Application) -> list[Choice]:
    """The button on a product of somebody else: to ban who sent it, or to take new things again."""
    if application.owner == turn.person.id or not _may(turn, Act.LIFT_BAN, application.area):
        return []
    if await turn.reads.ban_of(application.owner, application.area):
        return [turn.button(f"banned:{application.owner}:{application.area}", "ban.look")]
    return [turn.button(f"ban:{application.id}", "ban.button")] if _may(turn, Act.BAN, application.area) else []


async def _bannable(turn: Turn, application_id: str) -> Application | None:
    application = await turn.reads.application(application_id)
    if application and application.owner != turn.person.id and _may(turn, Act.BAN, application.area):
        return application
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))
    return None


async def ask(turn: Turn, application_id: str) -> None:
    """Says what it means, and asks."""
    application = await _bannable(turn, application_id)
    if application:
        turn.tell(
            "ban.ask",
            turn.button(f"banyes:{application.id}", "ban.sure"),
            turn.button(f"p:{application.id}", "nav.back"),
            name=application.producer_name,
            place=place_name(turn, application.area),
        )


async def ban(turn: Turn, application_id: str) -> None:
    """Nothing new comes from this person; what was sent stays, and the person is told how to go on."""
    application = await _bannable(turn, application_id)
    if application is None:
        return
    undo = turn.button(f"banned:{application.owner}:{application.area}", "ban.look")
    if not await turn.reads.ban_of(application.owner, application.area):
        turn.do(PutBan(application.owner, application.area, application.producer_name))
        await _tell(turn, application.owner, application.area, banned=True)
    turn.tell(
        "ban.done",
        undo,
        turn.button("queue", "menu.queue"),
        turn.button("menu", "menu.back"),
        name=application.producer_name,
    )


async def _tell(turn: Turn, person: int, area: str, *, banned: bool) -> None:
    """The person is told how it is now, and to whom they may turn."""
    place = turn.areas.get(area).inline
    for told in await turn.reads.told(person):
        t = turn.texts[told.language]
        text = t("notice.banned", place=place) if banned else t("notice.unbanned", place=place)
        choices = (Choice(f"askabove:{area}", t("ban.ask_above")),) if banned else ()
        notice = for_helper(t, Reply(text, t("notice.title"), choices), told)
        key = f"ban:{int(banned)}:{person}:{area}:{turn.now:%Y%m%d%H%M%S}"
        turn.do(Notify(told.person, notice, key=f"{key}:{told.person}" if told.account else key))


async def banned_here(turn: Turn) -> tuple[Choice, ...]:
    """The way to the list of the banned, where there are any."""
    total, _ = await turn.reads.bans_in(units_of(turn, Act.LIFT_BAN), 0, 1)
    return (turn.button("bans", "ban.list", count=total),) if total else ()


async def bans(turn: Turn, start: int = 0) -> None:
    """Who is banned in the own area."""
    total, found = await turn.reads.bans_in(units_of(turn, Act.LIFT_BAN), start, SHOWN)
    if not total:
        turn.tell("ban.nobody", turn.button("menu", "menu.back"))
        return
    start = start if start < total else 0
    here = found[: taken(start, total)]
    lines = [f"{n}. {_about(turn, one)}" for n, one in enumerate(here, start + 1)]
    choices = [Choice(f"banned:{one.person}:{one.area}", one.name) for one in here]
    choices += more(turn, "bans", start, total)
    nav = (*earlier(turn, "bans", start), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), turn.t("ban.title", count=total), tuple(choices), nav))


def _about(turn: Turn, ban: Ban) -> str:
    return turn.t("ban.line", name=ban.name, place=turn.areas.get(ban.area).name, day=turn.t.day(ban.since))


async def show(turn: Turn, person: int, area: str) -> None:
    """One who is banned, with what happened; the way to lift it."""
    found = await _liftable(turn, person, area)
    if found is None:
        return
    t = turn.t
    events = await turn.reads.history(ban_subject(person, area))
    lines = [_about(turn, found)]
    lines += [f"• {e.at:%d/%m/%Y}: {t(f'ban.history.{e.kind}')}" for e in events]
    lines += [t("ban.reason", reason=quoted(e.reason)) for e in events[-1:] if e.kind == "asked"]
    nav = (turn.button("bans", "ban.others"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("ban.one"), (turn.button(f"unban:{person}:{area}", "ban.lift"),), nav))


async def _liftable(turn: Turn, person: int, area: str) -> Ban | None:
    found = await turn.reads.ban_of(person, area) if turn.areas.find(area) else None
    if found and _may(turn, Act.LIFT_BAN, area):
        return found
    key = "ban.lifted_already" if turn.areas.find(area) and _may(turn, Act.LIFT_BAN, area) else "error.not_yours"
    turn.tell(key, turn.button("menu", "menu.back"))
    return None


async def lift(turn: Turn, person: int, area: str) -> None:
    """New things are taken again; the person is told, and the commune where the level above did it."""
    found = await _liftable(turn, person, area)
    if found is None:
        return
    turn.do(LiftBan(person, area))
    await _tell(turn, person, area, banned=False)
    officers = await turn.reads.officers_of(sitting_for(turn, area), Act.BAN)
    others = [o for o in officers if o.person != turn.person.id]
    stamp = f"lifted:{person}:{area}:{turn.now:%Y%m%d%H%M%S}"
    telling.tell_staff(
        turn,
        others,
        lambda t: t("notice.ban_lifted", name=found.name),
        lambda t: Choice("queue", t("menu.queue")),
        stamp=stamp,
    )
    turn.tell("ban.lifted", turn.button("bans", "ban.others"), turn.button("menu", "menu.back"), name=found.name)


# Who is banned


async def stopped(turn: Turn, area: str) -> bool:
    """Whether the commune takes nothing new from this person: said, with the way to the level above."""
    found = await turn.reads.ban_of(turn.person.id, area)
    if found is None:
        return False
    turn.tell(
        "ban.stopped",
        turn.button(f"askabove:{area}", "ban.ask_above"),
        turn.button("menu", "menu.back"),
        place=turn.areas.get(area).inline,
    )
    return True


async def _may_ask(turn: Turn, area: str) -> bool:
    found = await turn.reads.ban_of(turn.person.id, area) if turn.areas.find(area) else None
    if found and not found.asked:
        return True
    back = turn.button("menu", "menu.back")
    if found and found.asked:
        turn.tell("ban.asked_already", back, day=turn.t.day(found.asked))
    else:
        turn.tell("ban.not_banned", back)
    return False


async def ask_above(turn: Turn, area: str) -> None:
    """Asks for the reason that goes to the level above."""
    if await _may_ask(turn, area):
        draft_id = f"appeal.{turn.person.id}.{area}"
        begun = await turn.reads.draft(draft_id)
        await filling.enter(turn, begun or Draft(draft_id, APPEAL.id, APPEAL.version, turn.programme.id, subject=area))


async def asked_above(turn: Turn, draft: Draft) -> None:
    """The level above has it, with the reason; it can lift the ban."""
    area, person = draft.subject, turn.person.id
    if not await _may_ask(turn, area):
        return
    words, ban = str(draft.answers["appeal_text"]), await turn.reads.ban_of(person, area)
    name = ban.name if ban else ""
    turn.do(AskAbove(area, words))

    def said(t: Translator) -> str:
        return t("notice.ban_asked", name=name, place=turn.areas.get(area).inline, words=quoted(words))

    told = telling.tell_staff(
        turn,
        await telling.staff_above(turn, area),
        said,
        lambda t: Choice(f"banned:{person}:{area}", t("ban.one")),
        stamp=f"banasked:{person}:{area}:{turn.now:%Y%m%d%H%M%S}",
    )
    turn.tell("ban.asked" if told else "ban.asked_nobody", turn.button("menu", "menu.back"))
