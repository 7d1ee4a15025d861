"""Persian documents into tables of dates, figures, actors, places, clauses, statements and events.

Each row is tied to its exact place in the text: ``text == layer[char_start:char_end]``.

>>> import jadval
>>> ds = jadval.extract({"note": "توافق در ۱۹ آبان ۱۳۹۹ امضا شد."})
>>> ds.dates.to_dicts()[0]["edtf"]
'2020-11-09'
>>> len(ds.documents), len(ds.rejects)
(1, 0)
"""

from . import errors, parts
from ._dataset import Dataset, Document, read
from ._engine import Engine, extract
from ._jadval import version as _version
from ._run import Summary, diff, extract_files, merge, run, schema
from ._table import Table
from ._report import Report, validate
from .errors import ConfigurationError, DocumentError, Error, ReadWriteError, ValidationFailed

__version__ = _version()

__all__ = [
    "ConfigurationError",
    "Dataset",
    "Document",
    "DocumentError",
    "Engine",
    "Error",
    "ReadWriteError",
    "Report",
    "Summary",
    "Table",
    "ValidationFailed",
    "diff",
    "errors",
    "extract",
    "extract_files",
    "merge",
    "parts",
    "read",
    "run",
    "schema",
    "validate",
]
