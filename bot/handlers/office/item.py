"""One product as an official sees it: what is to be noticed first, the buttons that decide, answers by section."""

from __future__ import annotations

from bot.conversations.engine import asked
from bot.conversations.form import Draft
from bot.conversations.forms import FORMS
from bot.conversations.screens import listing
from bot.handlers.account import recovery
from bot.handlers.dossier import assess, submitted
from bot.handlers.members import vouched
from bot.handlers.office import blocking, clarified, journal, refusing_rules, review, slip_rules
from bot.handlers.office.attention import attention
from bot.handlers.office.differences import differences
from bot.handlers.office.waiting import days_left, in_order, last_day_of, since
from bot.handlers.registration import show, years
from bot.handlers.rounds import revoking
from bot.handlers.scoring import sheets
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.turn import Turn
from bot.handlers.visits import making
from bot.messages import Choice, Reply
from ocop_domain.applications import HANDED_IN, TAKEN_ON, Application, ApplicationState
from ocop_domain.programmes import HandsUp
from ocop_domain.rights import Act


async def open_(turn: Turn, application_id: str) -> None:
    """A product for whoever may see it: its owner has another screen than an official."""
    application = await turn.reads.application(application_id)
    if not application or not review.may_act(turn, application, Act.SEE):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
    elif application.owner == turn.person.id:
        await review.open_(turn, application)
    else:
        await look(turn, application)


async def look(turn: Turn, application: Application, note: str = "", undo: Choice | None = None) -> None:
    """What is to be noticed, the answers about the product, and the buttons that decide above all others."""
    t = turn.t
    parts = [note, "\n".join(await _head(turn, application)), "\n".join(await differences(turn, application))]
    parts += await review.star(turn, application)
    parts += await review.helped(turn, application)
    parts += review.why(turn, application)
    parts += await clarified.lines(turn, application)
    parts += await assess.lines(turn, application)
    if found := await attention(turn, application):
        parts.append("\n".join([t("item.notice"), *(f"• {line}" for line in found)]))
    parts.append(show.briefly(turn, application))
    turn.say(
        Reply(
            "\n\n".join(part for part in parts if part),
            called(t, application),
            tuple(await _choices(turn, application)),
            (*((undo,) if undo else ()), *await _nav(turn, application)),
        )
    )


async def _head(turn: Turn, application: Application) -> list[str]:
    """Who, where, since when, until when."""
    t = turn.t
    place = turn.areas.get(application.area).name
    lines = [t("item.head", producer=application.producer_name, place=place, day=t.day(since(application)))]
    if application.state is ApplicationState.SENT:
        left = days_left(turn, await last_day_of(turn, application))
        return [*lines, left] if left else lines
    return [*lines, await show.standing(turn, application)]


def _draft(application: Application) -> Draft:
    return Draft(application.id, application.form, application.form_version, application.programme, application.answers)


async def _choices(turn: Turn, application: Application) -> list[Choice]:
    choices = await deciding(turn, application)
    if application.state is ApplicationState.SENT:
        choices += await clarified.door(turn, application)
    if application.state in HANDED_IN:
        choices.append(turn.button(f"filing:{application.id}", "filing.open"))
    choices += await review.result(turn, application)
    if application.state in TAKEN_ON and review.may_act(turn, application, Act.PRINT):
        choices.append(turn.button(f"print:{application.id}", "dossier.print"))
    choices.append(turn.button(f"sect:{application.id}:0", "item.answers", count=len(application.answers)))
    if photos := application.answers.get("photos"):
        choices.append(turn.button(f"photos:{application.id}", "item.photos", count=len(photos)))
    if await others(turn, application):
        choices.append(turn.button(f"acts:{application.id}", "item.other"))
    return choices


async def deciding(turn: Turn, application: Application) -> list[Choice]:
    """The buttons that decide on what waits, and the one that takes a slip back."""
    if not await review.may_check(turn, application):
        return []
    stamp = f"{application.id}:{application.revision}"
    if application.state is ApplicationState.SENT:
        return [_accepting(turn, application, stamp), turn.button(f"return:{stamp}", "review.return")]
    if await slip_rules.slip(turn, application):
        return [turn.button(f"slip:{stamp}", "slip.button")]
    return []


def _accepting(turn: Turn, application: Application, stamp: str) -> Choice:
    """The button that agrees to a registration: into the commune's list only where that list holds registrations."""
    listed = turn.programme_of(application).hands_up is HandsUp.ACCEPTED
    return turn.button(f"accept:{stamp}", "review.accept" if listed else "review.accept_registration")


async def others(turn: Turn, application: Application) -> list[Choice]:
    """What is needed now and then."""
    choices = [*await refusing_rules.doors(turn, application), *await blocking.door(turn, application)]
    if application.state is not ApplicationState.SENT:  # there the way to ask stands beside what decides
        choices += await clarified.door(turn, application)
    choices += await assess.door(turn, application)
    if application.state in TAKEN_ON and turn.programme_of(application).asks_plan:
        choices.append(turn.button(f"followed:{application.id}", "plan.follow"))
    choices += await revoking.door(turn, application)
    choices += await making.door(turn, application)
    choices += await years.door(turn, application)
    choices += journal.of_product(turn, application.id)
    if await recovery.may_recover(turn, application):
        choices += [turn.button(f"lostphone:{application.id}", "recovery.open"), vouched.door(turn, application)]
    if sheets.may_score(turn, application):
        choices.append(turn.button(f"score:{application.id}", "score.open"))
    return choices


async def _nav(turn: Turn, application: Application) -> list[Choice]:
    checks = await review.may_check(turn, application)
    nav = await clarified.sent_files(turn, application) if checks else []
    if checks and application.state is ApplicationState.SENT:
        nav.append(turn.button(f"skip:{application.id}", "item.skip"))
    back = "queue" if checks else "area"
    return [*nav, turn.button(back, f"menu.{back}"), turn.button("menu", "menu.back")]


async def _seen(turn: Turn, application_id: str) -> Application | None:
    """The product, when this person may see it; else says that it is not theirs."""
    application = await turn.reads.application(application_id)
    if application and review.may_act(turn, application, Act.SEE):
        return application
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))
    return None


async def section(turn: Turn, application_id: str, number: int) -> None:
    """The answers of one section in full, the deciding buttons, and the way to the next section."""
    application = await _seen(turn, application_id)
    if application is None:
        return
    t, context = turn.t, turn.context(application)
    questions = asked(FORMS[application.form], _draft(application), context)
    sections = _sections(questions_of=[q.section for q in questions])
    number = number if number < len(sections) else 0
    own = application.owner == turn.person.id
    text = listing(questions, _draft(application), context, others=not own, only=sections[number])
    choices = await deciding(turn, application)
    if number + 1 < len(sections):
        name = t(f"section.{sections[number + 1]}").strip("— ")
        choices.append(turn.button(f"sect:{application.id}:{number + 1}", "item.next_section", name=name))
    elif photos := application.answers.get("photos"):
        choices.append(turn.button(f"photos:{application.id}", "item.photos", count=len(photos)))
    back = (turn.button(f"sect:{application.id}:{number - 1}", "nav.earlier"),) if number else ()
    nav = (*back, turn.button(f"p:{application.id}", "product.open"), _lists(turn, application))
    turn.say(Reply(text, called(t, application), tuple(choices), nav))


def _lists(turn: Turn, application: Application) -> Choice:
    """The list from which a product was opened."""
    own = application.owner == turn.person.id
    return turn.button("mine", "menu.mine") if own else turn.button("queue", "menu.queue")


def _sections(questions_of: list[str]) -> list[str]:
    """The sections in the order in which an officer needs them: the product first, who makes it last."""
    found = list(dict.fromkeys(questions_of))
    return [*(one for one in found if one != "producer"), *(one for one in found if one == "producer")]


async def photos(turn: Turn, application_id: str) -> None:
    """The photos, which are sent only when somebody wants to see them."""
    application = await _seen(turn, application_id)
    if application is None:
        return
    files = tuple(application.answers.get("photos") or ())
    names = tuple(f"anh {application.name} {n}" for n, _ in enumerate(files, 1))
    text = turn.t("item.photos", count=len(files)) if files else turn.t("item.no_photos")
    choices = tuple(await deciding(turn, application))
    nav = (turn.button(f"p:{application.id}", "product.open"), _lists(turn, application))
    turn.say(Reply(text, called(turn.t, application), choices, nav, files=files, names=names))


async def acts(turn: Turn, application_id: str, start: int = 0) -> None:
    """What else can be done about a product, page by page."""
    application = await _seen(turn, application_id)
    if application is None:
        return
    own = application.owner == turn.person.id
    doors = await review.own_changes(turn, application) if own else await others(turn, application)
    route, start = f"acts:{application.id}", start_of(start, len(doors))
    choices = tuple(few(turn, doors, route, start))
    nav = (*earlier(turn, route, start), turn.button(f"p:{application.id}", "product.open"))
    turn.say(
        Reply(turn.t("item.other_ask"), called(turn.t, application), choices, (*nav, turn.button("menu", "menu.back")))
    )


# The next one


async def skip(turn: Turn, application_id: str) -> None:
    """The next one that waits; this one stays where it is."""
    application = await _seen(turn, application_id)
    if application is not None and not await next_(turn, application.id, ""):
        turn.tell("queue.last", turn.button("queue", "menu.queue"), turn.button("menu", "menu.back"))


async def next_(turn: Turn, after: str, note: str, undo: Choice | None = None) -> bool:
    """Opens what waits next after this one; False where nothing else waits."""
    found = await in_order(turn)
    places = {due.one.id: due.one.place for due in found}
    ids = [due.one.id for due in found if due.one.place == places.get(after, "")]
    at = ids.index(after) if after in ids else -1
    following = [*ids[at + 1 :], *ids[: max(at, 0)]]
    if not following:
        return False
    application = await turn.reads.application(following[0])
    if application is None:
        return False
    if application.state is ApplicationState.FILED:
        await submitted.show(turn, application.id, note=note, undo=undo)
    else:
        await look(turn, application, note, undo)
    return True
