"""Spans to and from tools of annotation. Here and in all tables offsets are code points, as Python counts; what a tool counts
otherwise is said with it.

A span that comes back is a dict of ``doc_id``, ``table``, ``char_start``, ``char_end``, ``text`` and ``row_id``: the table is the label
that people gave it, and the id that of the row that it was, where the tool keeps it.

>>> import jadval
>>> ds = jadval.extract({"a": "در ۵ دی ۱۳۸۲ زلزله آمد."})
>>> to_doccano(ds, ["dates"])
[{'text': 'در ۵ دی ۱۳۸۲ زلزله آمد.', 'doc_id': 'a', 'label': [[3, 12, 'dates']]}]
>>> from_doccano(to_doccano(ds, ["dates"]))[0]["text"]
'۵ دی ۱۳۸۲'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ._document import layers
from .errors import ConfigurationError

if TYPE_CHECKING:
    from ._dataset import Dataset

__all__ = [
    "from_displacy",
    "from_doccano",
    "from_hf",
    "from_label_studio",
    "to_displacy",
    "to_doccano",
    "to_hf",
    "to_label_studio",
]

#: The tables whose spans are annotated where none are named.
USUAL = ("dates", "figures", "mentions")


def _documents(ds: Dataset, tables: Iterable[str] | None) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    names = list(USUAL if tables is None else tables)
    spans: dict[str, list[dict[str, Any]]] = {}
    for name in names:
        if "char_start" not in ds[name].columns:
            raise ConfigurationError(f"expected tables whose rows are spans, found {name!r}")
        for row in ds[name].to_dicts():
            spans.setdefault(row["doc_id"], []).append({**row, "table": name})
    for doc_id, text in layers(ds).items():
        yield doc_id, text, sorted(spans.get(doc_id, []), key=lambda row: (row["char_start"], row["char_end"], row["table"]))


def _row_id(row: dict[str, Any]) -> str:
    return str(next(iter(row.values())))


def _units(text: str) -> list[int]:
    """The place of each code point among the units of UTF-16, and the end."""
    places = [0]
    for letter in text:
        places.append(places[-1] + 1 + (ord(letter) > 0xFFFF))
    return places


def _point(places: dict[int, int], unit: int, doc_id: Any) -> int:
    if unit not in places:
        raise ConfigurationError(f"document {doc_id!r}: expected a place between two letters, found {unit}")
    return places[unit]


def _span(text: str, doc_id: Any, table: str, start: int, end: int, said: str | None, row_id: str | None) -> dict[str, Any]:
    if not 0 <= start <= end <= len(text):
        raise ConfigurationError(f"document {doc_id!r}: expected a span of its {len(text)} characters, found {start} to {end}")
    found = text[start:end]
    if said is not None and said != found:
        raise ConfigurationError(f"document {doc_id!r}: expected «{said}» at {start}, found «{found}»")
    return {"doc_id": doc_id, "table": table, "char_start": start, "char_end": end, "text": found, "row_id": row_id}


def to_label_studio(ds: Dataset, tables: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """A task a document, with a prediction that holds its spans: labels are names of tables, ids those of the rows. The
    labelling interface needs ``<Text name="text" value="$text"/>`` and ``<Labels name="label" toName="text">``."""
    tasks = []
    for doc_id, text, spans in _documents(ds, tables):
        result = [
            {
                "id": _row_id(row),
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "value": {"start": row["char_start"], "end": row["char_end"], "text": row["text"], "labels": [row["table"]]},
            }
            for row in spans
        ]
        tasks.append({"data": {"text": text, "doc_id": doc_id}, "predictions": [{"model_version": "jadval", "result": result}]})
    return tasks


def from_label_studio(tasks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans of exported tasks: those that people made, or the predictions where there are none. Old versions of the tool
    counted units of UTF-16, which the text beside the span tells.

    Raises:
        ConfigurationError: a span whose text is not that of its place.
    """
    spans = []
    for task in tasks:
        text, doc_id = task["data"]["text"], task["data"].get("doc_id")
        for one in task.get("annotations") or task.get("predictions") or []:
            # What people threw away is none of theirs.
            for result in [] if one.get("was_cancelled") else one["result"]:
                if result.get("type") != "labels":
                    continue
                value = result["value"]
                start, end, said = value["start"], value["end"], value.get("text")
                if said is not None and text[start:end] != said:
                    points = {unit: point for point, unit in enumerate(_units(text))}
                    first, last = points.get(start), points.get(end)
                    if first is not None and last is not None and text[first:last] == said:
                        start, end = first, last
                for label in value["labels"]:
                    spans.append(_span(text, doc_id, label, start, end, said, result.get("id")))
    return spans


def to_doccano(ds: Dataset, tables: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """A line a document (write each as JSON): ``text``, ``doc_id`` and ``label``, a list of start, end and table, in units of
    UTF-16, as doccano counts."""
    lines = []
    for doc_id, text, spans in _documents(ds, tables):
        units = _units(text)
        label = [[units[row["char_start"]], units[row["char_end"]], row["table"]] for row in spans]
        lines.append({"text": text, "doc_id": doc_id, "label": label})
    return lines


def from_doccano(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans of exported lines, whose places are units of UTF-16.

    Raises:
        ConfigurationError: a place that the text does not have.
    """
    spans = []
    for line in lines:
        text, doc_id = line["text"], line.get("doc_id")
        points = {unit: point for point, unit in enumerate(_units(text))}
        for start, end, table in line.get("label") or []:
            spans.append(_span(text, doc_id, table, _point(points, start, doc_id), _point(points, end, doc_id), None, None))
    return spans


def to_displacy(ds: Dataset, tables: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """A dict a document for ``spacy.displacy.render(…, style="ent", manual=True)``; a span that begins in an earlier one is left
    out, since displaCy would draw its text twice."""
    documents = []
    for doc_id, text, spans in _documents(ds, tables):
        ents, end = [], 0
        for row in spans:
            if row["char_start"] >= end:
                ents.append({"start": row["char_start"], "end": row["char_end"], "label": row["table"]})
                end = row["char_end"]
        documents.append({"text": text, "ents": ents, "title": doc_id, "settings": {"lang": "fa", "direction": "rtl"}})
    return documents


def from_displacy(documents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans of documents as displaCy draws them; their titles are the ids.

    Raises:
        ConfigurationError: a place that the text does not have.
    """
    return [
        _span(document["text"], document.get("title"), ent["label"], ent["start"], ent["end"], None, None)
        for document in documents
        for ent in document["ents"]
    ]


def to_hf(ds: Dataset, tables: Iterable[str] | None = None) -> Any:
    """A ``datasets.Dataset`` with a row a document: ``doc_id``, ``text``, and ``spans``, a list of ``start``, ``end``, ``label`` and
    ``id``. (:meth:`jadval.Dataset.to_hf` gives the tables themselves.)"""
    import datasets

    rows = [
        {
            "doc_id": doc_id,
            "text": text,
            "spans": [
                {"start": row["char_start"], "end": row["char_end"], "label": row["table"], "id": _row_id(row)} for row in spans
            ],
        }
        for doc_id, text, spans in _documents(ds, tables)
    ]
    span = {"start": datasets.Value("int32"), "end": datasets.Value("int32")}
    span |= {"label": datasets.Value("string"), "id": datasets.Value("string")}
    columns = {"doc_id": datasets.Value("string"), "text": datasets.Value("large_string"), "spans": [span]}
    return datasets.Dataset.from_list(rows, features=datasets.Features(columns))


def from_hf(documents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans of a ``datasets.Dataset`` of the form that :func:`to_hf` gives; ``id`` may be missing.

    Raises:
        ConfigurationError: a place that the text does not have.
    """
    return [
        _span(row["text"], row.get("doc_id"), span["label"], span["start"], span["end"], None, span.get("id"))
        for row in documents
        for span in row["spans"]
    ]
