"""What pictures show: rows of tables, chosen, in their order and with the words beside them. Who draws them does not matter."""

from __future__ import annotations

import dataclasses
import datetime
import json
import pathlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._dataset import Dataset

Day = datetime.date | str | None

#: West, south, east and north, in degrees.
Bounds = tuple[float, float, float, float]


@dataclasses.dataclass(frozen=True)
class Event:
    """An event whose day the text tells.

    Attributes:
        day, end: its first and last day.
        solar: the first day in the solar calendar (``1399/08/19``); empty where no date of the text has it.
        kind: its type.
        words: the sentence that it stands in, shortened.
    """

    day: datetime.date
    end: datetime.date
    solar: str
    kind: str
    words: str


@dataclasses.dataclass(frozen=True)
class Bar:
    """A figure that is one of something.

    Attributes:
        value: as ``figures`` has it.
        kind: the property.
        side: whose figure it is, as the text says it; a dash where none is told.
        source: who says so; a dash where it is the author.
        day, solar: the day that it belongs to, in both calendars; empty where none is told.
    """

    value: float
    kind: str
    side: str
    source: str
    day: str
    solar: str


def shortened(text: str, most: int) -> str:
    """A text on one line, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def day_of(day: Day) -> datetime.date | None:
    """A day, however it is given."""
    return datetime.date.fromisoformat(day) if isinstance(day, str) else day


def events(ds: Dataset, *, doc_id: str | None, most: int, since: Day, until: Day) -> list[Event]:
    """The events in the order of their days, the latest of them where there are more."""
    first, last = day_of(since), day_of(until)
    sentences = {row["segment_id"]: row["text"] for row in ds["segments"].to_dicts()}
    solar = {row["date_id"]: row["solar_start"] for row in ds["dates"].to_dicts()}
    rows = [
        row
        for row in ds["events"].to_dicts()
        # A year before the first has no name in Python, and comes as a number.
        if isinstance(row["start_date"], datetime.date)
        and (doc_id is None or row["doc_id"] == doc_id)
        and (first is None or row["start_date"] >= first)
        and (last is None or row["start_date"] <= last)
    ]
    rows.sort(key=lambda row: (row["start_date"], row["doc_id"], row["char_start"]))
    return [
        Event(
            row["start_date"],
            max(row["end_date"], row["start_date"]) if isinstance(row["end_date"], datetime.date) else row["start_date"],
            solar.get(row["date_id"]) or "",
            row["type"],
            shortened(sentences.get(row["segment_id"]) or row["text"], 46),
        )
        for row in rows[-most:]
    ]


def bars(ds: Dataset, properties: Sequence[str] | None, most: int) -> list[Bar]:
    """The figures of these properties, in the order of the properties and of the text."""
    said = {row["statement_id"]: row["speaker_text"] for row in ds["statements"].to_dicts()}
    dates = {row["date_id"]: row for row in ds["dates"].to_dicts()}
    rows = [
        row
        for row in ds["figures"].to_dicts()
        if row["property"] is not None and row["value"] is not None and (properties is None or row["property"] in properties)
    ]
    if properties is not None:
        rows.sort(key=lambda row: list(properties).index(row["property"]))
    found = []
    for row in rows[:most]:
        date = dates.get(row["date_id"], {})
        words = shortened(row["subject_text"] or "—", 30)
        source = shortened(said.get(row["statement_id"]) or "—", 30)
        day = "" if date.get("start_date") is None else str(date["start_date"])
        found.append(Bar(row["value"], row["property"], words, source, day, date.get("solar_start") or ""))
    return found


def places(ds: Dataset, most: int, margin: float, bounds: Bounds | None) -> tuple[list[dict[str, Any]], Bounds]:
    """The places that are named most and lie somewhere, and the bounds of their map; without a place, those of Iran."""
    rows = [row for row in ds["places"].to_dicts() if row["latitude"] is not None and row["longitude"] is not None]
    rows = sorted(rows, key=lambda row: (-row["mentions"], row["place_id"]))[:most]
    if bounds is not None:
        west, south, east, north = bounds
        rows = [row for row in rows if west <= row["longitude"] <= east and south <= row["latitude"] <= north]
        return rows, bounds
    if not rows:
        return rows, (44.0, 25.0, 64.0, 40.0)
    east, north = (max(row[name] for row in rows) + margin for name in ("longitude", "latitude"))
    west, south = (min(row[name] for row in rows) - margin for name in ("longitude", "latitude"))
    return rows, (west, south, east, north)


def named(rows: list[dict[str, Any]], bounds: Bounds) -> list[dict[str, Any]]:
    """Those of the places whose names have room: one that is named more often has it first."""
    west, south, east, north = bounds
    room = ((east - west) / 9, (north - south) / 28)
    kept: list[dict[str, Any]] = []
    for row in rows:
        near = (abs(one["longitude"] - row["longitude"]) < room[0] and abs(one["latitude"] - row["latitude"]) < room[1] for one in kept)
        if not any(near):
            kept.append(row)
    return kept


def outlines() -> list[list[tuple[float, float]]]:
    """Lines of the borders of countries in degrees: generalised to a few dozen points, and no authority on any border."""
    told = json.loads((pathlib.Path(__file__).parent / "outline.json").read_text(encoding="utf-8"))
    return [[(point[0], point[1]) for point in outline["points"]] for outline in told]
