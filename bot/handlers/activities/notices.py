"""What all guests hear: the invitation, another day or place, that it is called off. It leaves as a notice to many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.handlers.activities import words
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.records.broadcast import Broadcast
from bot.texts import REFERENCE, Texts, Translator
from bot.writes.broadcast import ChangeBroadcast, PutBroadcast
from ocop_domain.activities import Activity, ActivityState
from ocop_domain.broadcasts import Phase, ReplyWanted, Target

Words = Callable[[Translator, Activity], str]


def to_guests(turn: Turn, here: Activity, said: Words, *, added: bool = False) -> PutBroadcast:
    """A notice to all who are invited, or only to those whom it adds; with the buttons to answer."""
    at = turn.hours.awake(turn.now)
    target = Target("", activity=here.id, notice=here.notice if added else "")
    by, language = turn.person.me.id, turn.person.language
    return notice(turn.texts, here, said, target, id_=here.notice, by=by, at=at, language=language)


def to_seated(texts: Texts, here: Activity, said: Words, *, id_: str, at: datetime) -> PutBroadcast:
    """The same of nobody, and only to those with a seat: a reminder, which may be refused."""
    return notice(texts, here, said, Target("", activity=here.id, seated=True), id_=id_, at=at)


def notice(
    texts: Texts,
    here: Activity,
    said: Words,
    target: Target,
    *,
    id_: str,
    at: datetime,
    by: int = 0,
    language: str = REFERENCE,
) -> PutBroadcast:
    """What is said of an activity to these guests of it."""
    broadcast = Broadcast(
        id=id_,
        programme=here.programme,
        area=here.unit,
        phase=Phase.SCHEDULED,
        text=said(texts[language], here),
        files=(),
        ask=ReplyWanted.NOTHING,
        official=not target.seated,
        target=target,
        person=by,
        send_at=at,
    )
    return PutBroadcast(broadcast, _replies(texts, here, said))


def _replies(texts: Texts, here: Activity, said: Words) -> Mapping[str, Reply]:
    return {language: _reply(texts[language], here, said) for language in texts.languages}


def _reply(t: Translator, here: Activity, said: Words) -> Reply:
    takes_place = here.state is not ActivityState.CANCELLED
    return Reply(said(t, here), t("activity.notice_title"), words.answers(t, here) if takes_place else ())


def is_invitation(here: Activity) -> bool:
    """Whether the last notice to all is the invitation itself: its id begins with the activity's."""
    return here.notice.startswith(here.id)


async def unheard(turn: Turn, here: Activity) -> ChangeBroadcast | None:
    """Takes back the last notice where it has not left yet, so that nobody hears what holds no more."""
    last = await turn.reads.broadcast(here.notice) if here.notice else None
    if last is None or last.phase is not Phase.SCHEDULED or last.taken:
        return None
    return ChangeBroadcast(last.id, last.phase, last.revision, last.text, {}, take_back=True)
