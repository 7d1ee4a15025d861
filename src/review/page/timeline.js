// The days of the text on a line: the solar calendar above, the Gregorian one below, ranges as bars.

const DAY = 864e5;
const TIME = { from: 0, to: 0, all: [0, 0] };

function datedRows() {
  const table = TABLES.find((one) => one.name === "dates");
  const out = [];
  for (let row = table?.first ?? 0; row < (table ? table.first + table.rows : 0); row += 1) {
    const start = cell(row, "start_date");
    if (!start) continue;
    const from = Date.parse(`${start}T00:00Z`);
    const to = Date.parse(`${cell(row, "end_date") ?? start}T00:00Z`) + DAY;
    if (Number.isFinite(from) && Number.isFinite(to) && to > from) out.push({ row, from, to });
  }
  return out;
}

function drawTimeline(chart) {
  const all = datedRows();
  if (!all.length) return chart.replaceChildren(el("p", { class: "empty", text: say("noDates") }));
  const first = all.reduce((found, { from }) => Math.min(found, from), Infinity);
  const last = all.reduce((found, { to }) => Math.max(found, to), -Infinity);
  TIME.all = [first - 10 * DAY, last + 10 * DAY];
  if (!TIME.to) {
    // The shortest time in which six of ten days are, and half as much beside it.
    const middles = all.map(({ from, to }) => (from + to) / 2).sort((a, b) => a - b);
    const reach = Math.floor(0.6 * (middles.length - 1));
    let best = 0;
    for (let i = 0; i + reach < middles.length; i += 1) {
      if (middles[i + reach] - middles[i] < middles[best + reach] - middles[best]) best = i;
    }
    const width = Math.max(60 * DAY, (middles[best + reach] - middles[best]) * 1.5);
    const middle = (middles[best] + middles[best + reach]) / 2;
    TIME.from = Math.max(TIME.all[0], middle - width / 2);
    TIME.to = Math.min(TIME.all[1], middle + width / 2);
  }
  const zoom = (by) => {
    const middle = (TIME.from + TIME.to) / 2;
    const half = Math.max(10 * DAY, ((TIME.to - TIME.from) / 2) * by);
    move(middle - half, middle + half);
  };
  const move = (from, to) => { Object.assign(TIME, { from, to }); drawTimeline(chart); };
  const width = TIME.to - TIME.from;
  const inside = all.filter(({ from, to }) => to > TIME.from && from < TIME.to);
  chart.replaceChildren(
    el("div", { class: "tools", role: "group", "aria-label": say("zoom") },
      button("\u2212", () => zoom(2), { "aria-label": say("zoomOut") }), button("+", () => zoom(0.5), { "aria-label": say("zoomIn") }),
      button("\u2190", () => move(TIME.from - width / 3, TIME.to - width / 3), { "aria-label": say("earlier") }),
      button("\u2192", () => move(TIME.from + width / 3, TIME.to + width / 3), { "aria-label": say("later") }),
      button(say("all"), () => move(...TIME.all)),
      el("span", { class: "hint", text: say("daysShown", { n: number(inside.length), all: number(all.length) }) })),
    el("div", { dir: "ltr" }, timelineOf(inside, chartWidth(chart))));
}

/** Most lanes of bars; what would stand below is counted. */
const LANES = 40;

function timelineOf(rows, W) {
  const x = (time) => ((time - TIME.from) / (TIME.to - TIME.from)) * W;
  const lanes = [];
  let left = 0;
  const shapes = [];
  rows.sort((a, b) => a.from - b.from || b.to - a.to);
  for (const { row, from, to } of rows) {
    const begin = Math.max(0, x(from));
    const end = Math.min(W, Math.max(x(to), begin + 7));
    let lane = lanes.findIndex((busy) => busy <= begin - 2);
    if (lane < 0) lane = lanes.length;
    if (lane >= LANES) { left += 1; continue; }
    lanes[lane] = end;
    const label = `${wordsOf(row).replace(/\s+/g, " ")} · ${digits(cell(row, "solar_start") ?? "")} · ${digits(cell(row, "start_date"))}`;
    shapes.push(mark2row(svg("rect", { x: begin, y: 44 + lane * 13, width: end - begin, height: 10, rx: 3, class: `when ${row === current ? "current" : ""}` }), row, label));
  }
  const height = 44 + Math.max(4, Math.min(LANES, lanes.length)) * 13 + 10;
  return [svg("svg", { viewBox: `0 0 ${W} ${height + 40}`, class: "timeline", role: "group", "aria-label": say("timeline") },
    svg("line", { x1: 0, x2: W, y1: 36, y2: 36, class: "axis" }),
    svg("line", { x1: 0, x2: W, y1: height, y2: height, class: "axis" }),
    ticks("persian", x, 36, -1, height), ticks("gregory", x, height, 1, height), shapes),
  left > 0 && el("p", { class: "hint", text: say("more", { n: number(left) }) })];
}

/** Marks where years or months of a calendar begin. */
function ticks(calendar, x, y, way, height) {
  const span = TIME.to - TIME.from;
  const [unit, every] = span > 365 * 60 * DAY ? ["year", 10] : span > 365 * 25 * DAY ? ["year", 5] : span > 365 * 4 * DAY ? ["year", 1] : span > 500 * DAY ? ["month", 3] : ["month", 1];
  const locale = `${language === "fa" ? "fa-IR" : "en"}-u-ca-${calendar}`;
  const parts = format(Intl.DateTimeFormat, `en-u-ca-${calendar}-nu-latn`, { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
  const yearName = format(Intl.DateTimeFormat, locale, { year: "numeric", timeZone: "UTC" });
  const monthName = format(Intl.DateTimeFormat, locale, { month: "short", timeZone: "UTC" });
  const out = [];
  const read = (time) => Object.fromEntries(parts.formatToParts(new Date(time)).map((part) => [part.type, parseInt(part.value, 10)]));
  let time = Math.floor(TIME.from / DAY) * DAY;
  for (let guard = 0; time < TIME.to && guard < 4000; guard += 1) {
    const now = read(time);
    const begins = now.day === 1 && (unit === "year" ? now.month === 1 && now.year % every === 0 : (now.month - 1) % every === 0);
    if (begins) {
      const isYear = now.month === 1;
      const year = yearOnly(yearName, time);
      const name = unit === "year" || isYear ? year : out.length ? monthName.format(time) : `${monthName.format(time)} ${year}`;
      const fits = x(time) + name.length * 7 < x(TIME.to);
      out.push(svg("line", { x1: x(time), x2: x(time), y1: y, y2: y + way * 6, class: "axis" }),
        isYear && svg("line", { x1: x(time), x2: x(time), y1: 36, y2: height, class: `year ${calendar}` }),
        // A name that would leave the chart stands before its mark.
        svg("text", { x: x(time) + (fits ? 3 : -3), y: y + way * 12 + (way > 0 ? 6 : 0), "text-anchor": fits ? "start" : "end", direction: "ltr", class: isYear ? "tick strong" : "tick", text: name }));
    }
    // From a first of a month the next one is at least 28 days away.
    time += now.day === 1 ? 28 * DAY : now.day < 28 ? Math.max(1, 28 - now.day) * DAY : DAY;
  }
  return out;
}

const yearOnly = (years, time) => years.formatToParts(new Date(time)).find((part) => part.type === "year")?.value ?? years.format(time);
