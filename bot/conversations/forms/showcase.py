"""A list of products to be shown: for what, from where, of which group, of which stars."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.sending import ALL, Group, Within
from bot.conversations.kinds.typed import Text
from ocop_domain.recognitions import LEAST

PURPOSE, WHERE, GROUP, STAR = "show_for", "show_where", "show_group", "show_star"
_HIGHEST = 5
STARS = (ALL, *(str(star) for star in range(_HIGHEST, LEAST - 1, -1)))


def _home(draft: Draft) -> str:
    return "showcase"


SHOWCASE = Form(
    "showcase",
    1,
    (
        Question(PURPOSE, Text(3, 200, letter=True), section="showcase"),
        Question(WHERE, Within(), section="showcase"),
        Question(GROUP, Group(), section="showcase"),
        Question(STAR, ChoiceKind(STARS), section="showcase"),
    ),
    summary=False,
    behind=_home,
)
