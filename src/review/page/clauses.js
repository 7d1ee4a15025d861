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
        below.length > 0 && el("span", { class: "twig", "aria-hidden": "true", onclick: (event) => { event.stopPropagation(); unfold(node, node.getAttribute("aria-expanded") !== "true"); } }), words));
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

/** Opens or closes an item that holds others; whether it was the other way before. */
function unfold(item, isOpen) {
  if (!item?.hasAttribute("aria-expanded") || (item.getAttribute("aria-expanded") === "true") === isOpen) return false;
  item.setAttribute("aria-expanded", String(isOpen));
  item.querySelector(":scope > [role=group]").hidden = !isOpen;
  return true;
}

/** The keys of a tree: up, down, home, end and enter; the arrow into the lines opens an item or goes into it, the other one
 * closes it or goes out of it. */
function walkTree(event) {
  const tree = event.currentTarget;
  const items = [...tree.querySelectorAll("[role=treeitem]")].filter((one) => !one.parentElement.closest("[hidden]"));
  const item = event.target.closest("[role=treeitem]");
  const at = items.indexOf(item);
  const [into, out] = tree.dir === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  let next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === into && !unfold(item, true) && item.hasAttribute("aria-expanded")) next = at + 1;
  if (event.key === out && !unfold(item, false)) next = items.indexOf(item.parentElement.closest("[role=treeitem]"));
  if (event.key === "Enter" || event.key === " ") item?.querySelector("button").click();
  else if (next === undefined && ![into, out].includes(event.key)) return;
  else if (items[next]) {
    item?.setAttribute("tabindex", "-1");
    items[next].setAttribute("tabindex", "0");
    items[next].focus();
  }
  event.preventDefault();
  event.stopPropagation();
}
