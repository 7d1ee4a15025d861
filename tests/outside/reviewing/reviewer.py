"""A reviewer: a page in a browser, and what a dataset has to compare it with."""

import csv
import json
import pathlib
import subprocess
import time

TEXT = """گزارش هفته 😀

رئیس جمهور ایران روز ۲۰ آبان ۱۳۹۹ (۱۰ نوامبر ۲۰۲۰) در تهران گفت که ۳۵ کیلومتر راه ساخته شد.
به گزارش یونسکو، ۱۲ نفر در شیراز کشته شدند و ۴۰ نفر زخمی شدند. 😀 وزارت دفاع روسیه این خبر را تکذیب کرد.
ماده ۱ - شهرداری باید تا ۳۰ روز گزارش خود را بفرستد.
The price of oil is 40 dollars.
روز دوشنبه ۲۹ شهریور ۱۳۷۳ باران بارید.
"""


def run(program, *arguments):
    subprocess.run([program, *arguments, "--quiet"], check=True)


def rows(folder, table):
    with open(f"{folder}/{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Reviewer:
    """A page in a browser of its own."""

    def __init__(self, browser, file, **options):
        self.context = browser.new_context(viewport={"width": 1300, "height": 800}, accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.requests, self.faults, self.url = [], [], pathlib.Path(file).absolute().as_uri()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type in ("error", "warning") else None)
        self.open()

    def open(self):
        started = time.monotonic()
        self.page.goto(self.url)
        self.page.wait_for_selector("html[data-ready=yes]", timeout=60_000)
        return time.monotonic() - started

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def save(self):
        with self.page.expect_download() as download:
            self.page.click("#save")
        text = pathlib.Path(download.value.path()).read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def close(self):
        """Nothing but the page was ever asked for, and nothing went wrong."""
        foreign = [url for url in self.requests if url != self.url and not url.startswith(("data:", "blob:"))]
        assert not foreign, foreign
        assert not self.faults, self.faults
        self.context.close()


def marked(page):
    """The texts under each mark."""
    return page.evaluate(
        """() => Object.fromEntries([...CSS.highlights].map(([name, marks]) => [name, [...marks].map((one) => {
             const range = document.createRange();
             range.setStart(one.startContainer, one.startOffset);
             range.setEnd(one.endContainer, one.endOffset);
             return range.toString();
           })]))"""
    )


def select(page, words):
    """Selects words of the text as a mouse does."""
    page.evaluate(
        """(words) => {
          const block = [...document.querySelectorAll("#text .block")].findLast((one) => one.textContent.includes(words));
          const at = block.textContent.indexOf(words);
          getSelection().setBaseAndExtent(block.firstChild, at, block.firstChild, at + words.length);
        }""",
        words,
    )
