"""Daft: a frame of documents becomes a dataset of tables. It needs the package ``daft``.

Daft may write pieces of a frame in any order and on any machine; each row gets its number first, and parts are joined by the
numbers of their first rows.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from typing import Any

import daft
from daft.io import DataSink
from daft.io.sink import WriteResult

from . import _job
from ._dataset import Dataset, read
from ._engine import Engine
from ._job import Mode

__all__ = ["write"]

Path = str | os.PathLike[str]

#: The column of the numbers of rows.
ROW = "__jadval_row"


class _Sink(DataSink[list[dict[str, Any]]]):
    def __init__(self, job: _job.Job) -> None:
        self.job = job

    def name(self) -> str:
        return "jadval"

    def schema(self) -> Any:
        return daft.Schema.from_pydict({"documents": daft.DataType.int64()})

    def write(self, micropartitions: Iterator[Any]) -> Iterator[WriteResult[list[dict[str, Any]]]]:
        for piece in micropartitions:
            table = piece.to_arrow()
            for first, rows in _following(table):
                made = self.job.write([rows], first)
                yield WriteResult(result=made, bytes_written=rows.nbytes, rows_written=rows.num_rows)

    def finalize(self, write_results: list[Any]) -> Any:
        from daft.recordbatch import MicroPartition

        made = list(itertools.chain.from_iterable(written.result for written in write_results))
        self.job.commit(made)
        return MicroPartition.from_pydict({"documents": [sum(part["documents"] for part in made)]})


def _following(table: Any) -> Iterator[tuple[int, Any]]:
    """Rows whose numbers follow each other, with the first number."""
    table = table.sort_by(ROW)
    numbers = table.column(ROW).to_pylist()
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], table.slice(start, at - start).drop_columns([ROW])
            start = at


def write(
    df: daft.DataFrame,
    out: Path,
    *,
    engine: Engine | None = None,
    mode: Mode = "error",
    incremental: bool = False,
    formats: Iterable[str] = ("parquet",),
    staging: Path | None = None,
    **options: Any,
) -> Dataset:
    """Extracts the documents of a Daft frame where it is computed, and writes the tables as one dataset, byte for byte what one
    process writes of the rows in their order.

    Args:
        df: a row a document, with the columns of :func:`jadval.extract`; ``doc_id`` has to be there.
        out: the folder of the dataset, which the driver sees.
        engine: what extracts.
        mode: what becomes of a dataset that stands at ``out``: ``"error"``, ``"append"`` (the documents come behind its own) or
            ``"overwrite"``.
        incremental: keep the parts beside ``out``, and take over those whose documents are as they were the last time.
        formats: ``"parquet"``, ``"csv"``.
        staging: a folder that all workers see, where that is not beside ``out``.
        options: ``text``, ``doc_id``, ``reference_date``, ``texts``, ``timeout`` and ``errors`` as in :func:`jadval.extract`.

    Raises:
        ConfigurationError: an argument that cannot be used, documents with the same id.
        RuntimeError: a worker that failed; the dataset that stood is whole then.
    """
    from daft.functions import monotonically_increasing_id

    job = _job.Job.of(
        out, engine=engine, mode=mode, incremental=incremental, formats=formats, staging=staging, options=options
    )
    try:
        df.with_column(ROW, monotonically_increasing_id()).write_sink(_Sink(job))
    except BaseException:
        job.abort()
        raise
    return read(out)
