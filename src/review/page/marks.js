// Marks over the text. Each table has a channel of its own, by the highlights of CSS, which cut no word; statements are
// bars at the side. Only what is near the eye is registered.

const CHANNELS = ["dates", "figures", "mentions", "clauses", "provisions", "events", "finding", "accepted", "rejected", "corrected", "unsure", "added", "other", "selected"];
const LIGHTS = {};
/** Tables that are shown. */
const VISIBLE = new Set();
let linesShown = false;

const canMark = () => typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight !== "undefined";

function startMarks() {
  if (!canMark()) return;
  CHANNELS.forEach((name, priority) => {
    LIGHTS[name] = new Highlight();
    LIGHTS[name].priority = priority;
    CSS.highlights.set(name, LIGHTS[name]);
  });
  const watch = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) SECTION_OF.get(target).near = isIntersecting;
      later();
    },
    { root: pane, rootMargin: "600px 0px" },
  );
  SECTIONS.forEach((part) => watch.observe(part.element));
  let width = 0;
  new ResizeObserver(() => {
    if (pane.clientWidth !== width) {
      width = pane.clientWidth;
      laidOut += 1;
    }
    later();
  }).observe(pane);
  document.fonts?.ready.then(() => { laidOut += 1; later(); });
}

let waiting = false;
/** Marks again with the next picture. */
function later() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    mark();
  });
}

/** Looks where the eye is without waiting to be told. */
function nearby() {
  const view = pane.getBoundingClientRect();
  for (const part of SECTIONS) {
    const box = part.element.getBoundingClientRect();
    part.near = box.bottom > view.top - 600 && box.top < view.bottom + 600;
  }
}

/** Rows that may touch a section, in the order of the text. */
function rowsBetween(start, end) {
  // Rows may be long, so those that begin earlier are asked too: a list of the furthest end up to each row tells how many.
  let low = 0;
  let high = ORDER.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (furthest()[middle] > start) high = middle;
    else low = middle + 1;
  }
  const out = [];
  for (let i = low; i < ORDER.length && startOf[ORDER[i]] < end; i += 1) {
    if (endOf[ORDER[i]] > start) out.push(ORDER[i]);
  }
  return out;
}

let ends = null;
function furthest() {
  if (!ends) {
    ends = new Int32Array(ORDER.length);
    let most = 0;
    for (let i = 0; i < ORDER.length; i += 1) {
      most = Math.max(most, endOf[ORDER[i]]);
      ends[i] = most;
    }
  }
  return ends;
}

const MARK_OF = { accept: "accepted", reject: "rejected", correct: "corrected", unsure: "unsure" };
const LONG = new Set(["statements", "provisions", "clauses"]);

/** Counts up where widths or fonts change, and with them where bars belong. */
let laidOut = 0;
/** What the marks of added and of the chosen row stand for. */
let markedAdded = "";
let markedRow = null;

/** Brings the marks up to date. What is marked already stays as it is, since browsers paint all that a change touches. */
function mark() {
  if (!canMark()) return;
  const done = new Set();
  for (const part of SECTIONS) {
    if (!part.near) {
      if (part.marks) unmark(part);
      continue;
    }
    const rows = rowsBetween(part.start, part.end);
    const wanted = [];
    for (const row of rows) {
      const table = tableNameOf(row);
      if (!VISIBLE.has(table) || done.has(row)) continue;
      done.add(row);
      const verdict = verdictOf(row);
      const long = LONG.has(table);
      if (!long) wanted.push([table, row]);
      if (FINDINGS.has(row)) wanted.push(["finding", row]);
      if (verdict && !long) wanted.push([MARK_OF[verdict], row]);
      if (open(row)) wanted.push(["other", row]);
    }
    markPart(part, wanted);
    bars(part, rows);
  }
  const added = JSON.stringify(ADDED.map((one) => [one.start, one.end]));
  if (added !== markedAdded) {
    markedAdded = added;
    LIGHTS.added.clear();
    ADDED.forEach((one) => { const range = rangeOf(one.start, one.end); if (range) LIGHTS.added.add(range); });
  }
  if (current !== markedRow) {
    markedRow = current;
    LIGHTS.selected.clear();
    const range = current === null ? null : rangeOf(startOf[current], endOf[current]);
    if (range) LIGHTS.selected.add(range);
  }
  drawLines();
}

/** Takes away what is marked of a section that is far from the eye. */
function unmark(part) {
  for (const [name, range] of part.marks.values()) LIGHTS[name].delete(range);
  part.marks = null;
  part.bars?.remove();
  part.bars = null;
}

/** Marks rows of a section on their channels, and takes away what is not to be marked any more. */
function markPart(part, wanted) {
  const before = part.marks ?? new Map();
  const marks = new Map();
  for (const [name, row] of wanted) {
    const key = `${name} ${row}`;
    const known = before.get(key);
    if (known) {
      marks.set(key, known);
      before.delete(key);
      continue;
    }
    const range = rangeOf(startOf[row], endOf[row]);
    if (!range) continue;
    LIGHTS[name].add(range);
    marks.set(key, [name, range]);
  }
  for (const [name, range] of before.values()) LIGHTS[name].delete(range);
  part.marks = marks;
}

/** The statements, provisions and clauses of a section as bars at its side. Where they stand is measured once. */
function bars(part, rows) {
  const wanted = rows.filter((row) => LONG.has(tableNameOf(row)) && VISIBLE.has(tableNameOf(row)));
  const name = `${laidOut} ${wanted.join()}`;
  if (!part.bars || part.barsOf !== name) {
    part.bars?.remove();
    part.bars = wanted.length ? measured(part, wanted) : null;
    part.barsOf = name;
    if (part.bars) part.element.append(part.bars);
  }
  for (const bar of part.bars?.children ?? []) {
    const row = Number(bar.dataset.row);
    const looks = `bar ${tableNameOf(row)} ${verdictOf(row) ?? ""}${row === current ? " current" : ""}`;
    if (bar.className !== looks) bar.className = looks;
  }
}

function measured(part, wanted) {
  const box = part.element.getBoundingClientRect();
  const lanes = [];
  const holder = el("div", { class: "bars", "aria-hidden": "true" });
  for (const row of wanted) {
    const range = liveRange(Math.max(startOf[row], part.start), Math.min(endOf[row], part.end));
    const place = range?.getBoundingClientRect();
    if (!place || place.height === 0) continue;
    let lane = lanes.findIndex((bottom) => bottom <= place.top + 1);
    if (lane < 0) lane = lanes.length;
    if (lane > 4) continue;
    lanes[lane] = place.bottom;
    const bar = el("div", { "data-row": row, onclick: () => choose(row) });
    bar.style.top = `${place.top - box.top}px`;
    bar.style.height = `${place.height}px`;
    bar.style.insetInlineStart = `${-10 - 6 * lane}px`;
    holder.append(bar);
  }
  return holder;
}

/** Places that a row is tied to: subject, claim, anchor, pair, day, place, participants. */
function tiesOf(row) {
  const ties = [];
  const at = (label, table, id) => {
    const other = id ? BY_ID.get(table)?.get(id) : undefined;
    if (other !== undefined && other !== row && !ties.some((one) => one.label === label && one.row === other)) ties.push({ label, row: other });
  };
  at("paired_with", "dates", cell(row, "paired_with"));
  at("anchor_id", "dates", cell(row, "anchor_id"));
  at("date_id", "dates", cell(row, "date_id"));
  at("statement_id", "statements", tableNameOf(row) === "statements" ? null : cell(row, "statement_id"));
  at("clause_id", "clauses", tableNameOf(row) === "clauses" ? null : cell(row, "clause_id"));
  at("parent_id", tableNameOf(row), cell(row, "parent_id"));
  at("speaker_mention_id", "mentions", cell(row, "speaker_mention_id"));
  for (const column of ["subject_id", "agent_id", "recipient_id", "place_id", "medium_id", "addressee_id"]) {
    const entity = cell(row, column);
    const near = entity ? nearestMention(entity, startOf[row]) : null;
    if (near !== null) ties.push({ label: column, row: near });
  }
  const id = idOf(row);
  if (tableNameOf(row) === "events") {
    for (const link of linked("event_participants", "event_id", id)) at(link.role, "mentions", link.mention_id);
    for (const link of linked("event_figures", "event_id", id)) at("figures", "figures", link.figure_id);
  }
  if (tableNameOf(row) === "figures") {
    for (const link of linked("event_figures", "figure_id", id)) at("events", "events", link.event_id);
  }
  if (tableNameOf(row) === "provisions") {
    for (const link of linked("provision_parties", "provision_id", id)) at(link.role, "mentions", link.mention_id);
  }
  if (tableNameOf(row) === "statements") {
    for (const link of linked("statement_speakers", "statement_id", id)) at("speaker_mention_id", "mentions", link.mention_id);
  }
  return ties;
}

/** The mention of an entity that stands nearest to a place. */
function nearestMention(entity, place) {
  const table = TABLES.find((one) => one.name === "mentions");
  const wanted = table?.columns.entity_id?.d.indexOf(entity) ?? -1;
  if (wanted < 0) return null;
  const cells = table.columns.entity_id.i;
  let best = null;
  for (let i = 0; i < table.rows; i += 1) {
    if ((typeof cells === "number" ? cells : cells[i]) !== wanted) continue;
    const row = table.first + i;
    if (best === null || Math.abs(startOf[row] - place) < Math.abs(startOf[best] - place)) best = row;
  }
  return best;
}

/** Lines from the chosen row to what it is tied to, where they are asked for. */
function drawLines() {
  const canvas = document.getElementById("lines");
  canvas.replaceChildren();
  if (!linesShown || current === null) return;
  const view = pane.getBoundingClientRect();
  canvas.setAttribute("viewBox", `0 0 ${view.width} ${view.height}`);
  const middle = (row) => {
    const box = liveRange(startOf[row], Math.min(endOf[row], startOf[row] + 400))?.getClientRects()[0];
    return box && box.width ? [box.left + box.width / 2 - view.left, box.top + box.height / 2 - view.top] : null;
  };
  const from = middle(current);
  if (!from) return;
  for (const tie of tiesOf(current)) {
    const to = middle(tie.row);
    if (!to) continue;
    const bend = Math.min(80, 20 + Math.abs(to[0] - from[0]) / 5);
    canvas.append(
      svg("path", { d: `M${from} C${from[0]},${from[1] - bend} ${to[0]},${to[1] - bend} ${to}`, class: "tie" }),
      svg("circle", { cx: to[0], cy: to[1], r: 3.5, class: "tie-end" }),
      svg("text", { x: (from[0] + to[0]) / 2, y: (from[1] + to[1]) / 2 - bend * 0.75 - 4, class: "tie-name", "text-anchor": "middle", text: tieName(tie.label) }),
    );
  }
}

const tieName = (label) => (label === "events" || label === "figures" ? tableName(label) : LANGUAGES[language].columns[label] ?? valueName(label));
