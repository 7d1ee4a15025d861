"""The examples of the pages run as they stand, say what they say there, and hold under a strict checker of types."""

import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PAGES = ["docs/python.md", "docs/engines.md", "python/README.md"]
BLOCK = re.compile(r"^```(python|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def examples(page):
    """The code of a page as one program, and what it is to print."""
    blocks = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    return "\n".join(code for kind, code in blocks if kind == "python"), "".join(said for kind, said in blocks if kind == "text")


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_say_what_they_say_there(page, tmp_path):
    for name in ("pipelines", "raw", "datasets"):
        (tmp_path / name).symlink_to(ROOT / name)
    code, said = examples(page)
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == said


def test_types_of_all_examples_hold(tmp_path):
    pytest.importorskip("mypy")
    files = []
    for page in PAGES:
        files.append(tmp_path / f"{page.replace('/', '_').removesuffix('.md')}.py")
        files[-1].write_text(examples(page)[0], encoding="utf-8")
    cells = sorted((ROOT / "notebooks" / "cells").glob("*.py"))
    # A cell ends with what it shows, which is no statement of a program; the names of notebooks are no names of modules.
    for cell in cells:
        files.append(tmp_path / f"cell_{cell.stem.replace('-', '_')}.py")
        files[-1].write_text(cell.read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), *map(str, files)]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
