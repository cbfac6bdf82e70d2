"""The menu: what this person can do here, and the start of the acquaintance."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.forms import REGISTRATIONS
from bot.conversations.forms.consent import DOSSIER
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.scoring import QUICK, SCORE
from bot.handlers.broadcast import compose
from bot.handlers.dashboard import door
from bot.handlers.forms import filling
from bot.handlers.knowledge import answering
from bot.handlers.office import home
from bot.handlers.registration.urgent import urgent
from bot.handlers.shared.naming import named
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.people import PRODUCER
from bot.writes.forms import DropDraft, SetPlace
from bot.writes.people import SetFace, SetLanguage
from ocop_domain.rights import SPECS, Act, Role, grants_for

MOST = 6
"""Buttons of a menu: more are not found on a small phone."""


def faces(turn: Turn) -> list[str]:
    """As what this person may work here: each role that is held, and as a producer whoever speaks for one."""
    held = {grant.role for grant in turn.person.me.grants}
    own = [role.value for role in SPECS if role in held]
    return own if own and not (turn.person.member or turn.person.accounts) else [*own, PRODUCER]


def face(turn: Turn) -> str:
    """As what they work at this address: what was chosen here, else the first."""
    possible = faces(turn)
    if turn.person.team:
        return PRODUCER
    return turn.person.face if turn.person.face in possible else possible[0]


def is_newcomer(turn: Turn) -> bool:
    """Whether this is a producer who has not been asked for consent yet."""
    return faces(turn) == [PRODUCER] and DOSSIER not in turn.person.consents


async def switch(turn: Turn, chosen: str) -> None:
    """Shows the menu of another of one's roles; it stays at this address."""
    if chosen in faces(turn):
        turn.do(SetFace(chosen))
        turn.person = replace(turn.person, face=chosen)
    await start(turn)


async def start(turn: Turn) -> None:
    """Greets by role. A newcomer is asked for nothing: what needs consent asks for it when it comes to that."""
    role = face(turn)
    if turn.person.help:
        await show(turn)
        return
    turn.do(SetPlace(""))
    units = [grant.area for grant in turn.person.grants if grant.role == role and grant.area]
    place = "; ".join(turn.areas.inline(unit) for unit in units)
    greeting = turn.t(f"start.{role}", programme=turn.programme.name, place=place)
    if is_newcomer(turn):
        turn.say(await _first_contact(turn, greeting))
        return
    turn.say(Reply(greeting, commands=role, language=turn.person.language))
    await show(turn)


async def _first_contact(turn: Turn, greeting: str) -> Reply:
    """What a newcomer can do here, without being asked for anything; first what was begun."""
    choices = (
        *await _begun(turn),
        turn.button("star", "look.open"),
        turn.button("register", f"menu.register_{turn.programme.form}"),
        turn.button("calendar", "menu.calendar"),
        turn.button("support", "aid.open"),
        turn.button("havecode", "back.have"),
        turn.button("claimmine", "claim.mine"),
    )
    nav = (turn.button("language", "menu.language"),)
    return Reply(greeting, choices=choices, nav=nav, commands=PRODUCER, language=turn.person.language)


async def show(turn: Turn, note: str = "") -> None:
    """The menu, with a note above it."""
    t = turn.t
    lines = [note] if note else []
    checks = face(turn) != PRODUCER and bool(grants_for(turn.person.grants, Act.CHECK)) and not turn.person.help
    if checks and (waiting := await home.lines(turn)):
        lines.append("\n".join(waiting))
    above = face(turn) != PRODUCER and bool(grants_for(turn.person.grants, Act.MOVE_DATE)) and not turn.person.help
    if above and (waiting_there := await home.area(turn)):
        lines.append(waiting_there)
    answers = face(turn) != PRODUCER and bool(grants_for(turn.person.grants, Act.ANSWER)) and not turn.person.help
    if answers and not checks and (questions := await home.asked(turn)):
        lines.append(questions)
    nav = await answering.door(turn) if answers else ()
    if face(turn) != PRODUCER and not turn.person.help and door.admits(turn):
        nav = (*nav, turn.button("lists", "menu.lists"), *door.door(turn))
    if face(turn) == PRODUCER:
        lines += [one.line for one in await urgent(turn)]
    lines.append(t("menu.ask"))
    turn.do(SetPlace(""))
    first, rest = await _menu(turn)
    turn.say(Reply("\n\n".join(lines), title=t("menu.title"), choices=first, nav=(*nav, *rest)))


async def choices(turn: Turn) -> list[Choice]:
    """The buttons of the menu: six at most, the last leads to another role of the same person."""
    first, _ = await _menu(turn)
    return list(first)


async def _menu(turn: Turn) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The six buttons of the menu, and what of it has no room among them."""
    now = face(turn)
    every = await _producers(turn) if now == PRODUCER else [*await _pressing(turn), *_officials(turn, now)]
    others = [turn.button(f"as:{other}", f"menu.as_{other}") for other in faces(turn) if other != now]
    room = MOST - len(others)
    return (*every[:room], *others), tuple(every[room:])


async def all_choices(turn: Turn) -> list[Choice]:
    """What can be typed: the buttons of every menu that this person has."""
    found = await choices(turn)
    for other in faces(turn):
        found += await _producers(turn) if other == PRODUCER else _officials(turn, other)
    return list(dict.fromkeys(found))


def by_name(turn: Turn) -> list[Choice]:
    """Screens of a producer, by other names than their button has: "chấm điểm", "phương án"."""
    if PRODUCER not in faces(turn):
        return []
    words = {"star": turn.t.words("command.star.words"), "dossiers": turn.t.words("command.dossiers.words")}
    return [Choice(screen, word) for screen, named_ in words.items() for word in named_]


def _officials(turn: Turn, role: str) -> list[Choice]:
    entries = [*SPECS[Role(role)].menu, "help", "language"]
    return [turn.button(name, f"menu.{name}") for name in entries[:MOST]]


async def _pressing(turn: Turn) -> list[Choice]:
    """What an official goes on with: what must be checked first, and a notice that was begun."""
    if turn.person.help:
        return []
    checks = bool(grants_for(turn.person.grants, Act.CHECK))
    return [*(await home.door(turn) if checks else ()), *(await compose.begun(turn))[:1]]


async def _producers(turn: Turn) -> list[Choice]:
    """What an office waits for, what was begun, then what can be begun."""
    button = turn.button
    first = [button("register", f"menu.register_{turn.programme.form}"), button("mine", "menu.mine")]
    first = [*(one.door for one in await urgent(turn)), *await _begun(turn), *first]
    first += [button("calendar", "menu.calendar"), button("star", "look.open"), button("support", "aid.open")]
    if turn.person.accounts and not turn.person.help:
        first.append(button("producers", "members.switch"))
    if turn.person.help:
        return [*first, button("ward", "assist.ward"), button("help", "menu.help")]
    help_ = await turn.reads.help_of(turn.person.id)
    if help_ and help_.confirmed and not help_.ended:
        return [*first, button("helped", "assist.who_helps"), button("help", "menu.help")]
    if turn.person.accounts:
        return [*first, button("help", "menu.help")]
    return [*first, button("help", "menu.help"), button("language", "menu.language")]


def _whom_to_ask(turn: Turn) -> str:
    """What the own role is for, and whom to ask."""
    t, now = turn.t, face(turn)
    if now in {Role.DISTRICT_STAFF, Role.PROVINCE_STAFF}:
        return t("help.staff")
    if now == Role.COMMUNE_OFFICER:
        return t("help.officer")
    return t("help.producer" if now == PRODUCER else "help.other")


async def _begun(turn: Turn) -> list[Choice]:
    """What was begun last, to go on with: a registration, a score sheet, a section of the plan."""
    drafts = await turn.reads.drafts_of(turn.person.id)
    dropped = {write.draft_id for write in turn.writes if isinstance(write, DropDraft)}
    begun = [(draft, kind) for draft in drafts if draft.id not in dropped and (kind := _kind_of(draft.form))]
    if not begun:
        return []
    newest, kind = begun[0]
    if kind == "registration":
        return [turn.button(f"draft:{newest.id}", "menu.resume", name=named(turn.t, newest.name, newest.answers))]
    own = await turn.reads.applications_over_years(turn.person.id)
    name = next((one.name for one in own if one.id == newest.subject), "")
    return [turn.button(f"draft:{newest.id}", f"menu.resume_{kind}", name=name)] if name else []


def _kind_of(form: str) -> str:
    """What kind of work a form is that one goes on with from the main screen; "" for others."""
    if form in REGISTRATIONS:
        return "registration"
    if form in PLAN_FORMS:
        return "plan"
    return "score" if form.partition(":")[0] in {SCORE, QUICK} else ""


async def help_(turn: Turn) -> None:
    """What the assistant is for and how to talk to it."""
    t = turn.t
    answers = bool(grants_for(turn.person.grants, Act.ANSWER))
    needed = (turn.button("needs", "needs.title"), turn.button("inquiries", "asks.all_waiting")) if answers else ()
    turn.say(
        Reply(
            f"{t('help.text', programme=turn.programme.name)}\n\n{_whom_to_ask(turn)}",
            title=t("help.title"),
            choices=(
                turn.button("menu", "menu.back"),
                turn.button("consent", "menu.consent"),
                turn.button("privacy", "menu.privacy"),
                turn.button("link", "menu.link"),
                turn.button("muted", "remind.settings"),
                turn.button("language", "menu.language"),
            ),
            nav=(*needed, turn.button("support", "aid.open"), turn.button("steps", "cycle.open")),
        )
    )
    await filling.resume(turn)


async def language(turn: Turn) -> None:
    """Offers the languages, each in its own words."""
    choices = [Choice(f"lang:{name}", turn.texts[name]("language.own")) for name in turn.texts.languages]
    turn.say(Reply(turn.t("language.ask"), choices=tuple(choices)))


async def set_language(turn: Turn, name: str) -> None:
    """Switches at once; a form goes on where it was."""
    if name not in turn.texts.languages:
        await language(turn)
        return
    turn.do(SetLanguage(name))
    turn.person = replace(turn.person, language=name)
    if not await filling.resume(turn, turn.t("language.changed")):
        await show(turn, turn.t("language.changed"))
