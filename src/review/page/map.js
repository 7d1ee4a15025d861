// The places of the text on a map.

function drawMap(chart) {
  const outline = DATA.outline;
  const table = TABLES.find((one) => one.name === "mentions");
  const counts = new Map();
  for (let row = table?.first ?? 0; row < (table ? table.first + table.rows : 0); row += 1) {
    const entity = cell(row, "entity_id");
    if (DATA.entities[entity]?.latitude === undefined) continue;
    if (!counts.has(entity)) counts.set(entity, [row, 0]);
    counts.get(entity)[1] += 1;
  }
  if (!outline || !counts.size) return chart.replaceChildren(el("p", { class: "empty", text: say("noPlaces") }));
  const [west, south, east, north] = outline.frame;
  const shrink = Math.cos(((north + south) / 2 / 100) * Math.PI / 180);
  const aspect = ((east - west) * shrink) / (north - south);
  // All of it is seen at once, with letters as large as others.
  const W = Math.max(280, Math.min(chartWidth(chart), (chart.clientHeight - 90) * aspect));
  const scale = W / ((east - west) * shrink);
  const H = (north - south) * scale;
  const px = ([x, y]) => `${((x - west) * shrink * scale).toFixed(1)},${((north - y) * (H / (north - south))).toFixed(1)}`;
  const path = (points, close) => `M${points.map(px).join("L")}${close ? "Z" : ""}`;
  const places = [...counts].sort((a, b) => b[1][1] - a[1][1]);
  const taken = [];
  const marks = places.map(([id, [row, n]]) => {
    const { latitude, longitude } = DATA.entities[id];
    const [x, y] = px([longitude * 100, latitude * 100]).split(",").map(Number);
    const r = 3 + Math.min(14, Math.sqrt(n) * 1.8);
    const name = entityName(id);
    const wide = name.length * 7;
    // Before the place where it would leave the map behind it.
    const left = x + r + 3 + wide > W ? x - r - 3 - wide : x + r + 3;
    const box = [left, y - 9, left + wide, y + 7];
    const free = taken.length < 60 && !taken.some((one) => one[0] < box[2] && one[2] > box[0] && one[1] < box[3] && one[3] > box[1]);
    if (free) taken.push(box);
    return mark2row(svg("g", { class: "spot" }, svg("circle", { cx: x, cy: y, r }), free && svg("text", { x: left > x ? left : x - r - 3, y: y + 4, "text-anchor": left > x ? "start" : "end", direction: "ltr", text: name })), row, `${name} (${number(n)})`);
  });
  chart.replaceChildren(
    el("div", { dir: "ltr" }, svg("svg", { viewBox: `0 0 ${W} ${H.toFixed(0)}`, class: "map", width: W.toFixed(0), height: H.toFixed(0), role: "group", "aria-label": say("map") },
      svg("rect", { width: W, height: H, class: "sea" }),
      svg("path", { d: outline.land.map((ring) => path(ring, true)).join(""), class: "land", "fill-rule": "evenodd" }),
      svg("path", { d: outline.borders.map((line) => path(line, false)).join(""), class: "border" }), marks)),
    el("p", { class: "hint", text: say("borders") }));
}
