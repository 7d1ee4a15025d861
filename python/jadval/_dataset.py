"""Datasets: their tables by name, in memory or in a folder."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from . import _jadval
from ._document import Document
from ._input import stream as _stream
from ._table import Table
from .errors import ConfigurationError

if TYPE_CHECKING:
    import duckdb
    import polars

__all__ = ["Dataset", "Document", "read"]

Path = str | os.PathLike[str]
Backend = Literal["matplotlib", "altair"]


def _pictures(backend: str) -> Any:
    if backend == "altair":
        from . import charts

        return charts
    if backend == "matplotlib":
        from . import plots

        return plots
    raise ConfigurationError(f'backend: expected "matplotlib" or "altair", found {backend!r}')


class Dataset(Mapping[str, Table]):
    """All tables, by name and as attributes: ``ds["dates"]``, ``ds.dates``.

    Attributes:
        folder: where it is written; ``None`` for one in memory.
    """

    def __init__(self, tables: dict[str, Table], folder: pathlib.Path | None = None, native: Any = None) -> None:
        self._tables = tables
        self._native = native
        self.folder = folder

    @classmethod
    def _of_tables(cls, native: _jadval.Tables) -> Dataset:
        def table(name: str) -> Table:
            def load() -> _jadval.Rows:
                rows = native.rows(name)
                assert rows is not None
                return rows

            return Table(name, load)

        return cls({name: table(name) for name in _jadval.table_names()}, native=native)

    def __getitem__(self, name: str) -> Table:
        try:
            return self._tables[name]
        except KeyError:
            raise KeyError(f"expected one of the tables {', '.join(self._tables)}, found {name!r}") from None

    def __getattr__(self, name: str) -> Table:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._tables]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def replace(self, **tables: Any) -> Dataset:
        """The same tables but for these, which come as anything with ``__arrow_c_stream__``: corrected rows, say.
        ``actors`` and ``places`` are not counted anew.

        >>> import jadval
        >>> ds = jadval.extract("ده نفر")
        >>> len(ds.replace(figures=ds.figures.head(0)).figures)
        0
        """
        unknown = [name for name in tables if name not in _jadval.table_names()]
        if unknown:
            raise ConfigurationError(f"expected names of tables ({', '.join(_jadval.table_names())}), found {unknown[0]!r}")
        given = [tables.get(name, self[name]) for name in _jadval.table_names()]
        return Dataset._of_tables(_jadval.Tables.of(given, self._rules()))

    def _rules(self) -> str:
        if self._native is not None:
            return str(self._native.rules)
        import json

        assert self.folder is not None
        return str(json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))["jadval"]["rules"])

    def write(
        self,
        out: Path,
        *,
        name: str | None = None,
        title: str | None = None,
        description: str | None = None,
        license: str | None = None,
        formats: Iterable[str] = ("parquet",),
        csv: str = "exact",
        compression: str = "zstd",
        threads: int | None = None,
    ) -> Dataset:
        """Writes the tables as a dataset, with descriptions and sums, and returns it. What stood there stays until all is
        written. The files are those that ``jadval extract`` writes of the same documents.

        Raises:
            ConfigurationError: a folder that holds anything but a dataset.
            ReadWriteError: a folder that cannot be written.
        """
        from ._run import name_of

        native = self._native
        if native is None:
            native = _jadval.Tables.of([self[table] for table in _jadval.table_names()], self._rules())
        native.write(
            os.fspath(out),
            name_of(out) if name is None else name,
            title,
            description,
            license,
            list(formats),
            csv,
            compression,
            threads,
        )
        return read(out)

    def doc(self, doc_id: str | int | None = None) -> Document:
        """One document with everything that was found in it, for looking at; without an id the first."""
        return Document(self, None if doc_id is None else str(doc_id))

    def explain(self, row_id: str) -> str:
        """Why a row was read as it was: the sentence that it stands in, and the rules.

        Raises:
            ConfigurationError: an id that no row has.
        """
        return Document.of_row(self, row_id)

    def ask(self, question: str, **parameters: Any) -> polars.DataFrame:
        """The answer to a saved question by its name (``jadval ask --list``), or to one in SQL, over these tables. It needs
        polars.

        >>> import jadval
        >>> jadval.extract("در ۵ دی ۱۳۸۲ زلزله آمد.").ask("SELECT COUNT(*) AS n FROM dates").item()
        1
        """
        import polars

        from ._questions import sql

        frames = {name: table.to_polars() for name, table in self.items()}
        with polars.SQLContext(frames) as context:
            return context.execute(sql(question), eager=True)

    def duckdb(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection in which each table is a view."""
        import duckdb

        connection = duckdb.connect()
        for name, table in self.items():
            connection.register(name, table.to_arrow())
        return connection

    def timeline(self, *, backend: Backend = "matplotlib", **options: Any) -> Any:
        """A chart of what happened when, with the days of both calendars; see :func:`jadval.plots.timeline`."""
        return _pictures(backend).timeline(self, **options)

    def places_map(self, *, backend: Backend = "matplotlib", **options: Any) -> Any:
        """A map of the places that are named; see :func:`jadval.plots.places_map`."""
        return _pictures(backend).places_map(self, **options)

    def figures_chart(self, *, backend: Backend = "matplotlib", **options: Any) -> Any:
        """Bars of figures by property, side and source; see :func:`jadval.plots.figures`."""
        return _pictures(backend).figures(self, **options)

    def to_hf(self) -> Any:
        """A ``datasets.DatasetDict`` of the tables that have rows."""
        import datasets

        return datasets.DatasetDict({name: datasets.Dataset(table.to_arrow()) for name, table in self.items() if len(table)})

    @classmethod
    def from_hf(cls, tables: Mapping[str, Any], *, rules: str | None = None) -> Dataset:
        """The tables of a ``datasets.DatasetDict``, as :meth:`to_hf` gives it, or of any other mapping of names to objects with
        ``__arrow_c_stream__``; a table that is not there has no rows.

        Args:
            rules: the fingerprint of the rules that the rows were made by; that of the default engine, where none is given.

        Raises:
            ConfigurationError: a table that jadval does not have, or one with other columns.

        >>> import jadval
        >>> ds = jadval.extract("ده نفر")
        >>> len(Dataset.from_hf({"figures": ds.figures}).figures)
        1
        """
        from ._engine import default_engine

        engine = default_engine()
        empty = engine.extract([])
        given = {name: _stream(table) for name, table in tables.items()}
        return empty.replace(**given)._under(rules or engine.fingerprint)

    def _under(self, rules: str) -> Dataset:
        return Dataset._of_tables(_jadval.Tables.of([self[table] for table in _jadval.table_names()], rules))

    def to_label_studio(self, tables: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """Tasks of Label Studio with the spans as predictions; see :mod:`jadval.annotations`."""
        from .annotations import to_label_studio

        return to_label_studio(self, tables)

    def to_doccano(self, tables: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """Lines of doccano; see :mod:`jadval.annotations`."""
        from .annotations import to_doccano

        return to_doccano(self, tables)

    def to_displacy(self, tables: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """Documents as ``displacy.render(…, style="span", manual=True)`` takes them; see :mod:`jadval.annotations`."""
        from .annotations import to_displacy

        return to_displacy(self, tables)

    def __repr__(self) -> str:
        where = "in memory" if self.folder is None else str(self.folder)
        return f"<jadval.Dataset {where}: {', '.join(self._tables)}>"

    def _repr_html_(self) -> str:
        from ._html import dataset

        return dataset(self)


def read(folder: Path) -> Dataset:
    """A written dataset; each table is read when it is first looked at.

    Raises:
        ReadWriteError: a folder that cannot be read.
        ConfigurationError: a folder that holds no dataset.
    """
    written = _jadval.Written(os.fspath(folder))
    tables = {name: Table(name, lambda name=name: written.rows(name)) for name in written.tables()}  # type: ignore[misc]
    return Dataset(tables, folder=pathlib.Path(folder))
