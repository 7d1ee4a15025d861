#!/usr/bin/env python3
"""Whether every EDTF value is what an outside parser takes it for, with the same bounds as the row's dates.

Needs the packages edtf and pyarrow. Reads the `dates` table of each dataset folder that is named.

    python3 tests/outside/edtf.py datasets/*
"""

import pathlib
import sys
import time

# A file of this name stands beside the package.
sys.path.pop(0)

import pyarrow.parquet
from edtf import parse_edtf


def day(moment):
    return time.strftime("%Y-%m-%d", moment) if moment.tm_year >= 1000 else None


def main():
    rows = wrong = 0
    seen = set()
    for folder in sys.argv[1:]:
        columns = ["text", "edtf", "start_date", "end_date"]
        for row in pyarrow.parquet.read_table(pathlib.Path(folder) / "dates.parquet", columns=columns).to_pylist():
            if not row["edtf"]:
                continue
            key = (row["edtf"], row["start_date"], row["end_date"])
            rows += 1
            if key in seen:
                continue
            seen.add(key)
            try:
                parsed = parse_edtf(row["edtf"])
                bounds = (day(parsed.lower_strict()), day(parsed.upper_strict()))
            except Exception as cause:  # whatever the parser refuses with
                wrong += 1
                print(f"{row['text']}: {row['edtf']} is refused: {str(cause).splitlines()[0]}")
                continue
            expected = (row["start_date"].isoformat(), row["end_date"].isoformat())
            if any(found and found != wanted for found, wanted in zip(bounds, expected)):
                wrong += 1
                print(f"{row['text']}: {row['edtf']} is {bounds}, the row says {expected}")
    print(f"{rows} values, {len(seen)} different, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
