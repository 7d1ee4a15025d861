"""Ray: a dataset of documents becomes a dataset of tables. It needs the package ``ray[data]``.

Each write task of Ray makes parts of its blocks, in the order of the blocks; the driver joins them. A task whose worker dies is
tried again by Ray, and what it had written is swept.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from typing import Any

import ray.data
from ray.data import Datasink

from . import _job
from ._dataset import Dataset, read
from ._engine import Engine
from ._job import Mode

__all__ = ["write"]

Path = str | os.PathLike[str]


class _Sink(Datasink[list[dict[str, Any]]]):
    def __init__(self, job: _job.Job) -> None:
        self.job = job

    def write(self, blocks: Iterable[Any], ctx: Any) -> list[dict[str, Any]]:
        from ray.data.block import BlockAccessor

        return self.job.write((BlockAccessor.for_block(block).to_arrow() for block in blocks), ctx.task_idx)

    def on_write_complete(self, write_result: Any) -> None:
        self.job.commit(itertools.chain.from_iterable(made or [] for made in write_result.write_returns))

    def on_write_failed(self, error: Exception) -> None:
        self.job.abort()


def write(
    ds: ray.data.Dataset,
    out: Path,
    *,
    engine: Engine | None = None,
    mode: Mode = "error",
    incremental: bool = False,
    formats: Iterable[str] = ("parquet",),
    staging: Path | None = None,
    concurrency: int | None = None,
    **options: Any,
) -> Dataset:
    """Extracts the documents of a Ray dataset on its workers, and writes the tables as one dataset, byte for byte what one process
    writes of the rows in their order.

    Args:
        ds: a row a document, with the columns of :func:`jadval.extract`; ``doc_id`` has to be there.
        out: the folder of the dataset, which the driver sees.
        engine: what extracts.
        mode: what becomes of a dataset that stands at ``out``: ``"error"``, ``"append"`` (the documents come behind its own) or
            ``"overwrite"``.
        incremental: keep the parts beside ``out``, and take over those whose documents are as they were the last time.
        formats: ``"parquet"``, ``"csv"``.
        staging: a folder that all workers see, where that is not beside ``out``.
        concurrency: most write tasks at a time.
        options: ``text``, ``doc_id``, ``reference_date``, ``texts``, ``timeout`` and ``errors`` as in :func:`jadval.extract`.

    Raises:
        ConfigurationError: an argument that cannot be used, documents with the same id.
        ray.exceptions.RayTaskError: a worker that failed for good; the dataset that stood is whole then.
    """
    job = _job.Job.of(
        out, engine=engine, mode=mode, incremental=incremental, formats=formats, staging=staging, options=options
    )
    settings = ds.context.execution_options
    before, settings.preserve_order = settings.preserve_order, True
    try:
        ds.write_datasink(_Sink(job), concurrency=concurrency)
    finally:
        settings.preserve_order = before
    return read(out)
