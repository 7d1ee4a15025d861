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
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from . import _jadval
from ._dataset import Dataset
from ._engine import Engine, default_engine
from ._input import documents
from ._run import merge
from .errors import ConfigurationError, ReadWriteError

__all__ = ["commit", "staging_of", "sweep", "write", "write_stream"]

Path = str | os.PathLike[str]

#: What describes a part; it is written last, so a part without it is none.
FILE = "part.json"
#: Most documents of a part that is cut from a stream, and most bytes of their texts, but for one that is longer.
MOST_DOCUMENTS, MOST_BYTES = 4096, 16 << 20
#: One document in so many ends a part that can be taken over: so one that is new moves no cut but those beside it.
CUT = 256
#: The arguments of `Engine.extract` that say how documents are read, and not what is in them.
READING = ("text", "doc_id", "reference_date")


def staging_of(out: Path) -> pathlib.Path:
    """The folder of the parts of a dataset: beside it, never in it."""
    out = pathlib.Path(out)
    return out.with_name(f".{out.name}.parts")


def write(
    data: Any, staging: Path, *, ordinal: int | Sequence[int], engine: Engine | None = None, **options: Any
) -> dict[str, Any]:
    """Extracts documents and writes them as one part.

    Args:
        data: what :func:`jadval.extract` takes, with an id for each document.
        staging: a folder that every worker and the one that commits see.
        ordinal: where the part stands among all: a number, or several that count like those of chapters. Two attempts at one
            ordinal do not disturb each other.
        engine: what extracts; the one with nothing set, where none is given.
        options: further ones of :func:`jadval.extract`.

    Returns:
        What :func:`commit` is to be given: a dict that any engine can send.

    Raises:
        ConfigurationError: documents without ids: numbers would begin anew in each part.
        ReadWriteError: a folder that cannot be written.
    """
    return _write(_rows(data, options), pathlib.Path(staging), _ordinal(ordinal), engine or default_engine(), options, None)


def write_stream(
    batches: Iterable[Any],
    staging: Path,
    *,
    ordinal: int | Sequence[int],
    engine: Engine | None = None,
    reuse: bool = False,
    **options: Any,
) -> list[dict[str, Any]]:
    """Extracts the documents of many tables, as they come, and writes them in parts of some thousand documents or 16 MB: so
    memory does not depend on how many there are. The arguments are those of :func:`write`.

    With ``reuse`` a part of the same documents, rules and settings that stands in ``staging`` already is taken as it is: one that an
    earlier commit was told to keep, or one of a job that broke off. Cuts between parts lie where the documents say, so a new
    document makes one part anew.
    """
    engine = engine or default_engine()
    first, folder = _ordinal(ordinal), pathlib.Path(staging)
    parts = []
    for number, (rows, sums) in enumerate(_pieces(batches, options, reuse)):
        key = _key(engine, sums, options) if reuse else None
        part = _standing(folder, key, [*first, number]) if key else None
        parts.append(part or _write(rows, folder, [*first, number], engine, options, key))
    return parts


def _ordinal(ordinal: int | Sequence[int]) -> list[int]:
    return [ordinal] if isinstance(ordinal, int) else list(ordinal)


def _rows(data: Any, options: dict[str, Any]) -> _jadval.Rows:
    """Documents as the engine reads them."""
    reading = {"text": "text", "doc_id": None, "reference_date": None, **{name: options[name] for name in READING if name in options}}
    rows = documents(data, **reading)
    if "doc_id" not in rows.columns():
        raise ConfigurationError("expected an id for each document (doc_id), found none: numbers would begin anew in each part")
    return rows


def _pieces(batches: Iterable[Any], options: dict[str, Any], reuse: bool) -> Iterator[tuple[_jadval.Rows, list[str]]]:
    """The documents in pieces, with the sums of each where they are asked for."""
    held: list[_jadval.Rows] = []
    sums: list[str] = []
    count = size = 0
    for batch in batches:
        rows = _rows(batch, options)
        start = 0
        for at, (length, sum_) in enumerate(rows.measured(reuse)):
            if count and (count == MOST_DOCUMENTS or size + length > MOST_BYTES):
                held.append(rows.slice(start, at - start))
                yield _jadval.Rows.joined(held), sums
                start, held, sums, count, size = at, [], [], 0, 0
            count, size = count + 1, size + length
            if sum_ is not None:
                sums.append(sum_)
                if int(sum_[:8], 16) % CUT == 0:
                    held.append(rows.slice(start, at + 1 - start))
                    yield _jadval.Rows.joined(held), sums
                    start, held, sums, count, size = at + 1, [], [], 0, 0
        if start < len(rows):
            held.append(rows.slice(start, len(rows) - start))
    if count:
        yield _jadval.Rows.joined(held), sums


def _settings(engine: Engine, options: dict[str, Any]) -> str:
    """A sum of all that rows depend on besides their documents."""
    own = {name: value for name, value in options.items() if name not in (*READING, "threads", "progress")}
    said = json.dumps([_jadval.version(), engine.fingerprint, engine._native.texts()[:2], own], sort_keys=True, default=str)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def _key(engine: Engine, sums: list[str], options: dict[str, Any]) -> str:
    return hashlib.sha256("\n".join([_settings(engine, options), *sums]).encode("ascii")).hexdigest()[:32]


def _standing(staging: pathlib.Path, key: str, ordinal: list[int]) -> dict[str, Any] | None:
    """A whole part of this key; nothing where there is none."""
    for file in sorted(staging.glob(f"part-{key}-*/{FILE}")):
        try:
            part: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            if _sum(file.parent) == part["sum"]:
                return {**part, "ordinal": ordinal, "folder": str(file.parent)}
        except (OSError, ValueError, KeyError):
            # One that is damaged or was swept is as if it had never been.
            continue
    return None


def _write(
    rows: _jadval.Rows, staging: pathlib.Path, ordinal: list[int], engine: Engine, options: dict[str, Any], key: str | None
) -> dict[str, Any]:
    named = key or "-".join(f"{number:09d}" for number in ordinal)
    folder = staging / f"part-{named}-{uuid.uuid4().hex}"
    ds = engine.extract(rows, **{"threads": 1, **{name: value for name, value in options.items() if name not in READING}})
    try:
        staging.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise ReadWriteError(f"cannot create the folder of parts: {cause.strerror}", str(staging)) from cause
    # All parts have one name, so that what they say of themselves is the same.
    ds.write(folder / "dataset", name="part", threads=1)
    part = {
        "ordinal": ordinal,
        "folder": str(folder),
        "documents": len(ds.documents),
        "rows": {name: len(table) for name, table in ds.items()},
        "version": _jadval.version(),
        "rules": engine.fingerprint,
        "settings": _settings(engine, options),
        "sum": _sum(folder),
    }
    unfinished = folder / f"{FILE}.new"
    unfinished.write_text(json.dumps(part, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(folder / FILE)
    return part


def _sum(folder: pathlib.Path) -> str:
    return hashlib.sha256((folder / "dataset" / "SHA256SUMS").read_bytes()).hexdigest()


def commit(
    out: Path,
    parts: Iterable[dict[str, Any]],
    *,
    staging: Path | None = None,
    formats: Iterable[str] = ("parquet",),
    append: bool = False,
    keep: bool = False,
) -> Dataset:
    """Joins parts into a dataset and puts it in its place.

    Args:
        out: the dataset's folder; what stood there stays until all is written.
        parts: what :func:`write` and :func:`write_stream` returned, in any order.
        staging: the folder of the parts, which is swept then.
        formats: the formats of the tables.
        append: whether the documents come behind those of the dataset that stands there.
        keep: whether ``staging`` keeps the parts that were joined, for ``reuse``.

    Raises:
        ConfigurationError: two parts of one ordinal, parts of different rules or settings, a document that two parts have, or a
            part that is not what was written. Nothing is changed then.
        ReadWriteError: a part that cannot be read, a folder that cannot be written.
    """
    chosen = sorted(parts, key=lambda part: list(part["ordinal"]))
    for one, other in zip(chosen, chosen[1:], strict=False):
        if one["ordinal"] == other["ordinal"]:
            named = ".".join(str(number) for number in one["ordinal"])
            raise ConfigurationError(f"expected each ordinal once, found {named} twice", one["folder"])
    for part in chosen:
        for what in ("version", "rules", "settings"):
            if part[what] != chosen[0][what]:
                raise ConfigurationError(f"expected a part of the {what} of the others, found other {what}", part["folder"])
        if _found(part) != part["sum"]:
            raise ConfigurationError("expected the part that was written, found another", part["folder"])
    folders = [pathlib.Path(part["folder"]) / "dataset" for part in chosen]
    if append and (pathlib.Path(out) / "datapackage.json").exists():
        folders.insert(0, pathlib.Path(out))
    if folders:
        ds = merge(folders, out, formats=formats)
    else:
        ds = default_engine().extract([]).write(out, formats=formats)
    if staging is not None:
        sweep(staging, keep=chosen if keep else ())
    return ds


def _found(part: dict[str, Any]) -> str:
    try:
        return _sum(pathlib.Path(part["folder"]))
    except OSError as cause:
        raise ReadWriteError(f"cannot read a part: {cause.strerror}", part["folder"]) from cause


def sweep(staging: Path, *, keep: Iterable[dict[str, Any]] = ()) -> None:
    """Removes all parts of ``staging`` but these; a folder that is left empty goes too."""
    kept = {pathlib.Path(part["folder"]).name for part in keep}
    staging = pathlib.Path(staging)
    for folder in staging.glob("part-*"):
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
    if not kept and staging.is_dir() and not any(staging.iterdir()):
        staging.rmdir()
