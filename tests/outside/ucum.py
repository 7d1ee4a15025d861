#!/usr/bin/env python3
"""Whether every unit code is UCUM or ISO 4217, by outside parsers.

Needs the packages ucumvert and pyarrow. Reads lexicon/quantity/units.toml, lexicon/quantity/currencies.toml and the `figures` table of
each dataset folder that is named.

    python3 tests/outside/ucum.py datasets/*
"""

import pathlib
import sys
import tomllib

import pyarrow.parquet
from ucumvert import get_ucum_parser

ROOT = pathlib.Path(__file__).resolve().parents[2]


def entries(name):
    return tomllib.loads((ROOT / "lexicon" / "quantity" / name).read_text(encoding="utf-8"))["entry"]


def is_currency(code):
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()


def main():
    codes = set()
    for entry in entries("units.toml"):
        codes |= {entry["code"], str(entry.get("base", entry["code"]))}
    currencies = {entry["code"] for entry in entries("currencies.toml")}
    for folder in sys.argv[1:]:
        table = pyarrow.parquet.read_table(pathlib.Path(folder) / "figures.parquet", columns=["unit", "unit_base"])
        codes |= {code for column in table.columns for code in column.to_pylist() if code}
    parser = get_ucum_parser()
    wrong = []
    for code in sorted((codes | currencies) - {""}):
        # Money may stand in a rate («USD/bbl»): a currency is an annotation to UCUM.
        parts = ["{money}" if is_currency(part) else part for part in code.split("/")]
        if parts == ["{money}"]:
            continue
        try:
            parser.parse("/".join(parts))
        except Exception as cause:  # whatever the parser refuses with
            wrong.append(f"{code}: {str(cause).splitlines()[0]}")
    print(f"{len(codes | currencies)} codes, {len(wrong)} wrong", *wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
