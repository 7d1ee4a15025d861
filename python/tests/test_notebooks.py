"""The committed notebooks are what their cells give."""

import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]


def test_notebooks_are_current():
    pytest.importorskip("nbclient")
    ended = subprocess.run([sys.executable, "notebooks/make.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
