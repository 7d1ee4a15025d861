// Makes outline.bin of the countries of Natural Earth, 1:50m:
//   npm install world-atlas@2.0.2 topojson-client@3.1.0 && node outline.mjs
// The file holds lines, each a kind (0 land, 1 border between countries), the number of its points, and the points as
// hundredths of a degree, longitude and latitude by turns, each the difference to the one before: all as variable-length
// integers of seven bits a byte, differences in zigzag. Land is rings; of a border each line stands once.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
const require = createRequire(process.cwd() + "/");
const topojson = require("topojson-client");
const world = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json")));
const countries = world.objects.countries;
const bytes = [];
const number = (n) => {
  while (n > 127) { bytes.push((n & 127) | 128); n >>>= 7; }
  bytes.push(n);
};
const line = (kind, points) => {
  const kept = [];
  for (const [x, y] of points) {
    const point = [Math.round(x * 100), Math.round(y * 100)];
    const last = kept[kept.length - 1];
    if (!last || last[0] !== point[0] || last[1] !== point[1]) kept.push(point);
  }
  if (kept.length < 2 || (kind === 0 && kept.length < 4)) return;
  number(kind);
  number(kept.length);
  let before = [0, 0];
  for (const point of kept) {
    for (const axis of [0, 1]) {
      const step = point[axis] - before[axis];
      number(step < 0 ? -2 * step - 1 : 2 * step);
    }
    before = point;
  }
};
for (const polygon of topojson.merge(world, countries.geometries).coordinates) {
  for (const ring of polygon) line(0, ring);
}
for (const border of topojson.mesh(world, countries, (a, b) => a !== b).coordinates) line(1, border);
writeFileSync("outline.bin", Buffer.from(bytes));
