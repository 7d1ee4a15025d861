// The list of rows: filters, and as many elements as are seen.

const ROW_HEIGHT = 58;
/** Rows that the filters leave, in the order of the text. */
let shownRows = new Uint32Array(0);
/** Where each row stands among them; -1 where it does not. */
let placeIn = new Int32Array(0);
let current = null;
const FILTER = { kind: "", check: "", rule: "", method: "", review: "", selection: true, search: "" };
let foldedText = null;

function selectionRows() {
  if (!DATA.shown) return null;
  const rows = new Set();
  for (const [table, numbers] of Object.entries(DATA.shown)) {
    const first = TABLES.find((one) => one.name === table)?.first ?? 0;
    for (const n of numbers) rows.add(first + n);
  }
  return rows;
}

let selection = null;

/** What a search looks at beside the words of a row. */
const SEARCHED = ["rule", "kind", "edtf", "start_date", "solar_start", "entity_id", "property", "unit", "type", "act", "check", "label"];

function filterRows() {
  const wanted = folded(FILTER.search.trim());
  if (wanted && foldedText === null) foldedText = folded(TEXT);
  const kindOf = (row) => cell(row, "kind") ?? cell(row, "type") ?? cell(row, "act") ?? cell(row, "modality") ?? "";
  const out = [];
  for (const row of ORDER) {
    const table = tableNameOf(row);
    if (!VISIBLE.has(table)) continue;
    if (FILTER.selection && selection && !selection.has(row)) continue;
    if (FILTER.kind && kindOf(row) !== FILTER.kind) continue;
    if (FILTER.rule && `${table}/${cell(row, "rule") ?? ""}` !== FILTER.rule) continue;
    if (FILTER.method && cell(row, "method") !== FILTER.method) continue;
    if (FILTER.check && !(FINDINGS.get(row) ?? []).some((one) => FILTER.check === "*" || one.check === FILTER.check)) continue;
    if (FILTER.review && !fitsReview(row)) continue;
    if (wanted && !foldedText.slice(startOf[row], endOf[row]).includes(wanted) && !cellsHave(row, wanted)) continue;
    out.push(row);
  }
  shownRows = Uint32Array.from(out);
  placeIn = new Int32Array(ORDER.length).fill(-1);
  for (let i = 0; i < shownRows.length; i += 1) placeIn[shownRows[i]] = i;
  ofRule = null;
}

let ofRule = null;
/** How many of the shown rows a rule has made. */
function shownOfRule(table, rule) {
  if (!ofRule) {
    ofRule = new Map();
    for (const row of shownRows) {
      const name = `${tableNameOf(row)}/${cell(row, "rule")}`;
      ofRule.set(name, (ofRule.get(name) ?? 0) + 1);
    }
  }
  return ofRule.get(`${table}/${rule}`) ?? 0;
}

function cellsHave(row, wanted) {
  if (idOf(row) === wanted) return true;
  for (const column of SEARCHED) {
    const value = cell(row, column);
    if (value !== null && folded(String(value)).includes(wanted)) return true;
  }
  const entity = DATA.entities[cell(row, "entity_id")];
  return Boolean(entity) && folded(`${entity.name_fa ?? ""} ${entity.name_en ?? ""}`).includes(wanted);
}

function fitsReview(row) {
  const verdict = verdictOf(row);
  if (FILTER.review === "open") return !verdict;
  if (FILTER.review === "done") return Boolean(verdict);
  if (FILTER.review === "disagreements") return open(row);
  return verdict === FILTER.review;
}

/** Filters anew, and keeps the chosen row where it is still there. */
function refilter() {
  filterRows();
  const list = document.getElementById("rows");
  list.firstElementChild.style.height = `${shownRows.length * ROW_HEIGHT}px`;
  if (current !== null && placeIn[current] < 0) current = null;
  const words = shownRows.length === ORDER.length ? say("allRows", { n: number(ORDER.length) }) : say("someRows", { n: number(shownRows.length), all: number(ORDER.length) });
  document.getElementById("count").textContent = words;
  drawRows();
  showRow();
  later();
  progress();
}

function progress() {
  let done = 0;
  for (const row of selection ?? ORDER) if (verdictOf(row)) done += 1;
  const all = selection ? selection.size : ORDER.length;
  const bar = document.getElementById("progress");
  bar.max = Math.max(1, all);
  bar.value = done;
  document.getElementById("done").textContent = say("done", { n: number(done), all: number(all) });
  document.getElementById("unsaved").hidden = stored;
}

const SIGNS = { accept: "\u2713", reject: "\u2715", correct: "\u270e", unsure: "?" };

/** What a row says, in a few words. */
function gist(row) {
  const value = (column) => cell(row, column);
  switch (tableNameOf(row)) {
    case "dates":
      return value("solar_start") ? `${value("solar_start")} \u00b7 ${value("start_date")}` : value("duration") ?? value("edtf") ?? valueName(value("kind"));
    case "figures": {
      const amount = value("value") ?? [value("lower"), value("upper")].filter((n) => n !== null).join(" \u2013 ");
      return [amount === "" ? valueName(value("modifier")) : typeof amount === "number" ? number(amount) : amount, value("unit") ?? value("item") ?? ""].join(" ");
    }
    case "mentions": return entityName(value("entity_id")) ?? value("entity_id") ?? "";
    case "clauses": return [value("label"), value("heading")].filter(Boolean).join(" \u00b7 ");
    case "provisions": return valueName(value("modality"));
    case "statements": return [valueName(value("act")), value("speaker_text")].filter(Boolean).join(" \u00b7 ");
    case "events": return valueName(value("type"));
    default: return "";
  }
}

function entityName(id) {
  const entity = DATA.entities[id];
  if (!entity) return null;
  return (language === "fa" ? entity.name_fa ?? entity.name_en : entity.name_en ?? entity.name_fa) ?? id;
}

function option(row, place) {
  const verdict = verdictOf(row);
  const table = tableNameOf(row);
  const words = TEXT.slice(startOf[row], Math.min(endOf[row], startOf[row] + 120));
  const item = el(
    "div",
    {
      role: "option", id: `row-${row}`, class: `row ${table}${verdict ? ` said ${verdict}` : ""}${open(row) ? " open" : ""}`,
      "aria-selected": String(row === current), "aria-setsize": shownRows.length, "aria-posinset": place + 1,
      onclick: () => choose(row),
    },
    el("span", { class: "words" }, quoted(words.replace(/\s+/g, " "))),
    el("span", { class: "gist" }, el("span", { class: "table", text: tableName(table) }), " ", el("bdi", { text: gist(row) })),
    FINDINGS.has(row) && el("span", { class: "warn", title: say("hasFinding"), "aria-label": say("hasFinding"), text: "\u26a0" }),
    verdict && el("span", { class: "sign", "aria-label": valueName(verdict), text: SIGNS[verdict] }),
  );
  item.style.top = `${place * ROW_HEIGHT}px`;
  return item;
}

function drawRows() {
  const list = document.getElementById("rows");
  const holder = list.firstElementChild;
  const first = Math.max(0, Math.floor(list.scrollTop / ROW_HEIGHT) - 4);
  const last = Math.min(shownRows.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW_HEIGHT) + 4);
  const items = [];
  for (let place = first; place < last; place += 1) items.push(option(shownRows[place], place));
  if (current !== null && placeIn[current] >= 0 && (placeIn[current] < first || placeIn[current] >= last)) {
    items.push(option(current, placeIn[current]));
  }
  holder.replaceChildren(...items);
  if (current === null) list.removeAttribute("aria-activedescendant");
  else list.setAttribute("aria-activedescendant", `row-${current}`);
  document.getElementById("nothing").hidden = shownRows.length > 0;
}

/** Makes a row the chosen one, wherever it was chosen. */
function choose(row, still) {
  current = row;
  if (row !== null) {
    const list = document.getElementById("rows");
    const top = placeIn[row] * ROW_HEIGHT;
    if (top >= 0 && (top < list.scrollTop + 8 || top + ROW_HEIGHT > list.scrollTop + list.clientHeight - 8)) {
      list.scrollTop = Math.max(0, top - list.clientHeight / 2.5);
    }
  }
  drawRows();
  showRow();
  if (row !== null && !still) scrollTo(startOf[row], endOf[row]);
  mark();
}

function step(by) {
  if (!shownRows.length) return;
  let place = current === null ? -1 : placeIn[current];
  if (current === null && by < 0) place = shownRows.length;
  const next = Math.min(shownRows.length - 1, Math.max(0, place + by));
  choose(shownRows[next]);
}

/** Goes on to the next row of which nothing is said. */
function stepOn() {
  let place = current === null ? 0 : placeIn[current] + 1;
  while (place < shownRows.length && verdictOf(shownRows[place])) place += 1;
  if (place < shownRows.length) choose(shownRows[place]);
  else choose(current);
}
