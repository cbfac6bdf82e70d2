"""What a button, a command or a form that was sent does: one line each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversations.form import Draft
from bot.conversations.forms import REGISTRATIONS
from bot.conversations.forms.activities import (
    ACTIVITY,
    ALSO,
    ATTENDED,
    CALL_OFF,
    CALLER,
    CALLER_INSTEAD,
    CHANGE_ACTIVITY,
    INSTEAD,
    OUTCOME,
)
from bot.conversations.forms.agencies import AGENCY_CONTACT
from bot.conversations.forms.appeal import APPEAL
from bot.conversations.forms.appoint import APPOINT, APPOINT_AGENCY, INVITE_MANY, REPLACE
from bot.conversations.forms.assess import ASSESS
from bot.conversations.forms.assist import ASSIST, WRONG
from bot.conversations.forms.blocked import BLOCKED
from bot.conversations.forms.broadcast import AMEND, BROADCAST, CERTAIN, TEMPLATE_FORMS
from bot.conversations.forms.changes import ASK_CHANGE, REFUSE_CHANGE
from bot.conversations.forms.claim import CLAIM
from bot.conversations.forms.clarify import CLARIFY, EXPLAIN
from bot.conversations.forms.consent import CONSENT_FORMS, DOSSIER
from bot.conversations.forms.data_request import ANSWER_DATA, ASK_DATA, BROUGHT_DATA
from bot.conversations.forms.inquiry import ANSWER_INQUIRY, APPROVE_ANSWER, INQUIRY, NEED_HELPED, NEED_NONE, TROUBLE
from bot.conversations.forms.journal import JOURNAL_FIND
from bot.conversations.forms.leaves import LEAVE
from bot.conversations.forms.lifetime import HAND_ON, LEGAL, PLACE, STOP, TAKE_ON
from bot.conversations.forms.members import LET_IN, VOUCHED
from bot.conversations.forms.office import OFFICE
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.progress import ASK_REPORTS, MARKS, PLANNED, SURVEY_DAY, is_report
from bot.conversations.forms.recovery import RECOVERY
from bot.conversations.forms.refuse import REFUSE
from bot.conversations.forms.rename import RENAME
from bot.conversations.forms.review import RETURN, SUPPLEMENT, WHOLE
from bot.conversations.forms.rounds import (
    COMMENT,
    CONCLUDE,
    CONDITION,
    CONVENE,
    COUNCIL_TABLE,
    DECIDE,
    DECLINE,
    EXCUSE,
    MOVE_ROUND,
    REVOKE,
    SAMPLES,
    SEAT,
    TOTAL,
)
from bot.conversations.forms.scoring import LOOK
from bot.conversations.forms.search import SEARCH
from bot.conversations.forms.showcase import SHOWCASE
from bot.conversations.forms.slip import SLIP
from bot.conversations.forms.visits import MENDED, NOT_MENDED, VISIT
from bot.conversations.forms.year import MOVE, PAPER, REPORT
from bot.handlers import menu
from bot.handlers.account import (
    come_back,
    consent,
    former_phone,
    join,
    office,
    phones,
    privacy,
    recovery,
    requests,
    units,
)
from bot.handlers.activities import answering as activity_answers
from bot.handlers.activities import attending, callers, whom
from bot.handlers.activities import changing as activity_changes
from bot.handlers.activities import guests as activity_guests
from bot.handlers.activities import making as activity_making
from bot.handlers.activities import page as activities
from bot.handlers.agencies import pages as agency_pages
from bot.handlers.assistance import officer, producer, session
from bot.handlers.broadcast import calling, compose, ledger, steer, templates
from bot.handlers.cycle import about, steps
from bot.handlers.dashboard import door as dashboard
from bot.handlers.dossier import assess, hand_in, overview, printing, submitted, supplement
from bot.handlers.evidence import papers
from bot.handlers.forms import asides, receiving
from bot.handlers.imports import claims, columns, records, sending
from bot.handlers.knowledge import approving, asked, door, inquiries, passing
from bot.handlers.knowledge import officer as inquiry
from bot.handlers.members import producers, team, vouched
from bot.handlers.office import (
    area,
    blocking,
    changes,
    clarify,
    decide,
    handed,
    inviting,
    item,
    journal,
    leaves,
    lists,
    many,
    people,
    queue,
    refusing,
    slip,
    spam,
    take_back,
)
from bot.handlers.plan import followed, sections
from bot.handlers.progress import home as progress
from bot.handlers.progress import marks, mine, ministry
from bot.handlers.progress import planned as planned_list
from bot.handlers.registration import (
    again,
    ask_change,
    correct,
    explain,
    handing,
    lifetime,
    own,
    recorded,
    register,
    rename,
    years,
)
from bot.handlers.reporting import answering, asking, sums
from bot.handlers.reporting import reminding as report_reminding
from bot.handlers.rounds import agenda as round_agenda
from bot.handlers.rounds import (
    choosing,
    closing,
    conclude,
    convene,
    invitations,
    judge,
    outcome,
    reminding,
    revoking,
    samples,
    seats,
    tabled,
    telling,
)
from bot.handlers.rounds import page as rounds
from bot.handlers.rounds import papers as round_papers
from bot.handlers.scoring import contradictions, headline, look, scoring, several, whatif, works
from bot.handlers.shared import policy
from bot.handlers.shared.policy import Policy
from bot.handlers.showcase import page as showcase
from bot.handlers.support import blank, money, needs, ways
from bot.handlers.support import page as support
from bot.handlers.turn import Turn
from bot.handlers.visits import findings, making
from bot.handlers.year import agenda, apart, call_duty, duty, late, oversee, who
from bot.writes.forms import SetPlace
from ocop_domain.rights import Act


@dataclass(frozen=True, slots=True)
class Button:
    """What a button does, and what pressing it means: its data is a name and, after colons, these arguments.

    One that `stays` does not lead out of the form that is being filled in.
    """

    action: Callable[..., Awaitable[None]]
    policy: Policy
    arguments: tuple[type[str] | type[int], ...] = ()
    optional: bool = False
    optional_last: bool = False
    stays: bool = False

    def read(self, rest: str) -> list[str | int] | None:
        """The arguments in `rest`; None when they do not fit."""
        parts = rest.split(":") if rest else []
        fewest = 0 if self.optional else len(self.arguments) - self.optional_last
        if not fewest <= len(parts) <= len(self.arguments) or (self.optional and 0 < len(parts) < len(self.arguments)):
            return None
        numbers = (p for p, kind in zip(parts, self.arguments, strict=False) if kind is int)
        if not all(n.isdecimal() and len(n) < 10 for n in numbers):
            return None
        return [kind(part) for part, kind in zip(parts, self.arguments, strict=False)]


BUTTONS: dict[str, Button] = {
    "menu": Button(menu.show, policy.FREE),
    "as": Button(menu.switch, policy.FREE, (str,)),
    "discard": Button(asides.discard, policy.FREE, stays=True),
    "keepform": Button(asides.keep_form, policy.FREE, stays=True),
    "help": Button(menu.help_, policy.FREE, stays=True),
    "know": Button(door.show, policy.FREE, (str,), stays=True),
    "notthese": Button(door.none_of_these, policy.FREE, stays=True),
    "inquire": Button(inquiries.send, policy.KEEPS, stays=True),
    "trouble": Button(inquiries.begin_trouble, policy.FREE),
    "need": Button(inquiries.need, policy.KEEPS, (str, str)),
    "myasks": Button(asked.all_, policy.FREE, (int,), optional=True),
    "myask": Button(asked.one, policy.FREE, (str,)),
    "inquiries": Button(inquiry.list_, policy.office(Act.ANSWER), (int,), optional=True),
    "inquiry": Button(inquiry.show, policy.office(Act.ANSWER), (str,)),
    "answerinq": Button(inquiry.begin_answer, policy.office(Act.ANSWER), (str,)),
    "pickanswer": Button(inquiry.pick, policy.office(Act.ANSWER), (str, str)),
    "sendanswer": Button(inquiry.send_known, policy.office(Act.ANSWER), (str, str)),
    "needhelped": Button(inquiry.begin_helped, policy.office(Act.ANSWER), (str,)),
    "neednone": Button(inquiry.begin_none, policy.office(Act.ANSWER), (str,)),
    "passup": Button(passing.up, policy.office(Act.ANSWER), (str,)),
    "passback": Button(passing.take_back, policy.office(Act.ANSWER), (str,)),
    "whichagency": Button(passing.which_agency, policy.office(Act.ANSWER), (str, int), optional_last=True),
    "toagency": Button(passing.to_agency, policy.office(Act.ANSWER), (str, str)),
    "needsfile": Button(needs.file, policy.office(Act.ANSWER)),
    "answereds": Button(approving.answered, policy.office(Act.APPROVE_ANSWER), (int,), optional=True),
    "answered": Button(approving.one, policy.office(Act.APPROVE_ANSWER), (str,)),
    "approve": Button(approving.begin, policy.office(Act.APPROVE_ANSWER), (str,)),
    "unitanswers": Button(approving.given, policy.office(Act.APPROVE_ANSWER), (int,), optional=True),
    "unitanswer": Button(approving.given_one, policy.office(Act.APPROVE_ANSWER), (str,)),
    "withdrawanswer": Button(approving.withdraw, policy.office(Act.APPROVE_ANSWER), (str,)),
    "needs": Button(needs.agencies, policy.office(Act.ANSWER), (int,), optional=True),
    "needsof": Button(needs.of_agency, policy.office(Act.ANSWER), (str, int), optional_last=True),
    "source": Button(door.source, policy.FREE, (str,), stays=True),
    "support": Button(support.show, policy.FREE, (str,), optional=True),
    "aidall": Button(support.topics, policy.FREE, (str, int), optional_last=True),
    "aidtopic": Button(support.of_topic, policy.FREE, (str, str, int), optional_last=True),
    "aid": Button(support.one, policy.FREE, (str, str)),
    "aidmore": Button(support.more, policy.FREE, (int,), optional=True),
    "aidwhos": Button(ways.agencies, policy.FREE, (int,), optional=True),
    "aidwho": Button(ways.agency, policy.FREE, (str, int), optional_last=True),
    "aidpolicies": Button(ways.policies, policy.FREE, (int,), optional=True),
    "aidpolicy": Button(ways.policy, policy.FREE, (str, int), optional_last=True),
    "stars": Button(ways.stars, policy.FREE),
    "starbrings": Button(ways.star, policy.FREE, (int, int), optional_last=True),
    "aidmoney": Button(money.units, policy.FREE, (int,), optional=True),
    "aidunit": Button(money.unit, policy.FREE, (int, int), optional_last=True),
    "followed": Button(followed.show, policy.SEE, (str,)),
    "blankforms": Button(blank.forms, policy.FREE, (int,), optional=True),
    "blankform": Button(blank.form, policy.FREE, (str,)),
    "steps": Button(steps.show, policy.FREE),
    "step": Button(steps.one, policy.FREE, (int,)),
    "stepof": Button(steps.of, policy.FREE, (int, str, int), optional_last=True),
    "stepsource": Button(steps.source, policy.FREE, (int,)),
    "principles": Button(about.principles, policy.FREE),
    "purpose": Button(about.purpose, policy.FREE),
    "whojoins": Button(about.who_joins, policy.FREE),
    "documents": Button(about.documents, policy.FREE, (int,), optional=True),
    "office": Button(office.begin, policy.FREE),
    "myunit": Button(units.choose, policy.office(Act.SEE), (str, str, str)),
    "language": Button(menu.language, policy.FREE, stays=True),
    "lang": Button(menu.set_language, policy.FREE, (str,), stays=True),
    "consent": Button(consent.ask, policy.OWN_PHONE),
    "promote": Button(consent.ask_promotion, policy.OWN_PHONE),
    "privacy": Button(privacy.show, policy.DATA),
    "mydata": Button(privacy.export, policy.DATA),
    "forget": Button(privacy.ask_delete, policy.DATA),
    "erase": Button(privacy.delete, policy.DATA),
    "askdata": Button(requests.begin, policy.DATA),
    "broughtreq": Button(requests.begin_brought, policy.office(Act.BRING_REQUEST)),
    "datareqs": Button(requests.overview, policy.office(Act.ANSWER_REQUEST)),
    "datareq": Button(requests.show, policy.office(Act.ANSWER_REQUEST), (str,)),
    "closedata": Button(requests.begin_answer, policy.office(Act.ANSWER_REQUEST), (str,)),
    "holddata": Button(requests.hold, policy.office(Act.ANSWER_REQUEST), (str,)),
    "liftdata": Button(requests.lift, policy.office(Act.ANSWER_REQUEST), (str,)),
    "liftown": Button(requests.lift_own, policy.OWN_PHONE),
    "link": Button(join.offer_link, policy.OWN_PHONE, stays=True),
    "take": Button(join.take, policy.OWN_OFFICE, (str,)),
    "nothanks": Button(join.decline, policy.OWN_OFFICE),
    "phones": Button(phones.show, policy.OWN_OFFICE, (int,), optional=True),
    "tellwhere": Button(phones.ask_where, policy.OWN_OFFICE, (int,), optional=True),
    "tellat": Button(phones.tell_at, policy.OWN_OFFICE, (str,), optional=True),
    "askout": Button(phones.ask_out, policy.OWN_OFFICE, (str,)),
    "out": Button(phones.out, policy.OWN_OFFICE, (str,), stays=True),
    "askothers": Button(phones.ask_others, policy.OWN_OFFICE),
    "others": Button(phones.end_others, policy.OWN_OFFICE),
    "logout": Button(phones.ask_logout, policy.OWN_OFFICE),
    "leave": Button(phones.leave, policy.OWN_OFFICE),
    "havecode": Button(come_back.ways, policy.FREE),
    "vouch": Button(vouched.begin, policy.office(Act.RECOVER), (str,)),
    "lostphone": Button(recovery.begin, policy.office(Act.RECOVER), (str,)),
    "notme": Button(former_phone.say, policy.FREE),
    come_back.NEWCOMER: Button(come_back.newcomer, policy.FREE),
    "producers": Button(producers.show, policy.BEGINS, (int,), optional=True),
    "workfor": Button(producers.work_for, policy.BEGINS, (int,)),
    "otherproducer": Button(producers.another, policy.PRODUCERS_PHONE),
    "team": Button(team.show, policy.PRODUCERS_PHONE, (int,), optional=True),
    "member": Button(team.one, policy.PRODUCERS_PHONE, (int,)),
    "memberpart": Button(team.set_part, policy.PRODUCERS_PHONE, (int, str)),
    "letin": Button(team.let_in, policy.PRODUCERS_PHONE),
    "askmemberout": Button(team.ask_out, policy.PRODUCERS_PHONE, (int,)),
    "memberout": Button(team.out, policy.PRODUCERS_PHONE, (int,)),
    "askleaveteam": Button(team.ask_leave, policy.PRODUCERS_PHONE),
    "leaveteam": Button(team.leave, policy.PRODUCERS_PHONE),
    "handover": Button(team.hand_over, policy.PRODUCERS_PHONE, (int,)),
    "register": Button(register.register, policy.BEGINS),
    "new": Button(register.begin, policy.BEGINS_KEEPING),
    "mine": Button(own.mine, policy.BEGINS, (int,), optional=True),
    "draft": Button(register.open_draft, policy.BEGINS, (str,)),
    "fix": Button(correct.fix, policy.EDIT_KEEPING, (str,)),
    "askchange": Button(ask_change.begin, policy.EDIT_KEEPING, (str,)),
    "life": Button(lifetime.show, policy.EDIT, (str,)),
    "course": Button(lifetime.begin, policy.EDIT_KEEPING, (str, str)),
    "takeon": Button(handing.take, policy.OWN, (str, int)),
    "noton": Button(handing.decline, policy.OWN, (str,)),
    "visit": Button(making.begin, policy.office(Act.OVERSEE), (str,)),
    "visits": Button(making.all_, policy.office(Act.OVERSEE), (str, int), optional_last=True),
    "visitdoc": Button(making.minutes, policy.office(Act.OVERSEE), (str,)),
    "findings": Button(findings.list_, policy.office(Act.OVERSEE), (int,), optional=True),
    "tomend": Button(findings.own, policy.BEGINS, (int,), optional=True),
    "found1": Button(findings.show, policy.FREE, (str,)),
    "mended": Button(findings.begin_answer, policy.KEEPS, (str,)),
    "proposefind": Button(findings.propose, policy.office(Act.OVERSEE), (str,)),
    "closefind": Button(findings.close, policy.office(Act.OVERSEE), (str,)),
    "againfind": Button(findings.begin_again, policy.office(Act.OVERSEE), (str,)),
    "journal": Button(journal.show, policy.office(Act.OVERSEE), (int,), optional=True),
    "journalof": Button(journal.one, policy.office(Act.OVERSEE), (str, int), optional_last=True),
    "journalfind": Button(journal.ask, policy.office(Act.OVERSEE)),
    "journalfound": Button(journal.found, policy.office(Act.OVERSEE), (int,), optional=True),
    "explain": Button(explain.begin, policy.EDIT_KEEPING, (str,)),
    "assess": Button(assess.begin, policy.office(Act.CHECK), (str,)),
    "clarify": Button(clarify.begin, policy.office(Act.CHECK), (str,)),
    "clarified": Button(clarify.files, policy.office(Act.CHECK), (str,)),
    "unask": Button(clarify.take_back, policy.office(Act.CHECK), (str,)),
    "changes": Button(changes.list_, policy.office(Act.CHECK), (int,), optional=True),
    "change": Button(changes.show, policy.office(Act.CHECK), (str,)),
    "agreechange": Button(changes.agree, policy.office(Act.CHECK), (str,)),
    "refusechange": Button(changes.begin_refusing, policy.office(Act.CHECK), (str,)),
    "askwithdraw": Button(correct.ask_withdraw, policy.EDIT, (str, int)),
    "withdraw": Button(correct.withdraw, policy.WITHDRAWS, (str, int)),
    "score": Button(scoring.overview, policy.SCORE, (str,)),
    "full": Button(scoring.begin_full, policy.EDIT_KEEPING, (str, str)),
    "council": Button(scoring.begin_council, policy.COUNCIL_SHEET, (str, str)),
    "quick": Button(scoring.begin_quick, policy.EDIT_KEEPING, (str, str, int)),
    "result": Button(scoring.result, policy.SCORE, (str, str)),
    "whyscore": Button(scoring.source, policy.SCORE, (str,)),
    "star": Button(look.star, policy.BEGINS),
    "lookat": Button(look.begin, policy.BEGINS),
    "more": Button(look.more, policy.SCORE, (str, int)),
    "fromlook": Button(register.from_look, policy.BEGINS),
    "way": Button(headline.way, policy.SCORE, (str, str)),
    "whyway": Button(headline.source, policy.SCORE, (str, str)),
    "wishes": Button(headline.wishes, policy.SCORE, (str, str)),
    "works": Button(works.works, policy.SCORE, (str, str, int), optional_last=True),
    "work": Button(works.work, policy.SCORE, (str, str, int)),
    "have": Button(works.have, policy.EDIT_KEEPING, (str, str, int)),
    "without": Button(headline.way, policy.SCORE, (str, str)),
    "known": Button(contradictions.list_known, policy.SCORE, (str, int), optional_last=True),
    "knownfix": Button(contradictions.change, policy.EDIT_KEEPING, (str, int)),
    "doubts": Button(contradictions.begin, policy.SCORE, (str, int)),
    "theirs": Button(contradictions.theirs, policy.EDIT_KEEPING, (str, int, int)),
    "insist": Button(contradictions.insist, policy.EDIT_KEEPING, (str, int, int)),
    "nowork": Button(several.choose, policy.SCORE, (str, str, int), optional_last=True),
    "dropwork": Button(several.drop, policy.SCORE, (str, str, int)),
    "try": Button(whatif.choose_item, policy.SCORE, (str, str, int), optional_last=True),
    "raise": Button(whatif.choose_level, policy.SCORE, (str, str, int)),
    "queue": Button(queue.queue, policy.office(Act.CHECK), (int,), optional=True),
    "only": Button(queue.narrowed, policy.office(Act.CHECK), (str, int)),
    "sift": Button(queue.sift, policy.office(Act.CHECK), (int,), optional=True),
    "skip": Button(item.skip, policy.office(Act.CHECK), (str,)),
    "many": Button(many.ask, policy.office(Act.CHECK)),
    "manyyes": Button(many.agree, policy.office(Act.CHECK), (str,)),
    "refuse": Button(refusing.begin, policy.office(Act.CHECK), (str, int)),
    "merge": Button(refusing.ask_merge, policy.office(Act.CHECK), (str, int)),
    "merged": Button(refusing.merge, policy.office(Act.CHECK), (str, int, str)),
    "slip": Button(slip.begin, policy.office(Act.CHECK), (str, int)),
    "area": Button(area.area, policy.office(Act.SEE), (int,), optional=True),
    "onlyarea": Button(area.narrowed, policy.office(Act.SEE), (str, int)),
    "siftarea": Button(area.sift, policy.office(Act.SEE), (int,), optional=True),
    "find": Button(area.ask_words, policy.office(Act.SEE)),
    "found": Button(area.found, policy.office(Act.SEE), (int,), optional=True),
    "importlist": Button(sending.ask, policy.office(Act.IMPORT)),
    "takelist": Button(sending.take, policy.office(Act.IMPORT), (str,)),
    "droplist": Button(sending.drop, policy.office(Act.IMPORT), (str,)),
    "readlist": Button(columns.again, policy.office(Act.IMPORT), (str,)),
    "listcolumns": Button(columns.show, policy.office(Act.IMPORT), (str, int), optional_last=True),
    "listcolumn": Button(columns.choose, policy.office(Act.IMPORT), (str, str, str, int), optional_last=True),
    "setcolumn": Button(columns.set_, policy.office(Act.IMPORT), (str, str, str, str)),
    "imported": Button(records.list_, policy.office(Act.IMPORT), (int,), optional=True),
    "foundimported": Button(records.found, policy.office(Act.IMPORT), (int,), optional=True),
    "record": Button(records.show, policy.office(Act.IMPORT), (str,)),
    "offerclaim": Button(records.offer, policy.office(Act.IMPORT), (str,)),
    "claims": Button(records.claims, policy.office(Act.IMPORT), (int,), optional=True),
    "claim": Button(records.claim, policy.office(Act.IMPORT), (str,)),
    "giveclaim": Button(records.confirm, policy.office(Act.IMPORT), (str,)),
    "denyclaim": Button(records.deny, policy.office(Act.IMPORT), (str,)),
    "claimmine": Button(claims.begin, policy.BEGINS),
    "claimthis": Button(claims.ask, policy.BEGINS_KEEPING, (str,)),
    "claimcode": Button(claims.take, policy.BEGINS_KEEPING, (str,)),
    "recorded": Button(recorded.show, policy.BEGINS, (str,)),
    "fromrecord": Button(recorded.begin, policy.BEGINS_KEEPING, (str,)),
    "gathered": Button(spam.gathered, policy.office(Act.CHECK), (str, int)),
    "throw": Button(spam.ask_throw, policy.office(Act.CHECK), (str,)),
    "thrown": Button(spam.throw, policy.office(Act.CHECK), (str,)),
    "ban": Button(blocking.ask, policy.office(Act.BAN), (str,)),
    "banyes": Button(blocking.ban, policy.office(Act.BAN), (str,)),
    "bans": Button(blocking.bans, policy.office(Act.LIFT_BAN), (int,), optional=True),
    "banned": Button(blocking.show, policy.office(Act.LIFT_BAN), (int, str)),
    "unban": Button(blocking.lift, policy.office(Act.LIFT_BAN), (int, str)),
    "askabove": Button(blocking.ask_above, policy.FREE, (str,)),
    "p": Button(item.open_, policy.SEE, (str,)),
    "sect": Button(item.section, policy.SEE, (str, int)),
    "years": Button(years.show, policy.SEE, (str, int), optional_last=True),
    "photos": Button(item.photos, policy.SEE, (str,)),
    "acts": Button(item.acts, policy.SEE, (str, int), optional_last=True),
    "calendar": Button(agenda.show, policy.FREE, (int,), optional=True),
    "apart": Button(apart.show, policy.FREE, (int,), optional=True),
    "finished": Button(agenda.finished, policy.FREE, (int,), optional=True),
    "year": Button(agenda.picture, policy.FREE),
    "phone": Button(agenda.phone, policy.PRODUCERS_PHONE),
    "newaddress": Button(agenda.new_address, policy.PRODUCERS_PHONE),
    "duty": Button(duty.show, policy.FREE, (str, str)),
    "did": Button(lists.did, policy.FREE, (str, str, str)),
    "undo": Button(take_back.undo, policy.FREE, (str, str, str)),
    "takeup": Button(take_back.take_back, policy.FREE, (str, str, str)),
    "again": Button(duty.again, policy.FREE, (int,), stays=True),
    "allagain": Button(duty.all_again, policy.FREE, (int,), stays=True),
    "mute": Button(duty.mute, policy.FREE, (str,), stays=True),
    "unmute": Button(duty.unmute, policy.FREE, (str,), stays=True),
    "muted": Button(duty.ask_muting, policy.OWN_PHONE),
    "nudges": Button(duty.set_nudges, policy.OWN_PHONE, (str,)),
    "report": Button(answering.open_duty, policy.REPORT, (str, str)),
    "reportdoc": Button(sums.of_period, policy.office(Act.OVERSEE), (str, str)),
    "reports": Button(sums.home, policy.office(Act.OVERSEE), (int,), optional=True),
    "askreport": Button(asking.begin, policy.office(Act.OVERSEE), (str,), optional=True),
    "survey": Button(asking.begin_survey, policy.office(Act.OVERSEE), (str,)),
    "remindreport": Button(report_reminding.remind, policy.office(Act.OVERSEE), (str,)),
    "closereport": Button(asking.close, policy.office(Act.OVERSEE), (str,)),
    "answerreport": Button(answering.begin, policy.REPORT, (str,)),
    "reportsum": Button(sums.of_request, policy.office(Act.OVERSEE), (str, int)),
    "dutysum": Button(sums.of_duty, policy.office(Act.OVERSEE), (str, str, int)),
    "reportfile": Button(sums.files, policy.office(Act.OVERSEE), (str, str, str), optional_last=True),
    "progressdoc": Button(sums.document, policy.office(Act.OVERSEE), (str, int)),
    "progress": Button(progress.show, policy.office(Act.OVERSEE), (str, int), optional=True),
    "numbers": Button(progress.numbers, policy.office(Act.OVERSEE), (str, int, int)),
    "progressby": Button(progress.by, policy.office(Act.OVERSEE), (str, int, str, int)),
    "progressfiles": Button(progress.files, policy.office(Act.OVERSEE), (str, int)),
    "ministry": Button(ministry.give, policy.office(Act.OVERSEE), (str,)),
    "planlist": Button(planned_list.show, policy.office(Act.OVERSEE), (str, int, int)),
    "planhere": Button(planned_list.registered, policy.office(Act.OVERSEE), (str, int, int)),
    "planrow": Button(planned_list.one, policy.office(Act.OVERSEE), (str, int, int)),
    "plancall": Button(planned_list.call, policy.office(Act.OVERSEE), (str, int, int)),
    "tomark": Button(marks.to_mark, policy.office(Act.OVERSEE), (str, int, int)),
    "markone": Button(marks.one, policy.office(Act.OVERSEE), (int,)),
    "ownmarks": Button(marks.own, policy.BEGINS_KEEPING),
    "inplan": Button(mine.show, policy.BEGINS),
    "planname": Button(mine.ask_name, policy.BEGINS),
    "list": Button(lists.show, policy.office(Act.HAND_UP), (str, str, int), optional_last=True),
    "handup": Button(lists.ask, policy.office(Act.HAND_UP), (str, str, str)),
    "sendup": Button(lists.hand_up, policy.office(Act.HAND_UP), (str, str, str, str)),
    "lists": Button(handed.all_, policy.office(Act.OVERSEE), (int,), optional=True),
    "listed": Button(handed.open_, policy.office(Act.OVERSEE), (str, int), optional_last=True),
    "listdoc": Button(handed.document, policy.office(Act.OVERSEE), (str,)),
    "listxls": Button(handed.table, policy.office(Act.OVERSEE), (str,)),
    "askback": Button(handed.ask_back, policy.office(Act.HAND_UP), (str,)),
    "backlist": Button(handed.take_back, policy.office(Act.HAND_UP), (str,)),
    "dashboard": Button(dashboard.offer, policy.office(Act.OVERSEE)),
    "activities": Button(activities.home, policy.FREE, (int,), optional=True),
    "invitedto": Button(activities.invitations, policy.FREE, (int,), optional=True),
    "activity": Button(activities.show, policy.FREE, (str,)),
    "holdactivity": Button(activities.hold, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "newactivity": Button(activity_making.begin, policy.office(Act.HOLD_ACTIVITY), (str, str), optional=True),
    "invite": Button(activity_making.invite, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "whom": Button(whom.show, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "alsowhom": Button(whom.begin, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "notwhom": Button(whom.take_away, policy.office(Act.HOLD_ACTIVITY), (str, int, int)),
    "guests": Button(activity_guests.show, policy.office(Act.HOLD_ACTIVITY), (str, int), optional_last=True),
    "guest": Button(activity_guests.one, policy.office(Act.HOLD_ACTIVITY), (str, int)),
    "guesttable": Button(activity_guests.table, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "caller": Button(callers.begin, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "callersays": Button(callers.says, policy.office(Act.HOLD_ACTIVITY), (str, int, str)),
    "callerother": Button(callers.begin_instead, policy.office(Act.HOLD_ACTIVITY), (str, int)),
    "moveactivity": Button(activity_changes.begin, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "calloff": Button(activity_changes.begin_off, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "attend": Button(attending.begin, policy.office(Act.HOLD_ACTIVITY), (str, int), optional_last=True),
    "door": Button(attending.door, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "showcase": Button(showcase.show, policy.office(Act.HOLD_ACTIVITY)),
    "showlist": Button(showcase.begin, policy.office(Act.HOLD_ACTIVITY), (str,), optional=True),
    "activityend": Button(attending.begin_outcome, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "come": Button(activity_answers.come, policy.FREE, (str, str)),
    "instead": Button(activity_answers.begin_instead, policy.FREE, (str,)),
    "agencies": Button(agency_pages.show, policy.FREE, (int,), optional=True),
    "agency": Button(agency_pages.one, policy.FREE, (str,)),
    "agencysay": Button(agency_pages.begin, policy.office(Act.MOVE_DATE), (str,)),
    "overview": Button(who.overview, policy.office(Act.OVERSEE), (int,), optional=True),
    "who": Button(who.show, policy.office(Act.OVERSEE), (str, str, int), optional_last=True),
    "late": Button(late.show, policy.office(Act.OVERSEE), (int,), optional=True),
    "lateunit": Button(late.unit, policy.office(Act.OVERSEE), (str,)),
    "whose": Button(who.whose, policy.office(Act.OVERSEE), (str, str, str)),
    "nudge": Button(who.ask_nudge, policy.office(Act.OVERSEE), (str, str)),
    "nudgeyes": Button(who.nudge, policy.office(Act.OVERSEE), (str, str)),
    "move": Button(oversee.begin_move, policy.office(Act.MOVE_DATE), (str, str)),
    "staff": Button(people.show, policy.office(Act.APPOINT), (int,), optional=True),
    "holder": Button(people.one, policy.office(Act.APPOINT), (int, str, str)),
    "askdismiss": Button(people.ask_dismiss, policy.office(Act.APPOINT), (int, str, str)),
    "dismiss": Button(people.dismiss, policy.office(Act.APPOINT), (int, str, str)),
    "replace": Button(people.begin_replacing, policy.office(Act.APPOINT), (int, str, str)),
    "invitemany": Button(inviting.begin, policy.office(Act.APPOINT)),
    "invitenow": Button(inviting.invite, policy.office(Act.APPOINT), (int,)),
    "offduty": Button(leaves.begin, policy.office(Act.APPOINT), (int, str, str)),
    "leavewho": Button(leaves.who, policy.office(Act.APPOINT), (str, int), optional_last=True),
    "standin": Button(leaves.stand_in, policy.office(Act.APPOINT), (str, int)),
    "standcode": Button(leaves.by_code, policy.office(Act.APPOINT), (str,)),
    "endleave": Button(leaves.end, policy.office(Act.APPOINT), (str,)),
    "appoint": Button(people.begin, policy.office(Act.APPOINT)),
    "appointfor": Button(people.begin_for_agency, policy.office(Act.APPOINT), (str,)),
    "broadcast": Button(compose.home, policy.office(Act.BROADCAST)),
    "newcast": Button(compose.begin, policy.office(Act.BROADCAST)),
    "templates": Button(templates.templates, policy.office(Act.BROADCAST)),
    "template": Button(templates.template, policy.office(Act.BROADCAST), (str,)),
    "editcast": Button(compose.edit, policy.office(Act.BROADCAST), (str,)),
    "dropcast": Button(compose.drop, policy.office(Act.BROADCAST), (str,)),
    "sendcast": Button(compose.send, policy.office(Act.BROADCAST), (str, str, int)),
    "sample": Button(compose.sample, policy.office(Act.BROADCAST), stays=True),
    "cast": Button(steer.show, policy.office(Act.BROADCAST), (str,)),
    "halt": Button(steer.stop, policy.office(Act.BROADCAST), (str,), stays=True),
    "goon": Button(steer.resume, policy.office(Act.BROADCAST), (str,), stays=True),
    "amend": Button(steer.begin_amend, policy.office(Act.BROADCAST), (str,)),
    "takeback": Button(steer.ask_take_back, policy.office(Act.BROADCAST), (str,)),
    "takenback": Button(steer.take_back, policy.office(Act.BROADCAST), (str,)),
    "got": Button(steer.got, policy.FREE, (str,), stays=True),
    "say": Button(steer.answer, policy.FREE, (str, str), stays=True),
    "sentcasts": Button(ledger.sent, policy.office(Act.BROADCAST), (int,), optional=True),
    "ledger": Button(ledger.show, policy.office(Act.BROADCAST), (str,)),
    "ledgerfiles": Button(ledger.files, policy.office(Act.BROADCAST), (str,)),
    "silent": Button(ledger.silent, policy.office(Act.BROADCAST), (str, int), optional_last=True),
    "phoning": Button(ledger.phoning, policy.office(Act.BROADCAST), (str, int), optional_last=True),
    "tocall": Button(calling.show, policy.office(Act.BROADCAST), (str, int), optional_last=True),
    "calledup": Button(calling.called, policy.office(Act.BROADCAST), (str, int)),
    "callduty": Button(call_duty.show, policy.office(Act.OVERSEE), (str, str, int), optional_last=True),
    "dialled": Button(call_duty.called, policy.office(Act.OVERSEE), (str, str, int)),
    "resend": Button(ledger.again, policy.office(Act.BROADCAST), (str,)),
    "elsewhere": Button(ledger.ask_elsewhere, policy.office(Act.BROADCAST), (str,)),
    "byother": Button(ledger.elsewhere, policy.office(Act.BROADCAST), (str,)),
    "dossier": Button(overview.show, policy.EDIT, (str,)),
    "dossiers": Button(overview.which, policy.BEGINS),
    "plan": Button(sections.show, policy.EDIT, (str, int), optional_last=True),
    "parts": Button(sections.parts, policy.EDIT, (str, int), optional_last=True),
    "part": Button(sections.part, policy.EDIT_KEEPING, (str, str)),
    "cannot": Button(sections.cannot, policy.EDIT, (str, int), optional_last=True),
    "takeover": Button(sections.take_over, policy.EDIT_KEEPING, (str,)),
    "upgrade": Button(again.upgrade, policy.UPGRADE, (str,)),
    "anew": Button(again.anew, policy.UPGRADE, (str,)),
    "kind": Button(again.change_kind, policy.EDIT_KEEPING, (str,)),
    "rename": Button(rename.ask, policy.EDIT_KEEPING, (str,)),
    "sameproduct": Button(register.same_product, policy.BEGINS_KEEPING, (str, str)),
    "newproduct": Button(register.new_product, policy.BEGINS_KEEPING, (str,)),
    "block": Button(sections.block, policy.EDIT_KEEPING, (str, str)),
    "evidence": Button(overview.evidence, policy.EDIT, (str,)),
    "print": Button(printing.papers, policy.PRINT, (str, int), optional_last=True),
    "doc": Button(printing.paper, policy.PRINT, (str, str, int), optional_last=True),
    "zip": Button(printing.whole, policy.PRINT, (str, int), optional_last=True),
    "handin": Button(hand_in.hand_in, policy.SENDS, (str,)),
    "filenow": Button(hand_in.file_now, policy.SENDS, (str, int)),
    "filing": Button(submitted.show, policy.SEE, (str, int), optional_last=True),
    "filings": Button(submitted.all_, policy.SEE, (str, int), optional_last=True),
    "fpapers": Button(submitted.papers, policy.SEE, (str, int, int), optional_last=True),
    "fpaper": Button(submitted.paper, policy.SEE, (str, int, str)),
    "check": Button(supplement.check, policy.office(Act.CHECK), (str, int)),
    "whole": Button(supplement.whole, policy.office(Act.CHECK), (str, int)),
    "askmore": Button(supplement.begin_asking, policy.office(Act.CHECK), (str, int)),
    "supplement": Button(supplement.show, policy.EDIT, (str, str), optional_last=True),
    "papers": Button(papers.papers, policy.FREE, (int,), optional=True),
    "paper": Button(papers.open_, policy.FREE, (str,)),
    "newpaper": Button(papers.new, policy.KEEPS, (str,), optional=True),
    "addpaper": Button(papers.add, policy.KEEPS, (str, str)),
    "gopaper": Button(papers.go_on, policy.KEEPS, (str,)),
    "keepfile": Button(receiving.keep_file, policy.KEEPS, (str,)),
    "renew": Button(papers.renew, policy.KEEPS, (str,)),
    "former": Button(papers.former, policy.FREE, (str, int), optional_last=True),
    "formers": Button(papers.formers, policy.FREE, (str, int)),
    "undrop": Button(papers.undrop, policy.KEEPS, (str,)),
    "fixpaper": Button(papers.fix, policy.KEEPS, (str,)),
    "droppaper": Button(papers.drop, policy.FREE, (str,)),
    "assist": Button(officer.overview, policy.office(Act.ASSIST), (int,), optional=True),
    "newward": Button(officer.new, policy.office(Act.ASSIST), (str,)),
    "otherward": Button(officer.other, policy.office(Act.ASSIST), (str,)),
    "sameward": Button(session.same, policy.office(Act.ASSIST), (str, int)),
    "ward": Button(officer.page, policy.BEGINS),
    "wardcode": Button(officer.give_code, policy.FREE),
    "askagain": Button(officer.ask_again, policy.FREE),
    "signed": Button(officer.on_paper, policy.FREE),
    "sheet": Button(officer.blank_sheet, policy.office(Act.ASSIST), (str,)),
    "wardsheet": Button(officer.own_sheet, policy.FREE),
    officer.STOP: Button(session.stop, policy.FREE),
    "look": Button(producer.look, policy.OWN, (int,)),
    "agree": Button(producer.agree, policy.OWN, (int, str)),
    "wrong": Button(producer.begin_wrong, policy.OWN, (int,)),
    "helped": Button(producer.helped, policy.PRODUCERS_PHONE),
    "alone": Button(producer.alone, policy.PRODUCERS_PHONE),
    "choosing": Button(choosing.home, policy.office(Act.CHOOSE), (str, int), optional=True),
    "choosing1": Button(choosing.one, policy.office(Act.CHOOSE), (str, str)),
    "planpaper": Button(choosing.plan_paper, policy.office(Act.CHOOSE), (str,)),
    "choose": Button(choosing.choose, policy.office(Act.CHOOSE), (str, str)),
    "chooseif": Button(choosing.begin_condition, policy.office(Act.CHOOSE), (str, str)),
    "notchosen": Button(choosing.begin_refusing, policy.office(Act.CHOOSE), (str, str)),
    "chooseall": Button(choosing.ask_all, policy.office(Act.CHOOSE), (str,)),
    "choosenow": Button(choosing.all_now, policy.office(Act.CHOOSE), (str, str)),
    "unchoose": Button(choosing.undo, policy.office(Act.CHOOSE), (str, str)),
    "sendplan": Button(choosing.send_plan, policy.SENDS, (str, str), optional_last=True),
    "revoke": Button(revoking.choose, policy.office(Act.HOLD_ROUND), (str,)),
    "revokeas": Button(revoking.begin, policy.office(Act.HOLD_ROUND), (str, str)),
    "rounds": Button(rounds.home, policy.office(Act.HOLD_ROUND), (int,), optional=True),
    "round": Button(rounds.show, policy.office(Act.HOLD_ROUND), (str,)),
    "convene": Button(convene.choose, policy.office(Act.HOLD_ROUND), (int,), optional=True),
    "newround": Button(convene.begin, policy.office(Act.HOLD_ROUND), (str, str, str, str)),
    "moveround": Button(convene.begin_moving, policy.office(Act.HOLD_ROUND), (str,)),
    "agenda": Button(round_agenda.show, policy.office(Act.HOLD_ROUND), (str, int), optional_last=True),
    "onagenda": Button(round_agenda.one, policy.office(Act.HOLD_ROUND), (str, str)),
    "offagenda": Button(round_agenda.drop, policy.office(Act.HOLD_ROUND), (str, str)),
    "addable": Button(round_agenda.addable, policy.office(Act.HOLD_ROUND), (str, int), optional_last=True),
    "addtoround": Button(round_agenda.add, policy.office(Act.HOLD_ROUND), (str, str)),
    "callround": Button(invitations.call, policy.office(Act.HOLD_ROUND), (str,)),
    "remindscore": Button(reminding.remind, policy.office(Act.HOLD_ROUND), (str,)),
    "seats": Button(seats.show, policy.office(Act.HOLD_ROUND), (str, int), optional_last=True),
    "seat": Button(seats.one, policy.office(Act.HOLD_ROUND), (str, int)),
    "excuse": Button(seats.begin_excusing, policy.office(Act.HOLD_ROUND), (str, int)),
    "seatagain": Button(seats.again, policy.office(Act.HOLD_ROUND), (str, int)),
    "inviteseat": Button(seats.begin_inviting, policy.office(Act.HOLD_ROUND), (str,)),
    "samples": Button(samples.show, policy.office(Act.HOLD_ROUND), (str, int), optional_last=True),
    "samplesof": Button(samples.one, policy.office(Act.HOLD_ROUND), (str, str)),
    "counciltable": Button(tabled.template, policy.office(Act.HOLD_ROUND), (str,)),
    "sendtable": Button(tabled.begin, policy.office(Act.HOLD_ROUND), (str,)),
    "taketable": Button(tabled.take, policy.office(Act.HOLD_ROUND), (str, int)),
    "typesheets": Button(seats.whose, policy.office(Act.HOLD_ROUND), (str, str, int), optional_last=True),
    "typetotal": Button(judge.type_total, policy.office(Act.HOLD_ROUND), (str, str, int)),
    "typeitems": Button(judge.type_items, policy.office(Act.HOLD_ROUND), (str, str, int)),
    "askclose": Button(closing.ask, policy.office(Act.HOLD_ROUND), (str,)),
    "closeround": Button(closing.close, policy.office(Act.HOLD_ROUND), (str, int)),
    "reopen": Button(closing.reopen, policy.office(Act.HOLD_ROUND), (str,)),
    "conclusions": Button(conclude.show_all, policy.office(Act.HOLD_ROUND), (str, int), optional_last=True),
    "conclusion": Button(conclude.show, policy.office(Act.HOLD_ROUND), (str, str)),
    "asaverage": Button(conclude.as_average, policy.office(Act.HOLD_ROUND), (str, str, str), optional_last=True),
    "otherstar": Button(conclude.begin_other, policy.office(Act.HOLD_ROUND), (str, str, str), optional_last=True),
    "remark": Button(conclude.begin_comment, policy.office(Act.HOLD_ROUND), (str, str, str), optional_last=True),
    "concludeall": Button(conclude.all_as_average, policy.office(Act.HOLD_ROUND), (str,)),
    "decide": Button(telling.begin, policy.office(Act.HOLD_ROUND), (str,)),
    "roundpapers": Button(round_papers.make, policy.office(Act.HOLD_ROUND), (str,)),
    "judging": Button(judge.home, policy.office(Act.JUDGE), (str,), optional=True),
    "judgelist": Button(judge.products, policy.office(Act.JUDGE), (str, int), optional_last=True),
    "tojudge": Button(judge.product, policy.office(Act.JUDGE), (str, str)),
    "judgeitems": Button(judge.items, policy.office(Act.JUDGE), (str, str)),
    "judgetotal": Button(judge.total, policy.office(Act.JUDGE), (str, str)),
    "outcome": Button(outcome.show, policy.SEE, (str,)),
    "outsheet": Button(outcome.sheet, policy.SEE, (str,)),
    "accept": Button(decide.accept, policy.office(Act.CHECK), (str, int)),
    "return": Button(decide.begin_return, policy.office(Act.CHECK), (str, int)),
}

COMMANDS = {
    "menu": "menu",
    "help": "help",
    "language": "language",
    "register": "register",
    "products": "mine",
    "star": "star",
    "queue": "queue",
    "calendar": "calendar",
    "progress": "progress",
    "papers": "papers",
    "cancel": "menu",
    "privacy": "privacy",
    "consent": "consent",
    "phones": "phones",
    "dashboard": "dashboard",
}


_PHOTO = "photo"


async def _consented(turn: Turn, draft: Draft) -> None:
    note = consent.given(turn, draft)
    then, _, what = draft.subject.partition(":")
    came = DOSSIER in draft.answers and await receiving.take_up(turn)
    if came and then in {"", _PHOTO}:
        turn.do(SetPlace(what))
        turn.tell("consent.photo_taken")
    elif then == _PHOTO and not draft.answers.get(DOSSIER):
        await receiving.go_back(turn, what)
    elif not draft.answers.get(DOSSIER) or then not in _WHEN_AGREED:
        await menu.show(turn, note)
    else:
        await _WHEN_AGREED[then](turn, *([what] if what else []))


_WHEN_AGREED: dict[str, Callable[..., Awaitable[None]]] = {
    "register": register.begin,
    "fromlook": register.from_look,
    "send": register.send_agreed,
    "draft": register.open_draft,
    _PHOTO: register.open_for_photo,
    "inquire": inquiries.send,
    "newpaper": papers.new,
    "gopaper": papers.go_on,
    "takeon": handing.take_agreed,
}
"""What somebody wanted to do who was asked whether it may be kept."""


SENT: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {
    **dict.fromkeys(REGISTRATIONS, register.send),
    **dict.fromkeys(PLAN_FORMS, sections.kept),
    RETURN.id: decide.returned,
    REFUSE.id: refusing.refused,
    SLIP.id: slip.said,
    SEARCH.id: area.asked,
    CLAIM.id: claims.asked,
    SUPPLEMENT.id: supplement.asked,
    WHOLE.id: supplement.said_whole,
    REPORT.id: duty.reported,
    MARKS.id: marks.said,
    PLANNED.id: mine.asked,
    SURVEY_DAY.id: asking.survey_asked,
    **dict.fromkeys((form.id for form in ASK_REPORTS.values()), asking.asked),
    MOVE.id: oversee.move,
    AGENCY_CONTACT.id: agency_pages.filled,
    ACTIVITY.id: activity_making.made,
    CHANGE_ACTIVITY.id: activity_changes.changed,
    CALL_OFF.id: activity_changes.off,
    INSTEAD.id: activity_answers.instead,
    ALSO.id: whom.added,
    CALLER.id: callers.named,
    CALLER_INSTEAD.id: callers.instead,
    SHOWCASE.id: showcase.taken,
    ATTENDED.id: attending.attended,
    OUTCOME.id: attending.concluded,
    RENAME.id: rename.renamed,
    ASK_CHANGE.id: ask_change.asked,
    REFUSE_CHANGE.id: changes.refused,
    STOP.id: lifetime.stopping,
    PLACE.id: lifetime.moving,
    LEGAL.id: lifetime.reforming,
    HAND_ON.id: handing.offered,
    TAKE_ON.id: handing.said,
    VISIT.id: making.made,
    JOURNAL_FIND.id: journal.asked,
    MENDED.id: findings.answered,
    NOT_MENDED.id: findings.again,
    CLARIFY.id: clarify.asked,
    ASSESS.id: assess.assessed,
    EXPLAIN.id: explain.answered,
    PAPER.id: papers.keep,
    BLOCKED.id: sections.blocked,
    BROADCAST.id: compose.preview,
    CERTAIN.id: compose.certain,
    AMEND.id: steer.amended,
    **dict.fromkeys(TEMPLATE_FORMS, templates.filled),
    **dict.fromkeys((form.id for form in CONSENT_FORMS), _consented),
    OFFICE.id: office.said,
    LET_IN.id: team.offered,
    VOUCHED.id: vouched.offered,
    APPEAL.id: blocking.asked_above,
    ASSIST.id: officer.told,
    WRONG.id: producer.is_wrong,
    ASK_DATA.id: requests.asked,
    BROUGHT_DATA.id: requests.brought,
    ANSWER_DATA.id: requests.answered,
    INQUIRY.id: inquiries.placed,
    ANSWER_INQUIRY.id: inquiry.answered,
    APPROVE_ANSWER.id: approving.approved,
    TROUBLE.id: inquiries.trouble_said,
    NEED_HELPED.id: inquiry.helped,
    NEED_NONE.id: inquiry.none,
    RECOVERY.id: recovery.made,
    APPOINT.id: people.appointed,
    APPOINT_AGENCY.id: people.appointed_for_agency,
    REPLACE.id: people.replacing,
    LEAVE.id: leaves.planned,
    INVITE_MANY.id: inviting.listed,
    LOOK.id: look.chosen,
    CONVENE.id: convene.convened,
    MOVE_ROUND.id: convene.moved,
    TOTAL.id: judge.total_given,
    EXCUSE.id: seats.excused,
    SAMPLES.id: samples.counted,
    COUNCIL_TABLE.id: tabled.received,
    SEAT.id: seats.invited,
    CONCLUDE.id: conclude.concluded,
    COMMENT.id: conclude.commented,
    DECIDE.id: telling.decided,
    REVOKE.id: revoking.revoked,
    CONDITION.id: choosing.conditioned,
    DECLINE.id: choosing.declined,
}
"""What becomes of a form when it is sent; scoring forms have ids of their own."""


async def sent(turn: Turn, draft: Draft) -> None:
    """A form was filled in and sent."""
    if judge.is_member_sheet(draft.form):
        await judge.items_given(turn, draft)
    elif scoring.is_sheet(draft.form):
        await scoring.done(turn, draft)
    elif is_report(draft.form):
        await answering.sent(turn, draft)
    else:
        await SENT[draft.form](turn, draft)
