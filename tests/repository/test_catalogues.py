"""The catalogues: whole, the same in every language, all of it used, and fit for small phones and busy people.

Keys are found in the source, not listed here. A key that the code puts together (`f"state.{product.state}"`) belongs
to one of the RULES, which says what its parts may be; a pattern without a rule fails, so the list cannot fall behind.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from string import Formatter
from typing import get_args

import polib
from support.each import each
from support.places import ROOT
from support.words import CAPITALS

from bot.channels.rendering import button_labels
from bot.channels.telegram.channel import COMMANDS
from bot.channels.telegram.hearing import NAME as TELEGRAM
from bot.channels.web.saying import NAME as WEB
from bot.conversations.engine import NAVIGATION
from bot.conversations.form import Context, Option, Question, Said, plain
from bot.conversations.forms import FORMS, form_of
from bot.conversations.forms.broadcast import TEMPLATES
from bot.conversations.forms.consent import CONSENT
from bot.conversations.forms.data_request import KINDS as DATA_KINDS
from bot.conversations.forms.data_request import PURPOSES as DATA_PURPOSES
from bot.conversations.forms.scoring import COUNCIL, JUDGE, QUICK, SCORE
from bot.conversations.kinds.chosen import ChoiceKind, YesNo
from bot.conversations.kinds.places import AreaKind
from bot.conversations.kinds.reasons import Reason
from bot.conversations.kinds.sets import ProductSetKind
from bot.conversations.kinds.typed import Typed
from bot.conversations.kinds.visiting import VisitPoints
from bot.conversations.matching import match
from bot.conversations.screens import facts
from bot.handlers import registry
from bot.handlers.account.phones import KINDS as KINDS_OF_PHONES
from bot.handlers.account.privacy import COUNTED
from bot.handlers.dashboard.asked import KINDS as KINDS_OF_APPLICATIONS
from bot.handlers.office.review import HISTORY
from bot.handlers.office.waiting import ONLY
from bot.handlers.progress.tables import DIMENSIONS
from bot.handlers.scoring.known import ORIGINS
from bot.handlers.shared.naming import PERIODS
from bot.messages import MAX_BUTTON, Choice, Reply, shortened
from bot.papers.rounds.sheets_table import COLUMNS as SHEET_COLUMNS
from bot.papers.rounds.tables import CERTIFICATE_COLUMNS, RESULT_COLUMNS
from bot.papers.tables import guests_table
from bot.papers.tables.ledger_table import COLUMNS
from bot.papers.tables.products_csv import HEAD
from bot.records.changes import AGREED, REFUSED, Course
from bot.records.inquiries import InquiryKind
from bot.records.journal import KINDS as JOURNAL_KINDS
from bot.records.journal import SELECTIONS
from bot.records.ministry import STATES as MINISTRY_STATES
from bot.records.people import PRODUCER, MemberPart
from bot.records.rounds import ABSENT, EXCUSED, PRESENT
from bot.reminders.wording import UNDATED
from bot.texts import DOMAIN, LOCALES, REFERENCE, Texts
from ocop_domain.activities import ActivityKind
from ocop_domain.applications import DECIDED, HANDED_IN, ApplicationState, Move
from ocop_domain.areas import load_areas
from ocop_domain.broadcasts import ROLES as AUDIENCE_ROLES
from ocop_domain.broadcasts import STARS as AUDIENCE_STARS
from ocop_domain.broadcasts import STATES as AUDIENCE_STATES
from ocop_domain.broadcasts import Fate, Phase
from ocop_domain.council_table import TableTrouble
from ocop_domain.councils import CENTRE, Verdict
from ocop_domain.cycle import WHO
from ocop_domain.doubts import CODES
from ocop_domain.duties.agenda import When
from ocop_domain.duties.rows import Role as DutyRole
from ocop_domain.eligibility import IMPORTED, RECOGNISED, UNTRACEABLE
from ocop_domain.evidence import KINDS, Standing
from ocop_domain.filing_windows import Timing
from ocop_domain.imports.columns import Field
from ocop_domain.imports.findings import Code
from ocop_domain.plan import load_plan
from ocop_domain.programme_files import all_programmes, load_programme
from ocop_domain.programmes import NextStep, Programme
from ocop_domain.progress import ProgressStep
from ocop_domain.report_fields import FieldKind
from ocop_domain.rights import SPECS, Role
from ocop_domain.rounds import RoundState
from ocop_domain.selection import Pick, What
from ocop_domain.support import KINDS_OF_PRODUCTS, LEGAL_FORMS, MINISTRIES
from ocop_domain.support_topics import TOPICS
from ocop_domain.text import fold
from ocop_domain.values import read_percent
from ocop_domain.visits import FindingState

TEXTS = Texts()
LANGUAGES = TEXTS.languages
OTHERS = [name for name in LANGUAGES if name != REFERENCE]
PROGRAMMES = [load_programme(name) for name in all_programmes()]
QUESTIONS = {q.id: q for form in FORMS.values() for q in form.questions if not q.words}
QUESTIONS |= {q.id: q for q in (form_of("score:26-2026:s08") or CONSENT).questions if not q.words}
IN_SUMMARY = [form for form in FORMS.values() if form.summary]
SUMMARIES = [*(form.kind for form in IN_SUMMARY), SCORE, COUNCIL, JUDGE, "fields"]
MAX_LABEL = 28
PROGRESS_COLUMNS = (
    *("registered", "accepted", "filed", "checked", "recognised", "out", "count", "area", "wanted", "wanted_new"),
    *("wanted_upgrade", "goal", "value", "unit", "now", "source", "product", "producer", "commune", "kind"),
    *("planned_state", "step", "star", "sent"),
)
"""Heads of the tables of progress, see `bot/handlers/progress/tables.py`."""

AWAITED = {"bot.name.demo"}
"""Keys that stand ready for code to come."""
FOREIGN = "web."
"""Texts of the page in the browser: its script asks for them by names that are not in Python."""

ALL_OF_IT = {"toan bo", "all"}
"""Words that stand for 100 per cent."""


def own_yes_no() -> list[str]:
    """Questions of yes and no may have answers of their own."""
    return [f"q.{q.id}.option.{i}" for q in QUESTIONS.values() if isinstance(q.kind, YesNo) for i in ("yes", "no")]


def chosen_options() -> list[str]:
    """All that may ever be chosen, over all programmes."""
    return [
        f"q.{q.id}.option.{option}"
        for q in QUESTIONS.values()
        if isinstance(q.kind, ChoiceKind) and not isinstance(q.kind, VisitPoints)  # called in its data file
        for option in {i for p in PROGRAMMES for i in ids_of(q.kind, context_of(p.id))}
    ] + [f"q.{q.id}.option.{i}" for q in QUESTIONS.values() if isinstance(q.kind, Reason) for i in q.kind.ready]


def ids_of(kind: ChoiceKind, context: Context) -> tuple[str, ...]:
    return kind.ids(context) if callable(kind.ids) else kind.ids


@cache
def context_of(programme: str, language: str = REFERENCE) -> Context:
    chosen = load_programme(programme)
    return Context(chosen, chosen.demo_date, load_areas(), TEXTS[language])


def is_typed(question: Question) -> bool:
    return isinstance(question.kind, Typed | AreaKind | ProductSetKind)


def fitting(name: str) -> Callable[[], list[str]]:
    """Texts for questions that are asked of a tourism service in its own words."""
    return lambda: [f"q.{q.id}.tourism.{name}" for q in QUESTIONS.values() if q.manner is not plain]


@dataclass(frozen=True)
class Rule:
    """What a pattern stands for: keys that must be there, keys that may, and the parameters each of them gets."""

    needed: Callable[[], Iterable[str]]
    params: frozenset[str] = frozenset()
    optional: Callable[[], Iterable[str]] = lambda: ()


def fill(pattern: str, *values: str) -> Callable[[], list[str]]:
    return lambda: [pattern.replace("*", value) for value in values]


def rule(pattern: str, values: Iterable[str], *params: str) -> tuple[str, Rule]:
    return pattern, Rule(fill(pattern, *values), frozenset(params))


def dated(programme: Programme) -> dict[str, NextStep]:
    """The steps after a product was sent that have a last day."""
    return {state: step for state, step in programme.next.items() if state != "draft" and not step.undated}


FACTS = frozenset({"product", "programme", "commune"})
"""What the text of a question may mention: see `screens.facts`."""
YES_NO = ("yes", "no")
TIMED = ("task", "silent", "returned", "checking", "filed", "supplement", "evidence", "round_near")
SAID = [f"{rule}.{when}" for rule in TIMED for when in ("ahead", "today", "passed")]
SAID += [f"recognition.{when}" for when in ("opens", "closes", "last", "missed", "ends", "ended")]
SAID += ["opens", "undated", "nudge", "above", *UNDATED]
"""What a reminder may say, by rule and by the days that are left."""
FINDINGS = ("said", "units", "count", "unit", "former", "now", "said_of", "star", "year", "day", "phone", "set", "row")
"""What the text of a finding may mention."""
HELPED = ("waiting", "paper", "confirmed")
DEEDS = (
    "list",
    "report",
    "file",
    "checkers",
    "filed",
    "look",
    "drafts",
    "owners",
    "supplement",
    "papers",
    "above",
    "quiet",
)
TAKEN_BACK = (Move.WITHDRAW, Move.RECALL)
CHOICES = (Pick.CHOSEN, Pick.CONDITIONAL, Pick.REFUSED)
MOVED = tuple(DECIDED)
TEMPLATE_QUESTIONS = {question for each in TEMPLATES for question in each.questions}
COMMAND_WORDS = fill("command.*.words", "menu", "help", "english", "vietnamese", "papers", "phones")
OWN_TURNS = {state for p in PROGRAMMES for state, step in p.next.items() if step.actor == PRODUCER and state != "draft"}
RULES: dict[str, Rule] = dict(
    [
        rule("progress.by.*", DIMENSIONS),
        rule("progress.step.*", ProgressStep),
        rule("progress.kind.*", ("new", "upgrade", "reevaluation")),
        rule("showcase.column_*", ("number", "name", "set", "star", "producer", "phone", "place")),
        rule("needs.column_*", ("agency", "need", "producer", "product", "place", "since", "standing")),
        rule("invite.unknown_*", ("commune", "district", "province")),
        rule("progress.level.*", ("district", "province", "centre", "none")),
        rule("progress.is_*", ("registered", "missing", "unplanned")),
        rule("progress.column.*", PROGRESS_COLUMNS),
        rule("report.kind.*", FieldKind),
        rule("ministry.state.*", MINISTRY_STATES),
        rule("cast.answer.*", ("got", "yes", "no"), "count"),
        rule(
            "cast.fate.*",
            ("sent", "kept", "unknown", "refused", "blocked", "unreachable", "nowhere", "stopped"),
            "count",
        ),
        rule("cast.phase.*", Phase),
        rule("channel.*", ("telegram", "web")),
        rule("q.legal_form.option.*", {f for p in PROGRAMMES for f in (*p.legal_forms, *p.tourism_legal_forms)}),
        rule("q.registration_kind.option.*", KINDS_OF_APPLICATIONS),
        rule("fate.*", Fate),
        rule("ledger.answer.*", ("got", "yes", "no")),
        rule("ledger.column.*", COLUMNS),
        rule("import.field.*", Field),
        rule("import.finding.*", Code, *FINDINGS),
        rule("export.column.*", HEAD),
        rule("ledger.fate.*", ("sent", "kept", "unknown", "refused", "blocked", "unreachable", "nowhere", "stopped")),
        rule("template.*.name", [each.id for each in TEMPLATES]),
        rule("template.*.text", [each.id for each in TEMPLATES], "programme", *TEMPLATE_QUESTIONS),
        rule("bot.command.*", set(chain(*COMMANDS.values()))),
        rule("eligibility.material_*", (IMPORTED, UNTRACEABLE)),
        rule("eligibility.not_registered_*", ("district", "commune")),
        rule("form.*.check", SUMMARIES),
        rule("form.*.send", SUMMARIES),
        rule("form.*.summary", SUMMARIES),
        rule("score.begin_*", (SCORE, COUNCIL, QUICK)),
        rule("known.*", ORIGINS),
        rule("onpaper.*", CODES, "label", "shown"),
        rule("known.from_*", ORIGINS, "items"),
        rule("known.differs_*", ORIGINS, "said", "chosen"),
        rule("known.theirs_*", ORIGINS),
        rule("known.stays_*", ORIGINS),
        rule("calendar.*", When),
        rule("calendar.due_*", ("left", "today", "past"), "day", "left", "past"),
        rule("calendar.apart_*", ("informs", "undated", "theirs")),
        rule("remind.*", SAID, "duty", "name", "kind", "left", "past", "day", "places", "count", "ends"),
        rule("remind.do.*", DEEDS),
        rule(
            "remind.name.*", ("drafts", "owners", "supplement", "checkers", "filed", "papers", "quiet"), "name", "kind"
        ),
        rule("role.*", get_args(DutyRole)),
        rule("account.role.*", Role),
        rule("phones.kind.*", KINDS_OF_PHONES),
        rule("assist.state.*", HELPED),
        rule("members.make_*", MemberPart),
        rule("members.part.*", MemberPart),
        rule("assist.about_*", HELPED),
        rule("assist.link_*", (WEB, TELEGRAM), "link"),
        rule("history.*", HISTORY),
        rule("ban.history.*", ("banned", "unbanned", "asked")),
        rule("q.paper_kind.option.*", KINDS),
        rule("paper.group.*", ("ended", "ending", "there")),
        rule("period.*", PERIODS, "number"),
        rule("plan.mark.*", ("todo", "doing", "done", "blocked")),
        rule("plan.section.*", [s.id for s in load_plan().sections]),
        rule("dossier.mark.*", Standing),
        rule("privacy.count.*", COUNTED, "count"),
        rule("privacy.kept_*", ("chats", "drafts"), "days"),
        ("rights.now_*", Rule(lambda: (), optional=fill("rights.now_*", *DATA_KINDS))),
        rule("rights.short_*", DATA_KINDS),
        rule("q.data_kind.option.*", DATA_KINDS),
        rule("q.data_purpose.option.*", DATA_PURPOSES),
        rule("menu.*", ("mine", "queue", "area")),
        rule("menu.*", {entry for spec in SPECS.values() for entry in (*spec.menu, "help", "language")}),
        rule("menu.as_*", (*SPECS, "producer")),
        rule("notice.role_*", ("removed", "until", "level"), "role"),
        rule("invite.column_*", ("place", "whom", "role", "link", "until")),
        rule("menu.register_*", {p.form for p in PROGRAMMES}),
        rule("nav.*", NAVIGATION),
        rule("nav.*.words", NAVIGATION),
        rule("notice.*", MOVED, "product", "place", "marks", "reason"),
        rule("option.*", YES_NO),
        rule("option.*.words", YES_NO),
        rule("q.*.label", QUESTIONS),
        rule("product.called.*", RECOGNISED, "name", "star"),
        rule("queue.*", {p.form for p in PROGRAMMES}),
        rule("filing.state.*", (*HANDED_IN, "replaced", "withdrawn")),
        rule("notice.back_*", TAKEN_BACK, "product", "producer"),
        rule("change.already_*", (AGREED, REFUSED)),
        rule("life.name_*", Course),
        rule("log.act_*", (*JOURNAL_KINDS, *(f"{kind}.{end}" for kind, ends in SELECTIONS.items() for end in ends))),
        rule("visit.state_*", FindingState),
        rule("q.act_kind.option.*", ActivityKind),
        rule("activity.you_*", ("unsaid", "yes", "no", "instead"), "name"),
        rule("activity.guest_*", ("unsaid", "yes", "no", "instead"), "other"),
        rule("activity.answer_*", ("unsaid", "yes", "no", "instead", "waits")),
        rule("activity.column_*", guests_table.COLUMNS),
        rule("activity.whom_*", ("some", *AUDIENCE_ROLES)),
        rule("q.cast_state.option.*", AUDIENCE_STATES),
        rule("q.cast_star.option.*", map(str, AUDIENCE_STARS)),
        rule("change.done_*", (AGREED, REFUSED), "change", "producer"),
        rule("notice.change_*", (AGREED, REFUSED), "product", "change", "reason"),
        rule("menu.resume_*", ("plan", "score"), "name"),
        rule("urgent.*", ("fix", "supplement")),
        rule("urgent.*_line", ("fix", "supplement"), "product"),
        rule("urgent.*_until", ("fix", "supplement"), "day"),
        rule("next_own.*", OWN_TURNS, "day"),
        rule("next_own.*_undated", OWN_TURNS),
        rule("withdraw.ask_*", TAKEN_BACK, "product"),
        rule("withdraw.again_*", TAKEN_BACK),
        rule("withdraw.button_*", TAKEN_BACK),
        rule("withdraw.done_*", TAKEN_BACK, "product", "place"),
        rule("round.*", [timing for timing in Timing if timing is not Timing.OVER], "duty", "opens", "day", "was"),
        rule("rounds.part_*", (EXCUSED, PRESENT, ABSENT)),
        rule("rounds.sheet_*", ("results", "certificates")),
        rule("rounds.column_*", {*RESULT_COLUMNS, *CERTIFICATE_COLUMNS, *SHEET_COLUMNS}),
        rule("rounds.table_fault_*", TableTrouble, "said", "of", "right"),
        rule("choosing.title_*", What, "count"),
        rule("choosing.to_*", What),
        rule("choosing.done_*", CHOICES, "product", "left"),
        rule("choosing.commune_*", CHOICES, "count", "names", "reason"),
        rule("q.legal_form.option.*", LEGAL_FORMS),
        rule("asks.kind_*", (InquiryKind.TROUBLE, InquiryKind.NEED)),
        rule("asks.came_*", [kind.name.lower() for kind in InquiryKind], "place"),
        rule("asks.sent_*", [kind.name.lower() for kind in InquiryKind], "place"),
        rule("asks.replied_*", ("question", "trouble", "helped", "none"), "place", "words", "answer"),
        rule("aid.topic_*", [each.id for each in TOPICS]),
        rule("aid.ministry_*", MINISTRIES),
        rule("aid.only_*", KINDS_OF_PRODUCTS),
        rule("cycle.of_*", WHO, "count"),
        rule("cycle.title_*", WHO, "step"),
        rule("rounds.state_*", RoundState),
        rule("rounds.not_now_*", RoundState),
        rule("rounds.name_*", ("district", "province", CENTRE), "place", "day"),
        rule("rounds.result_of_*", ("province", CENTRE)),
        rule("rounds.star_*", map(str, range(6))),
        rule("rounds.verdict_*", Verdict),
        rule("review.*", MOVED, "product", "producer"),
        rule("review.told_*", ("producer", "helper", "nobody")),
        rule("section.*", {q.section for form in IN_SUMMARY for q in form.questions} | {"exclusions"}),
        rule("start.*", (*SPECS, "producer"), "programme", "place"),
        rule("sift.*", ONLY),
        rule("state.*", ApplicationState),
        rule(
            "unknown.*",
            ("sticker", "edited", "location", "voice", "audio", "video", "video_note", "other"),
        ),
    ]
) | {
    "next.*.*": Rule(
        lambda: {
            f"next.{s}.{n.actor}" for p in PROGRAMMES for s, n in p.next.items() if s != "draft" and not n.undated
        },
        frozenset({"day"}),
        lambda: ["next.filed.district_staff"],  # in files of one's own that were made before the commune checked
    ),
    "next.*.*.undated": Rule(
        lambda: {
            f"next.{s}.{n.actor}.undated" for p in PROGRAMMES for s, n in p.next.items() if n.undated and s != "draft"
        }
    ),
    "choosing.notice_*_*": Rule(
        lambda: (f"choosing.notice_{what}_{outcome}" for what in What for outcome in CHOICES),
        frozenset({"product", "reason"}),
    ),
    "q.*.why": Rule(lambda: (f"q.{q}.why" for q in QUESTIONS), optional=fitting("why")),
    "q.*.ask": Rule(lambda: (f"q.{q}.ask" for q in QUESTIONS), FACTS, fitting("ask")),
    "q.*.example": Rule(
        lambda: (f"q.{q.id}.example" for q in QUESTIONS.values() if is_typed(q)),
        FACTS,
        lambda: (*(f"q.{q}.example" for q in QUESTIONS), *fitting("example")()),
    ),
    "q.*.label.words": Rule(lambda: (), optional=lambda: (f"q.{q}.label.words" for q in QUESTIONS)),
    "q.*.option.": Rule(lambda: (), frozenset(), own_yes_no),
    "q.*.option.*.words": Rule(lambda: (), optional=lambda: [f"{key}.words" for key in chosen_options()]),
    "q.*.option.*": Rule(chosen_options),
}

CALLS = {
    "_found": 0,
    "t": 0,
    "tell": 0,
    "has": 0,
    "words": 0,
    "_text": 0,
    "Refusal": 0,
    "UnusableTable": 0,
    "button": 1,
}
"""What takes a key, and as which argument."""
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
_IN_TEMPLATE = re.compile(r'\bt\("([a-z_.]+)"((?:, \w+=\w+)*)\)')
PATTERN = re.compile(r"[a-z_]+(\.[a-z0-9_*]+)+\.?")


@dataclass(frozen=True)
class Use:
    """A key, or a pattern with "*", as the source has it."""

    key: str
    where: str
    params: frozenset[str] | None = None
    """What the call gives; None when it is no call, or gives more than can be seen."""


def template(node: ast.expr) -> str | None:
    """The text of a literal; an f-string with "*" for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "*" for v in node.values)  # type: ignore[misc]
    return None


def templates(node: ast.expr) -> list[str]:
    """Both sides of `a if … else b` as well."""
    if isinstance(node, ast.IfExp):
        return [*templates(node.body), *templates(node.orelse)]
    found = template(node)
    return [] if found is None else [found]


def key_argument(call: ast.Call) -> ast.expr | None:
    """The argument that is a key, if this call takes one: `t(…)`, `turn.tell(…)`, `texts[language](…)`."""
    if isinstance(call.func, ast.Subscript):
        at: int | None = 0
    else:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        at = CALLS.get(name)
    return call.args[at] if at is not None and len(call.args) > at else None


def sources() -> Iterator[tuple[str, ast.Module]]:
    for package in ("bot", "ocop_domain"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


@cache
def called() -> list[Use]:
    """The keys that calls are given."""
    found = []
    for name, tree in sources():
        for node in ast.walk(tree):
            argument = key_argument(node) if isinstance(node, ast.Call) else None
            if argument is None or not isinstance(node, ast.Call):
                continue
            given = {k.arg for k in node.keywords} - {"title"}
            params = None if None in given else frozenset(p for p in given if p)
            found += [
                Use(key, f"{name}:{node.lineno}", params)
                for key in templates(argument)
                if PATTERN.fullmatch(key) and not key.startswith("bot.channels")
            ]
    return [*found, *laid_out()]


def laid_out() -> Iterator[Use]:
    """The keys that templates of pages are given: `{{ t("dashboard.title") }}`."""
    for path in sorted((ROOT / "bot").rglob("*.html")):
        for key, given in _IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            yield Use(key, str(path.relative_to(ROOT)), frozenset(re.findall(r"(\w+)=", given)))


@cache
def written() -> list[Use]:
    """Every literal that looks like a key of a group we have, wherever it stands: codes of refusals, of findings."""
    groups = {key.partition(".")[0] for key in texts(REFERENCE)} - {"bot"}
    found = []
    for name, tree in sources():
        if name.startswith("bot/storage/tables/") or "migrations" in name:
            continue  # "product.id" is a column there
        nodes = list(ast.walk(tree))
        inner = {id(v) for n in nodes if isinstance(n, ast.JoinedStr) for v in n.values}
        for node in nodes:
            text = template(node) if isinstance(node, ast.expr) and id(node) not in inner else None
            if text and PATTERN.fullmatch(text) and text.partition(".")[0] in groups:
                found.append(Use(text, f"{name}:{node.lineno}"))  # type: ignore[attr-defined]
    return found


@cache
def used() -> dict[str, str]:
    """Every key the program may ask for, and where."""
    keys = {u.key: u.where for u in (*called(), *written()) if KEY.fullmatch(u.key)}
    return keys | {key: pattern for pattern, r in RULES.items() for key in r.needed()}


@cache
def entries(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"), encoding="utf-8")


def texts(language: str) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in entries(language)}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def words_of(language: str, key: str) -> list[str]:
    return TEXTS[language].words(key)


@cache
def button_keys() -> set[str]:
    """Keys whose text stands on a button: what `button(…)`, `Choice(…, t(…))` and `Option(…, t(…))` are given."""
    found = {"nav.contact", *own_yes_no()}
    for _, tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "button":
                found.update(chain.from_iterable(templates(a) for a in node.args[1:2]))
            elif name in {"Choice", "Option"} and len(node.args) > 1 and isinstance(node.args[1], ast.Call):
                argument = key_argument(node.args[1])
                found.update(templates(argument) if argument else ())
    return {key for pattern in found for key in (RULES[pattern].needed() if pattern in RULES else [pattern])}


# Whole and the same in every language


@each("language", OTHERS)
def test_every_language_has_the_keys_of_the_reference(language: str) -> None:
    reference, own = texts(REFERENCE), texts(language)
    assert sorted(reference.keys() - own.keys()) == [], "missing"
    assert sorted(own.keys() - reference.keys()) == [], "unknown to the reference"


@each("language", OTHERS)
def test_every_language_fills_in_what_the_reference_fills_in(language: str) -> None:
    own = texts(language)
    differing = {
        key: (sorted(fields(text)), sorted(fields(own[key])))
        for key, text in texts(REFERENCE).items()
        if key in own and fields(text) != fields(own[key])
    }
    assert differing == {}


@each("language", LANGUAGES)
def test_no_text_is_empty_and_no_key_stands_twice(language: str) -> None:
    assert [key for key, text in texts(language).items() if not text.strip()] == []
    keys = [entry.msgid for entry in entries(language)]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@each("language", LANGUAGES)
def test_the_program_reads_every_entry(language: str) -> None:
    assert dict(TEXTS[language].texts) == texts(language)


@each("language", LANGUAGES)
def test_the_catalogue_says_its_language_and_marks_what_is_filled_in(language: str) -> None:
    assert entries(language).metadata["Language"] == language
    assert entries(language).metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert [e.msgid for e in entries(language) if bool(fields(e.msgstr)) != ("python-brace-format" in e.flags)] == []
    assert [e.msgid for e in entries(language) if e.fuzzy or e.obsolete] == []


# Used, all of it, with the right parameters


def test_every_key_that_the_program_asks_for_is_there() -> None:
    have = texts(REFERENCE).keys()
    missing = {key: where for key, where in used().items() if key not in have}
    assert not missing, f"asked for, but not there: {missing}"


def test_every_text_is_used() -> None:
    optional = {key for r in RULES.values() for key in r.optional()}
    known = used().keys() | optional | AWAITED
    assert sorted(k for k in texts(REFERENCE).keys() - known if not k.startswith(FOREIGN)) == []


def test_every_pattern_of_keys_has_a_rule_and_every_rule_a_pattern() -> None:
    patterns = {u.key: u.where for u in (*called(), *written()) if not KEY.fullmatch(u.key)}
    assert {p: where for p, where in patterns.items() if p not in RULES and not p.startswith(FOREIGN)} == {}
    assert RULES.keys() - patterns.keys() == set()


@each("language", LANGUAGES)
def test_every_call_gives_what_its_text_fills_in(language: str) -> None:
    have = texts(language)
    given: dict[str, set[frozenset[str]]] = {key: set() for key in have}
    for use in called():
        if use.key in given and use.params is not None:
            given[use.key].add(use.params)
    for r in RULES.values():
        for key in {*r.needed(), *r.optional()} & have.keys():
            given[key].add(r.params)
    wrong = {
        key: (sorted(fields(text)), [sorted(p) for p in given[key]])
        for key, text in have.items()
        if not key.startswith(FOREIGN) and not fields(text) <= frozenset.intersection(*given[key] or {frozenset()})
    }
    assert wrong == {}


# Questions


@each("language", LANGUAGES)
@each("question", QUESTIONS.values())
def test_every_question_is_named_asked_and_explained(question: Question, language: str) -> None:
    have, own = texts(language), f"q.{question.id}."
    assert [p for p in ("label", "ask", "why") if own + p not in have] == []
    assert len(have[own + "label"]) <= MAX_LABEL
    assert own + "example" in have or not is_typed(question), "a question that is answered by typing shows an example"


@each("language", LANGUAGES)
def test_own_answers_of_yes_and_no_come_in_pairs(language: str) -> None:
    have = texts(language)
    alone = [q for q in QUESTIONS if (f"q.{q}.option.yes" in have) != (f"q.{q}.option.no" in have)]
    assert alone == []


@each("language", LANGUAGES)
@each("form", FORMS.values())
def test_no_two_questions_of_a_form_have_the_same_name(form: object, language: str) -> None:
    labels = [fold(q.label(TEXTS[language])) for q in form.questions]  # type: ignore[attr-defined]
    assert sorted(labels) == sorted(set(labels))


@each("language", LANGUAGES)
@each("programme", all_programmes())
def test_every_option_can_be_typed_with_or_without_diacritics(programme: str, language: str) -> None:
    context = context_of(programme, language)
    for question in QUESTIONS.values():
        if not isinstance(question.kind, ChoiceKind | YesNo):
            continue
        options = question.kind.options(question, context, None)
        for option in options:
            for typed in (option.label, fold(option.label), option.label.upper()):
                assert match(typed, options, options) == option, typed


@each("language", LANGUAGES)
@each("programme", all_programmes())
def test_an_example_is_an_answer_that_would_be_taken(programme: str, language: str) -> None:
    """People type examples as they stand."""
    context, have = context_of(programme, language), texts(language)
    for question in QUESTIONS.values():
        if is_typed(question):
            for key in {f"q.{question.id}.example", f"q.{question.id}.tourism.example"} & have.keys():
                example = have[key].format(**facts(context))
                assert question.kind.read(Said(text=example), question, context, None), key


# What may be typed


@each("language", LANGUAGES)
def test_every_list_of_words_holds_words(language: str) -> None:
    lists = [key for key in texts(language) if key.endswith(".words")]
    assert len(lists) > 10
    assert [key for key in lists if not all(fold(w) and w == w.strip() for w in words_of(language, key))] == []


@each("language", LANGUAGES)
def test_no_word_means_two_things(language: str) -> None:
    """Commands are heard before the form, moves before the answer: a word belongs to one of them only."""
    keys = [*COMMAND_WORDS(), *RULES["nav.*.words"].needed(), *RULES["option.*.words"].needed()]
    meanings: dict[str, set[str]] = {}
    for key in keys:
        for word in words_of(language, key):
            meanings.setdefault(fold(word), set()).add(key)
    assert {word: sorted(found) for word, found in meanings.items() if len(found) > 1} == {}


@each("language", LANGUAGES)
def test_no_word_for_moving_is_the_name_of_an_option(language: str) -> None:
    t = TEXTS[language]
    moves = {fold(w) for key in RULES["nav.*.words"].needed() for w in t.words(key)}
    moves |= {fold(w) for key in COMMAND_WORDS() for w in t.words(key)}
    labels = {fold(t(key)): key for key in (*chosen_options(), *own_yes_no(), "option.yes", "option.no") if t.has(key)}
    assert {label: key for label, key in labels.items() if label in moves} == {}


@each("language", LANGUAGES)
def test_what_a_button_says_can_be_typed(language: str) -> None:
    t = TEXTS[language]
    for key in (*(f"nav.{n}" for n in NAVIGATION), *(f"option.{i}" for i in YES_NO), "marks.done", "photos.done"):
        words = [fold(w) for w in t.words(f"{key}.words")]
        typed = fold(t(key))
        option = Option("x", t(key))
        assert typed in words or match(typed, [option], [option]), key
    assert fold(t("menu.help")) in {fold(w) for w in t.words("command.help.words")}
    assert fold(t("summary.change")).split()[0] in {fold(w) for w in t.words("understand.correct.words")}
    assert all(len(fold(w).split()) == 1 for w in t.words("command.code.words")), "only the first word is looked at"


@each("language", LANGUAGES)
def test_the_help_and_the_code_tell_words_that_work(language: str) -> None:
    t = TEXTS[language]
    told = {fold(w) for w in re.findall(r"“([^”]+)”", t("help.text"))}
    for key in [*(f"nav.{n}.words" for n in ("back", "skip", "why", "save")), "command.menu.words"]:
        assert told & {fold(w) for w in t.words(key)}, key
    code = next(line for line in t("link.code", code="ABCD-EFGH-IJKL", minutes=15).splitlines() if "ABCD" in line)
    assert fold(code.split()[0]) in {fold(w) for w in t.words("command.code.words")}


@each("language", LANGUAGES)
def test_what_a_text_quotes_is_a_button_a_question_or_a_word_that_works(language: str) -> None:
    """Texts say “press this” and “type that”: whoever renames a button learns which texts speak of it."""
    t, have = TEXTS[language], texts(language)
    known = {fold(t(key)) for key in (*button_keys(), *RULES["q.*.label"].needed()) if t.has(key)}
    known |= {fold(w) for key in have if key.endswith(".words") for w in t.words(key)}
    strange = {
        key: quoted
        for key, text in have.items()
        for quoted in re.findall(r"“([^”{}]+)”", text.replace("XXXX-XXXX-XXXX", ""))
        if not key.startswith(FOREIGN) and re.sub(r" \d+$", "", fold(quoted)) not in known | ALL_OF_IT
    }
    assert strange == {}
    assert {read_percent(word) for word in ALL_OF_IT} == {100}


# Fit for a small phone


def test_what_does_not_fit_on_a_button_is_cut_between_words() -> None:
    texts = [
        "1. Chỉ đạo các tổ chức tín dụng cho vay",
        "Hỗ trợ dùng mã vạch và công nghệ",
        "Lập phương án (sản xuất, kinh doanh)",
    ]
    for text in (*texts, "Một hai ba bốn năm sáu bảy tám"):
        short = shortened(text)
        kept = short.removesuffix("…")
        assert len(short) <= MAX_BUTTON, short
        assert text == kept or text[len(kept)] in " ,(", short
    (label,) = button_labels(Reply("", choices=(Choice("x", texts[0]),)))
    assert label.endswith("tín…"), "numbered by the channel, it is cut in the same way"
    assert shortened("HợptácxãNôngnghiệpDịchvụThươngmạiTânPhát") == "HợptácxãNôngnghiệpDịchvụThươn…"


def test_what_people_wrote_is_cut_between_words_everywhere() -> None:
    """By `shortened`: a slice with three dots behind it ends in the middle of a word."""
    sliced = re.compile(r"\[[^\]\n]*:[^\]\n]*\](?:\.r?strip\([^)\n]*\))?\}…")
    folder = ROOT / "bot"
    texts_ = [path for path in folder.rglob("*.py") if "pictures" not in path.parts]  # there widths are measured
    found = [path.name for path in texts_ if sliced.search(path.read_text("utf-8"))]
    assert found == []


@each("language", LANGUAGES)
def test_the_sections_of_a_summary_fit_on_its_buttons(language: str) -> None:
    t = TEXTS[language]
    headings = {question.heading(t).strip("— ") for form in IN_SUMMARY for question in form.questions}
    buttons = [t("summary.section", section=heading) for heading in headings if heading]
    assert [label for label in buttons if len(label) > MAX_BUTTON] == []


@each("language", LANGUAGES)
def test_buttons_are_short(language: str) -> None:
    t, keys = TEXTS[language], button_keys()
    assert {"menu.back", "nav.back", "review.accept", "q.market.option.export", "register.new"} <= keys
    shown = {key: t(key).replace("{name}", t("draft.unnamed")) for key in keys if t.has(key)}
    assert {key: text for key, text in shown.items() if len(text) > MAX_BUTTON} == {}


@each("language", LANGUAGES)
@each("name", sorted(set(chain(*COMMANDS.values()))))
def test_a_command_of_the_telegram_menu_is_valid_and_does_something(name: str, language: str) -> None:
    assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
    assert name in registry.COMMANDS
    assert 3 <= len(texts(language)[f"bot.command.{name}"]) <= 60


@each("language", LANGUAGES)
def test_letters_are_composed_and_blanks_are_single(language: str) -> None:
    have = texts(language)
    assert [key for key, text in have.items() if not unicodedata.is_normalized("NFC", text)] == []
    assert [key for key, text in have.items() if text != text.strip() or "  " in text or " \n" in text] == []


@each("language", LANGUAGES)
def test_nothing_is_abbreviated(language: str) -> None:
    found = {
        key: capitals
        for key, text in texts(language).items()
        if (capitals := {w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 1 and w.isupper()} - CAPITALS - {"QH"})
    }
    assert found == {}
    assert "OCOP (" in texts(language)["start.producer"], "the first greeting says what OCOP is"


@each("language", LANGUAGES)
def test_a_question_of_consent_says_who_how_long_and_that_one_may_refuse(language: str) -> None:
    """Law 91/2025/QH15: what, who, how long, what a refusal means, and how to take consent back."""
    have = texts(language)
    for purpose in (q.id for q in FORMS["consent"].questions):
        assert len(have[f"q.{purpose}.ask"]) <= 300, "one short screen; the rest is read on request"
        ask = have[f"q.{purpose}.why"]
        assert f"\n{ask}".count("\n•") == 3
        assert have["menu.help"].split()[-1] in ask
        assert have["menu.consent"] in ask
