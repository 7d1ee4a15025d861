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
const SEARCHED = ["rule", "kind", "edtf", "start_date", "solar_start", "property", "unit", "type", "act", "modality", "label", "value"];

function filterRows() {
  const wanted = folded(FILTER.search.trim());
  if (wanted && foldedText === null) foldedText = folded(TEXT);
  const cellsHave = wanted ? finder(wanted) : null;
  const seen = TABLES.map((table) => VISIBLE.has(table.name));
  const chosen = FILTER.selection ? selection : null;
  const out = new Uint32Array(ORDER.length);
  let n = 0;
  placeIn = new Int32Array(ORDER.length).fill(-1);
  // Of few rows no others are asked.
  const some = FILTER.check ? ORDER.filter((row) => FINDINGS.has(row)) : ORDER;
  for (const row of some) {
    if (!seen[tableOf[row]]) continue;
    if (chosen && !chosen.has(row)) continue;
    if (FILTER.kind && (kindOf(row) ?? "") !== FILTER.kind) continue;
    if (FILTER.rule && ruleName(row) !== FILTER.rule) continue;
    if (FILTER.method && cell(row, "method") !== FILTER.method) continue;
    if (FILTER.check && FILTER.check !== "*" && !FINDINGS.get(row).some((one) => one.check === FILTER.check)) continue;
    if (FILTER.review && !fitsReview(row)) continue;
    if (wanted && !foldedText.slice(startOf[row], endOf[row]).includes(wanted) && !cellsHave(row)) continue;
    placeIn[row] = n;
    out[n] = row;
    n += 1;
  }
  shownRows = out.subarray(0, n);
  ofRule = null;
}

const kindOf = (row) => cell(row, "kind") ?? cell(row, "type") ?? cell(row, "act") ?? cell(row, "modality");

/** What can be filtered by, with how many rows: of each table, which is looked through once. */
const FOUND = new Map();
function foundIn(table) {
  if (!FOUND.has(table)) {
    const found = { kinds: new Map(), rules: new Map(), methods: new Set() };
    const add = (map, name) => name && map.set(name, (map.get(name) ?? 0) + 1);
    for (let row = table.first; row < table.first + table.rows; row += 1) {
      add(found.kinds, kindOf(row));
      add(found.rules, cell(row, "rule"));
      if (cell(row, "method")) found.methods.add(cell(row, "method"));
    }
    FOUND.set(table, found);
  }
  return FOUND.get(table);
}

/** Of each row the number of its rule, whose tables count on from one another. */
let ruleNumbers = null;
function numberedRules() {
  if (!ruleNumbers) {
    ruleNumbers = new Int32Array(ORDER.length).fill(-1);
    let first = 0;
    for (const table of TABLES) {
      const column = table.columns.rule;
      if (!column) continue;
      for (let i = 0; i < table.rows; i += 1) {
        const at = typeof column.i === "number" ? column.i : column.i[i];
        if (at >= 0) ruleNumbers[table.first + i] = first + at;
      }
      first += column.d.length;
    }
  }
  return ruleNumbers;
}

let ofRule = null;
/** How many of the shown rows the rule of a row has made. */
function shownOfRule(row) {
  const numbers = numberedRules();
  if (!ofRule) {
    ofRule = new Map();
    for (const one of shownRows) ofRule.set(numbers[one], (ofRule.get(numbers[one]) ?? 0) + 1);
  }
  return ofRule.get(numbers[row]) ?? 0;
}

/** Whether the cells of a row, or the names of what they name, have some letters. Each value of a column is looked at once. */
function finder(wanted) {
  const has = (value) => folded(String(value)).includes(wanted);
  const names = (id) => has(id) || [DATA.entities[id]?.name_fa, DATA.entities[id]?.name_en].some((name) => name && has(name));
  const found = TABLES.map((table) =>
    [...SEARCHED.map((column) => [column, has]), ...[...NAMES].map((column) => [column, names])]
      .map(([column, fits]) => [table.columns[column], fits])
      .filter(([column]) => column)
      .map(([column, fits]) => ({ at: column.i, fits: column.d.map(fits) }))
      .filter(({ fits }) => fits.includes(true)));
  return (row) => {
    const table = TABLES[tableOf[row]];
    const i = row - table.first;
    return folded(table.ids[i]) === wanted || found[tableOf[row]].some(({ at, fits }) => fits[typeof at === "number" ? at : at[i]]);
  };
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
  if (current !== null && placeIn[current] < 0) current = null;
  listed();
  showRow();
  later();
}

/** Draws the list after other rows have come to be shown. */
function listed() {
  document.getElementById("rows").firstElementChild.style.height = `${shownRows.length * ROW_HEIGHT}px`;
  const words = shownRows.length === ORDER.length ? say("allRows", { n: number(ORDER.length) }) : say("someRows", { n: number(shownRows.length), all: number(ORDER.length) });
  document.getElementById("count").textContent = words;
  drawRows();
  progress();
}

/** Takes a row out of those that are shown, where it does not fit the filter of verdicts any more. */
function dropUnfit(row) {
  const place = placeIn[row];
  if (place < 0 || fitsReview(row)) return;
  const left = new Uint32Array(shownRows.length - 1);
  left.set(shownRows.subarray(0, place));
  left.set(shownRows.subarray(place + 1), place);
  shownRows = left;
  placeIn[row] = -1;
  for (let i = place; i < left.length; i += 1) placeIn[left[i]] = i;
  ofRule = null;
  current = left.length ? left[Math.min(place, left.length - 1)] : null;
  listed();
}

function progress() {
  const done = doneRows();
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
      return value("solar_start") ? `${digits(value("solar_start"))} \u00b7 ${digits(value("start_date"))}` : (value("duration") && durationName(value("duration"))) ?? value("edtf") ?? valueName(value("kind"));
    case "figures": {
      const ends = value("value") !== null ? [value("value")] : [value("lower"), value("upper")].filter((n) => n !== null);
      const loose = ["none", "range", "vague"].includes(value("modifier")) && ends.length ? "" : valueName(value("modifier"));
      return [loose, ends.map((n) => number(n)).join(" \u2013 "), unitName(row) ?? value("item")].filter(Boolean).join(" ");
    }
    case "mentions": return entityName(value("entity_id")) ?? value("entity_id") ?? "";
    case "clauses": return [value("label"), value("heading")].filter(Boolean).join(" \u00b7 ");
    case "provisions": return valueName(value("modality"));
    case "statements": return [valueName(value("act")), value("speaker_text")].filter(Boolean).join(" \u00b7 ");
    case "events": return valueName(value("type"));
    default: return "";
  }
}

/** A unit as people call it: in Persian as the text writes it, since its code is made of Latin letters. */
function unitName(row) {
  const unit = cell(row, "unit");
  return unit && language === "fa" ? cell(row, "unit_text") ?? valueName(unit, "unit") : unit;
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
    el("span", { class: "words", dir: runsLeft(words) === false ? "ltr" : "rtl", lang: documentLanguage() }, quoted(words.replace(/\s+/g, " "))),
    el("span", { class: "gist" }, el("span", { class: "table", text: tableName(table) }), " ", el("bdi", { text: gist(row) })),
    FINDINGS.has(row) && el("span", { class: "warn", title: say("hasFinding"), "aria-label": say("hasFinding"), text: "\u26a0" }),
    verdict && el("span", { class: "sign", "aria-label": valueName(verdict), text: SIGNS[verdict] }),
  );
  item.style.top = `${place * ROW_HEIGHT}px`;
  return item;
}

/** How far the list is scrolled and how high it is, as was last read: reading lays the page out. */
const VIEW = { top: 0, height: 0 };

/** The list was scrolled, or has another size. */
function listMoved() {
  const list = document.getElementById("rows");
  VIEW.top = list.scrollTop;
  VIEW.height = list.clientHeight;
  if (drawn[0] !== firstDrawn() || drawn[1] !== lastDrawn()) drawRows();
}

const firstDrawn = () => Math.max(0, Math.floor(VIEW.top / ROW_HEIGHT) - 4);
const lastDrawn = () => Math.min(shownRows.length, Math.ceil((VIEW.top + VIEW.height) / ROW_HEIGHT) + 4);
let drawn = [0, 0];

function drawRows() {
  const list = document.getElementById("rows");
  const [first, last] = [firstDrawn(), lastDrawn()];
  drawn = [first, last];
  const items = [];
  for (let place = first; place < last; place += 1) items.push(option(shownRows[place], place));
  if (current !== null && placeIn[current] >= 0 && (placeIn[current] < first || placeIn[current] >= last)) {
    items.push(option(current, placeIn[current]));
  }
  list.firstElementChild.replaceChildren(...items);
  if (current === null) list.removeAttribute("aria-activedescendant");
  else list.setAttribute("aria-activedescendant", `row-${current}`);
  document.getElementById("nothing").hidden = shownRows.length > 0;
}

/** Makes a row the chosen one, wherever it was chosen. The text is looked at before anything is drawn, as long as the page
 * need not be laid out for it. */
function choose(row, still) {
  current = row;
  if (row !== null) {
    if (!still) scrollTo(startOf[row], endOf[row]);
    const top = placeIn[row] * ROW_HEIGHT;
    if (top >= 0 && (top < VIEW.top + 8 || top + ROW_HEIGHT > VIEW.top + VIEW.height - 8)) {
      VIEW.top = Math.max(0, Math.min(top - VIEW.height / 2.5, shownRows.length * ROW_HEIGHT - VIEW.height));
      document.getElementById("rows").scrollTop = VIEW.top;
    }
  }
  drawRows();
  showRow();
  later();
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
