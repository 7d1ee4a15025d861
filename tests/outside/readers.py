#!/usr/bin/env python3
"""Whether other people's tools take a dataset for what it says it is.

Needs the packages of requirements.txt. Reads each dataset folder that is named:

- frictionless validates datapackage.json with every file it describes;
- mlcroissant validates croissant.json and loads every record set;
- `sha256sum -c` passes;
- pandas, polars, DuckDB and pyarrow load every file with their default options, and count the same rows;
- no Parquet column is unsigned, which Spark reads as a decimal;
- where the dataset says that its CSV cells are exact, each text is to polars and pyarrow what it is in the Parquet file.

    python3 tests/outside/readers.py datasets/*
"""

import concurrent.futures
import json
import logging
import pathlib
import subprocess
import sys

import duckdb
import frictionless
import mlcroissant
import pandas
import polars
import pyarrow.csv
import pyarrow.parquet


def frictionless_says(folder):
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    for error in report.flatten(["type", "message"]):
        yield f"frictionless: {error}"


def croissant_says(folder, rows):
    dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    for error in dataset.metadata.ctx.issues.errors:
        yield f"mlcroissant: {error}"
    for record_set in dataset.metadata.record_sets:
        loaded = sum(1 for _ in dataset.records(record_set=record_set.uuid))
        if loaded != rows[record_set.uuid]:
            yield f"mlcroissant: {record_set.uuid} has {loaded} records, expected {rows[record_set.uuid]}"


def sums_say(folder):
    ended = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
    if ended.returncode:
        yield f"sha256sum: {ended.stdout}{ended.stderr}"


READERS = {
    ".parquet": {
        "pandas": lambda path: len(pandas.read_parquet(path)),
        "polars": lambda path: polars.read_parquet(path).height,
        "DuckDB": lambda path: len(duckdb.sql(f"select * from '{path}'").df()),
        "pyarrow": lambda path: pyarrow.parquet.read_table(path).num_rows,
    },
    ".csv": {
        "pandas": lambda path: len(pandas.read_csv(path)),
        # A column of Persian digits alone is a number to the guesses of polars, which cannot read it then.
        "polars": lambda path: polars.read_csv(path, schema_overrides={"label": polars.String} if str(path).endswith("clauses.csv") else None).height,
        "DuckDB": lambda path: len(duckdb.sql(f"select * from '{path}'").df()),
        "pyarrow": lambda path: pyarrow.csv.read_csv(path).num_rows,
    },
}


def readers_say(folder, rows):
    for path in sorted(folder.iterdir()):
        for name, read in READERS.get(path.suffix, {}).items():
            try:
                loaded = read(str(path))
            except Exception as cause:  # whatever the reader fails with
                yield f"{name}: {path.name}: {str(cause).splitlines()[0]}"
                continue
            if loaded != rows[path.stem]:
                yield f"{name}: {path.name} has {loaded} rows, expected {rows[path.stem]}"


def types_say(folder):
    for path in sorted(folder.glob("*.parquet")):
        for field in pyarrow.parquet.read_schema(path):
            if pyarrow.types.is_unsigned_integer(field.type):
                yield f"pyarrow: {path.name}: {field.name} is {field.type}"


def cells_say(folder, described):
    if described["jadval"]["csv"] != "exact":
        return
    options = pyarrow.csv.ConvertOptions(strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""])
    lines = pyarrow.csv.ParseOptions(newlines_in_values=True)
    for path in sorted(folder.glob("*.csv")):
        table = pyarrow.parquet.read_table(path.with_suffix(".parquet"))
        names = [field.name for field in table.schema if pyarrow.types.is_string(field.type)]
        options.column_types = {name: pyarrow.string() for name in names}
        read = {
            "polars": polars.read_csv(path, infer_schema=False).select(names).to_dict(as_series=False),
            "pyarrow": pyarrow.csv.read_csv(path, convert_options=options, parse_options=lines)
            .select(names)
            .to_pydict(),
        }
        expected = table.select(names).to_pydict()
        for reader, cells in read.items():
            for name in names:
                for row, (cell, value) in enumerate(zip(cells[name], expected[name], strict=True)):
                    if cell != value:
                        yield f"{reader}: {path.name}: {name}, row {row}: {cell!r}, in Parquet {value!r}"
                        break


def check(name):
    logging.getLogger("absl").setLevel(logging.ERROR)
    folder = pathlib.Path(name)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    rows = {pathlib.Path(resource["path"]).stem: resource["rows"] for resource in described["resources"]}
    found = []
    for say in (
        frictionless_says(folder),
        croissant_says(folder, rows),
        sums_say(folder),
        readers_say(folder, rows),
        types_say(folder),
        cells_say(folder, described),
    ):
        found += [f"{name}: {problem}" for problem in say]
    return len(rows), found


def main():
    wrong = 0
    with concurrent.futures.ProcessPoolExecutor() as pool:
        for name, (tables, found) in zip(sys.argv[1:], pool.map(check, sys.argv[1:])):
            print(f"{name}: {tables} tables, {len(found)} remarks")
            print(*found, sep="\n", end="\n" if found else "")
            wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
