"""Writes until_2025.tsv, since_2025.tsv and successors.tsv from the data files of vietnamadminunits 1.0.4.

The package (MIT) is read as data and never imported; it is no dependency of the program. To run again:

    python -m venv throwaway
    throwaway/bin/pip install --no-deps vietnamadminunits==1.0.4
    python ocop_domain/data/areas/generate.py throwaway/lib/python3.11/site-packages/vietnamadminunits/data

The same input gives the same bytes. supplement.tsv is written by hand and not touched.
"""

import argparse
import json
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
SOURCE = "# From vietnamadminunits 1.0.4 (PyPI), MIT, Copyright (c) 2025 Tran Ngoc Minh Hieu; see README.md"
KINDS = ("Tỉnh", "Thành phố", "Quận", "Huyện", "Thị xã", "Thị trấn", "Phường", "Xã", "Đặc khu")


class Commune(NamedTuple):
    """One row of the package, with our codes; `commune` is "" for an island district without communes."""

    key: str
    name_key: str
    province: str
    district: str
    commune: str
    names: tuple[str, ...]


def tidy(name: str) -> str:
    """The name in NFC, single spaces, its kind written as in KINDS."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    for kind in KINDS:
        if name.casefold().startswith(kind.casefold() + " "):
            return kind + name[len(kind) :]
    raise ValueError(f"no known kind: {name}")


def old_communes(db: sqlite3.Connection) -> list[Commune]:
    """Every unit of the lowest level that was in force on 2025-06-30."""
    rows = db.execute(
        "SELECT provinceKey, districtKey, wardKey, provinceCode, districtCode, wardCode,"
        " province, district, ward FROM admin_units_legacy"
    )
    return [
        Commune(
            key=f"{p_key}_{d_key}_{w_key or ''}",
            name_key=w_key or "",
            province=f"o{p}",
            district=f"o{d}",
            commune=f"o{w}" if w else "",
            names=tuple(tidy(n) for n in (p_name, d_name, w_name) if n),
        )
        for p_key, d_key, w_key, p, d, w, p_name, d_name, w_name in rows
    ]


def new_communes(db: sqlite3.Connection) -> list[Commune]:
    """Every commune in force since 2025-07-01; `district` stays empty."""
    rows = db.execute("SELECT provinceKey, wardKey, provinceCode, wardCode, province, ward FROM admin_units")
    return [
        Commune(f"{p_key}_{w_key}", w_key, f"n{p}", "", f"n{w}", (tidy(p_name), tidy(w_name)))
        for p_key, w_key, p, w, p_name, w_name in rows
    ]


def units(communes: Iterable[Commune]) -> list[tuple[str, str, str]]:
    """(code, parent, name) of every unit once, parents before children, by code."""
    found: dict[str, tuple[str, str]] = {}
    for c in communes:
        codes = [code for code in (c.province, c.district, c.commune) if code]
        for code, parent, name in zip(codes, ["", *codes], c.names, strict=False):
            if found.setdefault(code, (parent, name)) != (parent, name):
                raise ValueError(f"{code} is both {found[code]} and {(parent, name)}")
    return [(code, *found[code]) for code in sorted(found, key=lambda code: (len(code), code))]


def candidates(converter: Mapping[str, Mapping[str, object]], new: Iterable[Commune]) -> dict[str, set[str]]:
    """Old key to the codes of every new commune that took a part of it, as the package says."""
    code = {c.key: c.commune for c in new}
    result: dict[str, set[str]] = defaultdict(set)
    for province, whole in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        assert isinstance(whole, dict)
        for ward, old_keys in whole.items():
            for key in old_keys:
                result[key].add(code[f"{province}_{ward}"])
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        assert isinstance(divided, dict)
        for key, wards in divided.items():
            result[key].update(code[f"{province}_{ward['newWardKey']}"] for ward in wards)
    return result


def without_namesakes(old: Iterable[Commune], found: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The candidates without those that belong to a namesake in another district.

    The package matched names within the merged province, so two old communes of one name got the union of
    both their successors. A candidate goes only if undivided communes of the namesake's district went
    into it and none of the unit's own district did, and only while another candidate is left.
    """
    communes = {c.key: c for c in old}
    districts: dict[str, set[str]] = defaultdict(set)
    namesakes: dict[str, list[Commune]] = defaultdict(list)
    for c in communes.values():
        namesakes[c.name_key].append(c)
        if len(found[c.key]) == 1:
            districts[next(iter(found[c.key]))].add(c.district)

    def foreign(c: Commune, new: str) -> bool:
        return c.district not in districts[new] and any(
            other.key != c.key and new in found[other.key] and other.district in districts[new]
            for other in namesakes[c.name_key]
        )

    kept = {key: {new for new in found[key] if not foreign(c, new)} for key, c in communes.items()}
    return {key: kept[key] or set(found[key]) for key in communes}


def successors(
    old: Iterable[Commune], new: Iterable[Commune], converter: Mapping[str, Mapping[str, object]]
) -> list[tuple[str, str]]:
    """(old code, new codes with commas) for provinces, communes and districts without communes."""
    old, new = list(old), list(new)
    old_province = {c.key.split("_")[0]: c.province for c in old}
    new_province = {c.key.split("_")[0]: c.province for c in new}
    result: dict[str, set[str]] = {}
    for key, sources in converter["DICT_PROVINCE"].items():
        assert isinstance(sources, list)
        result |= {old_province[source]: {new_province[key]} for source in sources}
    kept = without_namesakes(old, candidates(converter, new))
    result |= {c.commune or c.district: kept[c.key] for c in old}
    return [(code, ",".join(sorted(result[code]))) for code in sorted(result, key=lambda code: (len(code), code))]


def write(name: str, header: str, rows: Iterable[tuple[str, ...]]) -> None:
    """One tab separated file beside this script."""
    lines = [header, SOURCE, *("\t".join(row) for row in rows)]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(f"{name}: {len(lines) - 2} rows\n")


def main() -> None:
    """Reads the package's data directory named on the command line and writes the three files."""
    parser = argparse.ArgumentParser(description="Generate the data of administrative units.")
    parser.add_argument("data", type=Path, help="the directory vietnamadminunits/data of the installed package")
    data: Path = parser.parse_args().data
    db = sqlite3.connect(f"{(data / 'dataset.db').resolve().as_uri()}?mode=ro", uri=True)
    old, new = old_communes(db), new_communes(db)
    db.close()
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    write("until_2025.tsv", "# code, parent, name: units in force on 2025-06-30 and no longer", units(old))
    write("since_2025.tsv", "# code, parent, name: units in force since 2025-07-01", units(new))
    write(
        "successors.tsv",
        "# old code, every new code that may have taken a part",
        successors(old, new, converter),
    )


if __name__ == "__main__":
    main()
