// The chosen row: what it says, why, what is tied to it, and what reviewers say of it.

/** Columns that stand elsewhere on the page. */
const ELSEWHERE = new Set(["rule", "method", "paired_with", "anchor_id", "clause_id", "statement_id", "parent_id", "date_id",
  "speaker_mention_id", "block_id", "page", "coords", "list_id", "start_date", "end_date", "solar_start", "solar_end",
  "cue_char_start", "cue_char_end", "review"]);

function showRow() {
  const pane = document.getElementById("row");
  if (current === null) {
    pane.replaceChildren(welcome());
    return;
  }
  const row = current;
  const table = tableNameOf(row);
  const verdict = verdictOf(row);
  const mine = MINE.get(row);
  fill(pane,
    el("header", { class: table },
      el("span", { class: "table", text: tableName(table) }),
      el("h2", {}, quoted(wordsOf(row).slice(0, 600), { lang: documentLanguage() })),
      verdict && el("p", { class: `verdict ${verdict}` }, SIGNS[verdict], " ", valueName(verdict), mine?.note ? el("span", {}, ": ", quoted(mine.note)) : null)),
    buttons(row),
    el("div", { id: "form-place" }),
    el("dl", { class: "cells" }, days(row), cells(row)),
    others(row),
    findings(row),
    ties(row),
    ruleOf(row),
    place(row),
  );
}

function welcome() {
  const missing = STRAYS.filter((line) => line.verdict === "add");
  const strays = STRAYS.filter((line) => line.verdict !== "add");
  const stepsOf = ["start1", "start2", "start3", "start4"];
  return el("div", { class: "welcome" },
    el("h2", { text: say("startTitle") }),
    el("ol", {}, stepsOf.map((name) => el("li", { text: say(name) }))),
    button(say("begin"), () => { show("text"); step(1); document.getElementById("rows").focus(); }, { class: "primary" }),
    LOOSE.length > 0 && el("section", {}, el("h3", { text: say("looseFindings") }), LOOSE.map(oneFinding)),
    missing.length > 0 && el("section", {}, el("h3", { text: say("othersAdded") }),
      missing.slice(0, 50).map((line) => el("p", { class: "stray" }, tableName(line.table), " \u00b7 ", quoted(line.quote.exact), " \u00b7 ", quoted(line.reviewer), " ",
        button(say("adopt"), () => { if (takeAdded(line)) { STRAYS = STRAYS.filter((one) => one !== line); refilter(); } else tell(say("notThere")); }, { class: "small" })))),
    strays.length > 0 && el("section", {}, el("h3", { text: say("strays", { n: number(strays.length) }) }),
      strays.slice(0, 50).map((line) => el("p", { class: "stray" }, valueName(line.verdict), " \u00b7 ", tableName(line.table), " \u00b7 ", quoted(line.quote.exact), " \u00b7 ", quoted(line.reviewer)))),
    ADDED.length > 0 && el("section", {}, el("h3", { text: say("addedRows") }),
      ADDED.map((one) => el("p", { class: "stray" }, tableName(one.table), " \u00b7 ", quoted(TEXT.slice(one.start, one.end)), " ",
        button(say("takeBack"), () => { removeAdded(one); refilter(); })))));
}

function buttons(row) {
  const said = MINE.get(row)?.verdict;
  const one = (verdict, letter, action) => button([
    el("span", { class: "sign", "aria-hidden": "true", text: SIGNS[verdict] }), say(verdict), el("kbd", { "aria-hidden": "true", text: letter })],
    action, { class: `judge ${verdict}`, "aria-pressed": String(said === verdict), "aria-keyshortcuts": letter });
  return el("div", { class: "buttons", role: "group", "aria-label": say("judging") },
    one("accept", "a", () => decide("accept")),
    one("reject", "x", () => decide("reject")),
    one("correct", "e", () => edit(row)),
    one("unsure", "s", () => decide("unsure")),
    STEPS.length > 0 && button([say("undo"), el("kbd", { "aria-hidden": "true", text: "u" })], takeBack, { class: "judge undo", "aria-keyshortcuts": "u" }));
}

function line(name, ...value) {
  return [el("dt", {}, name), el("dd", {}, value)];
}

/** A day in both calendars, with the names of month and weekday. */
function days(row) {
  const out = [];
  for (const [label, column, solar] of [["starts", "start_date", "solar_start"], ["ends", "end_date", "solar_end"]]) {
    const day = cell(row, column);
    if (!day || (label === "ends" && day === cell(row, "start_date"))) continue;
    const written = cell(row, solar);
    const one = cell(row, "end_date") === cell(row, "start_date");
    out.push(line(one ? say("day") : say(label),
      el("span", { class: "day" }, el("b", {}, dayIn(day, "persian")), written && el("span", { class: "raw", dir: "ltr", text: written })),
      el("span", { class: "day" }, dayIn(day, "gregory"), el("span", { class: "raw", dir: "ltr", text: day }))));
  }
  return out;
}

function dayIn(day, calendar) {
  const [year, month, date] = day.split("-").map(Number);
  if (!Number.isInteger(year)) return day;
  const when = new Date(Date.UTC(2000, month - 1, date));
  when.setUTCFullYear(year);
  const written = format(Intl.DateTimeFormat, `${language === "fa" ? "fa-IR" : "en"}-u-ca-${calendar}`, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const parts = Object.fromEntries(written.formatToParts(when).map((part) => [part.type, part.value]));
  // The order in which people say it, which formats of this calendar do not have everywhere.
  return `${parts.weekday} ${parts.day} ${parts.month} ${parts.year ?? parts.relatedYear}`;
}

function cells(row) {
  const table = TABLES[tableOf[row]];
  const out = [];
  const set = MINE.get(row)?.set ?? {};
  for (const column of Object.keys(table.columns)) {
    const value = cell(row, column);
    if (ELSEWHERE.has(column) || value === "none" || (value === null && !(column in set))) continue;
    const now = column in set;
    out.push(line(el("span", { title: columnDoc(table.name, column), text: columnName(column) }),
      el("span", { class: now ? "was" : null }, shownValue(column, value)),
      now && el("span", { class: "set" }, " \u2190 ", shownValue(column, set[column]))));
  }
  for (const column of Object.keys(set)) {
    if (!(column in table.columns) || (ELSEWHERE.has(column) && column !== "rule")) {
      out.push(line(columnName(column), el("span", { class: "was" }, shownValue(column, cell(row, column))), el("span", { class: "set" }, " \u2190 ", shownValue(column, set[column]))));
    }
  }
  return out;
}

function shownValue(column, value) {
  if (value === null) return "\u2205";
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (typeof value === "number") return el("span", { title: String(value), text: /year|month|day|hour|minute|second/.test(column) ? number(value, { useGrouping: false }) : number(value) });
  const entity = DATA.entities[value];
  if (entity && /_id$|^role_of$/.test(column)) {
    return [quoted(entityName(value)), " ", el("bdi", { class: "raw", dir: "ltr", text: [value, entity.wikidata].filter(Boolean).join(" \u00b7 ") })];
  }
  if (/_text$|^item$|^text$|^heading$|^condition$|^role$|^instrument$|^label$/.test(column)) return quoted(value);
  if (column === "duration") return [durationName(value), " ", el("bdi", { class: "raw", dir: "ltr", text: value })];
  const named = valueName(value, column);
  const code = /^[\x20-\x7e]*$/.test(value);
  const plain = () => el("bdi", code ? { class: "raw", dir: "ltr", text: value } : { text: shown(value) });
  if (named === value) return plain();
  return code && /^unit|^per$/.test(column) ? [named, " ", plain()] : named;
}

function others(row) {
  const lines = OTHERS.get(row);
  if (!lines?.length) return null;
  return el("section", { class: disagree(row) ? "people differ" : "people" },
    el("h3", { text: say(disagree(row) ? "theyDiffer" : "theySay") }),
    el("ul", {}, lines.map((one) => el("li", {},
      el("b", {}, quoted(one.reviewer)), ": ", valueName(one.verdict),
      one.verdict === "correct" && Object.entries(one.set ?? {}).map(([column, value]) => el("span", { class: "set" }, " ", columnName(column), " \u2190 ", shownValue(column, value))),
      one.note && el("span", {}, " \u2014 ", quoted(one.note)), " ",
      button(say("adopt"), () => adopt(row, one), { class: "small" })))));
}

function adopt(row, line) {
  const more = line.verdict === "correct" ? { set: line.set, was: line.was ?? {} } : {};
  judge([row], line.verdict, { ...more, note: line.note });
  refilter();
}

function oneFinding(finding) {
  return el("div", { class: `finding ${finding.severity}` },
    el("p", {}, el("b", { text: checkName(finding.check) }), " ", el("small", { text: valueName(finding.severity) }), " ", el("code", { dir: "ltr", text: finding.check })),
    el("p", {}, inLanguage(finding.message)),
    finding.placed && [" ", button(say("toText"), () => scrollTo(finding.start, finding.end), { class: "small" })]);
}

function findings(row) {
  const found = FINDINGS.get(row);
  return found && el("section", {}, el("h3", { text: say("findings") }), found.map(oneFinding));
}

function ties(row) {
  const found = tiesOf(row);
  const back = TABLES.find((one) => one.name === "figures") && tableNameOf(row) === "statements"
    ? rowsBetween(startOf[row], endOf[row]).filter((other) => cell(other, "statement_id") === idOf(row)).slice(0, 30).map((other) => ({ label: "holds", row: other }))
    : [];
  const all = [...found, ...back];
  if (!all.length) return null;
  return el("section", {}, el("h3", {}, say("ties"), " ", button(say("lines"), toggleLines, { class: "small", "aria-pressed": String(linesShown), "aria-keyshortcuts": "l" })),
    el("ul", { class: "ties" }, all.map((tie) => el("li", {},
      el("span", { class: "label", text: tie.label === "holds" ? say("holds") : tieName(tie.label) }), " ",
      button(quoted(wordsOf(tie.row).slice(0, 90)), () => choose(tie.row), { class: `link ${tableNameOf(tie.row)}` })))));
}

function ruleOf(row) {
  const name = cell(row, "rule");
  const method = cell(row, "method");
  if (!name) return null;
  const table = tableNameOf(row);
  const why = pick(DATA.why[table], row - TABLES[tableOf[row]].first) ?? [];
  const told = DATA.rules[`${table === "mentions" ? "actors" : table}/${name}`];
  const { right, all } = precision(table, name);
  const shownNow = shownOfRule(row);
  return el("section", { class: "rule" },
    el("h3", {}, say("rule"), " ", el("code", { dir: "ltr", text: name })),
    told && el("p", {}, language === "fa" && told.persian ? quoted(told.persian) : ownWords(told.summary)),
    method && el("p", {}, say("method"), ": ", valueName(method)),
    why.length > 0 && el("dl", { class: "why" }, why.map(([what, reason]) => [el("dt", { text: LANGUAGES[language].reasons?.[what] ?? what }), el("dd", {}, inLanguage(reason))])),
    cell(row, "resolution") && el("p", {}, say(`resolution-${cell(row, "resolution")}`)),
    el("p", { class: "precision", text: all ? say("precision", { n: number(right), all: number(all) }) : say("noPrecision") }),
    told && el("details", {},
      el("summary", { text: say("examples") }),
      el("ul", {}, told.examples.map((text) => el("li", { dir: "rtl" }, quoted(text)))),
      told.not.length > 0 && el("p", { text: say("notExamples") }),
      el("ul", {}, told.not.map(([text, why]) => el("li", {}, quoted(text, { dir: "rtl" }), el("br"), language === "en" && el("span", { class: "hint" }, ownWords(why))))),
      el("details", {},
        el("summary", { text: say("technical") }),
        language !== "en" && el("p", {}, ownWords(told.summary)),
        told.why && el("p", {}, ownWords(told.why)),
        el("p", { class: "pattern" }, say("pattern"), " ", el("code", { dir: "ltr" }, shown(told.pattern))),
        el("p", {}, say("reading"), " ", el("code", { dir: "ltr", text: told.reading })))),
    shownNow > 1 && button([say("acceptRule", { n: number(shownNow) }), el("kbd", { "aria-hidden": "true", text: "A" })], acceptRule, { class: "wide", "aria-keyshortcuts": "Shift+A" }));
}

/** What the author of a rule says of it, in whichever language. */
function ownWords(text) {
  return runsLeft(text) === true && !/^[\x20-\x7e]{12}/.test(text) ? quoted(text) : english(text);
}

function place(row) {
  const page = cell(row, "page");
  const boxes = cell(row, "coords");
  return el("section", { class: "place" }, el("h3", { text: say("place") }),
    page !== null && el("p", {}, say("pageNumber", { page: number(page) }), boxes && el("span", { class: "raw", dir: "ltr", text: ` ${boxes}` })),
    el("p", {}, say("letters", { a: number(codePoints(startOf[row])), b: number(codePoints(endOf[row])) })),
    el("p", {}, el("code", { dir: "ltr", text: idOf(row) })),
    el("p", { class: "hint" }, say("explainHint"), " ", el("code", { dir: "ltr", text: `jadval explain ${DATA.dataset} ${idOf(row)}` })));
}
