"""The package itself: examples, types, what an import costs."""

import doctest
import importlib
import pathlib
import pkgutil
import subprocess
import sys

import jadval
import pytest


@pytest.mark.parametrize("name", sorted(module.name for module in pkgutil.iter_modules(jadval.__path__) if module.name != "_jadval"))
def test_examples_run(name):
    if name in ("ray", "daft"):
        pytest.importorskip(name)
    module = importlib.import_module(f"jadval.{name}")
    assert doctest.testmod(module).failed == 0


def test_examples_of_the_package_run():
    assert doctest.testmod(jadval).failed == 0


def test_an_import_brings_no_other_package():
    code = "import sys, jadval; print([m for m in ('numpy', 'polars', 'pandas', 'pyarrow', 'matplotlib') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_stubs_name_what_the_module_has():
    stub = (pathlib.Path(jadval.__file__).parent / "_jadval.pyi").read_text(encoding="utf-8")
    named = {line.split("(")[0].split()[1].rstrip(":") for line in stub.splitlines() if line.startswith(("def ", "class "))}
    assert named == {name for name in dir(jadval._jadval) if not name.startswith("_")}


def test_types_hold():
    pytest.importorskip("mypy")
    folder = pathlib.Path(jadval.__file__).parent
    ended = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", folder], cwd=folder.parent, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
