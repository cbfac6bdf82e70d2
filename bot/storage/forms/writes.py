"""A form that is being filled in, the place in it, and the files sent meanwhile, as SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from bot.handlers.shared.quotas import ABANDONED
from bot.storage.assistance import helpers
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, statements
from bot.storage.forms.personal import PERSONAL_FORMS
from bot.writes.forms import DropDraft, KeepFile, SaveDraft, SetPlace


@statements.register
def _(write: SaveDraft, by: By) -> Iterator[Statement]:
    d = write.draft
    values = (
        d.form,
        d.version,
        d.programme,
        dump(dict(d.answers)),
        d.at,
        dump(d.partial),
        d.page,
        int(d.returning),
        dump(d.marked),
        d.subject,
        by.at,
        str(d.answers.get("area") or ""),
        dump({key: value for key, value in asdict(d.talk).items() if value}),
    )
    if d.revision:
        yield Statement(
            "UPDATE draft SET form = ?, version = ?, programme = ?, answers = ?, at = ?, partial = ?,"
            " page = ?, returning_ = ?, marked = ?, subject = ?, updated_at = ?, area = ?, talk = ?,"
            " revision = revision + 1"
            " WHERE id = ? AND revision = ?",
            (*values, d.id, d.revision),
            changes=1,
        )
    else:
        yield _abandoned(by)
        yield Statement(
            "INSERT INTO draft (form, version, programme, answers, at, partial, page, returning_, marked,"
            " subject, updated_at, area, talk, id, revision, person_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)"
            " ON CONFLICT (id) DO NOTHING",
            (*values, d.id, by.own.person if d.form in PERSONAL_FORMS else by.person),
            changes=1,
        )
    # What is typed next at this address answers this question; at another one it answers what was shown there.
    yield Statement(
        "UPDATE address SET asked = ? WHERE channel = ? AND address = ? AND draft_id = ?",
        (d.at, by.channel, by.address, d.id),
    )


def _abandoned(by: By) -> Statement:
    """Forms that this person opened a while ago and in which nothing was ever said go when another is begun."""
    return Statement(
        "DELETE FROM draft WHERE person_id = ? AND revision = 1 AND answers = '{}' AND partial = 'null'"
        " AND updated_at < ? AND NOT EXISTS (SELECT 1 FROM address a WHERE a.draft_id <> '' AND a.draft_id = draft.id)",
        (by.person, moment(by.now - ABANDONED)),
    )


@statements.register
def _(write: DropDraft, by: By) -> Iterator[Statement]:
    yield Statement("DELETE FROM draft WHERE id = ?", (write.draft_id,))


@statements.register
def _(write: SetPlace, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE address SET draft_id = ?, asked = COALESCE((SELECT d.at FROM draft d WHERE d.id = ?), '')"
        " WHERE channel = ? AND address = ?",
        (write.draft_id, write.draft_id, by.channel, by.address),
    )
    if write.draft_id and by.own is by:  # members may be in one form at once: each answers what they were shown
        yield from helpers.alone_in(write.draft_id, by.person, by.actor)


@statements.register
def _(write: KeepFile, by: By) -> Iterator[Statement]:
    u = write.upload
    yield Statement(
        "INSERT INTO file (id, person_id, name, content_type, size, created_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id, person_id) DO NOTHING",
        (u.id, by.person, u.name, u.content_type, u.size, by.at),
    )
