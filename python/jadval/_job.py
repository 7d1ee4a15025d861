"""What the doors to engines share: workers write parts, whoever drives the work commits them."""

from __future__ import annotations

import dataclasses
import os
import pathlib
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from . import parts
from ._engine import Engine
from .errors import ConfigurationError

Path = str | os.PathLike[str]

#: What becomes of a dataset that stands already.
Mode = Literal["error", "append", "overwrite"]

#: The options of `Engine.extract` that engines may set.
OPTIONS = ("text", "doc_id", "reference_date", "texts", "timeout", "errors")


@dataclasses.dataclass
class Job:
    """One writing of a dataset, which can be sent to workers.

    Attributes:
        out: the dataset's folder, on a file system that the driver sees.
        staging: the folder of the parts, which the workers see too.
        incremental: whether parts are kept, and those of the last time taken over.
    """

    out: str
    engine: Engine | None
    mode: Mode
    incremental: bool
    formats: tuple[str, ...]
    staging: str
    options: dict[str, Any]

    @classmethod
    def of(
        cls,
        out: Path,
        *,
        engine: Engine | None,
        mode: Mode,
        incremental: bool,
        formats: Iterable[str],
        staging: Path | None,
        options: dict[str, Any],
    ) -> Job:
        """A job, after what is wrong with it was said."""
        if mode not in ("error", "append", "overwrite"):
            raise ConfigurationError(f'mode: expected "error", "append" or "overwrite", found {mode!r}')
        for name in options:
            if name not in OPTIONS:
                raise ConfigurationError(f"expected one of the options {', '.join(OPTIONS)}, found {name!r}")
        if mode == "error" and pathlib.Path(out).exists():
            raise ConfigurationError('expected no dataset yet (mode="append" and "overwrite" write to one), found one', os.fspath(out))
        if mode == "append" and incremental:
            raise ConfigurationError('incremental: expected mode="overwrite" with all documents, found mode="append"')
        where = parts.staging_of(out) if staging is None else pathlib.Path(staging)
        absolute = os.path.abspath
        return cls(absolute(out), engine, mode, incremental, tuple(formats), absolute(where), options)

    def write(self, batches: Iterable[Any], ordinal: int | Sequence[int]) -> list[dict[str, Any]]:
        """The parts of some documents, on a worker."""
        return parts.write_stream(batches, self.staging, ordinal=ordinal, engine=self.engine, reuse=self.incremental, **self.options)

    def commit(self, made: Iterable[dict[str, Any]]) -> None:
        """Joins all parts, on the driver."""
        append = self.mode == "append"
        parts.commit(self.out, made, staging=self.staging, formats=self.formats, append=append, keep=self.incremental)

    def abort(self) -> None:
        """Removes what was written; parts that a later job may take over stay."""
        if not self.incremental:
            parts.sweep(self.staging)
