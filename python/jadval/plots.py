"""Pictures of datasets, by matplotlib (3.11 or later, which draws Persian as it is written; reshaping it first would reverse it).
:mod:`jadval.charts` draws the same by altair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ._shown import Bounds, Day, bars, events, named, outlines, places

if TYPE_CHECKING:
    from ._dataset import Dataset

__all__ = ["figures", "places_map", "timeline"]


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


def timeline(ds: Dataset, *, doc_id: str | None = None, most: int = 40, since: Day = None, until: Day = None) -> Any:
    """What happened when: a line for each event whose day the text tells, in the order of the days, with the Gregorian and the
    solar day below.

    Args:
        doc_id: one document alone.
        most: events at most, the latest.
        since, until: days between which they begin.

    Returns:
        A ``matplotlib.figure.Figure``.
    """
    rows = events(ds, doc_id=doc_id, most=most, since=since, until=until)
    figure, axes = _axes(10, 1 + 0.3 * max(len(rows), 3))
    colours = {kind: f"C{n % 10}" for n, kind in enumerate(sorted({row.kind for row in rows}))}
    for n, row in enumerate(rows):
        at, first, last = len(rows) - n, row.day.toordinal(), row.end.toordinal()
        axes.plot([first, last], [at, at], color=colours[row.kind], linewidth=3, solid_capstyle="round")
        axes.plot([first], [at], "o", color=colours[row.kind], markersize=5)
    axes.set_yticks(range(len(rows), 0, -1), [f"{row.kind}  {_apart(row.words)}" for row in rows], fontsize=9)
    axes.yaxis.tick_right()
    days = {row.day.toordinal(): f"{row.day}\n{row.solar}".strip() for row in rows}
    shown: list[int] = []
    least = (max(days, default=1) - min(days, default=0)) / 8
    for day in sorted(days):
        if not shown or day - shown[-1] >= least:
            shown.append(day)
    axes.set_xticks(shown, [days[day] for day in shown], fontsize=8)
    axes.grid(axis="x", alpha=0.3)
    axes.set_title("Events by day: Gregorian above, solar Hijri below", fontsize=11)
    return figure


def places_map(ds: Dataset, *, most: int = 40, margin: float = 1.5, bounds: Bounds | None = None) -> Any:
    """The places that are named, where they lie; the larger, the more often. Outlines of countries are those of
    ``outline.json`` in the package, generalised to a few dozen points and no authority on any border.

    Args:
        most: places at most, those that are named most.
        margin: degrees around them.
        bounds: west, south, east and north in their place.

    Returns:
        A ``matplotlib.figure.Figure``, in degrees.
    """
    rows, (west, south, east, north) = places(ds, most, margin, bounds)
    figure, axes = _axes(9, 7)
    for line in outlines():
        axes.plot(*zip(*line, strict=True), color="#bbbbbb", linewidth=1, zorder=1)
    for row in rows:
        axes.scatter([row["longitude"]], [row["latitude"]], s=18 + 14 * row["mentions"], alpha=0.6, color="C0", zorder=2)
    for row in named(rows, (west, south, east, north)):
        at = (row["longitude"], row["latitude"])
        axes.annotate(row["name_fa"], at, xytext=(4, 4), textcoords="offset points", fontsize=9, zorder=3)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / 0.77)
    axes.set_xlabel("degrees east")
    axes.set_ylabel("degrees north")
    axes.set_title("Places by how often they are named", fontsize=11)
    return figure


def figures(ds: Dataset, properties: Sequence[str] | None = None, *, most: int = 30) -> Any:
    """Figures by what they are figures of, side and source, as bars, with the day that each belongs to in both calendars.

    Args:
        properties: which ones (``"killed"`` …), in this order; all, where none are named.
        most: bars at most.

    Returns:
        A ``matplotlib.figure.Figure``.
    """
    rows = bars(ds, properties, most)
    figure, axes = _axes(10, 1 + 0.35 * max(len(rows), 3))
    kinds = sorted({row.kind for row in rows})
    for n, row in enumerate(rows):
        axes.barh(len(rows) - n, row.value, color=f"C{kinds.index(row.kind) % 10}")
        told = f" {row.value:,.15g}   {row.day}  {row.solar}".rstrip()
        axes.annotate(told, (row.value, len(rows) - n), va="center", fontsize=9)
    names = [f"{row.kind}  {_apart(row.side)}  {_apart(row.source)}".strip() for row in rows]
    axes.set_yticks(range(len(rows), 0, -1), names, fontsize=9)
    axes.set_xlim(0, 1.35 * max((row.value for row in rows), default=1))
    axes.set_title("Figures by property, side and source; the days that they belong to in both calendars", fontsize=11)
    return figure
