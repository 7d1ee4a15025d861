"""What people have documents in, as an Arrow stream with the columns that the engine reads."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from . import _jadval
from .errors import ConfigurationError

#: A day, or the name of a column of days.
Day = datetime.date | str | None

#: Columns that are taken as they are called.
KNOWN = ("title", "path", "format", "encoding", "bytes", "sha256", "reference_source")


def iso_day(day: Day) -> str | None:
    """A day as it is written in settings; a time of day would be lost, and is refused."""
    if day is None or isinstance(day, str):
        return day
    if isinstance(day, datetime.datetime):
        if (day.hour, day.minute, day.second, day.microsecond) != (0, 0, 0, 0):
            raise ConfigurationError(f"reference_date: expected a day, found {day.isoformat()}")
        day = day.date()
    if isinstance(day, datetime.date):
        return day.isoformat()
    raise ConfigurationError(f"reference_date: expected a day or the name of a column, found {type(day).__name__}")


def documents(data: Any, *, text: str, doc_id: str | None, reference_date: Day) -> _jadval.Rows:
    """Rows with the columns `text`, `doc_id`, `reference_date` and those of `KNOWN`, as `_jadval` takes them."""
    if isinstance(data, str):
        return _of_texts(None, [data], reference_date)
    if isinstance(data, Mapping):
        return _of_texts(list(data.keys()), list(data.values()), reference_date)
    table = stream(data)
    if table is not None:
        return _of_table(table, text, doc_id, reference_date)
    if isinstance(data, Iterable):
        return _of_texts(None, list(data), reference_date)
    raise ConfigurationError(
        "expected a text, a list or dict of texts, or a table with __arrow_c_stream__ "
        f"(polars, pandas, pyarrow, DuckDB, datasets), found {type(data).__name__}"
    )


def _of_texts(ids: list[Any] | None, texts: list[Any], reference_date: Day) -> _jadval.Rows:
    for at, text in enumerate(texts):
        if text is not None and not isinstance(text, str):
            which = repr(ids[at]) if ids is not None else str(at)
            raise ConfigurationError(f"document {which}: expected a text, found {type(text).__name__}")
    names = None if ids is None else [None if name is None else str(name) for name in ids]
    return _jadval.documents_of_texts(names, texts, iso_day(reference_date))


def stream(data: Any) -> Any:
    """The object of an Arrow stream behind what is given; `None` where there is none."""
    module = type(data).__module__.partition(".")[0]
    if module == "polars" and type(data).__name__ == "LazyFrame":
        return data.collect()
    if module == "datasets" and hasattr(data, "with_format"):
        return data.with_format("arrow")[:]
    if hasattr(data, "__arrow_c_stream__"):
        return data
    if hasattr(data, "fetch_arrow_table"):
        return data.fetch_arrow_table()
    return None


def _of_table(data: Any, text: str, doc_id: str | None, reference_date: Day) -> _jadval.Rows:
    rows = _jadval.Rows.of(data)
    there = rows.columns()
    taken = {"text": text}
    if doc_id is not None:
        taken["doc_id"] = doc_id
    elif "doc_id" in there:
        taken["doc_id"] = "doc_id"
    day = None
    if isinstance(reference_date, str) and reference_date in there:
        taken["reference_date"] = reference_date
    elif reference_date is not None:
        day = iso_day(reference_date)
        if day is not None and not day[:1].isdigit():
            raise ConfigurationError(f"reference_date: expected a day or one of the columns {', '.join(there)}, found {day!r}")
    elif "reference_date" in there:
        taken["reference_date"] = "reference_date"
    taken |= {name: name for name in KNOWN if name in there}
    for name in taken.values():
        if name not in there:
            raise ConfigurationError(f"expected a column {name!r}, found {', '.join(there) or 'no column'}")
    return _jadval.documents_of_rows(rows, list(taken.items()), day)
