"""Runs over files, and what tells two datasets apart."""

from __future__ import annotations

import datetime
import os
import pathlib
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, overload

from . import _jadval
from ._dataset import Dataset, read
from ._input import iso_day
from ._progress import Progress, telling

Path = str | os.PathLike[str]


class Summary(NamedTuple):
    """What a run did.

    Attributes:
        out: the dataset's folder.
        documents, rejected: how many were read, and how many could not be.
        bytes: of their sources.
        rows: of each table.
        findings: how many of each check.
        first_rejects: why the first of them could not be read.
    """

    out: pathlib.Path
    documents: int
    bytes: int
    rows: dict[str, int]
    findings: dict[str, int]
    rejected: int
    first_rejects: list[str]

    def read(self) -> Dataset:
        """The dataset."""
        return read(self.out)


def _summary(told: str) -> Summary:
    import json

    found = json.loads(told)
    return Summary(**{**found, "out": pathlib.Path(found["out"])})


def name_of(out: Path) -> str:
    """The name of a dataset: its folder's, in the letters that names may have."""
    known = "abcdefghijklmnopqrstuvwxyz0123456789_.-"
    name = "".join(letter if letter in known else "-" for letter in pathlib.Path(out).name.lower())
    return name if name.strip("-") else "dataset"


@overload
def run(
    pipeline: Path, *, check: Literal[False] = False, threads: int | None = None, progress: Progress = None
) -> Summary: ...


@overload
def run(
    pipeline: Path, *, check: Literal[True], threads: int | None = None, progress: Progress = None
) -> list[str] | None: ...


@overload
def run(
    pipeline: Path, *, check: bool, threads: int | None = None, progress: Progress = None
) -> Summary | list[str] | None: ...


def run(pipeline: Path, *, check: bool = False, threads: int | None = None, progress: Progress = None) -> Summary | list[str] | None:
    """Carries out a pipeline file, as ``jadval run`` does without what it remembers.

    With ``check`` nothing is written: the result is a line for each file that would change, none where the dataset is
    current, and ``None`` where there is no dataset yet.

    Raises:
        ConfigurationError: a file that says what cannot be, with its line.
        ReadWriteError: a file that cannot be read or written.
    """
    with telling(progress) as tell:
        if check:
            return _jadval.check(os.fspath(pipeline), threads, tell)
        return _summary(_jadval.run(os.fspath(pipeline), threads, tell))


def extract_files(
    paths: Path | Iterable[Path],
    out: Path,
    *,
    text: str | None = None,
    doc_id: str | None = None,
    date: str | None = None,
    title: str | None = None,
    reference_date: datetime.date | str | None = None,
    stages: Iterable[str] | None = None,
    decimal_slash: str = "auto",
    lexicons: Iterable[Path] = (),
    rules: Iterable[Path] = (),
    formats: Iterable[str] = ("parquet",),
    texts: bool = False,
    threads: int | None = None,
    progress: Progress = None,
) -> Summary:
    """Extracts files, folders and globs into a dataset, as ``jadval extract`` does: memory depends on the documents in work
    and not on their number.

    Args:
        paths: what is read: text, Word, web pages, spreadsheets, archives, corpora of JSON, CSV or Parquet.
        out: the dataset's folder; what stood there stays until all is written.
        text, doc_id, date, title: the columns of corpora.
        reference_date: a day, or where documents have one, such as ``"metadata,filename,2020-12-10"``.
        formats: ``"parquet"``, ``"csv"``.
        texts: whether to keep the texts of documents that are their own files, too.
    """
    inputs = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    options: dict[str, Any] = {
        "text": text,
        "doc_id": doc_id,
        "date": date,
        "title": title,
        "reference_date": iso_day(reference_date),
        "stages": None if stages is None else list(stages),
        "decimal_slash": decimal_slash,
        "lexicons": [os.fspath(file) for file in lexicons],
        "rules": [os.fspath(file) for file in rules],
        "formats": list(formats),
        "texts": texts,
        "threads": threads,
    }
    with telling(progress) as tell:
        told = _jadval.extract_files([os.fspath(path) for path in inputs], os.fspath(out), name_of(out), options, tell)
    return _summary(told)


def merge(parts: Iterable[Path], out: Path, *, formats: Iterable[str] = ("parquet",)) -> Dataset:
    """Joins datasets of parts of a collection, in the order of their documents, into the one that a single run writes.

    Raises:
        ConfigurationError: parts of other rules or settings, or with a document of one id.
    """
    _jadval.merge([os.fspath(part) for part in parts], os.fspath(out), name_of(out), list(formats))
    return read(out)


def diff(old: Path, new: Path) -> dict[str, dict[str, Any]]:
    """What tells two written datasets apart: by table, how many rows were added, removed and changed, in which cells, and
    the first of them. Empty where their rows are the same."""
    import json

    found = json.loads(_jadval.diff(os.fspath(old), os.fspath(new)))
    return {table["table"]: table for table in found["tables"]}


def schema(table: str | None = None) -> Any:
    """The tables and their columns, as ``jadval schema --json`` has them; of one table its own part.

    >>> [column["name"] for column in schema("dates")["columns"]][:2]
    ['date_id', 'doc_id']
    """
    import json

    everything = json.loads(_jadval.schema())
    if table is None:
        return everything
    tables = everything["tables"] if isinstance(everything, dict) else everything
    for one in tables:
        if one["name"] == table:
            return one
    from .errors import ConfigurationError

    raise ConfigurationError(f"expected a table ({', '.join(_jadval.table_names())}), found {table!r}")
