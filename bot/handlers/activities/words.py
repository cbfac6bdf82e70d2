"""How an activity is told: in a list, as an invitation, the day before, to who gets a seat."""

from __future__ import annotations

from bot.conversations.forms.consent import REMINDERS
from bot.handlers.turn import Turn
from bot.messages import Choice
from bot.texts import Translator
from ocop_domain.activities import Activity, ActivityState, Attendance, Coming


def when(t: Translator, here: Activity) -> str:
    """ "08:00 thứ Tư 15/06/2022", with the last day of what takes several."""
    begins = f"{here.hour:%H:%M} {t.day(here.day)}"
    return begins if here.ends == here.day else t("activity.until", begins=begins, day=t.day(here.ends))


def line(t: Translator, here: Activity) -> str:
    """Kind, title and day in one line."""
    text = t("activity.line", name=here.title, day=f"{here.day:%d/%m/%Y}", place=here.place)
    return f"{text} ({t('activity.state_cancelled')})" if here.state is ActivityState.CANCELLED else text


def label(here: Activity) -> str:
    """What stands on a button."""
    return f"{here.day:%d/%m}: {here.title}"


def facts(t: Translator, here: Activity) -> list[str]:
    """When and where, and what to bring."""
    lines = [t("activity.when", kind=t(f"q.act_kind.option.{here.kind}"), when=when(t, here), place=here.place)]
    return [*lines, *([t("activity.bring", what=here.bring)] if here.bring else [])]


def invitation(t: Translator, here: Activity) -> str:
    return "\n".join([here.title, *facts(t, here)])


def changed(t: Translator, here: Activity) -> str:
    return "\n".join([t("activity.notice_changed", name=here.title), *facts(t, here)])


def called_off(t: Translator, here: Activity) -> str:
    return t("activity.notice_off", name=here.title, day=t.day(here.day), reason=here.reason)


def tomorrow(t: Translator, here: Activity) -> str:
    return "\n".join([t("activity.notice_tomorrow", name=here.title), *facts(t, here)])


def answers(t: Translator, here: Activity) -> tuple[Choice, ...]:
    """The buttons with which a guest answers."""
    return (
        Choice(f"come:{here.id}:{Coming.YES}", t("activity.yes")),
        Choice(f"come:{here.id}:{Coming.NO}", t("activity.no")),
        Choice(f"instead:{here.id}", t("activity.instead")),
    )


def standing(turn: Turn, here: Activity, one: Attendance, place: int = 0) -> str:
    """What a guest has said; who waits hears at which place of the queue. A reminder is told to whom it will reach."""
    t = turn.t
    if one.came:
        return t("activity.you_came")
    if one.waiting:
        return t("activity.you_wait", places=here.places, place=place)
    said = t(f"activity.you_{one.answer or 'unsaid'}", name=one.instead)
    refused = turn.person.me.consents.get(REMINDERS) is False
    if refused or not one.seated or (here.day - turn.today).days < 2:
        return said
    return f"{said} {t('activity.eve')}"
