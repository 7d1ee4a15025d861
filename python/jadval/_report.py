"""Checks of datasets."""

from __future__ import annotations

import os
import pathlib
from typing import Any

from . import _jadval
from ._dataset import Dataset
from .errors import ValidationFailed

Path = str | os.PathLike[str]


class Report:
    """What checks found of a dataset. It is true where none failed that is more than a warning.

    Attributes:
        dataset: its folder.
        checks: all checks, each a dict with ``name``, ``table``, ``severity``, ``outcome`` (``passed``, ``failed``,
            ``left_out``), ``what``, ``offending`` and ``examples``.
    """

    def __init__(self, written: str, text: str, errors: int) -> None:
        import json

        found = json.loads(written)[0]
        self.dataset: str = found["dataset"]
        self.checks: list[dict[str, Any]] = found["checks"]
        self._text, self._errors = text, errors

    @property
    def failures(self) -> list[dict[str, Any]]:
        """The checks that failed, warnings too."""
        return [check for check in self.checks if check["outcome"] == "failed"]

    def raise_if_failed(self) -> None:
        """Raises :class:`ValidationFailed` where the report is false."""
        if not self:
            names = ", ".join(f"{check['table']}: {check['name']}" for check in self.failures)
            raise ValidationFailed(f"expected every check to pass, found failed: {names}", self.dataset)

    def __bool__(self) -> bool:
        return self._errors == 0

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<jadval.Report {len(self.checks)} checks, {len(self.failures)} failed>"

    def _repr_html_(self) -> str:
        import html

        shown = [check for check in self.checks if check["outcome"] != "passed"]
        passed = sum(check["outcome"] == "passed" for check in self.checks)
        cell = html.escape
        rows = "".join(
            f"<tr><td>{cell(check['outcome'].replace('_', ' '))}</td><td>{cell(check['table'])}</td>"
            f"<td>{cell(check['name'])}</td><td>{check['offending']}</td>"
            f"<td style='text-align:left'>{cell(check['what'])}</td></tr>"
            for check in shown
        )
        head = "<tr><th>outcome</th><th>table</th><th>check</th><th>rows</th><th style='text-align:left'>what</th></tr>"
        table = f"<table>{head}{rows}</table>" if shown else ""
        return f"<p>{cell(self.dataset)}: {passed} checks passed, {len(self.failures)} failed.</p>{table}"


def validate(dataset: Dataset | Path, *, pipeline: Path | None = None, sources: Path = ".") -> Report:
    """Checks a dataset: sums, types, ids, references, spans against the sources, and what a pipeline expects.

    Args:
        dataset: a folder, or tables in memory (which are written to a temporary folder for it).
        pipeline: the file whose ``[[expect]]`` count too.
        sources: the folder that the paths of documents are relative to.
    """
    file = None if pipeline is None else os.fspath(pipeline)
    if isinstance(dataset, Dataset) and dataset.folder is None:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "dataset"
            dataset.write(out)
            return Report(*_jadval.validate(os.fspath(out), file, os.fspath(sources)))
    written = dataset.folder if isinstance(dataset, Dataset) else dataset
    assert written is not None
    return Report(*_jadval.validate(os.fspath(written), file, os.fspath(sources)))
