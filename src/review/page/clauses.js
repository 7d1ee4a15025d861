// The clauses as a tree.

/** Clauses that are drawn together. */
const CLAUSES = 120;

function drawClauses(view) {
  const table = TABLES.find((one) => one.name === "clauses");
  if (!table?.rows) return view.replaceChildren(el("p", { class: "empty", text: say("noClauses") }));
  const children = new Map();
  for (let row = table.first; row < table.first + table.rows; row += 1) {
    const parent = cell(row, "parent_id");
    const above = parent && BY_ID.get("clauses").has(parent) ? parent : `list ${cell(row, "list_id")}`;
    if (!children.has(above)) children.set(above, []);
    children.get(above).push(row);
  }
  const tree = el("ul", { role: "tree", class: "tree", dir: documentDirection(), "aria-label": tableName("clauses") });
  const item = (row, level) => {
    const below = children.get(idOf(row)) ?? [];
    const heading = cell(row, "heading");
    const words = heading ? [el("b", {}, quoted(cell(row, "label") ?? "")), " ", quoted(heading)] : quoted(wordsOf(row).trim().split("\n")[0].slice(0, 200));
    const node = el("li", { role: "treeitem", "aria-level": level, "aria-expanded": below.length ? "true" : null, tabindex: "-1" },
      el("button", { type: "button", tabindex: "-1", class: `clause ${verdictOf(row) ?? ""}`, onclick: () => fromChart(row) },
        words));
    if (below.length) node.append(el("ul", { role: "group" }, below.map((one) => item(one, level + 1))));
    return node;
  };
  const items = [];
  for (const [above, rows] of children) {
    if (!above.startsWith("list ")) continue;
    const title = cell(rows[0], "instrument");
    if (title) items.push(() => el("li", { role: "none", class: "instrument" }, quoted(title)));
    rows.forEach((row) => items.push(() => item(row, 1)));
  }
  // Of many clauses the first are seen at once, and the others follow while they are looked at.
  let drawn = 0;
  const more = () => {
    tree.append(...items.slice(drawn, drawn + CLAUSES).map((one) => one()));
    drawn += CLAUSES;
    if (drawn < items.length) setTimeout(() => { if (tree.isConnected) more(); }, 30);
  };
  more();
  tree.querySelector("[role=treeitem]")?.setAttribute("tabindex", "0");
  tree.addEventListener("keydown", walkTree);
  view.replaceChildren(tree);
}

/** Up, down, home, end and enter in a tree. */
function walkTree(event) {
  const items = [...event.currentTarget.querySelectorAll("[role=treeitem]")];
  const at = items.indexOf(event.target.closest("[role=treeitem]"));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Enter" || event.key === " ") items[at]?.querySelector("button").click();
  else if (next === undefined) return;
  else if (items[next]) {
    items[at]?.setAttribute("tabindex", "-1");
    items[next].setAttribute("tabindex", "0");
    items[next].focus();
  }
  event.preventDefault();
  event.stopPropagation();
}
