"""The package itself: examples, types, what an import costs."""

import doctest
import importlib
import importlib.util
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


def test_the_command_comes_with_the_package():
    program = pathlib.Path(sys.executable).with_name("jadval")
    if not program.exists():
        pytest.skip("the package is not installed as a wheel")
    said = subprocess.run([program, "--version"], capture_output=True, text=True)
    assert said.returncode == 0 and jadval.__version__ in said.stdout
    assert subprocess.run([program, "extract"], capture_output=True).returncode == 2


def test_types_hold(tmp_path):
    pytest.importorskip("mypy")
    packages = ["jadval", *(["pyspark_jadval"] if importlib.util.find_spec("pyspark") else [])]
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path]
    command += [word for name in packages for word in ("-p", name)]
    # What only engines need may be missing.
    ended = subprocess.run([*command, "--ignore-missing-imports"], cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


def test_stubs_say_what_the_module_says():
    pytest.importorskip("mypy")
    ended = subprocess.run([sys.executable, "-m", "mypy.stubtest", "jadval._jadval"], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
