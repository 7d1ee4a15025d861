"""The data source ``jadval`` for Spark 4, which Spark finds by the name of this package.

    df.write.format("jadval").mode("overwrite").option("reference_date", "2020-12-10").save("/data/news")

Each partition becomes parts, in the order of the partitions; the driver joins them to the dataset that one process writes of the
rows in their order. ``append`` puts the documents behind those that stand.

| option | |
|---|---|
| ``text``, ``doc_id`` | the columns of the texts and ids; ``text`` and ``doc_id``, where none are named |
| ``reference_date`` | a day for all documents, or the name of a column of days |
| ``stages``, ``decimal_slash`` | as in pipeline files; several with commas between them |
| ``lexicons``, ``rules`` | files and folders that the driver sees, with commas between them |
| ``texts`` | ``false`` leaves the table ``texts`` empty |
| ``timeout`` | seconds after which a document is rejected |
| ``errors`` | ``raise`` fails at the first document that cannot be read |
| ``formats`` | ``parquet``, ``csv`` or both |
| ``staging`` | the folder of the parts, where that is not beside the dataset |
| ``incremental`` | ``true``, with ``overwrite``: keeps the parts, and takes over those whose documents are as they were |
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jadval import ConfigurationError, Engine
from jadval._job import Job
from pyspark.sql.datasource import DataSource, DataSourceArrowWriter, DataSourceWriter, WriterCommitMessage

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql.types import StructType

__all__ = ["DefaultSource"]

#: The options, in the case that people write them in; Spark gives them in any.
ENGINE = ("stages", "decimal_slash", "lexicons", "rules")
READING = ("text", "doc_id", "reference_date", "timeout", "errors")
OWN = ("texts", "formats", "staging", "incremental", "path")


@dataclasses.dataclass
class _Made(WriterCommitMessage):  # type: ignore[misc, unused-ignore]
    parts: list[dict[str, Any]]


class _Writer(DataSourceArrowWriter):  # type: ignore[misc, unused-ignore]
    def __init__(self, job: Job) -> None:
        self.job = job

    def write(self, iterator: Iterator[pyarrow.RecordBatch]) -> WriterCommitMessage:
        from pyspark import TaskContext

        context = TaskContext.get()
        assert context is not None
        return _Made(self.job.write(iterator, context.partitionId()))

    def commit(self, messages: list[WriterCommitMessage | None]) -> None:
        made = (message.parts for message in messages if isinstance(message, _Made))
        self.job.commit(itertools.chain.from_iterable(made))

    def abort(self, messages: list[WriterCommitMessage | None]) -> None:
        self.job.abort()


def _listed(said: str | None) -> list[str] | None:
    return None if said is None else [word.strip() for word in said.split(",") if word.strip()]


def _truth(name: str, said: str) -> bool:
    if said.lower() not in ("true", "false"):
        raise ConfigurationError(f"option {name}: expected true or false, found {said!r}")
    return said.lower() == "true"


class DefaultSource(DataSource):  # type: ignore[misc, unused-ignore]
    """Writes the tables of documents."""

    @classmethod
    def name(cls) -> str:
        return "jadval"

    def writer(self, schema: StructType, overwrite: bool) -> DataSourceWriter:
        given = dict(self.options)
        known = (*ENGINE, *READING, *OWN)
        for name in given:
            if name.lower() not in known:
                raise ConfigurationError(f"expected one of the options {', '.join(known)}, found {name!r}")
        given = {name.lower(): value for name, value in given.items()}
        if "path" not in given:
            raise ConfigurationError("expected the folder of a dataset, as in save(\"/data/news\"), found none")
        engine = Engine(
            stages=_listed(given.get("stages")),
            decimal_slash=given.get("decimal_slash", "auto"),
            lexicons=_listed(given.get("lexicons")) or (),
            rules=_listed(given.get("rules")) or (),
        )
        options: dict[str, Any] = {name: given[name] for name in READING if name in given}
        if "timeout" in options:
            options["timeout"] = float(options["timeout"])
        if "texts" in given:
            options["texts"] = _truth("texts", given["texts"])
        job = Job.of(
            given["path"].removeprefix("file://").removeprefix("file:"),
            engine=engine,
            mode="overwrite" if overwrite else "append",
            incremental=_truth("incremental", given.get("incremental", "false")),
            formats=_listed(given.get("formats")) or ("parquet",),
            staging=given.get("staging"),
            options=options,
        )
        return _Writer(job)
