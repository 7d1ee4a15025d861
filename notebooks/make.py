#!/usr/bin/env python3
"""Writes and runs the notebooks of this folder; what they show is the same bytes each time.

    python notebooks/make.py            # writes them anew
    python notebooks/make.py --check    # says which of them are not current, and exits with 1 then

The cells stand in `cells/NAME.py`, in the percent format: `# %% [markdown]` begins a text, `# %%` code. It needs the packages of
python/tests/requirements.txt and jadval itself, and runs from the root of the repository.
"""

import pathlib
import sys

import nbclient
import nbformat

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent


def cells(script):
    for part in script.split("# %%")[1:]:
        head, _, body = part.partition("\n")
        if "markdown" in head:
            yield nbformat.v4.new_markdown_cell("\n".join(line.removeprefix("# ").removeprefix("#") for line in body.strip().splitlines()))
        else:
            yield nbformat.v4.new_code_cell(body.strip())


def executed(path):
    notebook = nbformat.v4.new_notebook(cells=list(cells(path.read_text(encoding="utf-8"))))
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    client = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", record_timing=False, resources={"metadata": {"path": str(ROOT)}})
    client.execute()
    # Of the machine nothing is to be told.
    notebook["metadata"] = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return nbformat.writes(notebook) + "\n"


def main():
    stale = []
    for path in sorted((HERE / "cells").glob("*.py")):
        out = HERE / f"{path.stem}.ipynb"
        fresh = executed(path)
        if "--check" in sys.argv:
            if not out.exists() or out.read_text(encoding="utf-8") != fresh:
                stale.append(out.name)
        else:
            out.write_text(fresh, encoding="utf-8")
    for name in stale:
        print(f"{name} is not current; python notebooks/make.py writes it anew")
    sys.exit(bool(stale))


main()
