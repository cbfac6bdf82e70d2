"""A producer at the phone: reads the screen, answers by typing or pressing, and does what people do."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from random import Random
from typing import ClassVar

from fakes.telegram import Shown, User

from bot.conversations.form import Question
from bot.conversations.forms import FORMS
from bot.conversations.kinds.chosen import ChoiceKind, YesNo
from bot.conversations.kinds.files import Photos
from bot.conversations.kinds.places import AreaKind
from bot.conversations.kinds.sets import ProductSetKind
from bot.conversations.kinds.typed import Money, Percent, PhoneKind, Quantity
from bot.rehearsal.chatter import ASKED, BACK, MISTYPED, NOTHINGS, THANKS
from bot.texts import Texts
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme
from ocop_domain.text import fold
from rehearsal.cast import Part

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)
TEXTS = Texts()
PROGRAMME = load_programme("camau-2022")
CONSENT = FORMS["consent"].questions
ALL = {q.id: q for q in (*FORMS["idea"].questions, *CONSENT)}


class Player:
    """One producer with some products to register. `mischief` is the chance of a detour at each question.

    `chats`: among the detours are questions, thanks and slips.
    """

    chats: ClassVar[bool] = True

    def __init__(
        self, user: User, parts: Sequence[Part], seed: int, *, mischief: float = 0.15, patience: float = 60
    ) -> None:
        self.user = user
        self.parts = parts
        self.random = Random(seed)
        self.mischief = mischief
        self.patience = patience
        self.english = seed % 10 == 9
        self.language = "vi"
        self.steps = 0

    @property
    def t(self):  # type: ignore[no-untyped-def]
        return TEXTS[self.language]

    @property
    def screen(self) -> Shown:
        """What the person looks at: the latest message of the assistant."""
        return self.user.last

    async def play(self) -> None:
        """Everything from /start to the last product sent."""
        await self._wait_after(self.user.start())
        await self._wait_after(self.user.send("/consent"), CONSENT[0].id)
        if self.english:
            await self._say("/language")
            self.language = "en"
            await self._press_data("lang:en")
        for question in CONSENT:
            await self._reach(question.id)
            await self._press_data("o:yes")
        for number, part in enumerate(self.parts):
            await self._open_form(again=number > 0)
            await self._fill(part)

    async def _open_form(self, *, again: bool) -> None:
        if not self._has_data("register"):
            await self._say("/menu")
        await self._press_data("register")

    # Reading the screen

    def question(self) -> str:
        """The id of the question that the latest screen asks; "" for another screen."""
        title = self.screen.text.partition("\n")[0]
        pattern = re.escape(self.t("screen.progress", number="@", count="@", label="#"))
        found = re.fullmatch(pattern.replace("@", r"\d+").replace(re.escape("#"), "(.+)").replace("#", "(.+)"), title)
        if not found:
            return ""
        return next(i for i in ALL if self.t(f"q.{i}.label") == found[1])

    def at_summary(self) -> bool:
        return self.screen.text.startswith(self.t("form.idea.summary"))

    def _has_data(self, data: str) -> bool:
        return any(d.partition("|")[2] == data for d in self.screen.data)

    # Acting

    async def _say(self, text: str) -> None:
        await self._wait_after(self.user.send(text))

    async def _press_data(self, data: str) -> None:
        shown = self.screen
        full = next(d for d in shown.data if d.partition("|")[2] == data)
        await self._wait_after(self.user.press(full, shown))

    async def _wait_after(self, act, question: str = "") -> None:  # type: ignore[no-untyped-def]
        before = self.screen.raw if self.user.said else None
        await act
        self.steps += 1
        user = self.user
        await user.wait(
            lambda u: (
                u.said
                and u.news
                and u.last.raw is not before
                and (u.last.rows or u.keyboard)
                and (not question or self.question() == question)
            ),
            timeout=self.patience,
        )
        await user.wait(lambda u: not u.unanswered_presses or True, timeout=self.patience)

    async def _reach(self, question: str) -> None:
        await self.user.wait(lambda _: self.question() == question, timeout=self.patience)

    # Filling in

    async def _fill(self, part: Part) -> None:
        """Answers until the summary, then sends."""
        wished_change = self.random.random() < 0.5
        for _ in range(400):
            if self.at_summary():
                if wished_change:
                    wished_change = False
                    await self._change_and_change_back(part)
                    continue
                if self._has_data("s:more"):
                    await self._press_data("s:more")
                    continue
                await self._press_data("s:send")
                assert part.row["product"] in self.screen.text, self.screen.text
                return
            question = self.question()
            if self.random.random() < self.mischief:
                await self._detour()
                continue
            assert question, self.screen.text
            await self._answer(ALL[question], part)
        raise AssertionError("the form never came to an end")

    async def _answer(self, question: Question, part: Part) -> None:
        value = part.answers[question.id]
        kind = question.kind
        if isinstance(kind, Photos):
            await self._photos(wanted=bool(value))
        elif value is None:
            await self._press_or_type("skip")
        elif isinstance(kind, ChoiceKind | YesNo):
            option = ("yes" if value else "no") if isinstance(kind, YesNo) else str(value)
            await self._choose(question, option)
        elif isinstance(kind, AreaKind):
            await self._area(str(value))
        elif isinstance(kind, ProductSetKind):
            await self._set(str(value), part)
        elif isinstance(kind, PhoneKind) and self.random.random() < 0.5 and self.user.keyboard:
            await self._wait_after(self.user.contact(phone=str(value)))
        else:
            await self._say(self._typed(question, value))

    def _typed(self, question: Question, value: object) -> str:
        """The value as somebody may type it."""
        kind = question.kind
        if isinstance(kind, Quantity) and isinstance(value, dict):
            return f"khoảng {value['amount']} {value['unit']}"
        if isinstance(kind, Money) and isinstance(value, dict):
            dong = int(value["dong"])
            typed = [f"{dong:,}".replace(",", ".") + "đ", f"{dong // 1000}k", f"{dong // 1000} nghìn"]
            return f"{self.random.choice(typed)}/{value['per']}"
        if isinstance(kind, Percent):
            return self.random.choice([f"{value}%", str(value), f"khoảng {value} phần trăm"])
        if isinstance(kind, PhoneKind):
            return "0" + str(value).removeprefix("+84")
        if question.id == "registration_date":
            year, month, day = str(value).split("-")
            return self.random.choice([f"{day}/{month}/{year}", f"{int(day)}-{int(month)}-{year}"])
        return str(value)

    async def _choose(self, question: Question, option: str) -> None:
        way = self.random.randrange(3)
        if way == 0 or question.id not in {"legal_form", "registration_kind", "market"}:
            await self._press_data(f"o:{option}")
        elif way == 1:
            await self._say(fold(self.t(f"q.{question.id}.option.{option}")))
        else:
            shown = [d.partition("|")[2] for d in self.screen.data]
            await self._say(str(shown.index(f"o:{option}") + 1))

    async def _area(self, code: str) -> None:
        areas = load_areas()
        if self.random.random() < 0.5:  # typed without diacritics, then pressed among the found
            await self._say(fold(areas.label(code).rpartition(",")[0]))
            if self.question() != "area":
                return
        else:  # pressed level by level
            district = areas.path(code)[1].code
            await self._page_to(f"o:{district}")
        await self._page_to(f"o:{code}")

    async def _page_to(self, data: str) -> None:
        for _ in range(40):
            if self._has_data(data):
                await self._press_data(data)
                return
            await self._press_data("o:+")
        raise AssertionError(f"{data} is on no page")

    async def _set(self, set_id: str, part: Part) -> None:
        sets = PROGRAMME.product_sets
        if not self._has_data(f"o:{set_id}") and self.random.random() < 0.5:
            await self._say(fold(part.row["product"]))
        if not self._has_data(f"o:{set_id}"):
            if self._has_data("o:groups"):
                await self._press_data("o:groups")
            group = sets.groups.index(sets.get(set_id).group)
            await self._page_to(f"o:g{group}")
        if self.question() == "product_set":
            await self._page_to(f"o:{set_id}")

    async def _photos(self, *, wanted: bool) -> None:
        if not wanted:
            await self._press_or_type("skip")
            return
        await self._wait_after(self.user.photo(PNG))
        await self._press_data("o:done")

    async def _press_or_type(self, move: str) -> None:
        if self._has_data(f"n:{move}") and self.random.random() < 0.7:
            await self._press_data(f"n:{move}")
        elif move == "skip" and self._has_data("n:keep"):
            await self._press_data("n:keep")
        else:
            await self._say(self.t.words(f"nav.{move}.words")[0])

    # What people do

    async def _detour(self) -> None:
        detours = [self._why, self._back, self._nonsense, self._leave_and_resume, self._stale, self._sticker]
        if self.chats and not self.english:
            detours += [self._talks, self._talks, self._puts_off, self._mistypes]
        await self.random.choice(detours)()

    async def _talks(self) -> None:
        """A question to the assistant, or thanks; where a story is told they would be the answer."""
        await self._beside({"closed", "parsed", "name"}, (*ASKED, *THANKS))

    async def _puts_off(self) -> None:
        await self._beside({"parsed", "name"} if ALL[self.question()].required else set(), NOTHINGS)

    async def _beside(self, where: Collection[str], words: Sequence[str]) -> None:
        """Something that is no answer: the question stands there again."""
        before = self.question()
        if ALL[before].kind.hears not in where:
            return
        await self._says_besides(before, self.random.choice(words))
        if self._has_data("o:asking"):
            shown = self.screen
            full = next(d for d in shown.data if d.endswith("|o:asking"))
            await self._wait_after(self.user.press(full, shown), before)
        assert self.question() == before

    async def _says_besides(self, before: str, words: str) -> None:
        """What is answered with more than one message, the question last; or asked back about, and left there."""
        await self._say(words)
        await self.user.wait(lambda _: self.question() == before or self._is_asked_back(), timeout=self.patience)
        if self._is_asked_back():
            await self._resume()

    async def _mistypes(self) -> None:
        """A slip, and back to it."""
        before = self.question()
        if before in {"producer_name", "product_name", "packaging"}:
            await self._say(self.random.choice(MISTYPED))
            if self.question() != before:  # it was not taken for talk
                await self._say(self.random.choice(BACK))
            assert self.question() == before, self.screen.text

    async def _why(self) -> None:
        before = self.question()
        await self._press_or_type("why")
        assert self.question() == before

    async def _back(self) -> None:
        await self._press_or_type("back")

    async def _nonsense(self) -> None:
        question = ALL[self.question()]
        if isinstance(question.kind, ChoiceKind | YesNo | AreaKind | Money | Percent | Quantity | PhoneKind | Photos):
            before = question.id
            await self._says_besides(before, self.random.choice(["???", "🙈🙈", "xyzzy qwfp", "\u202eمرحبا"]))
            assert self.question() == before

    async def _leave_and_resume(self) -> None:
        before = self.question()
        await self._resume()
        assert self.question() == before, (before, self.screen.text)

    async def _resume(self) -> None:
        await self._say("/menu")
        data = next(d for d in self.screen.data if "|draft:" in d)
        await self._press_data(data.partition("|")[2])

    def _is_asked_back(self) -> bool:
        """Whether the assistant asks which of several questions was meant."""
        return self.t("ask.unsure") in self.screen.text

    async def _stale(self) -> None:
        """Presses a button of an old message: the current question comes again."""
        before = self.question()
        old = [m for m in self.user.screen[:-1] if m.from_bot and m.rows and "|o:" in "".join(m.data)]
        if old:
            shown = self.random.choice(old)
            await self._wait_after(self.user.press(shown.data[0], shown))
            assert self.question() == before

    async def _sticker(self) -> None:
        before = self.question()
        await self._wait_after(self.user.sticker())
        assert self.question() == before

    async def _change_and_change_back(self, part: Part) -> None:
        """Two taps lead to any answer, by its section; afterwards the summary is there again."""
        for name in ("Tên tạm", part.row["product"]):
            await self._press_data("s:in:product")
            await self._press_data("o:product_name")
            assert self.question() == "product_name"
            await self._say(name)
            assert self.at_summary(), self.screen.text
