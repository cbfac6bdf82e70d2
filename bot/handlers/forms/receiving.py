"""Photos and PDF that come unasked: kept, and asked what they are."""

from __future__ import annotations

import json
from dataclasses import astuple, replace

from bot.conversations.form import Draft
from bot.conversations.forms import REGISTRATIONS
from bot.conversations.forms.consent import CONSENT_FORMS, DOSSIER
from bot.conversations.forms.year import PAPER
from bot.handlers import menu
from bot.handlers.account import consent
from bot.handlers.evidence import checklist
from bot.handlers.forms import captions, filling, photos
from bot.handlers.forms.captions import beside, given_back
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply, Upload
from bot.writes.forms import KeepFile, SaveDraft
from ocop_domain.evidence import MOST_FILES

_CONSENTS = frozenset(form.id for form in CONSENT_FORMS)
_CAME = "came "
"""So begins what is left to do with files that waited."""


async def receive(turn: Turn) -> None:
    """A file outside a form: kept at once; what it is, is asked of who may have papers here."""
    if consent.refused(turn):
        consent.say_refused(turn)
        return
    if menu.is_newcomer(turn) and not turn.person.help:
        await consent.ask_for(turn, DOSSIER, note=turn.t("consent.photo_first"))
        return
    taken = [upload for upload in turn.said.files if not upload.refused]
    if not taken:
        await menu.show(turn, beside(_refusal(turn), given_back(turn)))
    elif turn.person.grants and not await checklist.products(turn):
        await menu.show(turn, beside(turn.t("unknown.files"), given_back(turn)))
    else:
        turn.do(*(KeepFile(upload) for upload in taken))
        await _offer(turn, [upload.id for upload in taken])


def _refusal(turn: Turn) -> str:
    return next(turn.t(upload.refused, name=upload.name) for upload in turn.said.files if upload.refused)


async def is_aside(turn: Turn, draft: Draft) -> bool:
    """Whether a file came at a question that takes none."""
    return turn.said.kind == "files" and not await filling.takes_files(turn, draft)


async def set_aside(turn: Turn) -> str:
    """A file that came while something else is asked: kept among the papers for later. Returns what to say of it."""
    taken = [upload for upload in turn.said.files if not upload.refused]
    if not taken:
        return _refusal(turn)
    if consent.refused(turn):
        return turn.t("consent.photo_refused")
    if menu.is_newcomer(turn) and not turn.person.help:
        return turn.t("consent.photo_first")
    if turn.person.grants and not await checklist.products(turn):
        return turn.t("screen.sorry", note=turn.t("error.file_not_here"))
    turn.do(*(KeepFile(upload) for upload in taken))
    files = [upload.id for upload in taken]
    turn.do(SaveDraft(await _with_pages(turn, files)))
    return turn.t("paper.file_aside")


async def set_aside_in(turn: Turn, draft: Draft) -> str:
    """The same in a form, which may be answered by what stands on the photo."""
    note = await set_aside(turn)
    kept = [write.upload.id for write in turn.writes if isinstance(write, KeepFile)]
    return beside(note, await photos.reading(turn, draft, kept))


async def _with_pages(turn: Turn, files: list[str]) -> Draft:
    """The paper that these are pages of: the one of which only pages are known yet, or a new one."""
    draft_id = f"wallet.{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    known = begun.answers if begun else {}
    pages = list(dict.fromkeys([*(known.get("paper_file") or ()), *files]))
    if begun and not begun.partial and not known.get("paper_kind") and len(pages) <= MOST_FILES:
        return begun.with_(answers={**known, "paper_file": pages})
    if begun:
        draft_id = f"{draft_id}.{turn.new_id()}"
    answers = {**await checklist.begun_with(turn), "paper_file": files}
    return Draft(draft_id, PAPER.id, PAPER.version, turn.programme.id, answers)


async def _offer(turn: Turn, files: list[str]) -> None:
    known = [p for p in await turn.reads.papers_of(turn.person.id) if set(files) <= set(p.files)]
    if not known:
        await _begin(turn, files)
        return
    choices = [Choice(f"paper:{p.id}", checklist.title(turn, p)) for p in known[:3]]
    choices.append(turn.button(f"keepfile:{files[0]}", "paper.keep_again"))
    told = turn.t("paper.known_file", name=checklist.title(turn, known[0]))
    turn.say(Reply(beside(told, given_back(turn)), choices=(*choices, turn.button("menu", "menu.back"))))


async def keep_file(turn: Turn, file_id: str) -> None:
    """The same file for one more paper; only one's own."""
    if await turn.reads.sent_file(turn.person.id, file_id):
        await _begin(turn, [file_id])
    else:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))


async def _begin(turn: Turn, files: list[str]) -> None:
    """The form of a paper with these pages; one that was begun and still lacks them is gone on with."""
    draft_id = f"wallet.{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    if begun and not begun.answers.get("paper_file") and not begun.partial:
        read, note = captions.read(turn, begun.answers)
        answers = {**begun.answers, **read, "paper_file": files}
        told = beside(turn.t("paper.file_for_begun"), note)
        begun = begun.with_(answers=answers, at="", partial=None)
        await filling.enter(turn, begun, beside(told, await photos.reading(turn, begun, files)))
        return
    if begun:
        draft_id = f"wallet.{turn.person.id}.{turn.new_id()}"
    begun_with = await checklist.begun_with(turn)
    read, note = captions.read(turn, begun_with)
    answers = {**begun_with, **read, "paper_file": files}
    draft = Draft(draft_id, PAPER.id, PAPER.version, turn.programme.id, answers)
    reading = await photos.reading(turn, draft, files)
    await filling.enter(turn, draft, beside(turn.t("paper.file_kept"), note, reading))


def waits_for_consent(turn: Turn, draft: Draft) -> bool:
    """Whether a file came in any form but that question from somebody who was not asked yet whether it may be kept."""
    newcomer = menu.is_newcomer(turn) and not turn.person.help
    return newcomer and turn.said.kind == "files" and draft.form not in _CONSENTS


async def ask_first(turn: Turn, draft: Draft) -> None:
    """A picture is kept only when that was agreed to; the form goes on then."""
    await consent.ask_for(turn, DOSSIER, then=f"photo:{draft.id}", note=turn.t("consent.photo_first"))


async def take_up(turn: Turn) -> bool:
    """Now that it was said whether files may be kept: what came before is forgotten, or comes in the next turn."""
    said = turn.said
    if turn.person.consents.get(DOSSIER) is not True:
        turn.photos.refused(said.channel, said.address)
        return False
    uploads, text = await turn.photos.agreed(said.channel, said.address)
    if not uploads:
        return False
    turn.follows.append(_CAME + json.dumps({"files": [astuple(upload) for upload in uploads], "text": text}))
    return True


async def go_back(turn: Turn, draft_id: str) -> None:
    """After a no: back to the form in which the file came, where it asks what need not be kept for anybody."""
    left = await turn.reads.draft(draft_id)
    if left is None or left.form in REGISTRATIONS:
        await menu.show(turn, turn.t("consent.refused"))
    else:
        await filling.enter(turn, left, turn.t("consent.photo_dropped"))


def taken_up(turn: Turn) -> bool:
    """Whether this is the turn of files that waited for the person's yes: it goes on as if they came just now."""
    if not turn.said.data.startswith(_CAME):
        return False
    came = json.loads(turn.said.data.removeprefix(_CAME))
    files = tuple(Upload(*file) for file in came["files"])
    turn.said = replace(turn.said, kind="files", data="", text=came["text"], files=files)
    return True


def is_page(turn: Turn, draft: Draft) -> bool:
    """Whether this is a page of the paper that is being asked about: an album comes picture by picture."""
    return turn.said.kind == "files" and draft.form == PAPER.id and draft.at != "paper_file"


async def add_pages(turn: Turn, draft: Draft) -> None:
    """One more page, whatever is being asked; the question stays."""
    taken = [upload for upload in turn.said.files if not upload.refused]
    turn.do(*(KeepFile(upload) for upload in taken))
    if not taken:
        await filling.enter(turn, draft, beside(_refusal(turn), given_back(turn)))
        return
    pages = list(dict.fromkeys([*(draft.answers.get("paper_file") or ()), *(upload.id for upload in taken)]))
    if len(pages) > MOST_FILES:
        told = beside(turn.t("error.too_many_pages", limit=MOST_FILES), given_back(turn))
        await filling.enter(turn, draft, told)
        return
    read, note = captions.read(turn, draft.answers)
    told = beside(turn.t("paper.page_added", count=len(pages), limit=MOST_FILES), note)
    at = "" if draft.at in read else draft.at
    answers = {**draft.answers, **read, "paper_file": pages}
    draft = draft.with_(answers=answers, at=at, partial=draft.partial if at else None)
    reading = await photos.reading(turn, draft, [upload.id for upload in taken])
    await filling.enter(turn, draft, beside(told, reading))
