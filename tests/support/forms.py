"""Somebody who fills in a form: any form, in any language, without chat or database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.conversations import engine
from bot.conversations.form import CHANGE, SUMMARY, Context, Draft, Form, Kind, Option, Question, Said
from bot.conversations.forms import FORMS
from bot.conversations.forms.appoint import Rows
from bot.conversations.forms.assess import Assessed
from bot.conversations.forms.inquiry import ForEverybody
from bot.conversations.forms.progress import FieldLines
from bot.conversations.forms.review import REVIEWS
from bot.conversations.forms.rounds import Samples, Total
from bot.conversations.kinds import typed
from bot.conversations.kinds.activities import Begins, Came
from bot.conversations.kinds.chosen import ChoiceKind, Farthest, LegalFormKind, Papered, YesNo
from bot.conversations.kinds.files import Photos, TableFile, WordsOrFiles
from bot.conversations.kinds.marking import Marks
from bot.conversations.kinds.places import AreaKind, Street
from bot.conversations.kinds.reasons import Reason
from bot.conversations.kinds.sending import Group, Letter, Moment, Numbers, Undone, Within
from bot.conversations.kinds.sets import ProductSetKind
from bot.conversations.kinds.tables import Month, Several, Sum, YearKind
from bot.conversations.kinds.visiting import VisitPoints
from bot.conversations.kinds.wallet import OwnProducts, Pages, PaperKind
from bot.conversations.order import left
from bot.conversations.screens import OPTION, page
from bot.kit.filetypes import XLSX
from bot.messages import Reply, Upload
from bot.texts import Texts
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme

TEXTS = Texts()
AREAS = load_areas()
PHOTO = Upload("a" * 32, "ảnh.jpg", "image/jpeg", 1000)
TABLE = Upload("b" * 32, "bang-diem.xlsx", XLSX, 1000)

SAYS: dict[type[Kind], Said] = {
    typed.Text: Said(text="Làm theo cách quen thuộc của địa phương"),
    ForEverybody: Said(text="Cân khô cá ở đâu để được chứng nhận?"),
    Street: Said(text="Làm theo cách quen thuộc của địa phương"),
    Reason: Said(text="Ảnh chưa rõ nhãn, chụp lại giúp"),
    typed.Integer: Said(text="khoảng 12"),
    Samples: Said(text="4 mẫu"),
    FieldLines: Said(text="Bán được bao nhiêu kg?\nCó khó khăn không?"),
    typed.PaperNumber: Said(text="41A8012345"),
    typed.PersonName: Said(text="Lê Thị Lan"),
    typed.Position: Said(text="Giám đốc"),
    Total: Said(text="78,5"),
    typed.Percent: Said(text="80%"),
    typed.Quantity: Said(text="1.500 kg"),
    typed.Money: Said(text="85k/hộp"),
    typed.Day: Said(text="15/3/2021"),
    typed.Email: Said(text="LienHe@example.vn"),
    typed.PhoneKind: Said(text="0912 345 678"),
    Photos: Said(files=(PHOTO,)),
    TableFile: Said(files=(TABLE,)),
    WordsOrFiles: Said(text="Mua ở ấp 3, có hóa đơn"),
    typed.QuestionToSomebody: Said(text="Nguyên liệu mua ở xã nào?"),
    ChoiceKind: Said(text="1"),
    Assessed: Said(text="1"),
    Farthest: Said(text="1"),
    LegalFormKind: Said(text="1"),
    YesNo: Said(text="1"),
    Papered: Said(text="1"),
    AreaKind: Said(text="1"),
    ProductSetKind: Said(text="1"),
    Marks: Said(text="1"),
    Several: Said(text="1"),
    YearKind: Said(text="1"),
    Sum: Said(text="150tr"),
    Month: Said(text="tháng 9"),
    PaperKind: Said(text="1"),
    OwnProducts: Said(text="1"),
    Pages: Said(files=(PHOTO,)),
    Letter: Said(text="Mời bà con dự tập huấn.\n\nAi đi được xin báo lại."),
    Numbers: Said(text="0912 345 678, 0987.654.321"),
    Within: Said(text="1"),
    Group: Said(text="1"),
    Undone: Said(text="1"),
    Moment: Said(text="7h30 ngày mai"),
    Rows: Said(text="Xã Đất Mũi\tLê Thị Lan\nXã Tân Ân; Trần Văn Minh"),
    VisitPoints: Said(text="1"),
    Begins: Said(text="7h30 ngày mai"),
    Came: Said(text="1, 2, 5"),
}
"""What may be said to each kind of question; a new kind needs an example here."""

ENDS: dict[type[Kind], Said] = dict.fromkeys((Photos, Pages, Marks, Several, VisitPoints), Said(data="o:done"))
"""What ends an answer that is gathered bit by bit."""


def said_to(question: Question, today: date) -> Said:
    """What may be said to this question: the example of its kind, or a day to come where one is asked."""
    if isinstance(question.kind, typed.Day) and question.kind.ahead:
        return Said(text=f"{today + timedelta(days=30):%d/%m/%Y}")
    return SAYS[type(question.kind)]


def context(
    programme: str = "camau-2022",
    language: str = "vi",
    *,
    today: date | None = None,
    subject: Application | None = None,
) -> Context:
    """A context on the programme's own day."""
    loaded = load_programme(programme)
    return Context(loaded, today or loaded.demo_date, AREAS, TEXTS[language], subject)


def programme_for(form: Form) -> str:
    """The programme whose first form this is; any other form runs in Cà Mau 2022."""
    return next((p for p in ("camau-2022", "vietnam-2027") if load_programme(p).form == form.id), "camau-2022")


@dataclass
class Filler:
    """A form on its way: what is shown, and ways to answer."""

    form: Form
    context: Context
    step: engine.FormStep

    @classmethod
    def opens(
        cls, form: Form, *, language: str = "vi", answers: Mapping[str, Any] | None = None, **draft: Any
    ) -> Filler:
        """opens the form; a review has a filled registration as its subject."""
        programme = draft.pop("programme", programme_for(form))
        subject = an_application() if form.id in REVIEWS else None
        begun = Draft("d1", form.id, draft.pop("version", form.version), programme, dict(answers or {}), **draft)
        around = context(programme, language, subject=subject)
        return cls(form, around, engine.open_draft(form, begun, around))

    @property
    def draft(self) -> Draft:
        return self.step.draft

    @property
    def at(self) -> str:
        return self.step.draft.at

    @property
    def reply(self) -> Reply:
        return self.step.reply

    @property
    def shown(self) -> str:
        return f"{self.reply.title}\n{self.reply.text}"

    @property
    def asked(self) -> list[Question]:
        return engine.asked(self.form, self.draft, self.context)

    @property
    def question(self) -> Question:
        return next(q for q in self.asked if q.id == self.at)

    @property
    def options(self) -> list[Option]:
        """What can be pressed on this screen."""
        question = self.question
        return page(
            question.kind.options(question, self.context, self.draft.partial), self.draft.page, grid=question.kind.grid
        )

    @property
    def ended(self) -> bool:
        return self.step.outcome == "sent"

    def hears(self, said: Said) -> Filler:
        """The same form after something was said; this one stays as it was. The draft has been stored in between."""
        step = engine.turn(self.form, stored(self.draft), self.context, said)
        return Filler(self.form, self.context, step)

    def says(self, text: str) -> Filler:
        return self.hears(Said(text=text))

    def presses(self, data: str) -> Filler:
        return self.hears(Said(data=data))

    def answers(self, choose: Callable[[Filler], Option] | None = None) -> Filler:
        """Answers the present question, pressing what `choose` picks where there is something to press."""
        here = self.at
        filler = self
        for _ in range(12):
            filler = filler._answers_once(choose)
            if filler.ended or filler.at != here:
                return filler
        raise AssertionError(f"{here} takes no answer: {filler.shown}")

    def _answers_once(self, choose: Callable[[Filler], Option] | None) -> Filler:
        kind = type(self.question.kind)
        partial = self.draft.partial
        marks_nothing = isinstance(partial, dict) and partial.get("marks") == []
        if kind in ENDS and partial and not marks_nothing:
            return self.hears(ENDS[kind])
        if choose and self.options:
            return self.presses(OPTION + choose(self).id)
        return self.hears(said_to(self.question, self.context.today))

    @property
    def left(self) -> list[Question]:
        """What may come later and has not come."""
        return left(self.asked, self.draft)

    def fills(self, choose: Callable[[Filler], Option] | None = None) -> Filler:
        """Answers everything, also what may come later, up to the summary or the end."""
        filler = self
        for _ in range(100):
            if filler.at == SUMMARY and filler.left:
                filler = filler.presses("s:more")
            if filler.ended or filler.at == SUMMARY:
                return filler
            filler = filler.answers(choose)
        raise AssertionError("the form never came to an end")

    def changes(self, question_id: str) -> Filler:
        """Two taps from the summary to any answer."""
        change = self.presses("s:change")
        assert change.at == CHANGE
        return change.presses(OPTION + question_id)


def stored(draft: Draft) -> Draft:
    """The draft as it comes back from the database."""
    fields = json.loads(json.dumps({"answers": dict(draft.answers), "partial": draft.partial}))
    return draft.with_(**fields)


def an_application(**changes: Any) -> Application:
    """A registered product with every answer."""
    filled = Filler.opens(FORMS["idea"]).fills()
    answers = dict(filled.draft.answers)
    fields: dict[str, Any] = {
        "id": "p1",
        "programme": "camau-2022",
        "producer": "o1",
        "owner": 1,
        "area": answers["area"],
        "name": answers["product_name"],
        "answers": answers,
        "form": "idea",
        "form_version": FORMS["idea"].version,
        "state": ApplicationState.SENT,
        "revision": 1,
        "sent_on": date(2022, 2, 15),
        "updated_on": date(2022, 2, 15),
        "producer_name": answers["producer_name"],
    }
    return Application(**{**fields, **changes})
