"""Spans to and from tools of annotation. Offsets are code points of the text, as in all tables.

>>> import jadval
>>> ds = jadval.extract({"a": "در ۵ دی ۱۳۸۲ زلزله آمد."})
>>> to_doccano(ds, ["dates"])
[{'text': 'در ۵ دی ۱۳۸۲ زلزله آمد.', 'doc_id': 'a', 'label': [[3, 12, 'dates']]}]
>>> from_doccano(to_doccano(ds, ["dates"]))[0]["text"]
'۵ دی ۱۳۸۲'
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ._document import layers
from .errors import ConfigurationError

if TYPE_CHECKING:
    from ._dataset import Dataset

#: The tables whose spans are annotated where none are named.
USUAL = ("dates", "figures", "mentions")


def _documents(ds: Dataset, tables: Iterable[str] | None) -> Iterable[tuple[str, str, list[dict[str, Any]]]]:
    names = list(USUAL if tables is None else tables)
    spans: dict[str, list[dict[str, Any]]] = {}
    for name in names:
        if "char_start" not in ds[name].columns:
            raise ConfigurationError(f"expected tables whose rows are spans, found {name!r}")
        for row in ds[name].to_dicts():
            spans.setdefault(row["doc_id"], []).append({**row, "table": name})
    for doc_id, text in layers(ds).items():
        yield doc_id, text, sorted(spans.get(doc_id, []), key=lambda row: (row["char_start"], row["char_end"], row["table"]))


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


def _row_id(row: dict[str, Any]) -> str:
    return str(next(iter(row.values())))


def from_label_studio(tasks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans of exported tasks: those that people made, or the predictions where there are none. Each is a dict of
    ``doc_id``, ``table``, ``char_start``, ``char_end``, ``text`` and ``row_id``.

    Raises:
        ConfigurationError: a span whose text is not that of its place.
    """
    spans = []
    for task in tasks:
        text, doc_id = task["data"]["text"], task["data"].get("doc_id")
        for one in task.get("annotations") or task.get("predictions") or []:
            for result in one["result"]:
                if result.get("type") == "labels":
                    value = result["value"]
                    for label in value["labels"]:
                        spans.append(_span(text, doc_id, label, value["start"], value["end"], value.get("text"), result.get("id")))
    return spans


def _span(text: str, doc_id: Any, table: str, start: int, end: int, said: str | None, row_id: str | None) -> dict[str, Any]:
    found = text[start:end]
    if said is not None and said != found:
        raise ConfigurationError(f"document {doc_id!r}: expected «{said}» at {start}, found «{found}»")
    return {"doc_id": doc_id, "table": table, "char_start": start, "char_end": end, "text": found, "row_id": row_id}


def to_doccano(ds: Dataset, tables: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """A line a document (write each as JSON): ``text``, ``doc_id`` and ``label``, a list of start, end and table."""
    return [
        {"text": text, "doc_id": doc_id, "label": [[row["char_start"], row["char_end"], row["table"]] for row in spans]}
        for doc_id, text, spans in _documents(ds, tables)
    ]


def from_doccano(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans of exported lines, as :func:`from_label_studio` gives them."""
    return [
        _span(line["text"], line.get("doc_id"), table, start, end, None, None)
        for line in lines
        for start, end, table in line.get("label", [])
    ]


def to_displacy(ds: Dataset, tables: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """A dict a document for ``spacy.displacy.render(…, style="ent", manual=True, options={"compact": True})``; a span that
    crosses another is left out, since displaCy would draw its text twice."""
    documents = []
    for doc_id, text, spans in _documents(ds, tables):
        ents, end = [], 0
        for row in spans:
            if row["char_start"] >= end:
                ents.append({"start": row["char_start"], "end": row["char_end"], "label": row["table"]})
                end = row["char_end"]
        documents.append({"text": text, "ents": ents, "title": doc_id})
    return documents
