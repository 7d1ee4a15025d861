"""Persian documents into tables of dates, figures, actors, places, clauses, statements and events.

Each row is tied to its exact place in the text: ``text == layer[char_start:char_end]``.

>>> import jadval
>>> ds = jadval.extract({"note": "توافق در ۱۹ آبان ۱۳۹۹ امضا شد."})
>>> ds.dates.to_dicts()[0]["edtf"]
'2020-11-09'
>>> len(ds.documents), len(ds.rejects)
(1, 0)
"""

from typing import TYPE_CHECKING, Any

from . import errors
from ._dataset import Dataset, Document, read
from ._engine import Engine, extract
from ._jadval import version as _version
from ._run import Summary, diff, extract_files, merge, run, schema
from ._table import Table
from ._report import Report, validate
from .errors import ConfigurationError, DocumentError, Error, ReadWriteError, ValidationFailed

if TYPE_CHECKING:
    from . import annotations, charts, parts, plots

__version__ = _version()

#: What is imported when it is first asked for: it needs other packages, or few people need it.
_LATER = ("annotations", "charts", "daft", "parts", "plots", "ray")


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'jadval' has no attribute {name!r}")
    import importlib

    return importlib.import_module(f"jadval.{name}")


def __dir__() -> list[str]:
    return [*globals(), *_LATER]


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
    "annotations",
    "charts",
    "diff",
    "errors",
    "extract",
    "extract_files",
    "merge",
    "parts",
    "plots",
    "read",
    "run",
    "schema",
    "validate",
]
