"""The forms, by id. Adding one is adding a file and a line here."""

from __future__ import annotations

from bot.conversations.form import Form
from bot.conversations.forms.activities import ACTIVITY_FORMS
from bot.conversations.forms.agencies import AGENCY_CONTACT
from bot.conversations.forms.appeal import APPEAL
from bot.conversations.forms.appoint import APPOINT, APPOINT_AGENCY, INVITE_MANY, REPLACE
from bot.conversations.forms.assess import ASSESS
from bot.conversations.forms.assist import ASSIST, WRONG
from bot.conversations.forms.blocked import BLOCKED
from bot.conversations.forms.broadcast import BROADCAST_FORMS
from bot.conversations.forms.changes import CHANGE_FORMS
from bot.conversations.forms.claim import CLAIM
from bot.conversations.forms.clarify import CLARIFY_FORMS
from bot.conversations.forms.consent import CONSENT_FORMS
from bot.conversations.forms.data_request import DATA_FORMS
from bot.conversations.forms.inquiry import INQUIRY_FORMS
from bot.conversations.forms.journal import JOURNAL_FIND
from bot.conversations.forms.leaves import LEAVE
from bot.conversations.forms.lifetime import LIFE_FORMS
from bot.conversations.forms.members import LET_IN, VOUCHED
from bot.conversations.forms.office import OFFICE
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.progress import PROGRESS_FORMS, report_form
from bot.conversations.forms.recovery import RECOVERY
from bot.conversations.forms.refuse import REFUSE
from bot.conversations.forms.registration import FILING, IDEA
from bot.conversations.forms.rename import RENAME
from bot.conversations.forms.review import RETURN, SUPPLEMENT, WHOLE
from bot.conversations.forms.rounds import ROUND_FORMS
from bot.conversations.forms.scoring import LOOK, scoring_form
from bot.conversations.forms.search import SEARCH
from bot.conversations.forms.showcase import SHOWCASE
from bot.conversations.forms.slip import SLIP
from bot.conversations.forms.visits import VISIT_FORMS
from bot.conversations.forms.year import MOVE, PAPER, REPORT

_PRODUCERS = (IDEA, FILING, *CONSENT_FORMS, PAPER, BLOCKED, WRONG, APPEAL, RENAME, LET_IN, LOOK, CLAIM)
_OFFICIALS = (OFFICE, RETURN, SUPPLEMENT, WHOLE, REPORT, MOVE, ASSIST, RECOVERY, VOUCHED)
_OFFICES = (APPOINT, APPOINT_AGENCY, REPLACE, SLIP, SEARCH, REFUSE)
_REQUESTS = (*DATA_FORMS, *INQUIRY_FORMS, *CHANGE_FORMS, *CLARIFY_FORMS, *LIFE_FORMS)
_ALL = (
    *(*_PRODUCERS, *_OFFICIALS, *_OFFICES, *_REQUESTS, *ROUND_FORMS, *VISIT_FORMS, JOURNAL_FIND, LEAVE, INVITE_MANY),
    *(*PROGRESS_FORMS, ASSESS, AGENCY_CONTACT, *ACTIVITY_FORMS, SHOWCASE),
)
FORMS: dict[str, Form] = {f.id: f for f in _ALL} | PLAN_FORMS | BROADCAST_FORMS


def form_of(form_id: str) -> Form | None:
    """The form with this id; scoring forms are made from the criteria they name, reports from their fields."""
    return FORMS.get(form_id) or scoring_form(form_id) or report_form(form_id)


REGISTRATIONS = frozenset({IDEA.id, FILING.id})
