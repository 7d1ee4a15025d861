"""Large documents, and many."""

import pathlib
import subprocess

from .reviewer import TEXT, Reviewer, marked, run

#: Seconds until a page of a megabyte can be used, and milliseconds until a key shows; of every press the best of some tries,
#: since other programs may be at work.
LOAD, KEY = 2.0, 150
#: Bytes of the page of a megabyte with so many rows.
BYTES, ROWS = 4_000_000, 25_000
#: The same of five megabytes, of which it is asked that it works: twenty times as long may be waited for it as for one.
HUGE_LOAD, HUGE_KEY, HUGE_ROWS = 20.0, 1000, 125_000
PRESS = """(code) => new Promise((done) => {
  const start = performance.now();
  document.getElementById("rows").dispatchEvent(new KeyboardEvent("keydown", { code, key: "", bubbles: true }));
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""


def write(name, size, filler=""):
    """A text of so many bytes, and its page; how many rows there are."""
    part = TEXT + filler
    pathlib.Path(f"{name}.txt").write_text(part * (size // len(part.encode()) + 1), encoding="utf-8", newline="")
    return page(name)


def page(name):
    program = pathlib.Path("program").read_text(encoding="utf-8")
    run(program, "extract", f"{name}.txt", "--out", f"out-{name}", "--format", "csv,parquet", "--reference-date", "2020-12-10")
    said = subprocess.run([program, "review", f"out-{name}", "--out", f"{name}.html"], check=True, capture_output=True, encoding="utf-8")
    told = said.stderr + said.stdout
    return int(told.split(" rows of ")[0].rsplit(" ", 1)[-1])


def presses(one, codes, rounds):
    """Milliseconds that every press takes until it is seen: of each the best of some rounds, which all have the same."""
    times = []
    for _ in range(rounds):
        one.page.evaluate("document.getElementById('rows').focus()")
        one.press("Home")
        times.append([one.page.evaluate(PRESS, code) for code in codes])
    best = [min(all_of_it) for all_of_it in zip(*times)]
    return {code: round(max(time for name, time in zip(codes, best) if name == code)) for code in dict.fromkeys(codes)}


def large(browser):
    """A megabyte with thousands of rows."""
    count = write("large", 1_000_000)
    size = pathlib.Path("large.html").stat().st_size
    assert size <= BYTES and count >= ROWS, (size, count)
    one = Reviewer(browser, "large.html")
    load = min(one.open() for _ in range(3))
    # All is as it was after them, so each round has the same presses.
    codes = ["KeyJ"] * 15 + ["KeyA"] * 15 + ["KeyX"] * 3 + ["KeyS"] * 2 + ["KeyU"] * 20 + ["KeyK"] * 15
    codes += [name for name in ("KeyF", "KeyO", "Digit1", "Digit3", "Digit4", "Digit7", "KeyL") for _ in range(2)] + ["KeyT"] * 5
    slowest = presses(one, codes, 3)
    # Marks follow the eye.
    one.page.evaluate("document.getElementById('text').scrollTop = 1e9")
    one.page.wait_for_timeout(400)
    ends = one.page.evaluate("document.getElementById('text').lastElementChild.textContent")
    assert any(ends.rstrip().endswith(text + " باران بارید.") for text in marked(one.page)["dates"]), marked(one.page)["dates"][-3:]
    # Words that are far away and not laid out are found by the browser, and can be selected.
    one.page.evaluate("document.getElementById('text').scrollTop = 0; getSelection().removeAllRanges()")
    assert one.page.evaluate("find('باران بارید', false, true)") and one.page.evaluate("String(getSelection())") == "باران بارید"
    print(f"large: {count} rows, {size} bytes, open after {load:.2f} s, every press after {slowest} ms")
    assert load < LOAD and max(slowest.values()) < KEY, (load, slowest)
    one.close()


def huge(browser):
    """Five megabytes work, and what is said of their last row is kept."""
    count = write("huge", 5_000_000, "\n" + "این کتاب خوب است و خواننده دارد. " * 12 + "\n")
    assert count >= HUGE_ROWS, count
    one = Reviewer(browser, "huge.html")
    load = one.open()
    codes = ["KeyJ"] * 5 + ["KeyA"] * 3 + ["KeyU"] * 3 + ["KeyK"] * 3 + ["KeyF"] * 2
    slowest = presses(one, codes, 2)
    one.page.fill("#reviewer", "sara")
    one.page.locator("#rows").focus()
    one.press("End", "x")
    (line,) = one.save()
    text = pathlib.Path("huge.txt").read_text(encoding="utf-8")
    quote = line["quote"]
    assert text[quote["char_start"] : quote["char_end"]] == quote["exact"] and quote["char_start"] > 0.99 * len(text), line
    size = pathlib.Path("huge.html").stat().st_size
    print(f"huge: {count} rows, {size} bytes, open after {load:.2f} s, every press after {slowest} ms")
    assert load < HUGE_LOAD and max(slowest.values()) < HUGE_KEY, (load, slowest)
    one.close()


def much(program):
    """Of many documents with much text somebody is told that there is a page of one alone."""
    line = "a" * 4000 + "\n"
    for count, said in [(1000, False), (1750, True)]:
        records = "".join(f'{{"doc_id": "d{n}", "text": "{(line * count).replace(chr(10), chr(92) + "n")}"}}\n' for n in range(3))
        pathlib.Path("much.jsonl").write_text(records, encoding="utf-8")
        run(program, "extract", "much.jsonl", "--out", "out-much")
        told = subprocess.run([program, "review", "out-much", "--out", "much.html"], check=True, capture_output=True, encoding="utf-8")
        assert ("--doc writes the page of one document alone" in told.stderr) == said, told
