"""Who reads Persian alone understands the page."""

from .reviewer import Reviewer, rows

#: Latin words that the interface shows, outside of what is marked as English, as a code, as a key or as a value of the tables.
FOREIGN = """() => {
  const text = document.getElementById("text").textContent;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const out = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("script, noscript, #text, code, kbd, .raw, #language, header h1")) continue;
    const english = node.parentElement.closest("[lang=en]");
    // What the author of a rule wrote in English is for those who open it.
    if (english?.closest("details details")) continue;
    for (const [word] of node.textContent.matchAll(/[A-Za-z][A-Za-z-]+/g)) {
      if (!text.includes(word) && !["Natural", "Earth", "EDTF", "ISO"].includes(word)) out.push(`${word}: ${node.textContent}`);
    }
  }
  for (const one of document.querySelectorAll("body [title], body [aria-label], body [placeholder]")) {
    for (const name of ["title", "aria-label", "placeholder"]) {
      const said = one.getAttribute(name) ?? "";
      if (/[A-Za-z]{3}/.test(said.replace(/P\\d+[A-Z]|Akoma Ntoso|EDTF|ISO|IR[RT]|USD/g, "")) && !text.includes(said)) out.push(`${name}: ${said}`);
    }
  }
  return out;
}"""


def persian(browser, name="law", folder="out-law"):
    """Nowhere in the interface, whichever row is looked at, stands a word of another language."""
    one = Reviewer(browser, f"{name}.html", locale="fa")
    page = one.page
    seen = []

    def look(where):
        for word in page.evaluate(FOREIGN):
            seen.append(f"{where}: {word}")

    look("welcome")
    page.click("#more-filters summary")
    look("filters")
    page.locator("#rows").focus()
    one.press("Home")
    last = None
    for _ in range(2000):
        now = page.get_attribute("#rows", "aria-activedescendant")
        if now == last:
            break
        last = now
        for opener in page.locator("#row details:not([open]) > summary").all():
            if opener.is_visible():
                opener.click()
        look("row")
        page.locator("#rows").focus()
        one.press("e")
        look("form")
        one.press("Escape")
        one.press("j")
    page.locator("#rows").focus()
    one.press("a", "u", "?")
    look("help")
    one.press("Escape")
    for view in ["clauses", "timeline", "map", "figures"]:
        page.click(f"#tab-{view}")
        look(view)
    assert not seen, sorted(set(seen))[:60]
    if folder:
        page.click("#tab-text")
        # Findings are told in Persian, with their own numbers and words.
        wrong = next(row for row in rows(folder, "findings") if row["check"] == "weekday-mismatch")
        page.fill("#search", wrong["row_id"])
        page.wait_for_timeout(250)
        page.locator("#rows").focus()
        one.press("Home")
        told = page.locator("#row .finding").inner_text()
        for words in ["روز هفته با تاریخ نمی‌خواند", "سه‌شنبه", "نه دوشنبه که نوشته شده", "۱۹۹۴-۰۹-۲۰", "هشدار"]:
            assert words in told, (words, told)
    one.close()
