// Forms: other values for a row, or a row that is missing.

/** Columns that name an entity. */
const NAMES = new Set(["entity_id", "speaker_id", "subject_id", "agent_id", "recipient_id", "place_id", "medium_id", "addressee_id", "role_of"]);

/** The id of the entity that people call so; what no entity is called is an id of its own. */
function entityOf(text) {
  const wanted = folded(text);
  const known = Object.entries(DATA.entities).find(([, one]) => [one.name_fa, one.name_en].some((name) => name && folded(name) === wanted));
  return DATA.entities[text] || !known ? text : known[0];
}

/** One question of a form; `read()` is its value, undefined where it is as it was. */
function field(table, column, form, value) {
  const name = `field-${column}`;
  let input;
  if (form.words.length || form.kind === "flag") {
    const words = form.kind === "flag" ? ["true", "false"] : form.words;
    input = el("select", { id: name }, (!form.required || value === null) && el("option", { value: "", text: "\u2205" }),
      words.map((word) => el("option", { value: word, selected: String(value) === word, text: form.kind === "flag" ? say(word === "true" ? "yes" : "no") : valueName(word, column) })));
  } else {
    const numeric = form.kind === "number" || form.kind === "whole";
    input = el("input", {
      id: name, dir: numeric || form.kind === "date" ? "ltr" : "auto", value: value === null ? "" : String(value),
      inputmode: numeric ? "decimal" : null, placeholder: form.kind === "date" ? digits(language === "fa" ? "1399/08/19" : "2020-11-09") : null, autocomplete: "off",
      list: NAMES.has(column) ? "entities" : null,
    });
  }
  const before = input.value;
  const read = () => {
    if (input.value === before) return undefined;
    const text = input.value.trim();
    if (text === "") return null;
    if (form.kind === "flag") return text === "true";
    if (form.kind === "number" || form.kind === "whole") {
      const latin = fold(text).replace(/[,\u066c]/g, "").replace("\u066b", ".");
      const parsed = Number(latin);
      if (!Number.isFinite(parsed) || (form.kind === "whole" && !Number.isInteger(parsed))) throw [input, say("wantNumber")];
      return parsed;
    }
    if (form.kind === "date") {
      const day = dayOf(text);
      if (!day) throw [input, say("wantDay")];
      return day;
    }
    return NAMES.has(column) ? entityOf(text) : text;
  };
  const label = el("label", { for: name, title: columnDoc(table, column), text: columnName(column) });
  return { column, input, read, element: el("div", { class: "field" }, label, input) };
}

/** A day as it is written in tables, of one in either calendar: 2020-11-09, 1399/08/19. */
function dayOf(text) {
  const [, year, month, day] = fold(text).match(/^(\d{4})[-\/](\d{1,2})[-\/](\d{1,2})$/) ?? [];
  if (!year) return null;
  const pad = (n) => String(n).padStart(2, "0");
  if (!text.includes("/")) {
    const found = new Date(Date.UTC(Number(year), month - 1, Number(day)));
    return found.getUTCMonth() === month - 1 && found.getUTCDate() === Number(day) ? `${year}-${pad(month)}-${pad(day)}` : null;
  }
  // The solar year begins about 80 days into the Gregorian one: the day is looked for from there.
  const names = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
  const guess = Date.UTC(Number(year) + 621, 2, 14) + ((month - 1) * 30 + Number(day)) * 864e5;
  for (let i = -15; i < 30; i += 1) {
    const at = new Date(guess + i * 864e5);
    const parts = Object.fromEntries(names.formatToParts(at).map((part) => [part.type, parseInt(part.value, 10)]));
    if (parts.year === Number(year) && parts.month === Number(month) && parts.day === Number(day)) return at.toISOString().slice(0, 10);
  }
  return null;
}

/** The questions of a table; some are asked of rows that are added alone. */
function questions(table, value, isNew) {
  const forms = DATA.forms[table];
  return Object.keys(forms).filter((column) => forms[column].set && (isNew || !forms[column].added)).map((column) => field(table, column, forms[column], value(column)));
}

function entityNames() {
  return el("datalist", { id: "entities" }, Object.keys(DATA.entities).map((id) => el("option", { value: id, label: entityName(id) })));
}

/** Shows a form in the pane of the row; `done` gets its values and its note, and says what is wrong with them. */
function ask(title, fields, done, more) {
  const holder = document.getElementById("form-place");
  const note = el("input", { id: "field-note", dir: "auto", autocomplete: "off" });
  const problem = el("p", { class: "problem", role: "alert" });
  const close = () => {
    holder.replaceChildren();
    if (current === null) showRow();
    document.getElementById("rows").focus();
  };
  const form = el("form", { class: "form", "aria-label": title },
    el("h3", { text: title }), more, fields.map((one) => one.element), entityNames(),
    el("div", { class: "field" }, el("label", { for: "field-note", text: say("note") }), note), problem,
    el("div", { class: "buttons" }, el("button", { type: "submit", class: "primary", text: say("keep") }), button(say("cancel"), close)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      const set = {};
      for (const one of fields) {
        const value = one.read();
        if (value !== undefined) set[one.column] = value;
      }
      const wrong = done(set, note.value.trim());
      if (wrong) problem.textContent = wrong;
      else close();
    } catch (error) {
      if (!Array.isArray(error)) throw error;
      error[0].focus();
      error[0].setAttribute("aria-invalid", "true");
      problem.textContent = error[1];
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); close(); }
  });
  holder.replaceChildren(form);
  form.querySelector("input, select")?.focus();
  show("row");
}

/** Other values for a row. */
function edit(row) {
  if (row === null) return;
  const table = tableNameOf(row);
  const before = MINE.get(row)?.set ?? {};
  const fields = questions(table, (column) => (column in before ? before[column] : cell(row, column)));
  ask(say("editTitle"), fields, (changed, note) => {
    const set = { ...before, ...changed };
    for (const column of Object.keys(set)) if (set[column] === cell(row, column)) delete set[column];
    if (!Object.keys(set).length) return say("nothingChanged");
    const wrong = absentWords(set, { start: startOf[row], end: endOf[row] });
    if (wrong) return wrong;
    const was = Object.fromEntries(Object.keys(set).map((column) => [column, cell(row, column)]));
    judge([row], "correct", { set, was, note });
    refilter();
    return null;
  });
}

/** What a row that is added cannot do without, and columns whose words stand in the text around it. */
const NEEDED = { dates: [], figures: [["value", "lower", "upper"]], mentions: [["kind"]], events: [["type"]], statements: [["cue_text"]], provisions: [], clauses: [] };
const QUOTED = ["cue_text", "speaker_text", "label"];

/** What is wrong with the values of a row that is added; null where nothing is. */
function wrongOf(table, set, span) {
  const has = (column) => set[column] !== undefined && set[column] !== null;
  const lacks = NEEDED[table].find((some) => !some.some(has));
  if (lacks) return say("wantColumn", { column: lacks.map(columnName).join(say("or")) });
  return absentWords(set, span);
}

/** Words that values name and that do not stand around a row; null where all do. */
function absentWords(set, span) {
  const around = letters(TEXT.slice(Math.max(0, span.start - 4000), span.end + 4000));
  const absent = QUOTED.find((column) => set[column] && !around.includes(letters(set[column])));
  return absent ? say("wantWords", { column: columnName(absent) }) : null;
}

/** A row for the words that are selected. */
function addRow() {
  const span = selectedSpan();
  if (!span) {
    tell(say("selectFirst"));
    return;
  }
  choose(null, true);
  const pane = document.getElementById("row");
  const inClause = rowsBetween(span.start, span.end).some((row) => tableNameOf(row) === "clauses" && startOf[row] <= span.start && endOf[row] >= span.end);
  const names = Object.keys(NEEDED).filter((name) => DATA.forms[name] && (name !== "provisions" || inClause));
  const kind = el("select", { id: "field-table", onchange: () => start(kind.value) }, names.map((name) => el("option", { value: name, text: tableName(name) })));
  const words = TEXT.slice(span.start, span.end);
  pane.replaceChildren(el("header", {}, el("span", { class: "table", text: say("newRow") }), el("h2", {}, quoted(words))), el("div", { id: "form-place" }));
  const start = (table) => {
    const more = el("div", { class: "field" }, el("label", { for: "field-table", text: say("table") }), kind);
    ask(say("addTitle"), questions(table, () => null, true), (set, note) => {
      const wrong = wrongOf(table, set, span);
      if (wrong) return wrong;
      add({ table, ...span, set, note });
      getSelection()?.removeAllRanges();
      refilter();
      tell(say("rowAdded"));
      return null;
    }, more);
  };
  start(names.find((name) => VISIBLE.has(name)) ?? names[0]);
}
