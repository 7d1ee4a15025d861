"""The engine, and extraction of what is in memory."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any, Literal

from . import _jadval
from ._dataset import Dataset
from ._input import Day, documents
from ._progress import Progress, telling

Path = str | os.PathLike[str]


def _paths(files: Path | Iterable[Path]) -> list[str]:
    return [os.fspath(files)] if isinstance(files, (str, os.PathLike)) else [os.fspath(file) for file in files]


class Engine:
    """Words and rules, compiled once (about 20 ms). It never changes, any number of threads may use it, and it can be
    pickled: a copy in another process has the same rules, also where their files are not.

    Args:
        stages: which stages run; all, where none are named.
        decimal_slash: how «۱/۵» between digits is read: ``"auto"``, or one of the words of ``decimal_slash`` in pipeline files.
        lexicons, rules: files, or folders of them, beside the built-in ones.

    Raises:
        ConfigurationError: a setting, lexicon or rule that cannot be used, with file and line.
        ReadWriteError: a file that cannot be read.

    >>> engine = Engine(stages=["dates"])
    >>> engine.extract("دیروز", reference_date="2020-12-10").dates.to_dicts()[0]["start_date"]
    datetime.date(2020, 12, 9)
    """

    __slots__ = ("_native",)

    def __init__(
        self,
        *,
        stages: Iterable[str] | None = None,
        decimal_slash: str = "auto",
        lexicons: Path | Iterable[Path] = (),
        rules: Path | Iterable[Path] = (),
    ) -> None:
        named = None if stages is None else list(stages)
        self._native = _jadval.Engine(named, decimal_slash, _paths(lexicons), _paths(rules))

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all words and rules, in hexadecimal: equal ones give equal rows."""
        return self._native.fingerprint

    def explain(self, text: str, *, reference_date: Day = None) -> str:
        """Why a text is read as it is: its rows, the rules that made them, and those that were refused.

        >>> print(Engine().explain("سه‌شنبه ۲۰ آبان ۱۳۹۹").splitlines()[0])
        sentence «سه‌شنبه ۲۰ آبان ۱۳۹۹»
        """
        from ._input import iso_day

        return self._native.explain(text, iso_day(reference_date))

    def extract(
        self,
        data: Any,
        *,
        text: str = "text",
        doc_id: str | None = None,
        reference_date: Day = None,
        texts: bool = True,
        threads: int | None = None,
        progress: Progress = None,
        errors: Literal["reject", "raise"] = "reject",
        timeout: float | None = None,
    ) -> Dataset:
        """The tables of documents; see :func:`jadval.extract`."""
        from .errors import ConfigurationError

        if errors not in ("reject", "raise"):
            raise ConfigurationError(f'errors: expected "reject" or "raise", found {errors!r}')
        given = documents(data, text=text, doc_id=doc_id, reference_date=reference_date)
        with telling(progress) as tell:
            tables = self._native.extract(given, texts, threads, tell, errors == "raise", timeout)
        return Dataset._of_tables(tables)

    def __reduce__(self) -> tuple[Callable[..., Engine], tuple[Any, ...]]:
        return _restored, self._native.texts()

    def __repr__(self) -> str:
        return f"<jadval.Engine {self.fingerprint[:12]}>"


def _restored(*texts: Any) -> Engine:
    engine = Engine.__new__(Engine)
    engine._native = _jadval.Engine.of_texts(*texts)
    return engine


_DEFAULT: Engine | None = None
_LOCK = threading.Lock()


def default_engine() -> Engine:
    """The engine with nothing set, made once."""
    global _DEFAULT
    with _LOCK:
        if _DEFAULT is None:
            _DEFAULT = Engine()
        return _DEFAULT


def extract(
    data: Any,
    *,
    text: str = "text",
    doc_id: str | None = None,
    reference_date: Day = None,
    stages: Iterable[str] | None = None,
    decimal_slash: str = "auto",
    lexicons: Path | Iterable[Path] = (),
    rules: Path | Iterable[Path] = (),
    engine: Engine | None = None,
    texts: bool = True,
    threads: int | None = None,
    progress: Progress = None,
    errors: Literal["reject", "raise"] = "reject",
    timeout: float | None = None,
) -> Dataset:
    """Extracts the tables of documents.

    Args:
        data: a text; a list of texts; a dict of texts by id; or a table with a row a document: anything that has
            ``__arrow_c_stream__`` (polars, pandas, pyarrow, DuckDB), a polars ``LazyFrame``, a Hugging Face ``Dataset``.
            Of a table the columns ``title``, ``path``, ``format``, ``encoding``, ``bytes``, ``sha256`` and
            ``reference_source`` are taken into ``documents`` where they are there.
        text: the column of the texts.
        doc_id: the column of the ids, strings or whole numbers. Without one the column ``doc_id`` is taken, and
            without that, numbers from 0.
        reference_date: "today" for relative dates («دیروز»): a day for all documents (``datetime.date`` or
            ``"2020-12-10"``), or the name of a column of days. Without one the column ``reference_date`` is taken.
        stages, decimal_slash, lexicons, rules: what the engine is made of; see :class:`Engine`.
        engine: an engine in their place.
        texts: whether the table ``texts`` keeps the texts.
        threads: how many work; one for each core, where none are named. The rows do not depend on it.
        progress: ``True`` for a bar (``tqdm`` where it is installed), or a function that is called with the documents done and
            all there are.
        errors: ``"reject"`` makes a row of ``rejects`` of each document that cannot be read (no text, an id that another
            has …), ``"raise"`` raises at the first.
        timeout: seconds after which a document is rejected.

    Returns:
        A :class:`Dataset` with all tables.

    Raises:
        ConfigurationError: an argument or column that cannot be used.
        DocumentError: with ``errors="raise"``, a document that cannot be read.
        KeyboardInterrupt: within a tenth of a second after Ctrl-C, also in the middle of a long document.

    >>> ds = extract(["ده نفر کشته شدند.", "در ۵ دی ۱۳۸۲ زلزله آمد."])
    >>> [(row["doc_id"], row["value"]) for row in ds.figures.to_dicts()]
    [('0', 10.0)]
    """
    if engine is None:
        own = stages is not None or decimal_slash != "auto" or lexicons or rules
        engine = (
            Engine(stages=stages, decimal_slash=decimal_slash, lexicons=lexicons, rules=rules) if own else default_engine()
        )
    elif stages is not None or decimal_slash != "auto" or lexicons or rules:
        from .errors import ConfigurationError

        raise ConfigurationError("expected an engine, or stages, decimal_slash, lexicons and rules, found both")
    return engine.extract(
        data,
        text=text,
        doc_id=doc_id,
        reference_date=reference_date,
        texts=texts,
        threads=threads,
        progress=progress,
        errors=errors,
        timeout=timeout,
    )
