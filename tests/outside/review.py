#!/usr/bin/env python3
"""The page of `jadval review` in a real Chromium, used as a reviewer uses it.

Needs the package playwright and a browser (Debian's chromium). Takes the program and the browser, and works in the
current folder, which it fills.

    python3 tests/outside/review.py target/debug/jadval /usr/bin/chromium
"""

import json
import pathlib
import sys

from playwright.sync_api import sync_playwright

sys.dont_write_bytecode = True

from reviewing import charts, colours, filters, looks, persian, size, sources, verdicts  # noqa: E402
from reviewing.reviewer import TEXT, run  # noqa: E402


def write(program):
    """The documents, their datasets and their pages."""
    pathlib.Path("program").write_text(program, encoding="utf-8")
    pathlib.Path("one.txt").write_text(TEXT, encoding="utf-8", newline="")
    pathlib.Path("fifty.txt").write_text(TEXT * 3, encoding="utf-8", newline="")
    pathlib.Path("long.txt").write_text(TEXT * 30, encoding="utf-8", newline="")
    pathlib.Path("law.txt").write_text(filters.LAW, encoding="utf-8", newline="")
    hostile = sources.HOSTILE
    record = {"doc_id": "<b>../x", "text": hostile, "title": hostile}
    # What has a NUL may be no text at all, which is told elsewhere.
    others = [{"doc_id": "y", "text": "a\u0000b " + hostile}, {"doc_id": "z", "text": hostile * 3}]
    lines = "".join(json.dumps(line) + "\n" for line in (record, *others))
    pathlib.Path("hostile.jsonl").write_text(lines, encoding="utf-8")
    for name, out, page in [("one.txt", "out", "one"), ("hostile.jsonl", "out-hostile", "hostile"), ("fifty.txt", "out-fifty", "fifty"), ("law.txt", "out-law", "law"), ("long.txt", "out-long", "long")]:
        run(program, "extract", name, "--out", out, "--format", "csv,parquet", "--reference-date", "2020-12-10")
        run(program, "review", out, "--out", f"{page}.html")


def main():
    program, chromium = sys.argv[1:]
    write(program)
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=chromium, args=quiet)
        looks.looks(browser)
        persian.persian(browser)
        colours.colours(browser)
        colours.paper(browser)
        charts.charts(browser)
        filters.filters(browser)
        filters.row(browser)
        filters.selection(browser, program)
        mine = verdicts.reviews(browser)
        verdicts.two_reviewers(browser, program, mine)
        verdicts.applied(program, mine)
        verdicts.fifty_by_keyboard(browser, program)
        sources.pages(browser, program)
        sources.hostile(browser)
        size.large(browser)
        size.huge(browser)
        size.much(program)
        browser.close()


if __name__ == "__main__":
    main()
