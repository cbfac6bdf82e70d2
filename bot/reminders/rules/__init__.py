"""The reminder rules, a file each. Adding one is adding a file and a line here, its texts and its table."""

from bot.reminders.occurrences import Rule
from bot.reminders.rules import (
    before_due,
    begun,
    checking,
    digest,
    evidence,
    filed,
    list_up,
    moved,
    opens,
    overdue,
    recognition,
    report,
    returned,
    round_near,
    silent,
    supplement,
)

RULES: tuple[Rule, ...] = (
    opens.RULE,
    round_near.RULE,
    before_due.RULE,
    list_up.RULE,
    report.RULE,
    overdue.RULE,
    overdue.ABOVE,
    begun.RULE,
    digest.RULE,
    checking.RULE,
    filed.RULE,
    filed.WAITS,
    silent.RULE,
    silent.PLAN,
    returned.RULE,
    supplement.RULE,
    supplement.WAITS,
    evidence.RULE,
    recognition.RULE,
    moved.RULE,
)
"""Where two waves of one matter fall on one day, the later one in this list is sent."""
OF_DUTIES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule not in {evidence.RULE, recognition.RULE})
"""Those that speak of a programme's duties: what a person's own papers bring is said once, not by each programme."""
