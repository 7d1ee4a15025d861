// What reviewers say of rows: kept here as it is said, undone step by step, and stored in the browser.

/** This reviewer's verdicts, by row: `{verdict, set, was, note, at}`. */
const MINE = new Map();
/** Rows that this reviewer has added: `{table, start, end, set, note, at}`. */
let ADDED = [];
/** What others say of a row: a list of lines. */
const OTHERS = new Map();
/** Lines of others about rows that are not here. */
let STRAYS = [];
/** Steps that can be undone. */
const STEPS = [];
let reviewer = "";
let stored = true;

const key = (part) => `jadval-review:${DATA.sum}:${part}`;

function load() {
  try {
    reviewer = DATA.reviewer ?? localStorage.getItem("jadval-review:reviewer") ?? "";
    const kept = JSON.parse(localStorage.getItem(key("verdicts")) ?? "null");
    if (kept) {
      for (const [table, id, verdict] of kept.verdicts) {
        const row = BY_ID.get(table)?.get(id);
        if (row !== undefined) MINE.set(row, verdict);
      }
      ADDED = kept.added;
    }
  } catch {
    stored = false;
  }
}

let storing = 0;
/** Stores soon: many verdicts at once are stored once. */
function store() {
  clearTimeout(storing);
  storing = setTimeout(storeNow, 150);
}

function storeNow() {
  clearTimeout(storing);
  try {
    const verdicts = [...MINE].map(([row, verdict]) => [tableNameOf(row), idOf(row), verdict]);
    localStorage.setItem(key("verdicts"), JSON.stringify({ verdicts, added: ADDED }));
    localStorage.setItem("jadval-review:reviewer", reviewer);
    stored = true;
  } catch {
    stored = false;
  }
}

const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

/** Says something of rows, as one step; `verdict` null takes back what was said. */
function judge(rows, verdict, more) {
  const before = rows.map((row) => [row, MINE.get(row)]);
  counted(rows, () => {
    for (const row of rows) {
      if (verdict === null) MINE.delete(row);
      else MINE.set(row, { verdict, at: now(), ...more });
    }
  });
  STEPS.push(() => {
    counted(rows, () => {
      for (const [row, was] of before) {
        if (was) MINE.set(row, was);
        else MINE.delete(row);
      }
    });
    return rows;
  });
  store();
}

function add(row) {
  const added = { ...row, at: now() };
  ADDED = [...ADDED, added];
  STEPS.push(() => {
    ADDED = ADDED.filter((one) => one !== added);
    return [];
  });
  store();
}

function removeAdded(added) {
  const before = ADDED;
  ADDED = ADDED.filter((one) => one !== added);
  STEPS.push(() => {
    ADDED = before;
    return [];
  });
  store();
}

/** Undoes the last step; the rows that it was about, or null. */
function undo() {
  const step = STEPS.pop();
  if (!step) return null;
  const rows = step();
  store();
  return rows;
}

/** What is said of a row: by this reviewer, or by all others alike. */
function verdictOf(row) {
  const mine = MINE.get(row)?.verdict;
  if (mine) return mine;
  const others = OTHERS.get(row);
  return others && !disagree(row) ? others[0].verdict : null;
}

const saidBy = (line) => JSON.stringify([line.verdict, line.verdict === "correct" ? line.set : null]);

/** Whether those who said something of a row said different things. */
function disagree(row) {
  const others = OTHERS.get(row);
  if (!others) return false;
  const said = new Set(others.map(saidBy));
  return said.size > 1;
}

/** A disagreement that this reviewer has not settled. */
const open = (row) => disagree(row) && !MINE.has(row);

/** Counts that are kept while rows are judged: rows with a verdict, and of each rule how many of them are right. */
const COUNTS = { done: 0, rules: new Map(), known: false };

const ruleName = (row) => `${tableNameOf(row)}/${cell(row, "rule")}`;

/** Counts a row, or with -1 takes it out of the counts. */
function count(row, by) {
  const verdict = verdictOf(row);
  if (!verdict) return;
  if (!selection || selection.has(row)) COUNTS.done += by;
  if (verdict === "unsure") return;
  const name = ruleName(row);
  const rule = COUNTS.rules.get(name) ?? { right: 0, all: 0 };
  rule.all += by;
  if (verdict === "accept") rule.right += by;
  COUNTS.rules.set(name, rule);
}

/** Does something with verdicts of rows, and keeps the counts. */
function counted(rows, change) {
  if (COUNTS.known) rows.forEach((row) => count(row, -1));
  change();
  if (COUNTS.known) rows.forEach((row) => count(row, 1));
}

/** The counts, made anew where they are not known. */
function counts() {
  if (!COUNTS.known) {
    COUNTS.done = 0;
    COUNTS.rules.clear();
    for (const row of new Set([...MINE.keys(), ...OTHERS.keys()])) count(row, 1);
    COUNTS.known = true;
  }
  return COUNTS;
}

const doneRows = () => counts().done;

/** Of the reviewed rows of a rule, how many are right as they are. */
function precision(table, rule) {
  return counts().rules.get(`${table}/${rule}`) ?? { right: 0, all: 0 };
}
