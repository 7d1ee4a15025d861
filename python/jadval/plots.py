"""Pictures of datasets, by matplotlib (3.11 or later, which draws Persian as it is written; reshaping it first would reverse it)."""

from __future__ import annotations

import datetime
import json
import pathlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._dataset import Dataset

def _axes(width: float, height: float) -> tuple[Any, Any]:
    """A picture and its axes. The letters are those that come with matplotlib, so that a picture is the same everywhere."""
    import io

    from matplotlib import rc_context
    from matplotlib.figure import Figure

    class Picture(Figure):
        """A figure that notebooks show without a backend."""

        def _repr_png_(self) -> bytes:
            with rc_context({"font.family": "DejaVu Sans"}):
                written = io.BytesIO()
                self.savefig(written, format="png", metadata={"Software": None})
                return written.getvalue()

    with rc_context({"font.family": "DejaVu Sans"}):
        figure = Picture(figsize=(width, height), dpi=80, layout="constrained")
        return figure, figure.add_subplot()


def _apart(text: str) -> str:
    """A text whose direction leaves that of its neighbours alone."""
    return f"\u2068{text}\u2069"


def _short(text: str, most: int = 46) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def timeline(ds: Dataset, *, doc_id: str | None = None, most: int = 40, since: Any = None, until: Any = None) -> Any:
    """What happened when: a line for each event whose day the text tells, in the order of the days, with the Gregorian and the
    solar day beside it.

    Args:
        doc_id: one document alone.
        most: events at most, the latest.
        since, until: days between which they lie.

    Returns:
        A ``matplotlib.figure.Figure``.
    """
    sentences = {row["segment_id"]: row["text"] for row in ds["segments"].to_dicts()}
    solar = {row["date_id"]: row["solar_start"] for row in ds["dates"].to_dicts()}
    rows = [
        row
        for row in ds["events"].to_dicts()
        if row["start_date"] is not None
        and (doc_id is None or row["doc_id"] == doc_id)
        and (since is None or row["start_date"] >= _day(since))
        and (until is None or row["start_date"] <= _day(until))
    ]
    rows = sorted(rows, key=lambda row: (row["start_date"], row["char_start"]))[-most:]
    figure, axes = _axes(10, 1 + 0.3 * max(len(rows), 3))
    days = [row["start_date"].toordinal() for row in rows]
    colours = {kind: f"C{n % 10}" for n, kind in enumerate(sorted({row["type"] for row in rows}))}
    for n, row in enumerate(rows):
        at = len(rows) - n
        end = max((row["end_date"] or row["start_date"]).toordinal(), days[n])
        axes.plot([days[n], end], [at, at], color=colours[row["type"]], linewidth=3, solid_capstyle="round")
        axes.plot([days[n]], [at], "o", color=colours[row["type"]], markersize=5)
    axes.set_yticks(range(len(rows), 0, -1), [f"{row['type']}  {_apart(_short(sentences.get(row['segment_id']) or row['text']))}" for row in rows], fontsize=9)
    axes.yaxis.tick_right()
    labels = [f"{row['start_date']}\n{solar.get(row.get('date_id'), '') or ''}".strip() for row in rows]
    chosen = sorted({day: label for day, label in zip(days, labels, strict=True)}.items())
    shown: list[tuple[int, str]] = []
    least = (max(days, default=1) - min(days, default=0)) / 8
    for day, label in chosen:
        if not shown or day - shown[-1][0] >= least:
            shown.append((day, label))
    axes.set_xticks([day for day, _ in shown], [label for _, label in shown], fontsize=8)
    axes.grid(axis="x", alpha=0.3)
    axes.set_title("Events by day: Gregorian above, solar Hijri below", fontsize=11)
    return figure


def _day(day: Any) -> datetime.date:
    return datetime.date.fromisoformat(day) if isinstance(day, str) else day


def places_map(
    ds: Dataset, *, most: int = 40, margin: float = 1.5, bounds: tuple[float, float, float, float] | None = None
) -> Any:
    """The places that are named, where they lie; the larger, the more often. Outlines of countries are those of
    ``outline.json`` in the package, generalised to a few dozen points and no authority on any border.

    Args:
        most: places at most, those that are named most.
        margin: degrees around them.
        bounds: west, south, east and north in their place.

    Returns:
        A ``matplotlib.figure.Figure``, in degrees.
    """
    rows = [row for row in ds["places"].to_dicts() if row["latitude"] is not None and row["longitude"] is not None]
    rows = sorted(rows, key=lambda row: (-row["mentions"], row["place_id"]))[:most]
    figure, axes = _axes(9, 7)
    if bounds is not None:
        west, south, east, north = bounds
        rows = [row for row in rows if west <= row["longitude"] <= east and south <= row["latitude"] <= north]
    elif rows:
        west, east = min(r["longitude"] for r in rows) - margin, max(r["longitude"] for r in rows) + margin
        south, north = min(r["latitude"] for r in rows) - margin, max(r["latitude"] for r in rows) + margin
    else:
        west, east, south, north = 44.0, 64.0, 25.0, 40.0
    named: list[tuple[float, float]] = []
    for outline in json.loads((pathlib.Path(__file__).parent / "outline.json").read_text(encoding="utf-8")):
        axes.plot(*zip(*outline["points"], strict=True), color="#bbbbbb", linewidth=1, zorder=1)
    for row in rows:
        axes.scatter([row["longitude"]], [row["latitude"]], s=18 + 14 * row["mentions"], alpha=0.6, color="C0", zorder=2)
        # A name that would lie on another is left out: those that are named most have theirs.
        room = ((east - west) / 9, (north - south) / 28)
        if any(abs(x - row["longitude"]) < room[0] and abs(y - row["latitude"]) < room[1] for x, y in named):
            continue
        named.append((row["longitude"], row["latitude"]))
        axes.annotate(
            row["name_fa"], (row["longitude"], row["latitude"]), xytext=(4, 4), textcoords="offset points", fontsize=9, zorder=3
        )
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / 0.77)
    axes.set_xlabel("degrees east")
    axes.set_ylabel("degrees north")
    axes.set_title("Places by how often they are named", fontsize=11)
    return figure


def figures(ds: Dataset, properties: list[str] | None = None, *, most: int = 30) -> Any:
    """Figures by what they are figures of, side and source, as bars.

    Args:
        properties: which ones (``"killed"`` …); all, where none are named.

    Returns:
        A ``matplotlib.figure.Figure``.
    """
    said = {row["statement_id"]: row["speaker_text"] for row in ds["statements"].to_dicts()}
    rows = [
        row
        for row in ds["figures"].to_dicts()
        if row["property"] is not None and row["value"] is not None and (properties is None or row["property"] in properties)
    ][:most]
    figure, axes = _axes(9, 1 + 0.35 * max(len(rows), 3))
    kinds = sorted({row["property"] for row in rows})
    for n, row in enumerate(rows):
        axes.barh(len(rows) - n, row["value"], color=f"C{kinds.index(row['property']) % 10}")
        axes.annotate(f" {row['value']:g}", (row["value"], len(rows) - n), va="center", fontsize=9)
    names = []
    for row in rows:
        source = said.get(row["statement_id"])
        names.append(f"{row['property']}  {_apart(_short(row['subject_text'] or row['text'], 30))}  {_apart(_short(source or '', 30))}".strip())
    axes.set_yticks(range(len(rows), 0, -1), names, fontsize=9)
    axes.margins(x=0.12)
    axes.set_title("Figures by property, side and source", fontsize=11)
    return figure
