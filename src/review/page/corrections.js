// Corrections as files: one JSON object a line.

/** All that this reviewer has said, in the order of the text. */
function exported() {
  const rows = [...MINE.keys()].sort((a, b) => startOf[a] - startOf[b] || a - b);
  const head = (start, end) => ({ doc_id: DATA.doc.doc_id, doc_sha256: DATA.doc.sha256, quote: quote(start, end) });
  const lines = rows.map((row) => {
    const said = MINE.get(row);
    const corrected = said.verdict === "correct";
    return {
      table: tableNameOf(row),
      row_id: idOf(row),
      verdict: said.verdict,
      ...(corrected ? { set: said.set, was: said.was } : seen(row, said.verdict)),
      ...head(startOf[row], endOf[row]),
      rule: cell(row, "rule") ?? undefined,
      reviewer,
      at: said.at,
      note: said.note || undefined,
    };
  });
  for (const added of ADDED) {
    const { table, start, end, set, at, note } = added;
    lines.push({ table, verdict: "add", set, ...head(start, end), reviewer, at, note: note || undefined });
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Of an accepted row that has people's values already: these, since it is they that are accepted. Of a rejected one what
 * kind of row it was: when it is gone, nobody else knows. */
function seen(row, verdict) {
  if (verdict === "reject") {
    const column = ["kind", "modality", "act", "type"].find((one) => cell(row, one) !== null);
    return column ? { was: { [column]: cell(row, column) } } : {};
  }
  if (verdict !== "accept" || !["corrected", "added"].includes(cell(row, "review"))) return {};
  const forms = DATA.forms[tableNameOf(row)] ?? {};
  const set = Object.keys(forms).filter((column) => forms[column].set);
  return { was: Object.fromEntries(set.map((column) => [column, cell(row, column)])) };
}

/** Saves them as a file of the reviewer's name, which is returned. */
function save() {
  const name = reviewer.trim().replace(/[^\p{L}\p{N}]+/gu, "-") || "corrections";
  const url = URL.createObjectURL(new Blob([exported()], { type: "application/jsonl;charset=utf-8" }));
  // Of several documents each has its file.
  const document = DATA.several ? `-${DATA.doc.doc_id.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}` : "";
  const file = `${name}${document}.jsonl`;
  el("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  return file;
}

/** Takes lines of reviewers, those about this document; `ours`: all are. Those with this reviewer's name become verdicts that
 * can be gone on with. */
function take(lines, ours) {
  COUNTS.known = false;
  const latest = new Map();
  let count = 0;
  for (const line of lines) {
    const own = ours || line.doc_id === DATA.doc.doc_id || line.doc_sha256 === DATA.doc.sha256;
    if (!own || typeof line.quote?.exact !== "string") continue;
    count += 1;
    const row = rowOf(line);
    if (line.verdict === "add" && isMine(line)) {
      takeAdded(line);
      continue;
    }
    if (row === null) {
      const known = STRAYS.some((one) => JSON.stringify(one) === JSON.stringify(line));
      if (!known) STRAYS = [...STRAYS, line];
      continue;
    }
    const name = `${row} ${line.reviewer}`;
    const before = latest.get(name);
    if (!before || (before.line.at ?? "") <= (line.at ?? "")) latest.set(name, { row, line });
  }
  for (const { row, line } of latest.values()) {
    if (isMine(line)) {
      const { verdict, set, was, note, at } = line;
      if (!((MINE.get(row)?.at ?? "") > (at ?? ""))) MINE.set(row, { verdict, set, was, note, at });
      continue;
    }
    const others = (OTHERS.get(row) ?? []).filter((one) => one.reviewer !== line.reviewer || (one.at ?? "") > (line.at ?? ""));
    OTHERS.set(row, others.some((one) => one.reviewer === line.reviewer) ? others : [...others, line]);
  }
  return count;
}

const isMine = (line) => reviewer.trim() !== "" && line.reviewer === reviewer;

/** Adds the row that a line asks for, where its words still stand at their place. */
function takeAdded(line) {
  const start = codeUnits(line.quote.char_start);
  const end = start + line.quote.exact.length;
  const known = ADDED.some((one) => one.table === line.table && one.start === start && one.end === end);
  if (known || !DATA.forms[line.table] || TEXT.slice(start, end) !== line.quote.exact) return false;
  add({ table: line.table, start, end, set: line.set ?? {}, note: line.note });
  return true;
}

/** The row that a line is about: that of its id, else the only one of its table with its words at their place. */
function rowOf(line) {
  const table = BY_ID.get(line.table);
  if (!table || line.verdict === "add") return null;
  const known = table.get(line.row_id);
  if (known !== undefined) return known;
  const [exact, before, behind] = [line.quote.exact, line.quote.prefix ?? "", line.quote.suffix ?? ""].map(letters);
  const found = [];
  for (const row of withLetters(line.table).get(exact) ?? []) {
    const around = quote(startOf[row], endOf[row]);
    // The 32 characters may be cut at other letters where others are spelt otherwise.
    const ends = (text, end) => text.endsWith(end) || end.endsWith(text);
    const starts = (text, start) => text.startsWith(start) || start.startsWith(text);
    if (ends(letters(around.prefix), before) && starts(letters(around.suffix), behind)) found.push(row);
  }
  return found.length === 1 ? found[0] : null;
}

/** The rows of a table by the letters of their words. */
const BY_LETTERS = new Map();
function withLetters(name) {
  if (!BY_LETTERS.has(name)) {
    const rows = new Map();
    for (const row of BY_ID.get(name).values()) {
      const key = letters(wordsOf(row));
      if (!rows.has(key)) rows.set(key, []);
      rows.get(key).push(row);
    }
    BY_LETTERS.set(name, rows);
  }
  return BY_LETTERS.get(name);
}

/** Reads files that people choose. */
async function takeFiles(files) {
  let count = 0;
  let wrong = 0;
  for (const file of files) {
    const lines = [];
    for (const line of (await file.text()).replace(/^\ufeff/, "").split(/\r?\n/)) {
      if (!line.trim()) continue;
      try {
        const value = JSON.parse(line);
        if (typeof value?.verdict === "string" && typeof value?.reviewer === "string") lines.push(value);
        else wrong += 1;
      } catch {
        wrong += 1;
      }
    }
    count += take(lines);
  }
  return { count, wrong };
}
