"""One's own data: what is held, taken along, deleted."""

from __future__ import annotations

from collections.abc import Iterable

from bot.handlers.account import office, phones
from bot.handlers.shared.naming import named
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.people import ErasePerson, KeepExport, Notify
from ocop_domain.rights import Act, grants_for

COUNTED = ("products", "drafts", "papers", "files", "scores", "reminders", "chat", "addresses", "roles")
"""Of what the person is told how much there is; the export holds the rest too."""


async def show(turn: Turn) -> None:
    """What we hold, in counts, and what one may do about it."""
    t = turn.t
    held = await turn.reads.held(turn.person.id)
    lines = [f"• {t(f'privacy.count.{part}', count=held[part])}" for part in COUNTED if held[part]]
    requests = await turn.reads.data_requests_of(turn.person.id)
    asked = [t("rights.own_open", day=t.day(request.due)) for request in requests if not request.closed]
    if any(request.held for request in requests):
        asked.append(t("rights.own_held"))
    turn.say(
        Reply(
            "\n".join(
                [
                    *(f"{line}\n" for line in _whose(turn)),
                    t("privacy.held"),
                    *lines,
                    "",
                    *_kept(turn),
                    *asked,
                    t("privacy.rights"),
                ]
            ),
            title=t("menu.privacy"),
            choices=(
                turn.button("mydata", "privacy.get"),
                turn.button("forget", "privacy.forget"),
                turn.button("phones", "phones.title"),
                _said_by_oneself(turn),
                turn.button("askdata", "rights.ask"),
                *_more(turn, held=any(request.held for request in requests)),
            ),
            nav=(turn.button("menu", "menu.back"),),
        )
    )


def _said_by_oneself(turn: Turn) -> Choice:
    """What can be changed: a producer's consent, or what an official says of themselves."""
    if office.asked_of(turn) and not turn.person.member:
        return turn.button("office", "office.button")
    return turn.button("consent", "menu.consent")


def _kept(turn: Turn) -> list[str]:
    """How long what is kept only for a time."""
    days = {"chats": turn.keeps.chats, "drafts": turn.keeps.drafts}
    return [turn.t(f"privacy.kept_{what}", days=count) for what, count in days.items() if count]


def _more(turn: Turn, *, held: bool) -> list[Choice]:
    """One button more: the own restriction ends, or an official's work on such requests begins."""
    if held:
        return [turn.button("liftown", "rights.lift_own")]
    if grants_for(turn.person.grants, Act.ANSWER_REQUEST):
        return [turn.button("datareqs", "menu.datareqs")]
    if grants_for(turn.person.grants, Act.BRING_REQUEST):
        return [turn.button("broughtreq", "rights.bring")]
    return []


def _whose(turn: Turn) -> list[str]:
    """An officer who works for a producer is told whose data these are."""
    help_ = turn.person.help
    return [turn.t("assist.whose_data", name=help_.name)] if help_ else []


async def export(turn: Turn) -> None:
    """Everything as a file in the chat; large ones come in parts."""
    if phones.waits(turn):
        return
    uploads = await turn.papers.personal_data(turn.person.id)
    turn.do(KeepExport(uploads))
    turn.say(
        Reply(
            turn.t("privacy.exported", count=len(uploads)),
            choices=(turn.button("privacy", "menu.privacy"), turn.button("menu", "menu.back")),
            files=tuple(upload.id for upload in uploads),
            names=tuple(upload.name.partition(".")[0] for upload in uploads),
        )
    )


async def ask_delete(turn: Turn) -> None:
    """The first step: what goes, what stays and why; the word that does it is on the next button."""
    if phones.waits(turn):
        return
    t = turn.t
    erasure = await turn.reads.erasure(turn.person.id, looked=False)
    lines = [*_whose(turn), t("privacy.goes")]
    if erasure.gone:
        lines.append(t("privacy.withdrawn", products="; ".join(name for _, name, _ in erasure.gone)))
    turn.say(
        Reply(
            "\n\n".join([*lines, *_stays(turn, erasure), t("privacy.confirm")]),
            title=t("privacy.forget"),
            # Where a number is typed for a button, the first must do no harm.
            choices=(
                turn.button("menu", "privacy.keep"),
                turn.button("mydata", "privacy.get"),
                turn.button("erase", "privacy.erase"),
            ),
        )
    )


async def delete(turn: Turn) -> None:
    """The second step: only from the screen that asked; any other way leads back to the question."""
    if phones.waits(turn):
        return
    asked = any(data == "erase" for data, _ in turn.person.choices)
    if not asked or (turn.said.kind == "press" and not turn.fresh):
        await ask_delete(turn)
        return
    erasure = await turn.reads.erasure(turn.person.id)
    turn.do(erasure)
    await _tell_others(turn, erasure)
    lines = [turn.t("privacy.erased"), *_stays(turn, erasure), turn.t("privacy.farewell")]
    turn.say(Reply("\n\n".join(lines), choices=(turn.button("menu", "menu.back"),)))


async def _tell_others(turn: Turn, erasure: ErasePerson) -> None:
    """Those who go on with a producer hear that somebody left."""
    for account, name in erasure.stays:
        for told in await turn.reads.told(account):
            if told.person not in erasure.people:
                t = turn.texts[told.language]
                text = t("members.one_left", producer=name or t("members.nameless"))
                notice = Reply(text, t("notice.title"), (Choice(f"for:{account}:team", t("members.title")),))
                turn.do(Notify(told.person, notice, f"membergone:{account}:{erasure.people[0]}:{told.person}"))


def _named(turn: Turn, producers: Iterable[tuple[int, str]]) -> str:
    return "; ".join(name or turn.t("members.nameless") for _, name in producers)


def _stays(turn: Turn, erasure: ErasePerson) -> list[str]:
    """What must be kept, and why."""
    t = turn.t
    lines = []
    if accepted := [named(t, application.name, application.answers) for application in erasure.kept]:
        lines.append(t("privacy.accepted", products="; ".join(accepted)))
    if filed := [named(t, application.name, application.answers) for application in erasure.kept if application.filed]:
        lines.append(t("privacy.filed", products="; ".join(filed)))
    if erasure.official:
        lines.append(t("privacy.official"))
    if erasure.stays:
        lines.append(t("members.goes_on", producers=_named(turn, erasure.stays)))
    if heirs := {account for account, _ in erasure.heirs}:
        left = [(account, name) for account, name in erasure.stays if account in heirs]
        lines.append(t("members.heir", producers=_named(turn, left)))
    return [*lines, t("privacy.traces")]
