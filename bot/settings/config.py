"""The settings: read from the environment once, checked, explained when they do not fit."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.kit.hours import Hours
from bot.kit.keeping import Keeps
from bot.ports.files import FileLimits
from bot.settings.kinds import bot_token, is_local, lower, networks, postgres, web_address
from bot.settings.misspelt import strangers
from ocop_domain.programme_files import (
    BadProgrammeError,
    UnknownProgrammeError,
    all_programmes,
    is_file,
    load_programme,
)

T = TypeVar("T")
TELEGRAM = "https://api.telegram.org"


DEMO_PROGRAMME = "camau-2022"


def _refuse_programme(setting: str, programme: str | None) -> None:
    """Refuses a programme that is not known, or a file with mistakes."""
    if programme is None:
        return
    if not is_file(programme) and programme not in all_programmes():
        known = ", ".join(all_programmes())
        raise ValueError(f"{setting}: choose one of {known}, or give a file of your own that ends in .yaml")
    try:
        load_programme(programme)
    except (UnknownProgrammeError, BadProgrammeError) as error:
        raise ValueError(f"{setting}: {error}") from None


def _if_given(check: Callable[[T], T]) -> Callable[[T | None], T | None]:
    return lambda value: None if value is None else check(value)


class Settings(BaseSettings):
    """All settings, each as OCOP_… in the environment."""

    model_config = SettingsConfigDict(env_prefix="OCOP_", extra="ignore", env_ignore_empty=True)

    demo: Annotated[
        bool | None,
        Field(description="Demonstration mode. Default: on when no token, database or programme is set."),
    ] = None
    programme: Annotated[
        str | None,
        Field(description="No longer needed: one more plan, by its id or file; setting it means the live house."),
    ] = None
    programmes: Annotated[
        Path | None,
        Field(description="Folder with plans of your own (*.yaml), beside those that ship. Default: in OCOP_DATA."),
    ] = None
    demo_season: Annotated[bool, Field(description="Whether the demonstration begins in the middle of a season.")] = (
        True
    )
    demo_programme: Annotated[
        str | None,
        Field(description="Plan in which the demonstration starts, for instance dakdoa-2022. Default: camau-2022."),
    ] = None
    data: Annotated[Path, Field(description="Folder of the embedded database and of the files.")] = Path("data")
    files_url: Annotated[
        str | None,
        Field(
            pattern=r"^s3://[^/]+",
            description="s3://bucket/prefix to keep files in an S3 store (needs the extra `s3`); else in OCOP_DATA.",
        ),
    ] = None
    files_endpoint: Annotated[
        str | None, Field(pattern=r"^https?://", description="Address of the S3 server. Default: Amazon's.")
    ] = None
    files_key: Annotated[
        SecretStr | None, Field(description="Access key of the S3 store. Default: what botocore finds.")
    ] = None
    files_secret: Annotated[SecretStr | None, Field(description="Secret key of the S3 store.")] = None
    files_region: Annotated[str | None, Field(description="Region of the S3 store, where it asks for one.")] = None
    database_url: Annotated[
        SecretStr | None,
        BeforeValidator(postgres),
        Field(description="postgresql://… to use PostgreSQL; without it SQLite in OCOP_DATA."),
    ] = None
    postgres_tools: Annotated[
        Path | None,
        Field(description="Folder of pg_dump and pg_restore, for backups. Default: where Debian or PATH has them."),
    ] = None
    backups: Annotated[
        Path | None,
        Field(description="Folder of the nightly backups and the copies before upgrades. Default: in OCOP_DATA."),
    ] = None
    backups_keep: Annotated[
        int, Field(ge=0, le=1000, description="Nightly backups that are kept; 0: none is made by itself.")
    ] = 7
    backup_passphrase_file: Annotated[
        Path | None, Field(description="File with the passphrase of the nightly backups. Default: they have none.")
    ] = None
    keep_chats_days: Annotated[
        int, Field(ge=0, le=36500, description="Days that messages of the web chat are kept; 0: for ever.")
    ] = 730
    keep_drafts_days: Annotated[
        int,
        Field(ge=0, le=36500, description="Days that drafts without content or consent are kept; 0: for ever."),
    ] = 30
    database_direct_url: Annotated[
        SecretStr | None,
        BeforeValidator(postgres),
        Field(description="postgresql://… past a pooler in transaction mode: for locks and migrations."),
    ] = None
    web_host: Annotated[str, Field(description="Address that the server listens on.")] = "127.0.0.1"
    web_port: Annotated[int, Field(ge=0, le=65535, description="Port of the web chat.")] = 8080
    web_url: Annotated[
        str | None,
        AfterValidator(_if_given(web_address)),
        Field(
            description="Public address of the web chat (https://…): for invitations, and it makes cookies secure.",
        ),
    ] = None
    proxies: Annotated[
        str,
        AfterValidator(networks),
        Field(
            description="Proxies in front of the web chat, whose word on the visitor's address is believed: "
            "10.0.0.5,172.16.0.0/12."
        ),
    ] = "127.0.0.0/8,::1"
    connections: Annotated[
        int, Field(ge=8, description="Connections at a time, as far as the system gives descriptors for them.")
    ] = 8000
    connections_each: Annotated[
        int,
        Field(ge=1, description="Connections of one address; carriers share addresses, proxies are free."),
    ] = 1000
    live: Annotated[
        int, Field(ge=1, description="Pages that hear live messages at a time; others ask by themselves.")
    ] = 6000
    live_each: Annotated[
        int, Field(ge=1, description="Pages of one visitor's address that hear live messages at a time.")
    ] = 1500
    secret: Annotated[
        SecretStr | None,
        Field(min_length=16, description="Signs sessions. Default: made once and kept in OCOP_DATA."),
    ] = None
    telegram_token: Annotated[
        SecretStr | None, AfterValidator(_if_given(bot_token)), Field(description="Token of the Telegram bot.")
    ] = None
    telegram_api_url: Annotated[str, Field(description="Bot API server.", pattern=r"^https?://")] = TELEGRAM
    telegram_rate: Annotated[
        float, Field(description="Telegram messages a second; more than 28 must be paid for.", ge=1, le=10_000)
    ] = 28
    telegram_webhook_url: Annotated[
        str | None,
        AfterValidator(_if_given(web_address)),
        Field(description="Public https address of this server: webhook instead of polling."),
    ] = None
    metrics_token: Annotated[
        SecretStr | None, Field(min_length=16, description="Opens /metrics to Prometheus: Authorization: Bearer …")
    ] = None
    places: Annotated[
        int,
        Field(
            ge=1,
            le=1000,
            description="Notices of a channel that may be on their way at once: so many a kill leaves unknown.",
        ),
    ] = 16
    person_megabytes: Annotated[int, Field(ge=1, description="Megabytes of photos and papers kept of one person.")] = (
        500
    )
    person_files: Annotated[int, Field(ge=1, description="Photos and papers kept of one person.")] = 1000
    address_megabytes: Annotated[
        int, Field(ge=1, description="Megabytes of files that one network address may send in a day.")
    ] = 4000
    files_megabytes: Annotated[int, Field(ge=1, description="Megabytes of photos and papers kept in all.")] = 200_000
    disk_reserve: Annotated[
        int, Field(ge=0, description="Megabytes that stay free for the database: with less no file is taken.")
    ] = 500
    uploads: Annotated[
        int, Field(ge=2, le=1000, description="Files taken at once; half of them from one network address at most.")
    ] = 24
    upload_seconds: Annotated[int, Field(ge=10, description="Seconds that one file may take to come in.")] = 600
    drafts_most: Annotated[
        int, Field(ge=5, le=10_000, description="Forms that one person may have begun at the same time.")
    ] = 200
    waiting_most: Annotated[
        int, Field(ge=1, le=10_000, description="Registrations of one person that may wait in one commune's queue.")
    ] = 30
    papers_most: Annotated[
        int, Field(ge=1, le=1000, description="Papers that are made for one person, or wait for it, at the same time.")
    ] = 4
    newcomers_hourly: Annotated[
        int, Field(ge=150, le=1_000_000, description="New visitors an hour from one network address.")
    ] = 300
    newcomers_hourly_all: Annotated[
        int, Field(ge=150, le=10_000_000, description="New visitors an hour of the whole installation.")
    ] = 6000
    reads_rate: Annotated[
        float, Field(ge=1, le=10_000, description="Pages, histories and files a second that one browser may ask for.")
    ] = 20
    quiet_hours: Annotated[
        str,
        Field(
            pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$",
            description="When nobody is written to unasked, in Vietnam's time: 21:00-06:30.",
        ),
    ] = "21:00-06:30"
    log_level: Annotated[
        str,
        BeforeValidator(lower),
        Field(pattern="^(debug|info|warning|error)$", description="How much is logged: debug, info, warning, error."),
    ] = "info"

    @model_validator(mode="after")
    def _demo_or_real(self) -> Settings:
        if self.demo is None:
            self.demo = not (self.telegram_token or self.database_url or self.programme)
        if (self.files_key is None) != (self.files_secret is None):
            raise ValueError("OCOP_FILES_KEY, OCOP_FILES_SECRET: set both or none")
        if self.database_direct_url and not self.database_url:
            raise ValueError("OCOP_DATABASE_DIRECT_URL: goes with OCOP_DATABASE_URL; set that too")
        _refuse_programme("OCOP_PROGRAMME", self.programme)
        _refuse_programme("OCOP_DEMO_PROGRAMME", self.demo_programme)
        webhook = self.telegram_webhook_url or ""
        if webhook.startswith("http:") and self.telegram_api_url.startswith(TELEGRAM):
            raise ValueError("OCOP_TELEGRAM_WEBHOOK_URL: Telegram calls https:// addresses only")
        return self

    @property
    def is_demo(self) -> bool:
        return bool(self.demo)

    @property
    def programme_id(self) -> str:
        """The programme that is named; "" where none is: then the law of the day leads, and plans where they hold."""
        if self.is_demo:
            return self.demo_programme or self.programme or DEMO_PROGRAMME
        return self.programme or ""

    @property
    def outdated(self) -> str:
        """What to say of settings that are read still; "" when none of them is set."""
        if not self.programme:
            return ""
        if self.is_demo:
            return "OCOP_PROGRAMME: the demonstration's plan is named by OCOP_DEMO_PROGRAMME now"
        return "OCOP_PROGRAMME is no longer needed: plans hold by their unit and time; OCOP_DEMO=0 runs it for real"

    @property
    def programmes_folder(self) -> Path:
        """Where the plans of this installation are."""
        return self.programmes or self.data / "programmes"

    @property
    def publicly(self) -> str:
        """Why this demonstration would be public; "" when only this machine sees it, or when it is none."""
        if not self.is_demo:
            return ""
        if self.web_url and not is_local(urlsplit(self.web_url).hostname or ""):
            return f"OCOP_WEB_URL={self.web_url} is a public address"
        if not is_local(self.web_host):
            return f"OCOP_WEB_HOST={self.web_host} listens to other machines"
        if self.telegram_token:
            return "OCOP_TELEGRAM_TOKEN lets everybody on Telegram in"
        if self.telegram_webhook_url:
            return "OCOP_TELEGRAM_WEBHOOK_URL is a public address"
        return ""

    @property
    def proxy_list(self) -> list[str]:
        return [part.strip() for part in self.proxies.split(",")]

    @property
    def database_urls(self) -> tuple[str | None, str | None]:
        """The address of PostgreSQL and its direct one, where they are set."""
        urls = (self.database_url, self.database_direct_url)
        plain = [url.get_secret_value() if url else None for url in urls]
        return plain[0], plain[1]

    @property
    def file_limits(self) -> FileLimits:
        """How many files may come in."""
        return FileLimits(
            person_bytes=self.person_megabytes << 20,
            person_files=self.person_files,
            address=self.address_megabytes << 20,
            total_bytes=self.files_megabytes << 20,
            reserve_bytes=self.disk_reserve << 20,
            uploads=self.uploads,
            seconds=self.upload_seconds,
        )

    @property
    def hours(self) -> Hours:
        begin, _, end = self.quiet_hours.partition("-")
        return Hours(time.fromisoformat(begin), time.fromisoformat(end))

    @property
    def files_place(self) -> str | None:
        """Where in the S3 store the files are; a demonstration and real data do not share it either."""
        return f"{self.files_url.rstrip('/')}/{self.folder.name}" if self.files_url else None

    @property
    def files_options(self) -> dict[str, Any]:
        """What s3fs wants to know of the store."""
        found: dict[str, Any] = {"endpoint_url": self.files_endpoint} if self.files_endpoint else {}
        if self.files_key and self.files_secret:
            found |= {"key": self.files_key.get_secret_value(), "secret": self.files_secret.get_secret_value()}
        if self.files_region:
            found["client_kwargs"] = {"region_name": self.files_region}
        # Older servers take the checksum that newer clients put behind a body for a part of the file.
        wanted = ("request_checksum_calculation", "response_checksum_validation")
        found["config_kwargs"] = dict.fromkeys(wanted, "when_required")
        return found

    @property
    def keeps(self) -> Keeps:
        """How long things are kept."""
        return Keeps(self.keep_chats_days, self.keep_drafts_days)

    @property
    def backups_folder(self) -> Path:
        """Where backups are kept that are made without a name."""
        return self.backups or self.data / "backups"

    @property
    def folder(self) -> Path:
        """The demonstration has a folder of its own: it can never touch real data."""
        return self.data / ("demo" if self.is_demo else "live")


def environment(**more: str) -> dict[str, str]:
    """The environment for a program that is called, with `more`."""
    return {**os.environ, **more}


def variables(settings: Settings) -> dict[str, str]:
    """These settings as variables of the environment, for a program that is to have the same."""
    found = {}
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if value is None or value == field.default:
            continue
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        found[f"OCOP_{name.upper()}"] = str(int(plain)) if isinstance(plain, bool) else str(plain)
    return found


class BadSettings(Exception):  # noqa: N818
    """Settings that cannot be used; the text says what to set."""


def load_settings() -> Settings:
    """The settings of this process, or `BadSettings` that names each variable."""
    # python-telegram-bot reads this one itself: waiting times as timedelta, the way it will be from its next version.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    slips = [f"{name} is no setting. Is {meant} meant? Correct it, or remove it." for name, meant in _others() if meant]
    if slips:
        raise BadSettings("\n".join(slips))
    try:
        return Settings()
    except ValidationError as error:
        raise BadSettings("\n".join(_told(problem) for problem in error.errors())) from None


def unknown_names() -> list[str]:
    """Variables that begin as ours do, and are not read by anybody here."""
    return [name for name, meant in _others() if not meant]


def _others() -> list[tuple[str, str]]:
    known = {f"OCOP_{name.upper()}" for name in Settings.model_fields}
    return list(strangers(os.environ, known).items())


def _told(problem: ErrorDetails) -> str:
    """One line: which setting, what is wrong, what belongs there. Our patterns are riddles, so they are not shown."""
    where = "_".join(str(part) for part in problem["loc"]).upper()
    wrong = "this cannot be" if problem["type"] == "string_pattern_mismatch" else problem["msg"]
    wrong = wrong.removeprefix("Value error, ")
    field = Settings.model_fields.get(where.lower())
    if not where:
        return wrong
    return f"OCOP_{where}: {wrong}. {(field.description if field else '') or ''}".rstrip()
