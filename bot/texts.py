"""Every word a person sees, by key and language; days, money and numbers as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LOCALES = Path(__file__).parent / "locales"
"""A link to `locales/` at the top; in a wheel the folder itself stands here."""
REFERENCE = "vi"
DOMAIN = "ocop"


@dataclass(frozen=True, eq=False)
class Translator:
    """The texts of one language: `t("menu.title", name="…")`."""

    language: str
    locale: Locale
    texts: Mapping[str, str]

    def __call__(self, key: str, **params: object) -> str:
        """The text of `key`; a key that no catalogue has is a fault."""
        text = self.texts[key]
        return text.format(**params) if params else text

    def has(self, key: str) -> bool:
        return key in self.texts

    def words(self, key: str) -> list[str]:
        """The words of a key that holds several, parted by "|"."""
        return self.texts[key].split("|")

    def day(self, day: date) -> str:
        """The day with its weekday: "thứ Hai 30/05/2022"."""
        weekday = format_date(day, "EEEE", locale=self.locale)
        if self.language == REFERENCE:
            # "thứ Hai", but "chủ nhật": only the numbers are written large.
            weekday = weekday[0].lower() + weekday[1:].replace("Nhật", "nhật")
        return f"{weekday} {day:%d/%m/%Y}"

    def number(self, number: Decimal | int | str) -> str:
        return format_decimal(Decimal(number), format="#,##0.######", locale=self.locale)

    def money(self, dong: int) -> str:
        return f"{self.number(dong)} đ"


class Texts:
    """The catalogues of all languages that have a folder in `locales/`."""

    def __init__(self, folder: Path = LOCALES) -> None:
        found = sorted(p.parent.parent.name for p in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
        self.languages = tuple(sorted(found, key=lambda name: (name != REFERENCE, name)))
        self._translators = {name: _load(folder, name) for name in self.languages}

    def __getitem__(self, language: str) -> Translator:
        """The translator of `language`, or of the reference language where it is unknown."""
        return self._translators.get(language) or self._translators[REFERENCE]


def _load(folder: Path, language: str) -> Translator:
    file = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    return _read(file, language, file.stat().st_mtime_ns)


@cache
def _read(path: Path, language: str, _changed: int) -> Translator:
    """Read once as long as the file does not change: the catalogues take a tenth of a second."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    texts = {str(m.id): str(m.string) for m in catalogue if m.id and m.string}
    return Translator(language, Locale.parse(language), texts)
