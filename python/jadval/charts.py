"""Charts of datasets, by altair: what :mod:`jadval.plots` draws, with tooltips. Browsers write Persian as it is written."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ._shown import Bounds, Day, bars, events, named, outlines, places

if TYPE_CHECKING:
    import altair

    from ._dataset import Dataset

__all__ = ["figures", "places_map", "timeline"]


def _values(rows: list[dict[str, Any]]) -> Any:
    import altair

    return altair.InlineData(values=rows)


def _instant(day: datetime.date) -> int:
    """Milliseconds since 1970, which is how the axis counts."""
    return (day - datetime.date(1970, 1, 1)).days * 86_400_000


def timeline(
    ds: Dataset, *, doc_id: str | None = None, most: int = 40, since: Day = None, until: Day = None
) -> altair.LayerChart:
    """What happened when: see :func:`jadval.plots.timeline`. The axis has both calendars, and tooltips the sentences."""
    import altair

    rows = events(ds, doc_id=doc_id, most=most, since=since, until=until)
    values: list[dict[str, Any]] = [
        {
            "n": n,
            "event": f"{row.kind}  \u2068{row.words}\u2069",
            "kind": row.kind,
            "day": _instant(row.day),
            "end": _instant(row.end),
            "gregorian": row.day.isoformat(),
            "solar": row.solar,
        }
        for n, row in enumerate(rows)
    ]
    first, last = min((row["day"] for row in values), default=0), max((row["end"] for row in values), default=1)
    days: dict[int, str] = {}
    for value in values:
        if not days or value["day"] - max(days) >= (last - first) / 8:
            days[value["day"]] = value["solar"]
    room = max((last - first) // 25, _instant(datetime.date(1970, 1, 2)))
    solar = json.dumps({str(day): said for day, said in days.items()})
    axis = altair.Axis(
        values=list(days),
        labelExpr=f"[utcFormat(datum.value, '%Y-%m-%d'), ({solar})[toString(toNumber(datum.value))] || '']",
        title=None,
    )
    base = altair.Chart(_values(values)).encode(
        y=altair.Y("n:O", title=None, axis=altair.Axis(labelExpr=_labels(values, "event"), labelLimit=420, orient="right")),
        color=altair.Color("kind:N", title="type"),
        tooltip=["kind:N", "event:N", "gregorian:N", "solar:N"],
    )
    x = altair.X("day:Q", scale=altair.Scale(type="utc", domain=[first - room, last + room]), axis=axis)
    spans = base.mark_rule(strokeWidth=3).encode(x=x, x2="end:Q")
    points = base.mark_circle(size=60, opacity=1).encode(x=x)
    title = "Events by day: Gregorian above, solar Hijri below"
    chart: altair.LayerChart = (spans + points).properties(width=560, height=max(18 * len(rows), 60), title=title)
    return chart


def places_map(ds: Dataset, *, most: int = 40, margin: float = 1.5, bounds: Bounds | None = None) -> altair.LayerChart:
    """The places that are named, where they lie: see :func:`jadval.plots.places_map`."""
    import altair

    rows, box = places(ds, most, margin, bounds)
    west, south, east, north = box
    shown = {row["place_id"] for row in named(rows, box)}
    points = [
        {
            "east": row["longitude"],
            "north": row["latitude"],
            "name": row["name_fa"],
            "label": row["name_fa"] if row["place_id"] in shown else "",
            "english": row["name_en"] or "",
            "mentions": row["mentions"],
        }
        for row in rows
    ]
    lines = [
        {"line": n, "order": at, "east": x, "north": y}
        for n, outline in enumerate(outlines())
        for at, (x, y) in enumerate(outline)
    ]
    x = altair.X("east:Q", scale=altair.Scale(domain=[west, east]), title="degrees east")
    y = altair.Y("north:Q", scale=altair.Scale(domain=[south, north]), title="degrees north")
    borders = altair.Chart(_values(lines)).mark_line(color="#bbbbbb", strokeWidth=1, clip=True)
    base = altair.Chart(_values(points)).encode(x=x, y=y)
    told = ["name:N", "english:N", "mentions:Q"]
    marks = base.mark_circle(opacity=0.6).encode(size=altair.Size("mentions:Q", title="mentions"), tooltip=told)
    names = base.mark_text(align="left", dx=7, dy=-7).encode(text="label:N")
    width = 620
    # A degree of longitude is shorter than one of latitude, as far as the middle of the map goes.
    height = round(width * (north - south) / max(east - west, 1e-9) / 0.77)
    layers = borders.encode(x=x, y=y, detail="line:N", order="order:Q") + marks + names
    chart: altair.LayerChart = layers.properties(width=width, height=height, title="Places by how often they are named")
    return chart


def figures(ds: Dataset, properties: Sequence[str] | None = None, *, most: int = 30) -> altair.LayerChart:
    """Figures by what they are figures of, side and source: see :func:`jadval.plots.figures`."""
    import altair

    values: list[dict[str, Any]] = [
        {
            "n": n,
            "figure": f"{row.kind}  \u2068{row.side}\u2069  \u2068{row.source}\u2069",
            "value": row.value,
            "property": row.kind,
            "side": row.side,
            "source": row.source,
            "gregorian": row.day,
            "solar": row.solar,
            "told": f"{row.value:,.15g}   {row.day}  {row.solar}".rstrip(),
        }
        for n, row in enumerate(bars(ds, properties, most))
    ]
    base = altair.Chart(_values(values)).encode(
        y=altair.Y("n:O", title=None, axis=altair.Axis(labelExpr=_labels(values, "figure"), labelLimit=420)),
        x=altair.X("value:Q", title=None, scale=altair.Scale(domainMax=1.35 * max((row["value"] for row in values), default=1))),
        tooltip=["property:N", "side:N", "source:N", "value:Q", "gregorian:N", "solar:N"],
    )
    marks = base.mark_bar().encode(color=altair.Color("property:N"))
    layers = marks + base.mark_text(align="left", dx=4).encode(text="told:N")
    title = "Figures by property, side and source; the days that they belong to in both calendars"
    chart: altair.LayerChart = layers.properties(width=560, height=max(22 * len(values), 60), title=title)
    return chart


def _labels(values: list[dict[str, Any]], what: str) -> str:
    """The words of each row in the place of its number: two rows of the same words stay two."""
    return f"({json.dumps([row[what] for row in values], ensure_ascii=False)})[datum.value]"
