"""Light, dark and paper."""

import pathlib

from .reviewer import TEXT, Reviewer

#: How much lighter the lighter of two colours is than the other (WCAG 2): of each text of the page against what lies below it.
CONTRASTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, below) => top.slice(0, 3).map((one, i) => (one * top[3]) / 255 + below[i] * (1 - top[3] / 255));
  const below = (element) => {
    const above = [];
    for (let one = element; one; one = one.parentElement) above.unshift(rgba(getComputedStyle(one).backgroundColor));
    return above.reduce((colour, one) => over(one, colour), [255, 255, 255]);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const out = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || element.closest("script, noscript, svg, option") || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const ground = below(element);
    const found = ratio(over(rgba(getComputedStyle(element).color), ground), ground);
    const name = `${element.tagName.toLowerCase()}.${element.className} in ${element.closest("[id]")?.id}`;
    out[name] = Math.min(out[name] ?? 99, found);
  }
  // Marks lie below the letters of the text.
  const pane = document.getElementById("text");
  for (const mark of ["dates", "figures", "added", "other", "selected"]) {
    const style = getComputedStyle(pane, `::highlight(${mark})`);
    const ground = over(rgba(style.backgroundColor), below(pane));
    const ink = mark === "selected" ? style.color : getComputedStyle(pane).color;
    out[`::highlight(${mark})`] = ratio(rgba(ink).slice(0, 3), ground);
  }
  out.ground = light(below(pane));
  return out;
}"""
#: What WCAG 2 asks of letters of ordinary size.
LEAST = 4.5


def colours(browser):
    """Whatever is written can be read, in light and in dark, as the system has it and as it is chosen."""
    for scheme in ["light", "dark"]:
        one = Reviewer(browser, "law.html", locale="fa", color_scheme=scheme)
        page = one.page
        page.locator("#rows").focus()
        one.press("j", "j", "a", "x", "s", "k")
        page.wait_for_timeout(400)
        for chosen in [scheme, "light", "dark"]:
            found = page.evaluate(CONTRASTS)
            ground = found.pop("ground")
            assert (ground < 0.05) if chosen == "dark" else (ground > 0.8), (scheme, chosen, ground)
            faint = {name: round(ratio, 2) for name, ratio in found.items() if ratio < LEAST}
            assert not faint and len(found) > 20, (scheme, chosen, faint)
            page.click("#theme")
            page.wait_for_timeout(300)
        # What is chosen is known when the page is opened again.
        page.click("#theme")
        one.open()
        assert page.get_attribute("html", "data-theme") == "light"
        one.close()


def paper(browser):
    """What is printed is the text alone, all of it, with its marks, dark on light."""
    one = Reviewer(browser, "fifty.html", locale="fa", color_scheme="dark")
    page = one.page
    page.evaluate("addEventListener('beforeprint', () => { window.printed = [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0); })")
    seen = page.evaluate("[...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0)")
    page.pdf(path="printed.pdf")
    printed = page.evaluate("window.printed")
    assert printed >= seen > 0, (printed, seen)
    page.emulate_media(media="print", color_scheme="dark")
    for part in ["left", "row", "top", "tabs", "panes"]:
        assert not page.locator(f"#{part}").is_visible(), part
    told = page.evaluate("""() => {
      const pane = document.getElementById("text");
      const colour = (name) => getComputedStyle(pane).getPropertyValue(name);
      return {
        whole: pane.clientHeight >= pane.scrollHeight && document.body.scrollHeight >= pane.scrollHeight,
        parts: [...document.querySelectorAll(".part")].every((one) => getComputedStyle(one).contentVisibility === "visible" && one.clientHeight > 0),
        ink: getComputedStyle(pane).color,
        exact: getComputedStyle(pane).printColorAdjust,
        text: pane.innerText,
      };
    }""")
    assert told["whole"] and told["parts"] and told["exact"] == "exact", told
    assert max(int(part) for part in told["ink"].strip("rgb()").split(",")) < 90, told["ink"]
    assert told["text"].count("باران بارید") == TEXT.count("باران بارید") * 3
    assert b"/Type /Page" in pathlib.Path("printed.pdf").read_bytes()
    page.emulate_media(media="screen")
    one.close()
    # A long document takes several sheets.
    one = Reviewer(browser, "long.html", locale="fa")
    one.page.pdf(path="long.pdf")
    sheets = pathlib.Path("long.pdf").read_bytes().count(b"/Type /Page\n")
    assert sheets >= 3, sheets
    one.close()
