"""What notebooks show, from right to left where it is Persian. Nothing here runs a script, and whatever a document says stands
as text."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._dataset import Dataset
    from ._document import Document
    from ._table import Table

#: The colour of each table, readable on light and dark pages with dark letters on it.
COLOURS = {
    "dates": "#ffe08a",
    "figures": "#b8e0a8",
    "mentions": "#b5d3f5",
    "events": "#f6c1c1",
}
#: What a tooltip tells of a row, by table.
TOLD = {
    "dates": ("edtf", "start_date", "end_date", "solar_start", "calendar", "resolution"),
    "figures": ("value", "lower", "upper", "unit", "property", "subject_text", "status"),
    "mentions": ("entity_id", "kind", "method"),
    "events": ("type", "status", "start_date"),
    "statements": ("act", "speaker_text"),
}
#: Characters of a document that are shown.
MOST = 20_000


def _cell(value: Any) -> str:
    return "" if value is None else html.escape(str(value))


def table(shown: Table, most: int) -> str:
    """The first rows of a table; columns without a value are left out."""
    rows = shown.slice(0, most).to_dicts()
    columns = [name for name in shown.columns if any(row[name] is not None for row in rows)]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
    lines = "".join(
        "<tr>" + "".join(f"<td dir='auto'>{_cell(row[name])}</td>" for name in columns) + "</tr>" for row in rows
    )
    more = f", the first {most}" if len(shown) > most else ""
    note = f"<p>{html.escape(shown.name)}: {len(shown)} rows{more}</p>"
    return f"<div style='overflow-x:auto'>{note}<table><tr>{head}</tr>{lines}</table></div>"


def dataset(ds: Dataset) -> str:
    """The tables that have rows."""
    counted = [(name, len(rows)) for name, rows in ds.items()]
    lines = "".join(f"<tr><td>{html.escape(name)}</td><td>{count}</td></tr>" for name, count in counted if count)
    where = "in memory" if ds.folder is None else str(ds.folder)
    empty = sum(not count for _, count in counted)
    return (
        f"<p>jadval dataset {html.escape(where)} ({empty} tables without rows)</p>"
        f"<table><tr><th>table</th><th>rows</th></tr>{lines}</table>"
    )


def _tooltip(name: str, row: dict[str, Any]) -> str:
    told = [f"{column}: {row[column]}" for column in TOLD[name] if row.get(column) is not None]
    return html.escape(" · ".join([name, *told]), quote=True)


def _style(name: str) -> str:
    """How the spans of a table are marked: events are long, and others lie in them."""
    if name == "events":
        return f"border-bottom:2px solid {COLOURS[name]}"
    return f"background:{COLOURS[name]};color:#222;border-radius:3px;padding:0 2px"


def _spans(doc: Document, most: int) -> list[tuple[int, int, str]]:
    """The places to be marked, each with the tag that opens its mark: nested, or apart."""
    found = []
    for name in COLOURS:
        style = _style(name)
        for row in doc.rows(name):
            start, end = row["char_start"], row["char_end"]
            if start < end <= most:
                found.append((start, end, f"<span style='{style}' title=\"{_tooltip(name, row)}\">"))
    taken: list[tuple[int, int, str]] = []
    open_ends: list[int] = []
    for start, end, tag in sorted(found, key=lambda span: (span[0], -span[1])):
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        # One that crosses another would need two marks: the first stays.
        if open_ends and end > open_ends[-1]:
            continue
        taken.append((start, end, tag))
        open_ends.append(end)
    return taken


def _ranges(rows: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(row["char_start"], row["char_end"]) for row in rows]


def _line(text: str, start: int, end: int, spans: list[tuple[int, int, str]]) -> str:
    """A line with its marks, each of them closed in it."""
    edges: list[tuple[int, int, int, str]] = []
    for one, (first, last, tag) in enumerate(spans):
        if first < end and start < last:
            edges.append((max(first, start), 1, one, tag))
            edges.append((min(last, end), 0, -one, "</span>"))
    out, at = [], start
    for place, _, _, tag in sorted(edges, key=lambda edge: edge[:3]):
        out.append(html.escape(text[at:place]))
        out.append(tag)
        at = place
    out.append(html.escape(text[at:end].rstrip("\r\n")))
    return "".join(out)


def document(doc: Document) -> str:
    """The text with what was found in it: dates, figures, names and events in colours, statements with a bar at their side,
    clauses in boxes, findings below."""
    text = doc.text[:MOST]
    spans = _spans(doc, len(text))
    said, boxed = _ranges(doc.rows("statements")), _ranges(doc.rows("clauses"))
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        start, end = at, at + len(line)
        at = end
        style = "margin:.2em 0;padding:0 .6em;min-height:1em"
        if any(first < end and start < last for first, last in boxed):
            style += ";border:1px solid #999;border-radius:4px"
        if any(first < end and start < last for first, last in said):
            style += ";border-right:4px solid #7a5fb0"
        lines.append(f"<div dir='auto' style='{style}'>{_line(text, start, end, spans)}</div>")
    legend = " ".join(f"<span style='{_style(name)}'>{name}</span>" for name in COLOURS)
    findings = "".join(
        f"<li><code>{html.escape(row['check'])}</code> <bdi>{html.escape(row['message'])}</bdi></li>"
        for row in doc.rows("findings")
    )
    below = f"<ul style='font-size:90%'>{findings}</ul>" if findings else ""
    more = "<p>…</p>" if len(doc.text) > MOST else ""
    return (
        f"<div><p>{html.escape(doc.doc_id)} · {legend} "
        "<span style='border-right:4px solid #7a5fb0;padding-right:4px'>statements</span></p>"
        f"<div dir='rtl' style='line-height:1.9;text-align:right'>{''.join(lines)}</div>{more}{below}</div>"
    )
