"""Daft: a frame of documents becomes a dataset of tables. It needs the package ``daft``.

Daft works on pieces of a frame wherever it likes, and gives what they return in the order of the rows: so parts are joined in that
order. On the runner of Ray, which Daft takes by itself where Ray is at work, it does not keep the order of the rows, and the documents are in
the order in which the pieces came: ``jadval.ray.write(df.to_ray_dataset(), …)`` is the way there. A piece whose worker fails is tried again, and what it had written is swept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any

import daft

from . import _job, parts
from ._dataset import Dataset, read
from ._engine import Engine
from ._input import KNOWN
from ._job import Mode

__all__ = ["write"]

Path = str | os.PathLike[str]

#: How often a piece that failed is tried again.
RETRIES = 2


def _writer(job: _job.Job) -> Any:
    """A function of Daft that writes the documents of a piece; what it returns stands in the first row."""

    @daft.func.batch(return_dtype=daft.DataType.string(), batch_size=parts.MOST_DOCUMENTS, max_retries=RETRIES)
    def written(documents: daft.Series) -> list[str | None]:
        import pyarrow

        rows = documents.to_arrow()
        chunks = rows.chunks if isinstance(rows, pyarrow.ChunkedArray) else [rows]
        table = pyarrow.Table.from_batches([pyarrow.RecordBatch.from_struct_array(chunk) for chunk in chunks])
        # Where the piece stands is known when all are there.
        made = job.write([table], 0)
        return [json.dumps(made) if at == 0 else None for at in range(len(table))]

    return written


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
        Exception: what a worker failed with for good; the dataset that stood is whole then.
    """
    from daft.functions import to_struct

    job = _job.Job.of(
        out, engine=engine, mode=mode, incremental=incremental, formats=formats, staging=staging, options=options
    )
    read_ = (options.get("text", "text"), options.get("doc_id") or "doc_id", options.get("reference_date"), "reference_date", *KNOWN)
    documents = to_struct(*(daft.col(name) for name in df.column_names if name in read_))
    try:
        with daft.execution_config_ctx(maintain_order=True):
            told = df.select(_writer(job)(documents).alias("made")).to_pydict()["made"]
        pieces = [json.loads(made) for made in told if made is not None]
        job.commit({**part, "ordinal": [at, *part["ordinal"]]} for at, piece in enumerate(pieces) for part in piece)
    except BaseException:
        job.abort()
        raise
    return read(out)
