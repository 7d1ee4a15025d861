"""Direction, marks, font, and what those hear who do not see the page."""

from collections import Counter

from .reviewer import TEXT, Reviewer, marked, rows

PLACED = ["dates", "figures", "mentions", "events"]


def looks(browser):
    """Direction, marks, font and what those hear who do not see the page."""
    one = Reviewer(browser, "one.html", locale="fa")
    page = one.page
    assert page.get_attribute("#text", "dir") == "rtl" and page.get_attribute("html", "dir") == "rtl"
    left = page.locator("#text [dir=ltr]").all_inner_texts()
    assert [line.strip() for line in left] == ["The price of oil is 40 dollars."], left
    text = "".join(page.locator("#text .block").evaluate_all("all => all.map((one) => one.textContent)"))
    assert text == TEXT, (text, TEXT)
    found = marked(page)
    for table in PLACED:
        wanted = Counter(row["text"] for row in rows("out", table))
        assert Counter(found[table]) == wanted, (table, found[table], wanted)
    assert sum(map(len, found.values())) > 10

    client = one.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": "#text .block"})["nodeId"]
    fonts = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert any(font["isCustomFont"] and "Vazirmatn" in font["familyName"] for font in fonts), fonts

    options = page.get_by_role("listbox").get_by_role("option")
    assert options.count() > 5
    # Words of the document stand apart from the direction of what is around them.
    assert page.locator("#rows .words > bdi").count() == options.count() == page.locator("#rows .words").count()
    one.press("j", "j")
    active = page.get_attribute("#rows", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    assert page.locator("#rows").get_by_role("option", selected=True).get_attribute("aria-posinset") == "2"
    assert page.evaluate("document.activeElement.id") == "rows"
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, [role=tab], [role=tabpanel]")].filter((one) =>
             !one.hidden && !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length || one.getAttribute("aria-labelledby"))
           ).map((one) => one.outerHTML)"""
    )
    assert not unnamed, unnamed
    for view in ["clauses", "timeline", "map", "figures"]:
        page.click(f"#tab-{view}")
        assert page.locator("#chart").text_content().strip() or page.locator("#chart svg").count(), view
    page.locator("#chart .bar-row").first.click()
    assert page.locator("#text-view").is_visible() and page.locator("#rows").get_by_role("option", selected=True).count() == 1
    page.click("#language")
    assert page.get_attribute("html", "dir") == "ltr" and page.get_attribute("#text", "dir") == "rtl"
    # Words that are cut in the list are cut at their end, whichever way the page runs.
    assert page.locator("#rows .words[dir=rtl]").count() > 5
    page.set_viewport_size({"width": 380, "height": 760})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    page.click("#panes [data-pane=rows]")
    page.wait_for_function("() => document.querySelectorAll('#rows [role=option]').length > 5")
    heard(client)
    one.close()


def heard(client):
    """What a screen reader is given: every row, button and field has a name."""
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    named = {"button", "option", "tab", "listbox", "textbox", "searchbox", "combobox", "tree", "treeitem", "progressbar"}
    for node in nodes:
        role = node.get("role", {}).get("value")
        if role in named and not node.get("ignored"):
            assert node.get("name", {}).get("value", "").strip(), node
    assert {"listbox", "option", "button"} <= {node.get("role", {}).get("value") for node in nodes}
