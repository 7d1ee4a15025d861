"""One document with everything that was found in it."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, Any

from .errors import ConfigurationError

if TYPE_CHECKING:
    from ._dataset import Dataset

#: Tables whose rows are spans of the text.
SPANS = ("dates", "figures", "mentions", "clauses", "provisions", "statements", "events")


def layers(ds: Dataset) -> dict[str, str]:
    """The texts by document: those that the dataset keeps, and files that are read as they were."""
    kept = {row["doc_id"]: row["text"] for row in ds["texts"].to_dicts()} if "texts" in ds else {}
    for row in ds["documents"].to_dicts():
        path = pathlib.Path(row["path"] or "")
        if row["doc_id"] not in kept and row["format"] == "txt" and path.is_file():
            # Nothing of a text is changed on the way: neither line ends, nor what stands behind a mark of the order of bytes.
            with open(path, encoding=_codec(row["encoding"]), newline="") as file:
                kept[row["doc_id"]] = file.read()
    return kept


def _codec(encoding: str) -> str:
    return "utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding


class Document:
    """A document of a dataset: its text, and the rows of each table that are in it.

    Attributes:
        doc_id: its id.
        text: the layer that all offsets point into.
        record: its row of ``documents``.

    >>> import jadval
    >>> doc = jadval.extract({"a": "در ۵ دی ۱۳۸۲ زلزله آمد."}).doc("a")
    >>> [doc.text[row["char_start"]:row["char_end"]] for row in doc.rows("dates")]
    ['۵ دی ۱۳۸۲']
    """

    def __init__(self, ds: Dataset, doc_id: str | None) -> None:
        records = ds["documents"].to_dicts()
        found = [row for row in records if doc_id is None or row["doc_id"] == doc_id]
        if not found:
            some = ", ".join(row["doc_id"] for row in records[:8])
            raise ConfigurationError(f"expected a document ({some or 'there is none'}), found {doc_id!r}")
        self.record: dict[str, Any] = found[0]
        self.doc_id: str = self.record["doc_id"]
        text = layers(ds).get(self.doc_id)
        if text is None:
            raise ConfigurationError(
                f"expected the text of {self.doc_id!r} in the table texts or at {self.record['path']!r}, found neither"
            )
        self.text = text
        self._ds = ds

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table that are in this document."""
        return [row for row in self._ds[table].to_dicts() if row.get("doc_id") == self.doc_id]

    @staticmethod
    def of_row(ds: Dataset, row_id: str) -> str:
        """Why the row of this id was read as it was."""
        from ._engine import default_engine
        from ._run import schema

        for table in schema():
            key = table["primary_key"]
            if len(key) != 1 or table["name"] not in ds:
                continue
            for row in ds[table["name"]].to_dicts():
                if row[key[0]] != row_id:
                    continue
                text = row.get("text") or ""
                day = None
                if "doc_id" in row:
                    document = Document(ds, row["doc_id"])
                    day = document.record["reference_date"]
                    if row.get("segment_id"):
                        segments = document.rows("segments")
                        text = next((s["text"] for s in segments if s["segment_id"] == row["segment_id"]), text)
                head = "\n".join(f"  {name}: {value}" for name, value in row.items() if value is not None)
                return f"{table['name']}\n{head}\n\n{default_engine().explain(text, reference_date=day)}"
        raise ConfigurationError(f"expected the id of a row of this dataset, found {row_id!r}, which no table has")

    def __repr__(self) -> str:
        return f"<jadval.Document {self.doc_id}: {len(self.text)} characters>"

    def _repr_html_(self) -> str:
        from ._html import document

        return document(self)
