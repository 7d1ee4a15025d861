// What the page is about: the text, and the rows of all tables as one list in the order of the text.

let DATA = null;
let TEXT = "";
/** Tables in the order of their keys: name, rows, columns, the number of the first row. */
const TABLES = [];
/** Of each row: its table, where it begins and ends in code units. */
let tableOf, startOf, endOf;
/** All rows in the order of the text. */
let ORDER;
/** Rows by table and id. */
const BY_ID = new Map();
/** Findings of a row. */
const FINDINGS = new Map();
/** Findings about no row that is here. */
const LOOSE = [];

async function unpack() {
  const packed = atob(document.getElementById("data").textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  DATA = JSON.parse(await new Response(stream).text());
  TEXT = DATA.text;
}

function indexRows() {
  let count = 0;
  for (const [name, table] of Object.entries(DATA.tables)) {
    TABLES.push({ name, key: table.key, ids: table.id, columns: table.columns, first: count, rows: table.id.length });
    count += table.id.length;
  }
  tableOf = new Uint8Array(count);
  startOf = new Int32Array(count);
  endOf = new Int32Array(count);
  TABLES.forEach((table, number) => {
    const { start, length } = DATA.tables[table.name];
    const ids = new Map();
    let at = 0;
    for (let i = 0; i < table.rows; i += 1) {
      at += start[i];
      const row = table.first + i;
      tableOf[row] = number;
      startOf[row] = at;
      endOf[row] = at + Math.max(0, length[i]);
      ids.set(table.ids[i], row);
    }
    BY_ID.set(table.name, ids);
  });
  ORDER = Uint32Array.from({ length: count }, (_, row) => row);
  ORDER.sort((a, b) => startOf[a] - startOf[b] || endOf[b] - endOf[a] || a - b);
  const found = DATA.findings;
  let at = 0;
  for (let i = 0; found && i < found.length.length; i += 1) {
    at += found.start[i];
    const told = (column) => pick(found.columns[column], i);
    const finding = {
      check: told("check"), severity: told("severity"), message: told("message"),
      start: at, end: at + found.length[i], placed: found.length[i] >= 0,
    };
    const row = BY_ID.get(told("table"))?.get(told("row_id"));
    if (row === undefined) LOOSE.push(finding);
    else if (FINDINGS.has(row)) FINDINGS.get(row).push(finding);
    else FINDINGS.set(row, [finding]);
  }
}

/** A cell of a packed column. */
function pick(column, row) {
  if (!column) return null;
  const at = typeof column.i === "number" ? column.i : column.i[row];
  return at < 0 ? null : column.d[at];
}

/** A cell of a row; null where it has none. */
function cell(row, column) {
  const table = TABLES[tableOf[row]];
  return pick(table.columns[column], row - table.first);
}

function idOf(row) {
  const table = TABLES[tableOf[row]];
  return table.ids[row - table.first];
}

function tableNameOf(row) {
  return TABLES[tableOf[row]].name;
}

function wordsOf(row) {
  return TEXT.slice(startOf[row], endOf[row]);
}

/** Rows of a table of links whose column holds an id. */
function linked(name, column, id) {
  const table = DATA.links[name];
  const out = [];
  if (!table) return out;
  const wanted = table.columns[column]?.d.indexOf(id) ?? -1;
  if (wanted < 0) return out;
  for (let i = 0; i < table.rows; i += 1) {
    const at = typeof table.columns[column].i === "number" ? table.columns[column].i : table.columns[column].i[i];
    if (at === wanted) {
      out.push(Object.fromEntries(Object.entries(table.columns).map(([key, cells]) => [key, pick(cells, i)])));
    }
  }
  return out;
}

/** Where characters of two code units stand. */
let wide = null;

/** An offset in code units as one in code points. */
function codePoints(offset) {
  wide ??= Array.from(TEXT.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), (found) => found.index);
  let low = 0;
  let high = wide.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wide[middle] < offset) low = middle + 1;
    else high = middle;
  }
  return offset - low;
}

/** An offset in code points as one in code units. */
function codeUnits(points) {
  codePoints(0);
  let at = points;
  for (let i = 0; i < wide.length && wide[i] - i < points; i += 1) at += 1;
  return at;
}

/** The last `count` code points of a text, or the first. */
function lastPoints(text, count) {
  return Array.from(text.slice(-2 * count - 1)).slice(-count).join("").replace(/^[\udc00-\udfff]/, "");
}
function firstPoints(text, count) {
  return Array.from(text.slice(0, 2 * count + 1)).slice(0, count).join("");
}

/** Where words stand, as a correction quotes them: offsets in code points, 32 of them before and behind. */
function quote(start, end) {
  const before = codePoints(start);
  return {
    exact: TEXT.slice(start, end),
    prefix: lastPoints(TEXT.slice(Math.max(0, start - 70), start), 32),
    suffix: firstPoints(TEXT.slice(end, end + 70), 32),
    char_start: before,
    char_end: before + Array.from(TEXT.slice(start, end)).length,
  };
}

/** Letters as they are compared: one for each code unit, so that offsets stay. */
function folded(text) {
  return text.toLowerCase().length === text.length ? fold(text.toLowerCase()) : fold(text);
}
/** The letters of words, by which quotations are compared: how words are parted and lines end makes no difference. */
function letters(text) {
  return fold(text.toLowerCase()).replace(/[\s\u0640\u064b-\u0652\u0670\u200b-\u200f]/g, "");
}
function fold(text) {
  return text
    .replace(/[\u064a\u0649]/g, "\u06cc").replace(/\u0643/g, "\u06a9").replace(/\u0629/g, "\u0647")
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replace(/\u200c/g, " ");
}
