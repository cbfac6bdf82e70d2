"""Buttons of this feature: what pressing them does; one line each."""

from __future__ import annotations

from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button
from bot.handlers.support import blank, money, needs, page, ways
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "needsfile": Button(needs.file, policy.office(Act.ANSWER)),
    "needs": Button(needs.agencies, policy.office(Act.ANSWER), (int,), optional=True),
    "needsof": Button(needs.of_agency, policy.office(Act.ANSWER), (str, int), optional_last=True),
    "support": Button(page.show, policy.FREE, (str,), optional=True),
    "aidall": Button(page.topics, policy.FREE, (str, int), optional_last=True),
    "aidtopic": Button(page.of_topic, policy.FREE, (str, str, int), optional_last=True),
    "aid": Button(page.one, policy.FREE, (str, str)),
    "aidmore": Button(page.more, policy.FREE, (int,), optional=True),
    "aidwhos": Button(ways.agencies, policy.FREE, (int,), optional=True),
    "aidwho": Button(ways.agency, policy.FREE, (str, int), optional_last=True),
    "aidpolicies": Button(ways.policies, policy.FREE, (int,), optional=True),
    "aidpolicy": Button(ways.policy, policy.FREE, (str, int), optional_last=True),
    "stars": Button(ways.stars, policy.FREE),
    "starbrings": Button(ways.star, policy.FREE, (int, int), optional_last=True),
    "aidmoney": Button(money.units, policy.FREE, (int,), optional=True),
    "aidunit": Button(money.unit, policy.FREE, (int, int), optional_last=True),
    "blankforms": Button(blank.forms, policy.FREE, (int,), optional=True),
    "blankform": Button(blank.form, policy.FREE, (str,)),
}
