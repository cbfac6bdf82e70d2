"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.progress import ASK_REPORTS, SURVEY_DAY
from bot.handlers.reporting import answering, asking, reminding, sums
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "report": Button(answering.open_duty, policy.REPORT, (str, str)),
    "reportdoc": Button(sums.of_period, policy.office(Act.OVERSEE), (str, str)),
    "reports": Button(sums.home, policy.office(Act.OVERSEE), (int,), optional=True),
    "askreport": Button(asking.begin, policy.office(Act.OVERSEE), (str,), optional=True),
    "survey": Button(asking.begin_survey, policy.office(Act.OVERSEE), (str,)),
    "remindreport": Button(reminding.remind, policy.office(Act.OVERSEE), (str,)),
    "closereport": Button(asking.close, policy.office(Act.OVERSEE), (str,)),
    "answerreport": Button(answering.begin, policy.REPORT, (str,)),
    "reportsum": Button(sums.of_request, policy.office(Act.OVERSEE), (str, int)),
    "dutysum": Button(sums.of_duty, policy.office(Act.OVERSEE), (str, str, int)),
    "reportfile": Button(sums.files, policy.office(Act.OVERSEE), (str, str, str), optional_last=True),
    "progressdoc": Button(sums.document, policy.office(Act.OVERSEE), (str, int)),
}

SENT: Sent = {
    SURVEY_DAY.id: asking.survey_asked,
    **dict.fromkeys((form.id for form in ASK_REPORTS.values()), asking.asked),
}
