"""What a reminder says: what, by when, why you, and one button to do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.handlers.shared.naming import named, title
from bot.messages import Choice, Reply
from bot.ports.reminders import Reminder
from bot.texts import Translator
from ocop_domain.applications import ApplicationState
from ocop_domain.areas import Areas
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.model import SAID, Done, Duty, Occurrence
from ocop_domain.duties.reminding import earlier_day
from ocop_domain.law import renewal_on

MOST = 4
"""Reminders in one message that get a button of their own: the calendar leads to the others."""
_NAMED = 5
"""Places that are named."""
UNDATED = frozenset({"unfinished", "filed_waits", "supplement_waits", "digest"})
"""Rules whose words name no last day: neither law nor plan has one."""
_TO_DO = frozenset({"open", "begun"})
"""Kinds of reminders of a duty that this person must do."""


@dataclass(frozen=True, slots=True)
class ReminderMatter:
    """One reminder with all that its words need: `late` when it leaves long after its time."""

    reminder: Reminder
    occurrence: Occurrence | None = None
    places: tuple[str, ...] = ()
    """Where those sit who have not done it: for the officials above."""
    late: bool = False
    moved: Moved | None = None
    form: str = ""
    """By which form its programme registers."""
    count: int = 0
    """How many places, or how many quiet matters."""
    mark: str = ""
    """What tells its plan apart, where several have a duty of this id."""

    @property
    def duty(self) -> Duty | None:
        return self.occurrence.duty if self.occurrence else None


class Wording:
    """Makes one message of everything that is due for one person."""

    def __init__(self, areas: Areas) -> None:
        self._areas = areas

    def message(self, t: Translator, matters: Sequence[ReminderMatter], today: date) -> Reply:
        """One matter in full, or several in a list."""
        if len(matters) == 1:
            matter = matters[0]
            parts = [self._line(t, matter, today), self._deliver(t, matter), self._why(t, matter), self._how(t, matter)]
            choices = self._choices(t, matter)
            return Reply("\n\n".join(p for p in parts if p), title=t("remind.title"), choices=tuple(choices))
        lines = [f"{n}. {self._line(t, matter, today)}" for n, matter in enumerate(matters, 1)]
        choices = [Choice(_door(m), self._name(t, m)) for m in matters[:MOST]]
        choices.append(Choice(f"allagain:{matters[0].reminder.id}", t("remind.all_again")))
        mutable = any(not m.reminder.official for m in matters)
        how = t("remind.how_all") if mutable else ""
        text = "\n\n".join(p for p in (t("remind.several", count=len(matters)), *lines, how) if p)
        return Reply(
            text, title=t("remind.title"), choices=tuple(choices), nav=(Choice("calendar", t("menu.calendar")),)
        )

    def _line(self, t: Translator, matter: ReminderMatter, today: date) -> str:
        """What, and by when."""
        r = matter.reminder
        left = _left(matter, today)
        head = t("remind.late") + " " if matter.late else ""
        if r.rule == "moved" and (m := matter.moved):
            return head + t(
                "remind.moved", duty=self._name(t, matter), day=t.day(r.day), was=f"{m.was:%d/%m/%Y}", reason=m.reason
            )
        return (
            head
            + self._sooner(t, matter)
            + t(
                f"remind.{self._key(matter, left)}",
                duty=self._name(t, matter),
                name=named(t, r.name, r.answers),
                kind=_paper_kind(t, r),
                left=left,
                past=-left,
                day=t.day(r.day),
                places=", ".join(matter.places[:_NAMED]) + ("…" if len(matter.places) > _NAMED else ""),
                count=matter.count or len(matter.places),
                ends=t.day(matter.occurrence.last_day) if matter.occurrence else "",
            )
        )

    def _sooner(self, t: Translator, matter: ReminderMatter) -> str:
        """Another place of the plan names an earlier day: on it both are said."""
        day = earlier_day(matter.occurrence, matter.reminder.on) if matter.occurrence else None
        told = matter.reminder.rule in {"before_due", "list_up", "report"}
        return t("remind.sooner", day=t.day(day)) + " " if day and told else ""

    def _key(self, matter: ReminderMatter, left: int) -> str:
        """Which words fit: of the rule, and of how many days are left."""
        rule = matter.reminder.rule
        if rule in {"above", "nudge"} | UNDATED:
            return rule
        when = "passed" if left < 0 else "today" if left == 0 else "ahead"
        if rule in {"silent", "returned", "checking", "filed", "supplement", "evidence", "round_near"}:
            return f"{rule}.{when}"
        if rule == "recognition":
            return f"recognition.{_certificate(matter.reminder, left)}"
        if rule == "opens" and matter.occurrence and matter.occurrence.undated:
            return "undated"
        if rule == "opens" and left > 0:
            return "opens"
        return f"task.{when}"

    def _name(self, t: Translator, matter: ReminderMatter) -> str:
        """What the matter is called, as short as on a button."""
        r = matter.reminder
        if matter.occurrence:
            name = title(t, matter.occurrence)
            return f"{name}: {r.name}" if r.kind == "begun" and r.name else name
        return t(f"remind.name.{_about(r)}", name=named(t, r.name, r.answers), kind=_paper_kind(t, r))

    def _deliver(self, t: Translator, matter: ReminderMatter) -> str:
        if matter.duty and matter.duty.deliver and matter.reminder.kind in _TO_DO:
            return t("remind.deliver", what=matter.duty.deliver)
        return ""

    def _why(self, t: Translator, matter: ReminderMatter) -> str:
        """Why this person is told."""
        r = matter.reminder
        if r.kind in {*_TO_DO, "above", "checkers", "quiet"} and (area := self._areas.find(r.scope)):
            return t("remind.why.official", place=area.inline)
        if r.kind == "helpers" and (area := self._areas.find(r.scope)):
            return t("remind.why.helper", place=area.inline)
        if r.kind == "around":
            return t("remind.why.around")
        return t("remind.why.producer") if r.kind in _TO_DO else ""

    def _how(self, t: Translator, matter: ReminderMatter) -> str:
        if matter.reminder.official:
            return ""
        return t("remind.how") if matter.duty else t("remind.how_all")

    def _choices(self, t: Translator, matter: ReminderMatter) -> list[Choice]:
        """Do it; it is done; tomorrow; never again."""
        r = matter.reminder
        deed = _deed(matter)
        label = t(f"menu.register_{matter.form}") if deed == "register" else t(f"remind.do.{deed}")
        choices = [Choice(_door(matter), label)]
        if r.kind in _TO_DO and matter.duty and matter.duty.done in SAID:
            choices.append(Choice(f"did:{r.duty}:{r.occurrence}:{r.scope}{matter.mark}", t("duty.did")))
        if r.kind == "papers":
            choices.append(Choice(f"renew:{r.scope}", t("paper.renew")))
        choices.append(Choice(f"again:{r.id}", t("remind.again")))
        if not r.official and (matter.duty or r.kind == "quiet"):
            choices.append(Choice(f"mute:{r.duty}{matter.mark}", t("duty.mute")))
        return choices


def _left(matter: ReminderMatter, today: date) -> int:
    """Days that are left; a last day on a day off is announced earlier, but nobody is late before it is over."""
    left = (matter.reminder.day - today).days
    if left < 0 and matter.occurrence and matter.reminder.rule != "round_near":
        return (matter.occurrence.last_day - today).days
    return left


def _paper_kind(t: Translator, reminder: Reminder) -> str:
    """What kind of paper it is about; "" where it is about none."""
    kind = reminder.answers.get("paper_kind")
    return t(f"q.paper_kind.option.{kind}") if kind else ""


def _certificate(reminder: Reminder, left: int) -> str:
    """Before its window, in it, after it, ended: `day` is the last day to file, later the end itself."""
    ends = date.fromisoformat(reminder.mark)
    if ends == reminder.day:
        return "ended" if left < 0 else "ends"
    if left <= 0:
        return "missed" if left else "last"
    return "opens" if (ends - reminder.on).days >= renewal_on(reminder.on).opens else "closes"


def _deed(matter: ReminderMatter) -> str:
    """What there is to do about it, as the key of the button's text."""
    kind = matter.reminder.kind
    if kind in _TO_DO and matter.duty:
        deeds = {
            Done.REGISTERED: "register",
            Done.FILED: "file",
            Done.PLAN: "plan",
            Done.LIST: "list",
            Done.REPORT: "report",
            Done.CHECKED: "checkers",
        }
        return deeds.get(matter.duty.done, "look")
    if kind in {"drafts", "owners", "checkers", "papers", "above", "quiet"}:
        return _about(matter.reminder)
    return "look"


def _about(reminder: Reminder) -> str:
    """The kind of a reminder; of a dossier, what is to be done with it."""
    return {
        ("owners", ApplicationState.SUPPLEMENT.value): "supplement",
        ("checkers", ApplicationState.FILED.value): "filed",
    }.get((reminder.kind, reminder.duty), reminder.kind)


def _door(matter: ReminderMatter) -> str:
    """The button that leads to the thing to do."""
    r = matter.reminder
    at = f"{r.duty}:{r.occurrence}{matter.mark}"
    doors = {
        "register": "register",
        "file": "mine",
        "plan": "mine",
        "list": f"list:{at}",
        "report": f"report:{at}",
        "checkers": "queue",
        "filed": "queue",
        "drafts": f"draft:{r.scope}",
        "owners": f"fix:{r.scope}",
        "supplement": f"supplement:{r.scope}",
        "papers": f"paper:{r.scope}",
        "above": f"who:{at}",
        "quiet": "apart",
    }
    return doors.get(_deed(matter), f"duty:{at}")
