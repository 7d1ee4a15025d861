"""What the list can be narrowed to, and what is told of a row."""

import collections
import pathlib

from .reviewer import Reviewer, rows, run

#: A law and a report: something for every table, and for eight checks.
LAW = """قانون راه و آب شهر

ماده ۱ - شهرداری باید تا ۵ آذر ۱۳۹۹ گزارش خود را بفرستد.
الف) وزارت نیرو می‌تواند آب را بفروشد.
ب) هیچ‌کس نباید درختان را ببرد.
ماده ۳ - وزارت کشور باید ظرف ۳۰ روز پاسخ دهد.

خبر روز

محمد رضایی، وزیر نیرو، روز ۱۹ آبان ۱۳۹۹ (۱۰ نوامبر ۲۰۲۰) گفت که طول رود کارون ۹۵۰ کیلومتر است و در سال ۱۳۹۸ زلزله در کرمانشاه ۱۲ نفر را کشت.
وزارت بهداشت ایران اعلام کرد ۲۵۰ نفر در تهران زخمی شدند و ۱۲ نفر در شیراز کشته شدند.
رئیس‌جمهور ترکیه فردای آن روز در مشهد توافق‌نامه‌ای با روسیه امضا کرد.
جمعیت تبریز ۱٫۵ میلیون نفر و مساحت اصفهان ۵۵۱ کیلومتر مربع است. بهای نفت ۴۰ دلار شد و سهم ایران ۱۲۰ درصد از بازار بود.
روز دوشنبه ۲۹ شهریور ۱۳۷۳ در ساعت ۸ تا ۱۴ باران بارید. نشست از ۵ آذر تا ۱۲ آذر ۱۳۹۹ در ژنو بود. ۹ رمضان ۱۴۴۱ و ۱۲/۰۳/۰۱ هم نوشته شد. ۱۷ و ۲۳ آمد.
"""
PLACED = ["dates", "figures", "mentions", "clauses", "provisions", "statements", "events"]
KINDS = ["kind", "type", "act", "modality"]


def filters(browser):
    """Each filter leaves the rows of the dataset that it names, and no others."""
    one = Reviewer(browser, "law.html", locale="fa")
    page = one.page
    found = {table: rows("out-law", table) for table in PLACED}
    findings = rows("out-law", "findings")
    all_rows = sum(map(len, found.values()))

    def count():
        return page.evaluate("Number(document.querySelector('#rows [role=option]')?.getAttribute('aria-setsize') ?? 0)")

    assert count() == all_rows, (count(), all_rows)
    # By table, with the digits.
    page.locator("#rows").focus()
    for number, table in enumerate(PLACED, 1):
        one.press(str(number))
        assert count() == all_rows - len(found[table]), table
        one.press(str(number))
    one.press("8")
    assert count() == len({row["row_id"] for row in findings})
    one.press("8")
    page.click("#more-filters summary")
    # By kind, check, rule and method.
    kinds = collections.Counter(next(row[name] for name in KINDS if row.get(name)) for table in PLACED for row in found[table])
    checks = collections.Counter(check for check, _ in {(row["check"], row["row_id"]) for row in findings})
    rules = collections.Counter(f"{table}/{row['rule']}" for table in PLACED for row in found[table])
    methods = collections.Counter(row["method"] for row in found["mentions"])
    for name, wanted in [("kind", kinds), ("check", checks), ("rule", rules), ("method", methods)]:
        offered = page.locator(f"#f-{name} option").evaluate_all("all => all.map((one) => one.value)")
        assert set(offered) - {"", "*"} == set(wanted), (name, offered, wanted)
        for value, rows_of_it in wanted.items():
            page.select_option(f"#f-{name}", value)
            assert count() == rows_of_it, (name, value, count(), rows_of_it)
        page.select_option(f"#f-{name}", "")
    # By what was said of them.
    page.locator("#rows").focus()
    one.press("Home", "a", "a", "x", "s")
    for value, wanted in [("done", 4), ("open", all_rows - 4), ("accept", 2), ("reject", 1), ("unsure", 1), ("disagreements", 0), ("", all_rows)]:
        page.select_option("#f-review", value)
        assert count() == wanted, (value, count())
    # Words are found however they are spelt, and so are names, values and ids.
    for words, wanted in [("طول رود كارون", 1), ("ministry-of-health-of-iran", 2), (found["dates"][0]["date_id"], 1), ("هیچ چیز", 0)]:
        page.fill("#search", words)
        page.wait_for_timeout(300)
        assert count() >= wanted if wanted else count() == 0, (words, count())
    assert page.locator("#nothing").is_visible()
    one.close()


def selection(browser, program):
    """A page of some rows shows these, has the others too, and counts what is to be done."""
    findings = {row["row_id"] for row in rows("out-law", "findings")}
    run(program, "extract", "law.txt", "--out", "out-law", "--format", "csv,parquet", "--reference-date", "2020-12-10")
    for number, (only, wanted) in enumerate([("sample:12", 12), ("findings", len(findings)), ("pattern", None)]):
        run(program, "review", "out-law", "--out", f"only-{number}.html", "--only", only)
        one = Reviewer(browser, f"only-{number}.html", locale="fa")
        page = one.page
        shown = page.evaluate("Number(document.querySelector('#rows [role=option]')?.getAttribute('aria-setsize') ?? 0)")
        names = [row for row in rows("out-law", "mentions") if row["method"] in ("pattern", "fuzzy", "model")]
        assert shown == (len(names) if wanted is None else wanted), (only, shown)
        assert page.get_attribute("#progress", "max") == str(shown)
        page.uncheck("#f-selection")
        assert page.evaluate("Number(document.querySelector('#rows [role=option]').getAttribute('aria-setsize'))") > shown
        one.close()
    first = pathlib.Path("only-0.html").read_bytes()
    run(program, "review", "out-law", "--out", "only-0.html", "--only", "sample:12")
    assert first == pathlib.Path("only-0.html").read_bytes(), "the same sample each time"


def row(browser):
    """A row tells its value in both calendars, why it has it, what is found about it, and what it is tied to."""
    one = Reviewer(browser, "law.html", locale="en")
    page = one.page
    page.click("#language")

    def go(table, at):
        name = page.evaluate("(id) => id", rows("out-law", table)[at][{"dates": "date_id", "figures": "figure_id", "statements": "statement_id"}[table]])
        page.fill("#search", name)
        page.wait_for_timeout(250)
        page.locator("#rows").focus()
        one.press("Home")
        return page.locator("#row").inner_text()

    paired = go("dates", 2)
    for words in ["Monday 19 Aban 1399", "Monday 9 November 2020", "same day in another calendar", "\u06f1\u06f0 نوامبر", "1399/08/19 solar = 2020-11-09", "calendar-mismatch"]:
        assert words in paired, (words, paired)
    page.click("#row .rule summary")
    assert page.locator("#row .rule li").count() >= 2
    figure = go("figures", 1)
    assert "killed" in figure and "said in" in figure, figure
    # Lines to what it is tied to, when they are asked for and no sooner.
    tied = page.locator("#row .ties li").count()
    page.wait_for_function("() => document.querySelectorAll('#lines .tie').length === 0")
    page.locator("#rows").focus()
    one.press("l")
    page.wait_for_function("(n) => document.querySelectorAll('#lines .tie').length === n", arg=tied)
    assert tied >= 2 and page.locator("#lines .tie-name").count() == tied
    one.press("l")
    page.wait_for_function("() => document.querySelectorAll('#lines .tie').length === 0")
    # From a figure to its subject, and back from the text.
    figure = go("figures", 4)
    page.locator("#row .ties button", has_text="تبریز").click()
    page.fill("#search", "")
    assert page.locator("#row h2").inner_text() == "تبریز"
    # The content of each statement is a bar at its side, which leads to it.
    bars = page.locator("#text .bar.statements")
    assert bars.count() == len(rows("out-law", "statements"))
    page.wait_for_timeout(250)
    bars.first.click()
    assert page.locator("#row .table").inner_text() == "Statements"
    assert "ministry" not in page.locator("#row h2").inner_text()
    one.close()
