"""The views beside the text: whatever they show leads to it."""

from .reviewer import Reviewer, rows


def charts(browser):
    for way in ["click", "key"]:
        one = Reviewer(browser, "law.html", locale="en")
        page = one.page
        page.click("#language")
        dated = [row for row in rows("out-law", "dates") if row["start_date"]]
        measured = [row for row in rows("out-law", "figures") if row["property"] or row["unit"]]
        placed = {row["place_id"] for row in rows("out-law", "places") if row["latitude"]}
        for view, shapes, count in [("timeline", ".when", len(dated)), ("map", ".spot", len(placed)), ("figures", ".bar-row", len(measured))]:
            page.click(f"#tab-{view}")
            if view == "timeline":
                page.locator("#chart .tools button").last.click()
            found = page.locator(f"#chart {shapes}")
            assert page.locator("#chart svg").count() == page.locator("#chart [dir=ltr] svg").count() > 0, view
            assert found.count() == count > 1, (view, found.count(), count)
            for number in range(count):
                page.click(f"#tab-{view}")
                shape = page.locator(f"#chart {shapes}").nth(number)
                assert shape.get_attribute("role") == "button" and shape.get_attribute("aria-label"), view
                if way == "click":
                    shape.dispatch_event("click")
                else:
                    shape.focus()
                    one.press("Enter")
                shown(page)
        axis(page)
        tree(one)
        for language, words in [("en", "Natural Earth, which draws them as they are held, not as they are claimed"), ("fa", "چنان می‌کشد که در عمل هستند، نه چنان که ادعا می‌شود")]:
            page.click("#tab-map")
            assert words in page.locator("#chart .hint").inner_text(), language
            page.click("#language")
        one.close()


#: Whether the mark of the chosen row is in sight.
IN_SIGHT = """() => {
  const [range] = CSS.highlights.get("selected");
  if (!range) return false;
  const live = document.createRange();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  const box = live.getClientRects()[0];
  const view = document.getElementById("text").getBoundingClientRect();
  return live.toString() === document.querySelector("#row h2").textContent && box.top >= view.top && box.bottom <= view.bottom;
}"""


def shown(page):
    """The text is there, with the chosen row in sight."""
    assert page.locator("#text-view").is_visible()
    page.wait_for_function(IN_SIGHT, timeout=5000)


def axis(page):
    """Solar months stand above the line of time, Gregorian ones below, and what lasts is as long as it lasts."""
    page.click("#tab-timeline")
    top, bottom = page.evaluate(
        """() => {
          const ticks = [...document.querySelectorAll("#chart .tick")];
          const line = Number(document.querySelectorAll("#chart .axis")[0].getAttribute("y1"));
          return [ticks.filter((one) => Number(one.getAttribute("y")) < line).map((one) => one.textContent), ticks.filter((one) => Number(one.getAttribute("y")) > line).map((one) => one.textContent)];
        }"""
    )
    assert any(name.startswith(("137", "138", "139", "140")) for name in top), top
    assert any(name.startswith(("199", "20")) for name in bottom), bottom
    widths = page.locator("#chart .when").evaluate_all("all => all.map((one) => Number(one.getAttribute('width')))")
    assert max(widths) > 1.5 * min(widths), widths


def tree(one):
    """Clauses are a tree that keys walk, open and close; enter leads to the text."""
    page = one.page
    page.click("#tab-clauses")
    clauses = rows("out-law", "clauses")
    items = page.locator("#chart [role=treeitem]")
    assert items.count() == len(clauses)
    levels = items.evaluate_all("all => all.map((one) => one.getAttribute('aria-level'))")
    assert levels == [row["level"] for row in clauses], levels
    items.first.focus()
    here = "document.activeElement.textContent"
    one.press("ArrowDown")
    assert page.evaluate(here).startswith("الف)")
    # The tree runs from right to left, as its document does.
    one.press("ArrowRight", "ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"
    assert items.nth(1).is_hidden()
    one.press("ArrowDown")
    assert page.evaluate(here).startswith("ماده ۳")
    one.press("Home", "ArrowLeft", "ArrowLeft")
    assert page.evaluate(here).startswith("الف)")
    one.press("Enter")
    shown(page)
