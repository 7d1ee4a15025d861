"""What is decided by keys, by one reviewer and by two, and what a run makes of it."""

import json
import pathlib
import subprocess
from collections import Counter

from .reviewer import TEXT, Reviewer, rows, run, select


def reviews(browser):
    """What is decided by keys is what is saved, also on a keyboard that writes Persian, and outlives the page."""
    one = Reviewer(browser, "one.html", locale="fa")
    page, known = one.page, {row["date_id"]: row for row in rows("out", "dates")}
    page.fill("#reviewer", "مینا")
    page.locator("#rows").focus()
    for digit in "234567":
        one.press(digit)
    one.press("j", "a", "x")
    # The key of «ش» is the key of «a».
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ش', code: 'KeyA', bubbles: true}))")
    one.press("u", "j", "e")
    page.fill("#field-start_date", "۱۳۷۳/۰۶/۲۸")
    page.fill("#field-end_date", "1994-09-19")
    page.fill("#field-note", "چنین است")
    page.click("#row form [type=submit]")
    page.locator("#rows").focus()
    for digit in "1234567":
        one.press(digit)
    select(page, "ارا")
    one.press("m")
    page.select_option("#field-table", "mentions")
    page.select_option("#field-kind", "group")
    page.fill("#field-entity_id", "rain")
    page.click("#row form [type=submit]")
    # A statement needs the words that attribute it, and a clause takes its place among the others.
    select(page, "باران بارید")
    one.press("m")
    page.select_option("#field-table", "statements")
    page.click("#row form [type=submit]")
    assert page.locator("#row .problem").inner_text()
    page.fill("#field-cue_text", "فرمود")
    page.click("#row form [type=submit]")
    assert page.locator("#row .problem").inner_text()
    page.fill("#field-cue_text", "دوشنبه")
    page.click("#row form [type=submit]")
    select(page, TEXT.splitlines()[-1])
    one.press("m")
    page.select_option("#field-table", "clauses")
    page.fill("#field-level", "1")
    page.click("#row form [type=submit]")
    lines = one.save()
    verdicts = Counter(line["verdict"] for line in lines)
    assert verdicts == {"accept": 1, "reject": 1, "correct": 1, "add": 3}, lines
    for line in lines:
        quote = line["quote"]
        start, end = quote["char_start"], quote["char_end"]
        assert TEXT[start:end] == quote["exact"]
        assert TEXT[max(0, start - 32) : start] == quote["prefix"] and TEXT[end : end + 32] == quote["suffix"], quote
        assert line["doc_id"] == "one" and line["reviewer"] == "مینا" and line["at"].endswith("Z")
        if line["verdict"] != "add":
            row = known[line["row_id"]]
            assert (row["char_start"], row["rule"], row["text"]) == (str(start), line["rule"], quote["exact"])
    said = {line["verdict"]: line for line in reversed(lines)}
    added = {line["table"]: line for line in lines if line["verdict"] == "add"}
    assert added["statements"]["set"] == {"cue_text": "دوشنبه"} and added["clauses"]["set"] == {"level": 1}, added
    assert said["correct"]["set"] == {"start_date": "1994-09-19", "end_date": "1994-09-19"}, said["correct"]
    was = known[said["correct"]["row_id"]]
    assert said["correct"]["was"] == {name: was[name] or None for name in said["correct"]["set"]}
    assert said["correct"]["note"] == "چنین است"
    kind = known[said["reject"]["row_id"]]["kind"]
    assert said["reject"]["was"] == {"kind": kind}, "when the row is gone, nobody else knows what it was"
    assert added["mentions"]["set"] == {"kind": "group", "entity_id": "rain"}
    assert added["mentions"]["quote"]["exact"] == "باران" and "row_id" not in added["mentions"]
    one.open()
    assert one.save() == lines, "verdicts outlive the page"

    # All shown rows of a rule, and back.
    one.press("1", "2", "4", "5", "6", "7")
    page.locator("#rows").focus()
    one.press("Home", "Shift+A")
    assert len(one.save()) > len(lines)
    page.locator("#rows").focus()
    one.press("u")
    assert one.save() == lines
    one.close()
    return lines


def fifty_by_keyboard(browser, program):
    """Fifty rows without a mouse, from the name to the file, and a run that does what they say."""
    one = Reviewer(browser, "fifty.html", locale="fa")
    focused = "document.activeElement.id"
    for _ in range(60):
        if one.page.evaluate(focused) == "reviewer":
            break
        one.press("Tab")
    one.page.keyboard.type("sara")
    for _ in range(60):
        if one.page.evaluate(focused) == "rows":
            break
        one.press("Tab")
    assert one.page.evaluate(focused) == "rows"
    # Only rows without a verdict: each key takes one away, and the next one stands in its place.
    one.press("o", "j", *"aaxaa" * 8, *"s" * 10)
    assert one.page.evaluate(focused) == "rows"
    with one.page.expect_download() as download:
        one.press("Control+s")
    assert download.value.suggested_filename == "sara.jsonl"
    text = pathlib.Path(download.value.path()).read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert Counter(line["verdict"] for line in lines) == {"accept": 32, "reject": 8, "unsure": 10}
    one.close()
    pathlib.Path("sara.jsonl").write_text(text, encoding="utf-8")
    run(program, "extract", "fifty.txt", "--out", "out-fifty", "--format", "csv,parquet", "--reference-date", "2020-12-10", "--corrections", "sara.jsonl")
    became = Counter((row["verdict"], row["status"]) for row in rows("out-fifty", "corrections"))
    assert became[("accept", "applied")] + became[("accept", "outdated")] == 32 and became[("unsure", "applied")] == 10, became
    assert became[("reject", "applied")] + became[("reject", "settled")] == 8, became
    said = subprocess.run([program, "eval", "out-fifty", "--format", "json"], check=True, capture_output=True, encoding="utf-8")
    tables = json.loads(said.stdout)["reviewed"]["tables"].values()
    counted = became[("accept", "applied")] + became[("reject", "applied")]
    assert sum(table["reviewed"] for table in tables) == counted, (tables, became)
    kinds = json.loads(said.stdout)["reviewed"]["kinds"]
    assert not [kind for kind in kinds if kind["kind"] == "-"], kinds
    run(program, "validate", "out-fifty", "--sources", ".")


def two_reviewers(browser, program, mine):
    """A second one disagrees on one row, and that is what is shown."""
    accepted = next(line for line in mine if line["verdict"] == "accept")
    theirs = [{**line, "reviewer": "reza"} for line in mine if line["verdict"] != "accept"]
    # The id of another release: the row is found by its words.
    theirs.append({**accepted, "reviewer": "reza", "verdict": "reject", "row_id": "d-0"})
    for name, lines in [("mina", mine), ("reza", theirs)]:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        pathlib.Path(f"{name}.jsonl").write_text(text, encoding="utf-8")
    # Put together, the same row is what is told, and nothing else.
    merged = subprocess.run([program, "corrections", "merge", "mina.jsonl", "reza.jsonl", "--out", "both.jsonl"], capture_output=True, encoding="utf-8")
    told = [line for line in merged.stdout.splitlines() if "«" in line]
    assert merged.returncode == 1 and "disagree on 1 row" in merged.stderr, merged
    assert len(told) == 2 and all(accepted["quote"]["exact"] in line for line in told), told
    one = Reviewer(browser, "one.html", locale="en")
    one.page.set_input_files("#load", ["mina.jsonl", "reza.jsonl"])
    one.page.wait_for_selector("#told.seen")
    one.page.locator("#rows").focus()
    one.press("d", "j")
    shown = one.page.locator("#rows").get_by_role("option")
    assert shown.count() == 1 and accepted["quote"]["exact"] in shown.inner_text(), shown.all_inner_texts()
    assert one.page.locator("#row .differ li").count() == 2
    one.page.fill("#reviewer", "third")
    one.page.locator("#rows").focus()
    one.press("a")
    assert one.page.locator("#rows").get_by_role("option").count() == 0, "a third verdict settles it"
    assert [line["verdict"] for line in one.save()] == ["accept"]
    one.close()
    # A page may begin with what they said, and with the name of who is to decide.
    run(program, "review", "out", "--out", "decide.html", "--reviewer", "سارا", "--corrections", "mina.jsonl", "--corrections", "reza.jsonl")
    one = Reviewer(browser, "decide.html", locale="fa")
    assert one.page.input_value("#reviewer") == "سارا"
    one.press("d", "j")
    assert one.page.locator("#row .differ li").count() == 2
    one.page.locator("#row .differ button").first.click()
    (line,) = one.save()
    assert (line["reviewer"], line["verdict"], line["row_id"]) == ("سارا", "accept", accepted["row_id"]), line
    one.close()


def applied(program, mine):
    """A run with what was saved changes these rows and no others."""
    pipeline = 'name = "checked"\nraw = ["one.txt"]\nout = "out-checked"\nreference_date = 2020-12-10\ncorrections = ["mina.jsonl"]\n'
    pathlib.Path("checked.toml").write_text(pipeline + '[output]\nformats = ["csv"]\n', encoding="utf-8")
    run(program, "run", "checked.toml")
    statuses = [row["status"] for row in rows("out-checked", "corrections")]
    assert statuses == ["applied"] * len(mine), rows("out-checked", "corrections")
    said = {line["verdict"]: line for line in mine if line["verdict"] != "add"}
    before = {row["date_id"]: row for row in rows("out", "dates")}
    after = {row["date_id"]: row for row in rows("out-checked", "dates")}
    assert set(before) - set(after) == {said["reject"]["row_id"]} and set(after) <= set(before)
    for name, row in after.items():
        line = next((line for line in mine if line.get("row_id") == name), None)
        review = {"accept": "accepted", "correct": "corrected"}[line["verdict"]] if line else "none"
        assert row["review"] == review, row
        # The clause that was added holds the rows in it.
        if review == "none":
            assert {**row, "clause_id": ""} == {**before[name], "clause_id": ""}, (row, before[name])
    corrected = after[said["correct"]["row_id"]]
    assert corrected["start_date"] == corrected["end_date"] == "1994-09-19", corrected
    new = [row for row in rows("out-checked", "mentions") if row["review"] == "added"]
    assert [(row["text"], row["entity_id"], row["kind"]) for row in new] == [("باران", "rain", "group")]
    new = [row for table in ("statements", "clauses") for row in rows("out-checked", table) if row["review"] == "added"]
    assert [row.get("cue_text", row.get("level")) for row in new] == ["دوشنبه", "1"], new
    run(program, "validate", "out-checked", "--sources", ".")
