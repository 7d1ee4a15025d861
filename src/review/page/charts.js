// The views beside the text, and the figures by what they are figures of.

const VIEWS = { text: null, clauses: drawClauses, timeline: drawTimeline, map: drawMap, figures: drawFigures };
let view = "text";

function openView(name) {
  view = name;
  for (const tab of document.querySelectorAll("#tabs [role=tab]")) {
    const chosen = tab.dataset.view === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  document.getElementById("text-view").hidden = name !== "text";
  const chart = document.getElementById("chart");
  chart.hidden = name === "text";
  chart.setAttribute("aria-labelledby", `tab-${name}`);
  if (name !== "text") VIEWS[name](chart);
  else later();
}

/** The width of a chart, so that its letters are as large as others. */
const chartWidth = (chart) => Math.max(320, chart.clientWidth - 44);

/** From a chart to a row and its place in the text. */
function fromChart(row) {
  VISIBLE.add(tableNameOf(row));
  if (placeIn[row] < 0) {
    Object.assign(FILTER, { kind: "", check: "", rule: "", method: "", review: "", search: "", selection: selection?.has(row) ?? false });
    drawFilters();
    refilter();
  }
  openView("text");
  choose(row);
}

/** Something of a chart that can be clicked and reached by keyboard. */
function mark2row(shape, row, label) {
  shape.setAttribute("tabindex", "0");
  shape.setAttribute("role", "button");
  shape.setAttribute("aria-label", label);
  shape.append(svg("title", { text: label }));
  shape.addEventListener("click", () => fromChart(row));
  shape.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); fromChart(row); }
  });
  return shape;
}

/** Words in one line, cut where they are longer than so many letters. */
function cut(words, letters) {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > letters ? `${line.slice(0, letters - 1).trimEnd()}\u2026` : line;
}

/** Most bars of a group of figures. */
const BARS = 24;
/** Most groups of figures, of which those with most figures are shown. */
const GROUPS = 40;

function drawFigures(chart) {
  const table = TABLES.find((one) => one.name === "figures");
  const groups = new Map();
  for (let row = table?.first ?? 0; row < (table ? table.first + table.rows : 0); row += 1) {
    const amount = cell(row, "value") ?? cell(row, "lower") ?? cell(row, "upper");
    if (amount === null || (cell(row, "property") === null && cell(row, "unit") === null)) continue;
    const name = JSON.stringify([cell(row, "property"), cell(row, "unit")]);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push([row, amount]);
  }
  if (!groups.size) return chart.replaceChildren(el("p", { class: "empty", text: say("noFigures") }));
  const W = Math.min(780, chartWidth(chart));
  // Names stand before the bars, amounts behind them.
  const [named, room] = [Math.min(176, W * 0.3), 74];
  const letters = Math.floor(named / 7.2);
  const unitOf = (unit, [[row]]) => el("span", { class: "raw", dir: language === "fa" ? null : "ltr", text: unitName(row) ?? unit });
  const parts = [...groups].sort((a, b) => b[1].length - a[1].length).slice(0, GROUPS).map(([name, rows]) => {
    const [property, unit] = JSON.parse(name);
    const most = Math.max(...rows.map(([, amount]) => Math.abs(amount)), 1e-9);
    const few = rows.slice(0, BARS);
    const drawing = svg("svg", { viewBox: `0 0 ${W} ${few.length * 26 + 4}`, class: "bars-chart", role: "group" },
      few.map(([row, amount], i) => {
        const width = Math.max(2, (Math.abs(amount) / most) * (W - named - room));
        const words = wordsOf(row).replace(/\s+/g, " ").slice(0, 26);
        const subject = cell(row, "subject_text") ?? cell(row, "item") ?? words;
        const label = subject === words ? words : `${words} ${subject}`;
        return mark2row(svg("g", { class: "bar-row", transform: `translate(0 ${i * 26})` },
          svg("rect", { x: 0, y: 1, width: W, height: 24, class: "hit" }),
          svg("text", { x: named - 8, y: 17, "text-anchor": runsLeft(subject) ? "start" : "end", class: "bar-name", direction: runsLeft(subject) ? "rtl" : "ltr", text: shown(cut(subject, letters)) }),
          svg("rect", { x: named, y: 5, width, height: 16, rx: 3, class: `amount ${cell(row, "status") ?? ""}` }),
          svg("text", { x: named + 6 + width, y: 17, class: "bar-value", text: number(amount) })), row, label);
      }));
    return el("section", { class: "group" },
      el("h3", {}, property ? valueName(property, "property") : say("noProperty"), " ", unit && unitOf(unit, rows), " ", el("small", { text: number(rows.length) })),
      el("div", { dir: "ltr" }, drawing), rows.length > BARS && el("p", { class: "hint", text: say("more", { n: number(rows.length - BARS) }) }));
  });
  chart.replaceChildren(...parts);
}
