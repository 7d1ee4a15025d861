"""Datasets in parts, for engines that spread documents over machines.

A part is a dataset of some documents that follow each other, written under a name of its own beside ``part.json``. Whoever
drives the work commits the parts that arrived, once: they are joined in the order of their ordinals into the dataset that one
process writes of all documents, byte for byte, and swapped in. A worker that fails after it has written leaves a part that
nobody names, and that the commit sweeps.

>>> import jadval, tempfile, pathlib
>>> with tempfile.TemporaryDirectory() as folder:
...     staging = pathlib.Path(folder) / "staging"
...     made = [write({f"d{n}": "ده نفر"}, staging, ordinal=n) for n in range(3)]
...     ds = commit(pathlib.Path(folder) / "tables", made, staging=staging)
...     len(ds.documents)
3
"""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import shutil
import uuid
from collections.abc import Iterable
from typing import Any

from ._dataset import Dataset
from ._engine import Engine, default_engine
from ._run import merge
from .errors import ConfigurationError

__all__ = ["commit", "staging_of", "write"]

Path = str | os.PathLike[str]

#: What describes a part.
FILE = "part.json"


def staging_of(out: Path) -> pathlib.Path:
    """The folder of the parts of a dataset: beside it, never in it."""
    out = pathlib.Path(out)
    return out.with_name(f".{out.name}.parts")


def write(data: Any, staging: Path, *, ordinal: int, engine: Engine | None = None, **options: Any) -> dict[str, Any]:
    """Extracts documents and writes them as a part; ``options`` are those of :func:`jadval.extract`.

    Args:
        ordinal: where the part stands among all. Two attempts at one ordinal do not disturb each other.

    Returns:
        What :func:`commit` is to be given: a dict that any engine can send.
    """
    engine = engine or default_engine()
    folder = pathlib.Path(staging) / f"part-{ordinal:012d}-{uuid.uuid4().hex}"
    ds = engine.extract(data, **{"threads": 1, **options})
    folder.parent.mkdir(parents=True, exist_ok=True)
    # All parts have one name, so that what they say of themselves is the same.
    ds.write(folder / "dataset", name="part", threads=1)
    part = {
        "ordinal": ordinal,
        "folder": str(folder),
        "rules": engine.fingerprint,
        "documents": len(ds.documents),
        "rows": {name: len(table) for name, table in ds.items()},
        "sum": _sum(folder),
    }
    (folder / FILE).write_text(json.dumps(part, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return part


def _sum(folder: pathlib.Path) -> str:
    return hashlib.sha256((folder / "dataset" / "SHA256SUMS").read_bytes()).hexdigest()


def commit(
    out: Path,
    parts: Iterable[dict[str, Any]],
    *,
    staging: Path | None = None,
    formats: Iterable[str] = ("parquet",),
) -> Dataset:
    """Joins parts into a dataset, puts it in its place, and sweeps ``staging``.

    Raises:
        ConfigurationError: two parts of one ordinal, parts of different rules, a document that two parts have, or a part that is
            not what was written. Nothing is changed then.
    """
    chosen = sorted(parts, key=lambda part: part["ordinal"])
    for one, other in zip(chosen, chosen[1:], strict=False):
        if one["ordinal"] == other["ordinal"]:
            raise ConfigurationError(f"expected each ordinal once, found {one['ordinal']} twice", one["folder"])
    for part in chosen:
        folder = pathlib.Path(part["folder"])
        if part["rules"] != chosen[0]["rules"]:
            raise ConfigurationError("expected a part of the rules of the others, found other rules", str(folder))
        if _sum(folder) != part["sum"]:
            raise ConfigurationError("expected the part that was written, found another", str(folder))
    if not chosen:
        ds = default_engine().extract([]).write(out, formats=formats)
    else:
        ds = merge([pathlib.Path(part["folder"]) / "dataset" for part in chosen], out, formats=formats)
    if staging is not None:
        shutil.rmtree(staging, ignore_errors=True)
    return ds
