"""Pages of a source, and documents that mean harm."""

import pathlib
import subprocess

from .reviewer import Reviewer, rows, run

HOSTILE = (
    "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\"> "
    "\u202e در ۵ آذر ۱۳۹۹ آمد \u202c <!-- ]]> \u2066 و ۱۲ نفر رفتند. \u2028 ${document.title='taken'} \x7f"
)


def pages(browser, program):
    """Rows of a PDF file tell their page and their boxes, and the text where its pages begin."""
    context = browser.new_context()
    page = context.new_page()
    page.set_content("<html lang=fa dir=rtl><body style='font-size:20px'><p>در ۱۹ آبان ۱۳۹۹ باران آمد و ۱۲ نفر رفتند.</p>"
                     "<p style='break-before:page'>در ۲۰ آذر ۱۳۹۹ برف آمد و ۴۰ نفر آمدند.</p></body></html>")
    page.pdf(path="paged.pdf")
    context.close()
    ended = subprocess.run(
        [program, "extract", "paged.pdf", "--out", "out-paged", "--format", "csv", "--quiet"], capture_output=True, encoding="utf-8"
    )
    if "whose reader it was built without" in ended.stderr:
        print("pages: left out, since this program does not read PDF files")
        return
    assert ended.returncode == 0, ended
    run(program, "review", "out-paged", "--out", "paged.html", "--table", "dates")
    found = rows("out-paged", "dates")
    assert [row["page"] for row in found] == ["1", "2"], found
    one = Reviewer(browser, "paged.html", locale="en")
    order = one.page.locator("#text .part > *").evaluate_all("all => all.map((one) => one.dataset.page ?? one.textContent.trim().slice(0, 6))")
    assert [part for part in order if part] == ["1", "در ۱۹ ", "2", "در ۲۰ "], order
    assert one.page.locator("#text .page").first.get_attribute("data-name").endswith("۱")
    one.press("j", "j")
    place = one.page.locator("#row .place").inner_text()
    assert f"۲ {found[1]['coords']}" in place, place
    one.close()


def hostile(browser):
    """Nothing of a document runs, and its text is there letter for letter."""
    files = sorted(pathlib.Path("hostile").glob("*.html"))
    assert len(files) > 1
    context = browser.new_context()
    page = context.new_page()
    page.goto(pathlib.Path("hostile.html").absolute().as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    assert page.title() != "taken" and page.locator("main img, main script").count() == 0
    page.set_viewport_size({"width": 380, "height": 700})
    assert page.locator("main table").is_visible() and page.get_attribute("html", "dir") == "rtl"
    assert page.evaluate("document.querySelector('main').scrollWidth") <= 380
    counts = page.locator("tbody td:visible")
    assert counts.count() > 3 and all(counts.evaluate_all("all => all.map((one) => one.dataset.name && one.dataset.count > 0)"))
    page.locator("a").first.click()
    page.wait_for_selector("html[data-ready=yes]")
    assert page.title() != "taken"
    context.close()
    for file in files:
        one = Reviewer(browser, file)
        one.press("j", "a", "t", "t", "t", "t", "t")
        assert one.page.title() != "taken"
        assert one.page.locator("#text img, #text script, #row img, #rows img").count() == 0
        assert "document.title='taken'" in one.page.locator("#text").text_content()
        one.close()
