"""Writing to many: composed in a form, shown as it will look with who gets it, then sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from bot.conversations.form import SUMMARY, Draft
from bot.conversations.forms.broadcast import BROADCAST, CERTAIN, PHONES, SOME, TEMPLATE_FORMS, TEMPLATES, TEXT
from bot.conversations.kinds.sending import ALL, NOW, moment_of
from bot.handlers.broadcast import steer
from bot.handlers.broadcast.progress import excerpt, lasts, progress, takes
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.kit.clock import VIETNAM
from bot.messages import MAX_BUTTON, Choice, Reply
from bot.records.broadcast import Broadcast, Reach, Tally
from bot.records.registration import DraftInfo
from bot.writes.broadcast import PutBroadcast
from bot.writes.forms import DropDraft, SaveDraft, SetPlace
from ocop_domain.broadcasts import CERTAIN as MANY
from ocop_domain.broadcasts import Phase, ReplyWanted, Target, checked
from ocop_domain.errors import Refusal
from ocop_domain.rights import Act, grants_for

_NUMBERS = 10
"""Unknown numbers that are named in the preview."""
_BEGUN = 3
"""Unsent notices that are offered at once."""


def own_areas(turn: Turn) -> list[str]:
    """Where this person may write to everybody."""
    own = grants_for(turn.person.grants, Act.BROADCAST)
    return list(dict.fromkeys(grant.area for grant in own))


async def refused(turn: Turn) -> bool:
    """Whether this person may write to nobody: then it is said."""
    if own_areas(turn):
        return False
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))
    return True


async def home(turn: Turn) -> None:
    """What can be done: a new one, a ready-made one, one that was begun, those that were sent."""
    if await refused(turn):
        return
    choices = await begun(turn)
    choices += [turn.button("newcast", "cast.new"), turn.button("templates", "cast.templates")]
    choices += [turn.button("activities", "activity.all"), turn.button("sentcasts", "cast.sent")]
    turn.say(Reply(turn.t("cast.home"), turn.t("menu.broadcast"), tuple(choices), (turn.button("menu", "menu.back"),)))


async def begun(turn: Turn) -> list[Choice]:
    """The notices and ready-made ones in which something was typed, the newest first."""
    found = [(draft.id, name) for draft in await turn.reads.drafts_of(turn.person.id) if (name := _named(turn, draft))][
        :_BEGUN
    ]
    if len(found) == 1:
        return [turn.button(f"editcast:{found[0][0]}", "cast.go_on")]
    label = turn.t("cast.go_on_with", text="")
    return [Choice(f"editcast:{id_}", label + excerpt(name, MAX_BUTTON - len(label) - 1)) for id_, name in found]


def _named(turn: Turn, draft: DraftInfo) -> str:
    """What an unsent notice says, or of what kind it is; "" when nothing was typed, or it is no notice."""
    if draft.form == BROADCAST.id:
        return str(draft.answers.get(TEXT.id) or "")
    chosen = next((each for each in TEMPLATES if each.form.id == draft.form), None)
    if chosen is None:
        return ""
    filled_in = {question: day.isoformat() for question, day in chosen.days(turn.programme, turn.today).items()}
    typed = any(filled_in.get(question) != answer for question, answer in draft.answers.items())
    return turn.t(f"template.{chosen.id}.name") if typed else ""


async def begin(turn: Turn, text: str = "") -> None:
    """Opens the form; what cannot be chosen is not asked."""
    if await refused(turn):
        return
    answers = {"cast_where": ALL} if one_place(turn, own_areas(turn)) else {}
    if text:
        answers["cast_text"] = text
    draft = Draft(turn.new_id(), BROADCAST.id, BROADCAST.version, turn.programme.id, answers, at="cast_text")
    await filling.enter(turn, draft, turn.t("cast.check_template") if text else "")


def one_place(turn: Turn, own: Sequence[str]) -> bool:
    """Whether there is nothing to choose from in the own area."""
    return len(own) == 1 and not turn.areas.children(own[0], turn.today)


async def edit(turn: Turn, draft_id: str) -> None:
    """Goes on with one that was begun, a ready-made one too."""
    draft = await _own_draft(turn, draft_id, BROADCAST.id, *TEMPLATE_FORMS)
    if draft:
        await filling.enter(turn, draft)


async def drop(turn: Turn, draft_id: str) -> None:
    """Throws one away that was not sent."""
    draft = await _own_draft(turn, draft_id)
    if draft:
        turn.do(DropDraft(draft.id), SetPlace(""))
        turn.tell("cast.dropped", turn.button("broadcast", "menu.broadcast"), turn.button("menu", "menu.back"))


async def _own_draft(turn: Turn, draft_id: str, *forms: str) -> Draft | None:
    """An own draft that is still there; else says how things are. Of a notice, where no other `forms` are named."""
    if await refused(turn):
        return None
    mine = {d.id for d in await turn.reads.drafts_of(turn.person.id)}
    draft = await turn.reads.draft(draft_id) if draft_id in mine else None
    if draft and draft.form in (forms or (BROADCAST.id,)):
        return draft
    if not await steer.show_if_seen(turn, draft_id):
        turn.tell("cast.gone", turn.button("broadcast", "menu.broadcast"), turn.button("menu", "menu.back"))
    return None


# What will be sent


def target_of(turn: Turn, draft: Draft) -> Target:
    """Whom the answers mean, never more than the own areas hold; `Refusal` when it makes no sense."""
    a = draft.answers
    own = own_areas(turn)
    if a["cast_to"] == PHONES:
        return checked(Target("", tuple(own), phones=tuple(a["cast_phones"]["phones"])), turn.programme)
    where = a["cast_where"]
    areas = own if where == ALL else [where] if any(turn.reaches(area, where) for area in own) else []
    if not areas:
        raise Refusal("target.area")
    target = Target("producer" if a["cast_to"] == SOME else a["cast_to"], tuple(areas))

    def chosen(question: str) -> str:
        """An answer that narrows; one to a question that does not apply any more narrows nothing."""
        asked = next(q for q in BROADCAST.questions if q.id == question)
        value = a.get(question)
        return "" if value in {None, ALL} or not asked.applies(a, turn.programme) else str(value)

    duty, _, occurrence = chosen("cast_undone").partition(":")
    narrowed = replace(
        target,
        state=chosen("cast_state"),
        group=chosen("cast_group"),
        star=int(chosen("cast_star") or 0),
        duty=duty,
        occurrence=occurrence,
    )
    return checked(narrowed, turn.programme)


def _broadcast(turn: Turn, draft: Draft, target: Target, unmatched: tuple[str, ...] = ()) -> Broadcast:
    a = draft.answers
    send_at = turn.hours.awake(moment_of(a["cast_when"], turn.now))
    return Broadcast(
        id=draft.id,
        programme=turn.programme.id,
        area=own_areas(turn)[0],
        phase=Phase.SCHEDULED,
        text=a["cast_text"],
        files=tuple(a.get("cast_files") or ()),
        ask=ReplyWanted.NOTHING if a["cast_ask"] == "nothing" else ReplyWanted(a["cast_ask"]),
        official=a["cast_kind"] == "official",
        target=target,
        person=turn.person.id,
        send_at=send_at,
        unmatched=unmatched,
    )


def _stamp(draft: Draft) -> str:
    """Names what was shown: a button of an older preview does not send a newer text."""
    return hashlib.sha256(json.dumps(dict(draft.answers), sort_keys=True).encode()).hexdigest()[:8]


async def sample(turn: Turn) -> None:
    """A button of the preview."""
    turn.tell("cast.sample")


async def preview(turn: Turn, draft: Draft, note: str = "") -> None:
    """The message as it will look, and beneath it whom it reaches, when, and how long that takes."""
    turn.do(SaveDraft(draft.with_(revision=0, at=SUMMARY)))
    if await refused(turn):
        return
    edit_ = turn.button(f"editcast:{draft.id}", "cast.edit")
    drop_ = turn.button(f"dropcast:{draft.id}", "cast.drop")
    try:
        target = target_of(turn, draft)
    except Refusal as refusal:
        text = turn.t("screen.sorry", note=turn.t(refusal.code, **refusal.params))
        turn.say(Reply(text, choices=(edit_, drop_), nav=(turn.button("menu", "menu.back"),)))
        return
    broadcast = _broadcast(turn, draft, target)
    reach = await _reach(turn, target, official=broadcast.official)
    shown = steer.composed(turn, broadcast, turn.person.language)
    inert = tuple(Choice("sample", choice.label) for choice in shown.choices)
    turn.say(shown.with_(choices=inert))
    send = Choice(f"sendcast:{draft.id}:{_stamp(draft)}:{reach.count}", turn.t("cast.send", count=reach.count))
    turn.say(
        Reply(
            "\n\n".join(part for part in (note, *_facts(turn, draft, broadcast, reach)) if part),
            title=turn.t("cast.preview"),
            choices=(send, edit_, drop_) if reach.count else (edit_, drop_),
            nav=(turn.button("menu", "menu.back"),),
        )
    )


def _facts(turn: Turn, draft: Draft, broadcast: Broadcast, reach: Reach) -> list[str]:
    t = turn.t
    if not reach.count:
        return [t("cast.nobody"), _unknown_numbers(turn, reach)]
    lines = [t("cast.count", count=t.number(reach.count))]
    lines += [f"• {_sample(turn, name, area)}" for name, area in reach.samples]
    lost = [t("cast.blocked", count=reach.blocked)] if reach.blocked else []
    lost += [t("cast.unreachable", count=reach.unreachable)] if reach.unreachable else []
    lost += [t("cast.nowhere", count=reach.nowhere)] if reach.nowhere else []
    return ["\n".join(lines), "\n".join(lost), _unknown_numbers(turn, reach), _when(turn, draft, broadcast, reach)]


def _sample(turn: Turn, name: str, area: str) -> str:
    unit = turn.areas.find(area)
    return ", ".join(part for part in (name, unit.name if unit else "") if part) or turn.t("who.unnamed")


def _unknown_numbers(turn: Turn, reach: Reach) -> str:
    if not reach.unmatched:
        return ""
    some = ", ".join(local(phone) for phone in reach.unmatched[:_NUMBERS])
    more = "…" if len(reach.unmatched) > _NUMBERS else ""
    return turn.t("cast.unmatched", count=len(reach.unmatched), numbers=some + more)


def local(phone: str) -> str:
    """A number as people dial it."""
    return "0" + phone.removeprefix("+84") if phone.startswith("+84") else phone


def _when(turn: Turn, draft: Draft, broadcast: Broadcast, reach: Reach) -> str:
    t = turn.t
    wished = moment_of(draft.answers["cast_when"], turn.now)
    lines = []
    if broadcast.send_at == turn.now:
        lines.append(t("cast.at_once" if draft.answers["cast_when"] == NOW else "cast.passed"))
    else:
        at = broadcast.send_at.astimezone(VIETNAM)
        if broadcast.send_at != wished:
            lines.append(t("cast.quiet"))
        lines.append(t("cast.leaves", at=f"{at:%H:%M}", day=t.day(at.date())))
    lines.append(t("cast.takes", time=lasts(t, takes(reach.channels, turn.rates))))
    lines.append(t("cast.official" if broadcast.official else "cast.nudge"))
    return "\n".join(lines)


# Sending


async def _reach(turn: Turn, target: Target, *, official: bool) -> Reach:
    """Whom it would reach, under whichever plan they take part."""
    counted = turn.counted(turn.programme)
    return await turn.reads.reach(target, turn.programme, turn.areas, official=official, counted=counted)


async def send(turn: Turn, draft_id: str, stamp: str, count: int) -> None:
    """Sends what was shown to as many as were shown; many are confirmed by their number first."""
    await _send(turn, draft_id, stamp, count, sure=count <= MANY)


async def certain(turn: Turn, draft: Draft) -> None:
    """The number of recipients was typed."""
    draft_id, stamp, count = draft.subject.split(":")
    if draft.answers["cast_count"] == int(count):
        await _send(turn, draft_id, stamp, int(count), sure=True)
        return
    note = turn.t("cast.other_count", typed=turn.t.number(draft.answers["cast_count"]))
    await _ask_count(turn, draft.subject, note)


async def _ask_count(turn: Turn, subject: str, note: str = "") -> None:
    count = int(subject.rpartition(":")[2])
    draft = Draft(turn.new_id(), CERTAIN.id, CERTAIN.version, turn.programme.id, subject=subject)
    told = turn.t("cast.many", count=turn.t.number(count))
    await filling.enter(turn, draft, f"{note}\n\n{told}" if note else told)


async def _send(turn: Turn, draft_id: str, stamp: str, count: int, *, sure: bool) -> None:
    draft = await _own_draft(turn, draft_id)
    if draft is None:
        return
    again = draft.with_(revision=0)
    if _stamp(draft) != stamp:
        turn.do(DropDraft(draft.id))
        await preview(turn, again, turn.t("cast.changed"))
        return
    try:
        target = target_of(turn, draft)
    except Refusal:  # the office, or the programme, is another one since: the preview says so
        turn.do(DropDraft(draft.id))
        await preview(turn, again)
        return
    official = draft.answers["cast_kind"] == "official"
    reach = await _reach(turn, target, official=official)
    if reach.count != count:
        turn.do(DropDraft(draft.id))
        note = turn.t("cast.count_changed", before=turn.t.number(count), now=turn.t.number(reach.count))
        await preview(turn, again, note)
        return
    if not sure:
        await _ask_count(turn, f"{draft_id}:{stamp}:{count}")
        return
    broadcast = _broadcast(turn, draft, target, reach.unmatched)
    replies = {language: steer.composed(turn, broadcast, language) for language in turn.texts.languages}
    turn.do(DropDraft(draft.id), SetPlace(""), PutBroadcast(broadcast, replies))
    if broadcast.send_at <= turn.now:
        turn.tell("cast.sending", turn.button("sentcasts", "cast.sent"), turn.button("menu", "menu.back"))
        return
    at = broadcast.send_at.astimezone(VIETNAM)
    text = turn.t("cast.scheduled", at=f"{at:%H:%M}", day=turn.t.day(at.date()), count=turn.t.number(count))
    shown = progress(turn.t, broadcast, Tally(), turn.rates)
    turn.say(Reply(text, shown.title, shown.choices, (turn.button("menu", "menu.back"),)))
