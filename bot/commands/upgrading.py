"""`upgrade`: a verified copy, the missing migrations, a look at what came out; else everything back as it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bootstrap import kind_of, open_store, refuse_kind
from bot.commands.backing_up import engine_of, passphrase_in, source_of, target_of
from bot.kit.clock import system_clock
from bot.ports.database import UnusableDatabase
from bot.settings.config import Settings
from bot.storage.backup.engines import Copied, Engine
from bot.storage.backup.keeping import keep_newest
from bot.storage.backup.making import make_backup
from bot.storage.backup.manifest import BadBackup
from bot.storage.backup.restoring import restore_backup
from bot.storage.engine.migrate import head
from bot.storage.engine.opening import Found, look, refuse_tables
from bot.storage.engine.serving import serving

COPY = "before-upgrade"
"""How the copies are named that are made before a migration."""
_COPIES = 7
GIVEN_UP: Mapping[str, frozenset[str]] = {}
"""Revisions that take rows away on purpose, with the tables that they take them from."""

Say = Callable[[str], None]


class UpgradeFailed(Exception):  # noqa: N818 - said plainly on the command line
    """The database is as it was before; the text says why."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """One database, what makes its missing steps, and where the copy goes. `without_copy`: the operator has one."""

    settings: Settings
    say: Say
    without_copy: bool = False

    async def __call__(self, migrate: Callable[[], Awaitable[None]] | None = None) -> bool:
        """Brings the database to this version's tables; False when there was nothing to do.

        A kill at any moment leaves the former tables or the new ones: the steps are one transaction.
        """
        found = await self._look()
        refuse_kind(found.kind, kind_of(self.settings))
        refuse_tables(found, migrate=True)
        if not found.revision or (found.revision == head() and migrate is None):
            return False
        # Nothing is changed under a process that serves it.
        async with nullcontext() if self.settings.database_url else serving(self.settings.folder):
            await self._upgrade(found.revision, migrate or self._migrate)
        return True

    async def _look(self) -> Found:
        url, direct = self.settings.database_urls
        return await look(url, self.settings.folder, direct)

    async def _upgrade(self, former: str, migrate: Callable[[], Awaitable[None]]) -> None:
        self.say(f"The database has revision {former}, this version needs {head()}.")
        copy = None if self.without_copy else await self._copy(former)
        before = await _contents(engine_of(self.settings))
        try:
            await migrate()
            await self._verify(before)
        except (BadBackup, UnusableDatabase, RuntimeError, OSError) as error:
            await self._back(copy, error)
        self.say(f"Done: revision {head()}, everything that was there is there.")

    async def _copy(self, revision: str) -> Path:
        now = system_clock()
        folder = self.settings.backups_folder
        path = folder / f"{COPY}-{kind_of(self.settings)}-{revision}-{now:%Y%m%d-%H%M%S-%f}.zip"
        self.say(f"1. A copy of the database: {path}")
        words = passphrase_in(self.settings.backup_passphrase_file)
        source = source_of(self.settings)
        try:
            with closing(source.place):
                made = await make_backup(source, path, now, passphrase=words, with_files=False)
        except BadBackup as error:
            raise UpgradeFailed(
                f"No copy could be made, so nothing was changed. {error}"
                " With a backup of your own: ocop-bot upgrade --without-copy"
            ) from None
        keep_newest(folder, f"{COPY}-{kind_of(self.settings)}-*.zip", _COPIES)
        self.say(f"   {made.size / 1_000_000:.1f} MB, read back and found whole")
        return path

    async def _migrate(self) -> None:
        self.say(f"2. The steps to revision {head()}")
        store = await open_store(self.settings, migrate=True)
        await store.close()

    async def _verify(self, before: Copied) -> None:
        self.say("3. A look at what came out")
        after = await _contents(engine_of(self.settings))
        if after.revision != head():
            raise BadBackup(f"the revision is {after.revision}")
        given_up = {t for revision, tables in GIVEN_UP.items() if revision > before.revision for t in tables}
        less = [t for t, rows in before.counts.items() if after.counts.get(t, 0) < rows and t not in given_up]
        if less:
            raise BadBackup(f"rows are missing in {', '.join(sorted(less))}")

    async def _back(self, copy: Path | None, error: Exception) -> None:
        """Puts the copy back where the tables are not what they were."""
        found = await self._look()
        if found.revision != head():
            raise UpgradeFailed(f"The upgrade failed and changed nothing: {error}")
        if copy is None:
            raise UpgradeFailed(f"The upgrade went wrong ({error}), and no copy was made: restore your own backup.")
        words = passphrase_in(self.settings.backup_passphrase_file)
        aside = f"failed-upgrade-{system_clock():%Y%m%d-%H%M%S}"
        target = target_of(self.settings)
        with closing(target.place):
            done = await restore_backup(copy, target, passphrase=words, aside=aside)
        kept = ", ".join(done.former)
        raise UpgradeFailed(f"The upgrade went wrong ({error}). The copy was put back; what came out is in {kept}.")


async def _contents(engine: Engine) -> Copied:
    """What the database holds at this moment, read from end to end."""
    with TemporaryDirectory(prefix="ocop-look-") as room:
        return await engine.look(Path(room))
