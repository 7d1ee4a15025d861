"""One table: Arrow for programs, frames for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import _jadval

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

#: Most rows that a notebook shows.
SHOWN = 20


class Table:
    """The rows of a table. It is read when it is first asked for its rows, and any program that knows Arrow takes it as it
    is (``polars.DataFrame(table)``, ``pyarrow.table(table)``, ``duckdb.sql("from table")``), without a copy.

    >>> import jadval
    >>> table = jadval.extract("در ۵ دی ۱۳۸۲ زلزله آمد.").dates
    >>> len(table), table.columns[:3]
    (1, ['date_id', 'doc_id', 'segment_id'])
    """

    __slots__ = ("_load", "_rows", "name")

    def __init__(self, name: str, load: Callable[[], _jadval.Rows]) -> None:
        self.name = name
        self._load = load
        self._rows: _jadval.Rows | None = None

    @property
    def rows(self) -> _jadval.Rows:
        """The rows as Arrow has them."""
        if self._rows is None:
            self._rows = self._load()
        return self._rows

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self.rows.columns()

    def __len__(self) -> int:
        return len(self.rows)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.rows.__arrow_c_stream__(requested_schema)

    def head(self, rows: int = 5) -> Table:
        """The first rows."""
        return self.slice(0, rows)

    def slice(self, start: int, length: int) -> Table:
        """Some of the rows."""
        return Table(self.name, lambda: self.rows.slice(start, length))

    def to_polars(self) -> polars.DataFrame:
        """A polars frame, with days as ``Date``."""
        import polars

        return polars.DataFrame(self)

    def to_arrow(self) -> pyarrow.Table:
        """A pyarrow table, without a copy."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame whose columns keep their kinds where cells are missing: days are ``datetime64``, whole numbers
        ``Int32`` and ``Int64``, truth values ``boolean``, texts ``string``. (What pandas does by itself makes objects of days
        and fractions of numbers.)"""
        import pandas
        import pyarrow

        whole = self.to_arrow()
        frame = {}
        for name, column in zip(whole.column_names, whole.columns, strict=True):
            kind = column.type
            if pyarrow.types.is_date(kind):
                frame[name] = column.cast(pyarrow.timestamp("s")).to_pandas().astype("datetime64[s]")
            elif pyarrow.types.is_integer(kind):
                frame[name] = column.to_pandas(types_mapper={kind: _integer(pandas, kind)}.get)
            elif pyarrow.types.is_boolean(kind):
                frame[name] = column.to_pandas(types_mapper={kind: pandas.BooleanDtype()}.get)
            elif pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind):
                frame[name] = column.to_pandas(types_mapper={kind: pandas.StringDtype()}.get)
            else:
                frame[name] = column.to_pandas()
        return pandas.DataFrame(frame, columns=whole.column_names)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dicts, by nothing but Python: for small tables, and where no other package is."""
        return self.rows.dicts()

    def __repr__(self) -> str:
        return f"<jadval.Table {self.name}: {len(self)} rows, {len(self.columns)} columns>"

    def _repr_html_(self) -> str:
        from ._html import table

        return table(self, SHOWN)


def _integer(pandas: Any, kind: Any) -> Any:
    return {8: pandas.Int8Dtype, 16: pandas.Int16Dtype, 32: pandas.Int32Dtype, 64: pandas.Int64Dtype}[kind.bit_width]()
