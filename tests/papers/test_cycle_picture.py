"""The steps as a picture: nothing is cut off or covered, in both languages, wherever a product is."""

from __future__ import annotations

import io

from PIL import Image

from bot.papers.pictures.cycle import cycle_page, draw_cycle
from bot.papers.pictures.drawing import Tick, Words
from bot.records.cycle import CycleData, CycleStep
from bot.texts import Texts
from ocop_domain.programme_files import all_plans, load_programme

TEXTS = Texts()


def _data(
    programme: str, now: int, name: str = "Khô cá lóc một nắng đóng gói hút chân không của bà con ấp Cồn"
) -> CycleData:
    plan = load_programme(programme)
    steps = tuple(CycleStep(stage.step, stage.title, "từ 01/05/2022 đến 31/12/2022") for stage in plan.stages)
    return CycleData(plan.name, name, now, steps)


def test_every_step_is_written_and_nothing_covers_or_leaves_the_page() -> None:
    for programme in (*all_plans(), "vietnam-2027"):
        for language in ("vi", "en"):
            for now in range(7):
                data = _data(programme, now)
                page = cycle_page(data, TEXTS[language])
                words = [mark for mark in page.marks if isinstance(mark, Words)]
                said = " ".join(page.texts)
                assert all(word in said for each in data.steps for word in each.title.split())
                assert all(page.box.holds(mark.box) for mark in page.marks)
                pairs = ((a, b) for n, a in enumerate(words) for b in words[n + 1 :])
                assert not [(a.text, b.text) for a, b in pairs if a.box.meets(b.box)]
                ticks = sum(isinstance(mark, Tick) for mark in page.marks)
                assert ticks == sum(each.number < now for each in data.steps)
                here = TEXTS[language]("cycle.you_are_here", step=now)
                assert (here in page.texts) == any(each.number == now for each in data.steps)


def test_it_is_a_small_png_for_a_cheap_phone() -> None:
    data = draw_cycle(_data("camau-2022", 3), TEXTS["vi"])
    image = Image.open(io.BytesIO(data))
    assert image.format == "PNG"
    assert image.width == 720
    assert len(data) < 60_000
