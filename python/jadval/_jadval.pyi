"""
What the package `jadval` is made of.
"""

from _typeshed import SupportsGetItem
from os import PathLike
from typing import Any, SupportsFloat, SupportsIndex, final

__all__ = ["Engine", "Rows", "Tables", "Written", "check", "command", "diff", "documents_of_rows", "documents_of_texts", "extract_files", "merge", "questions", "run", "schema", "table_names", "validate", "version"]

@final
class Engine:
    """
    Everything that extraction needs, compiled once; it is only read, from any number of threads.
    """
    def __new__(cls, /, stages: SupportsGetItem[int, str] | None = None, decimal_slash: str = "auto", lexicons: SupportsGetItem[int, str | PathLike[str]] = ..., rules: SupportsGetItem[int, str | PathLike[str]] = ...) -> Engine: ...
    def explain(self, /, text: str, reference_date: str | None = None) -> str:
        """
        Why a text is read as it is.
        """
    def extract(self, /, documents: Any, texts: bool = True, threads: SupportsIndex | None = None, progress: Any | None = None, fail: bool = False, timeout: SupportsFloat | SupportsIndex | None = None) -> Tables:
        """
        The tables of the documents that an Arrow stream has.
        """
    @property
    def fingerprint(self, /) -> str: ...
    @staticmethod
    def of_texts(stages: SupportsGetItem[int, str], decimal_slash: str, lexicons: SupportsGetItem[int, tuple[str, str]], rules: SupportsGetItem[int, tuple[str, str]]) -> Engine:
        """
        The engine of another process: its files come as texts.
        """
    def texts(self, /) -> tuple[list[str], str, list[tuple[str, str]], list[tuple[str, str]]]:
        """
        What `of_texts` makes the same engine of.
        """

@final
class Rows:
    """
    The rows of a table.
    """
    def __arrow_c_stream__(self, /, requested_schema: Any | None = None) -> "object":
        """
        A stream of the rows, as other programs take it.
        """
    def __len__(self, /) -> int: ...
    def columns(self, /) -> list[str]:
        """
        The names of the columns.
        """
    def dicts(self, /) -> "list[dict[str, Any]]":
        """
        The rows as dicts of Python's own values.
        """
    @staticmethod
    def joined(parts: SupportsGetItem[int, Rows]) -> Rows:
        """
        The rows of several objects with the same columns, one behind the other.
        """
    def measured(self, /, sums: bool) -> list[tuple[int, str | None]]:
        """
        Of each row the bytes of its `text`, and, where that is asked for, a sum over its cells, which does not depend on how
        their types lay them out.
        """
    @staticmethod
    def of(data: Any) -> Rows:
        """
        Takes rows from anything that has `__arrow_c_stream__`.
        """
    def slice(self, /, start: SupportsIndex, length: SupportsIndex) -> Rows:
        """
        Some of the rows.
        """
    def types(self, /) -> list[tuple[str, str]]:
        """
        The Arrow types of the columns, by name.
        """

@final
class Tables:
    """
    The tables of documents, in memory.
    """
    @staticmethod
    def of(rows: SupportsGetItem[int, Any], rules: str) -> Tables:
        """
        Tables of rows that somebody hands over, one object for each table.
        """
    def rows(self, /, name: str) -> Rows | None:
        """
        The rows of a table; nothing where there is no table of that name.
        """
    @property
    def rules(self, /) -> str: ...
    def write(self, /, out: str | PathLike[str], name: str, title: str | None = None, description: str | None = None, license: str | None = None, formats: SupportsGetItem[int, str] = ..., csv: str = "exact", compression: str = "zstd", threads: SupportsIndex | None = None) -> list[tuple[str, int]]:
        """
        Writes a dataset, and returns the rows of each table.
        """

@final
class Written:
    """
    A written dataset.
    """
    def __new__(cls, /, folder: str | PathLike[str]) -> Written: ...
    def count(self, /, table: str) -> int:
        """
        The number of rows of a table.
        """
    def rows(self, /, table: str) -> Rows:
        """
        The rows of a table.
        """
    def tables(self, /) -> list[str]:
        """
        The names of its tables.
        """

def check(pipeline: str | PathLike[str], threads: SupportsIndex | None = None, progress: Any | None = None) -> list[str] | None:
    """
    What carrying out a pipeline file would change: lines about files, or nothing where there is no dataset yet.
    """

def command(words: SupportsGetItem[int, str]) -> int:
    """
    Carries out a command as the program does, and returns its exit status.
    """

def diff(old: str | PathLike[str], new: str | PathLike[str]) -> str:
    """
    The differences of two datasets, as JSON.
    """

def documents_of_rows(rows: Rows, columns: SupportsGetItem[int, tuple[str, str]], day: str | None) -> Rows:
    """
    Documents of some columns of a table, each under the name that the engine reads it by, and a day for all.
    """

def documents_of_texts(ids: SupportsGetItem[int, str | None] | None, texts: SupportsGetItem[int, str | None], day: str | None) -> Rows:
    """
    Documents of texts, with ids where there are some.
    """

def extract_files(inputs: SupportsGetItem[int, str | PathLike[str]], out: str | PathLike[str], name: str, options: "dict[str, Any]", progress: Any | None = None) -> str:
    """
    Extracts files into a dataset, and tells what was done, as JSON. `options` are those of `jadval.extract_files`.
    """

def merge(parts: SupportsGetItem[int, str | PathLike[str]], out: str | PathLike[str], name: str, formats: SupportsGetItem[int, str]) -> list[tuple[str, int]]:
    """
    Joins datasets of parts, and returns the rows of each table.
    """

def questions() -> list[tuple[str, str, str]]:
    """
    The saved questions: name, title and SQL of each.
    """

def run(pipeline: str | PathLike[str], threads: SupportsIndex | None = None, progress: Any | None = None) -> str:
    """
    Carries out a pipeline file, and tells what was done, as JSON.
    """

def schema() -> str:
    """
    The tables and their columns, as JSON.
    """

def table_names() -> list[str]:
    """
    The names of all tables.
    """

def validate(dataset: str | PathLike[str], pipeline: str | PathLike[str] | None = None, sources: str | PathLike[str] | None = None) -> tuple[str, str, int]:
    """
    Checks a dataset: the report as JSON, as text for people, and the number of failures of any severity and of errors.
    """

def version() -> str:
    """
    The version of the package.
    """
