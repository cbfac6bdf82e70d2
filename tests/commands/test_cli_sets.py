"""`ocop-bot sets`: what a producer is offered who types a name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.forms import Filler
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.product_sets import sets_of
from bot.conversations.forms import FORMS
from bot.conversations.kinds.sets import GROUPS
from ocop_domain.law import law_on, laws

NAMES = ["khô cá sặc bổi", "rượu ngô men lá", "mắm", "cảm ơn"]


def _shown(*words: str) -> Any:
    done = CliRunner().invoke(app, ["sets", *words, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_each_name_has_its_sets_the_best_first() -> None:
    shown = _shown(*NAMES, "--programme", "camau-2022")
    assert [one["name"] for one in shown] == NAMES
    assert [[s["id"] for s in one["sets"]][:1] for one in shown] == [["s09"], ["s15"], ["s09"], []]
    assert shown[0]["sets"][0] == {"id": "s09", "label": "Chế biến từ thủy, hải sản", "sure": True}
    assert not shown[2]["sets"][0]["sure"], "nước mắm or mắm cá: it is asked"


@pytest.mark.parametrize("law", laws(), ids=lambda law: law.id)
def test_without_a_programme_the_law_of_the_day_holds(law: Any) -> None:
    day = law.valid_from
    sets = law_on(day).product_sets
    shown = json.loads(sets_of(NAMES, "", day, as_json=True))
    assert [one["name"] for one in shown] == NAMES
    assert {s["id"] for one in shown for s in one["sets"]} <= set(sets.by_id)


@pytest.mark.parametrize("typed", ["khô cá sặc bổi", "mắm", "gạo ST25", "chiếu lác", "homestay"])
def test_it_is_what_the_registration_offers(typed: str) -> None:
    form = FORMS["idea"]
    before = dict.fromkeys([q.id for q in form.questions][: [q.id for q in form.questions].index("product_set")])
    asked = Filler.opens(form, answers=before, at="product_set").says(typed)
    offered = [option.id for option in asked.options if option.id != GROUPS]
    shown = _shown(typed, "--programme", asked.context.programme.id)
    assert [s["id"] for s in shown[0]["sets"]] == offered


def test_a_list_to_read_says_what_is_to_be_asked() -> None:
    shown = CliRunner().invoke(app, ["sets", *NAMES, "--programme", "vietnam-2027"]).stdout
    assert "s08  Chế biến từ thịt, thủy sản" in shown
    assert "(to be asked)" in shown
    assert "nothing: all groups are shown" in shown


def test_an_unknown_programme_is_named() -> None:
    done = CliRunner().invoke(app, ["sets", "mật ong", "--programme", "atlantis-2022"])
    assert done.exit_code == 2
    assert "atlantis-2022" in done.stderr
