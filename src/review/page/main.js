// The page: its frame, its keys, and its start.

const THEMES = ["auto", "light", "dark"];
let theme = "auto";

/** What a key does, by the place of the key: the letters differ with the keyboard's language. */
const KEYS = [
  ["j", "KeyJ", "keyNext", () => step(1)],
  ["k", "KeyK", "keyBack", () => step(-1)],
  ["a", "KeyA", "keyAccept", () => decide("accept")],
  ["x", "KeyX", "keyReject", () => decide("reject")],
  ["e", "KeyE", "keyEdit", () => edit(current)],
  ["s", "KeyS", "keyUnsure", () => decide("unsure")],
  ["u", "KeyU", "keyUndo", takeBack],
  ["m", "KeyM", "keyAdd", addRow],
  ["A", "Shift+KeyA", "keyAcceptRule", acceptRule],
  ["l", "KeyL", "keyLines", toggleLines],
  ["f", "KeyF", "keyFindings", () => toggleFilter("check", "*")],
  ["o", "KeyO", "keyOpen", () => toggleFilter("review", "open")],
  ["d", "KeyD", "keyDisagree", () => toggleFilter("review", "disagreements")],
  ["t", "KeyT", "keyView", () => nextView()],
  ["/", "Slash", "keySearch", () => { show("rows"); document.getElementById("search").focus(); }],
  ["?", "Shift+Slash", "keyHelp", help],
];

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyS") {
    event.preventDefault();
    trySave();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const into = event.target.closest?.("input, select, textarea, dialog");
  if (into) {
    if (event.key === "Escape" && into.id === "search") document.getElementById("rows").focus();
    return;
  }
  const name = (event.shiftKey ? "Shift+" : "") + event.code;
  const known = event.key === "?" ? KEYS.find(([letter]) => letter === "?") : event.key === "/" ? KEYS.find(([letter]) => letter === "/") : KEYS.find(([, code]) => code === name);
  const digit = !event.shiftKey && event.code.match(/^(?:Digit|Numpad)([1-8])$/)?.[1];
  const arrow = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 }[event.key];
  if (known) known[3]();
  else if (digit) toggleTable(Number(digit) - 1);
  else if (arrow && document.activeElement === document.getElementById("rows")) step(arrow);
  else if (event.key === "Enter" && document.activeElement === document.getElementById("rows")) show("row");
  else return;
  event.preventDefault();
}

function decide(verdict) {
  if (current === null) return;
  const before = current;
  judge([current], verdict);
  // The filter may take the row away: the next one stands in its place.
  if (FILTER.review) dropUnfit(current);
  else progress();
  if (current === before) stepOn();
  else choose(current);
  tell(`${valueName(verdict)}: ${cut(wordsOf(before), 60)}`);
}

function acceptRule() {
  if (current === null) return;
  const rule = ruleLabel(ruleName(current));
  const [numbers, wanted] = [numberedRules(), numberedRules()[current]];
  const rows = Array.from(shownRows.filter((row) => numbers[row] === wanted && !MINE.has(row)));
  if (!rows.length) return tell(say("noneLeft"));
  judge(rows, "accept");
  refilter();
  tell(say("acceptedMany", { n: number(rows.length), rule }), true);
}

function takeBack() {
  const rows = undo();
  if (rows === null) return tell(say("nothingToUndo"));
  if (FILTER.review) refilter();
  else progress();
  choose(rows.length && placeIn[rows[0]] >= 0 ? rows[0] : current);
  tell(say("undone"));
}

function toggleLines() {
  linesShown = !linesShown;
  showRow();
  mark();
}

function toggleTable(number) {
  const table = TABLES[number];
  if (number === 7) return toggleFilter("check", "*");
  if (!table) return;
  if (VISIBLE.has(table.name)) VISIBLE.delete(table.name);
  else VISIBLE.add(table.name);
  drawFilters();
  refilter();
}

function toggleFilter(name, value) {
  FILTER[name] = FILTER[name] === value ? "" : value;
  drawFilters();
  refilter();
}

function nextView() {
  const names = Object.keys(VIEWS);
  openView(names[(names.indexOf(view) + 1) % names.length]);
}

let telling = 0;
/** Says what happened, also to those who hear the page. */
function tell(text, canUndo) {
  const place = document.getElementById("told");
  place.replaceChildren(el("bdi", { text: shown(text) }), canUndo ? button(say("undo"), takeBack, { class: "small" }) : "");
  place.classList.add("seen");
  clearTimeout(telling);
  telling = setTimeout(() => place.classList.remove("seen"), canUndo ? 9000 : 3500);
}

function help() {
  const dialog = el("dialog", { class: "help", "aria-labelledby": "help-title" },
    el("h2", { id: "help-title", text: say("helpTitle") }), el("p", { text: say("helpText") }),
    el("table", {}, el("tbody", {}, KEYS.map(([letter, , name]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", { text: letter })), el("td", { text: say(name) }))),
      el("tr", {}, el("th", { scope: "row" }, el("kbd", { text: "Ctrl" }), " ", el("kbd", { text: "S" })), el("td", { text: say("save") })),
      el("tr", {}, el("th", { scope: "row" }, el("kbd", { text: "1" }), "\u2013", el("kbd", { text: "8" })), el("td", { text: say("keyTables") })))),
    el("p", { class: "hint", text: say("helpKept") }),
    button(say("close"), () => dialog.close(), { class: "primary" }));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** On a narrow screen, which of the three panes is seen. */
function show(pane) {
  document.body.dataset.pane = pane;
  for (const tab of document.querySelectorAll("#panes button")) tab.setAttribute("aria-pressed", String(tab.dataset.pane === pane));
}

function select(id, label, options, value, change) {
  return el("label", { class: "select" }, el("span", { text: label }),
    el("select", { id, onchange: (event) => change(event.target.value) }, options.map(([key, name]) => el("option", { value: key, text: name, selected: key === value }))));
}

/** A rule in the words of the page: `dates/day-and-month`, or what it is for, where that is told in its language. */
function ruleLabel(rule) {
  const told = DATA.rules[rule.replace(/^mentions\//, "actors/")]?.persian;
  if (language === "en") return rule;
  const [table, name] = rule.split("/");
  return told ? cut(told, 70) : `${tableName(table)}: ${valueName(name)}`;
}

/** The filters over the list, for the tables that are shown. */
function drawFilters() {
  const kinds = new Map();
  const rules = new Map();
  const methods = new Set();
  const checks = new Set();
  for (const table of TABLES) {
    if (!VISIBLE.has(table.name)) continue;
    const found = foundIn(table);
    for (const [kind, n] of found.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + n);
    for (const [rule, n] of found.rules) rules.set(`${table.name}/${rule}`, n);
    found.methods.forEach((one) => methods.add(one));
  }
  for (const found of FINDINGS.values()) found.forEach((one) => checks.add(one.check));
  const change = (name) => (value) => { FILTER[name] = value; refilter(); };
  const listOf = (map) => [...map].sort((a, b) => b[1] - a[1]);
  fill(document.getElementById("filters"),
    el("div", { class: "chips", role: "group", "aria-label": say("tables") },
      TABLES.map((table, i) => table.rows > 0 && button([el("span", { class: "dot", "aria-hidden": "true" }), tableName(table.name), el("small", { text: number(table.rows) })], () => toggleTable(i),
        { class: `chip ${table.name}`, "aria-pressed": String(VISIBLE.has(table.name)), "aria-keyshortcuts": String(i + 1) })),
      FINDINGS.size > 0 && button(["\u26a0 ", say("findings"), el("small", { text: number(FINDINGS.size) })], () => toggleFilter("check", "*"), { class: "chip warnings", "aria-pressed": String(FILTER.check !== ""), "aria-keyshortcuts": "8" })),
    el("details", { id: "more-filters", open: document.getElementById("more-filters")?.open },
      el("summary", { text: say("filters") }),
      el("div", { class: "selects" },
        select("f-review", say("reviewed"), [["", say("any")], ["open", say("openRows")], ["done", say("doneRows")], ["disagreements", say("disagreements")],
          ...Object.keys(SIGNS).map((verdict) => [verdict, valueName(verdict)])], FILTER.review, change("review")),
        select("f-kind", say("kind"), [["", say("any")], ...listOf(kinds).map(([kind, n]) => [kind, `${valueName(kind)} (${number(n)})`])], FILTER.kind, change("kind")),
        select("f-rule", say("rule"), [["", say("any")], ...listOf(rules).map(([rule, n]) => [rule, `${ruleLabel(rule)} (${number(n)})`])], FILTER.rule, change("rule")),
        methods.size > 0 && select("f-method", say("method"), [["", say("any")], ...[...methods].map((one) => [one, valueName(one)])], FILTER.method, change("method")),
        checks.size > 0 && select("f-check", say("findings"), [["", say("any")], ["*", say("withFindings")], ...[...checks].sort().map((one) => [one, checkName(one)])], FILTER.check, change("check")))),
    selection && el("label", { class: "only" }, el("input", { type: "checkbox", id: "f-selection", checked: FILTER.selection, onchange: (event) => { FILTER.selection = event.target.checked; refilter(); } }),
      say("onlySelection", { what: say(`only-${DATA.only.split(":")[0]}`), n: number(selection.size) })));
}

function frame() {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "fa" ? "rtl" : "ltr";
  document.documentElement.dataset.theme = theme;
  const tab = (name) => el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": "false", "aria-controls": name === "text" ? "text-view" : "chart", "data-view": name, onclick: () => openView(name) }, say(name));
  const tabs = el("div", { id: "tabs", role: "tablist", "aria-label": say("views") }, Object.keys(VIEWS).map(tab));
  tabs.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const names = Object.keys(VIEWS);
    const next = names[(names.indexOf(view) + (language === "fa" ? -by : by) + names.length) % names.length];
    openView(next);
    document.getElementById(`tab-${next}`).focus();
    event.preventDefault();
    event.stopPropagation();
  });
  const choosing = el("input", { type: "file", multiple: true, accept: ".jsonl,.json,.txt", hidden: true, id: "load",
    onchange: async (event) => {
      const { count, wrong } = await takeFiles(event.target.files);
      event.target.value = "";
      refilter();
      tell(say("loaded", { n: number(count), wrong: number(wrong) }));
    } });
  return [
    el("header", { id: "top" },
      el("h1", {}, quoted(DATA.doc.title || DATA.doc.doc_id), el("small", {}, quoted(DATA.dataset), " \u203a ", quoted(DATA.doc.doc_id))),
      el("div", { class: "done" }, el("progress", { id: "progress", "aria-labelledby": "done" }), el("span", { id: "done" })),
      el("div", { class: "actions" },
        el("label", { class: "who" }, el("span", { text: say("reviewer") }), el("input", { id: "reviewer", "aria-label": say("reviewer"), dir: "auto", autocomplete: "name", placeholder: say("yourName"), value: reviewer,
          oninput: (event) => { reviewer = event.target.value; store(); } })),
        button(say("save"), trySave, { class: "primary", id: "save" }),
        button(say("loadFiles"), () => choosing.click(), {}), choosing,
        button(language === "fa" ? "English" : "\u0641\u0627\u0631\u0633\u06cc", () => { language = language === "fa" ? "en" : "fa"; remember(); redraw(); }, { id: "language", lang: language === "fa" ? "en" : "fa" }),
        button(theme === "auto" ? "\u25d0" : theme === "light" ? "\u2600" : "\u263e", () => { theme = THEMES[(THEMES.indexOf(theme) + 1) % 3]; remember(); redraw(); }, { id: "theme", "aria-label": say("theme", { theme: say(theme) }), title: say("theme", { theme: say(theme) }) }),
        button("?", help, { "aria-label": say("keyHelp"), title: say("keyHelp"), "aria-keyshortcuts": "?" }))),
    el("p", { id: "unsaved", role: "alert", hidden: true, text: say("notStored") }),
    !canMark() && el("p", { class: "old", role: "alert", text: say("oldBrowser") }),
    el("main", {},
      el("section", { id: "left", "aria-label": say("rows") },
        el("div", { class: "search" }, el("input", { type: "search", id: "search", dir: "auto", placeholder: say("searchHint"), "aria-label": say("searchHint"), value: FILTER.search,
          oninput: (event) => { clearTimeout(searching); searching = setTimeout(() => { FILTER.search = event.target.value; refilter(); }, 120); } })),
        el("div", { id: "filters" }),
        el("p", { id: "count", role: "status" }),
        el("div", { id: "rows", role: "listbox", tabindex: "0", "aria-label": say("rows"), onscroll: listMoved }, el("div", { class: "holder", role: "presentation" })),
        el("p", { id: "nothing", hidden: true, text: say("nothing") })),
      el("section", { id: "middle", "aria-label": say("document") }, tabs,
        el("div", { id: "text-view", role: "tabpanel", "aria-labelledby": "tab-text" },
          el("article", { id: "text", tabindex: "0", "aria-label": say("document") }), svg("svg", { id: "lines", "aria-hidden": "true" })),
        el("div", { id: "chart", role: "tabpanel", tabindex: "-1", hidden: true })),
      el("aside", { id: "row", tabindex: "-1", "aria-label": say("chosenRow") })),
    el("div", { id: "quick", role: "group", "aria-label": say("judging") },
      button("\u25b2", () => step(-1), { "aria-label": say("keyBack") }),
      button(SIGNS.accept, () => decide("accept"), { class: "accept", "aria-label": say("keyAccept") }),
      button(SIGNS.reject, () => decide("reject"), { class: "reject", "aria-label": say("keyReject") }),
      button("\u21b6", takeBack, { "aria-label": say("keyUndo") }),
      button("\u25bc", () => step(1), { "aria-label": say("keyNext") })),
    el("nav", { id: "panes", "aria-label": say("views") }, [["rows", "rows"], ["text", "text"], ["row", "chosenRow"]].map(([pane, name]) => button(say(name), () => show(pane), { "data-pane": pane }))),
    el("div", { id: "told", role: "status", "aria-live": "polite" }),
  ];
}

let searching = 0;

function trySave() {
  const place = document.getElementById("reviewer");
  if (!reviewer.trim()) {
    place.focus();
    place.setAttribute("aria-invalid", "true");
    return tell(say("wantName"));
  }
  place.removeAttribute("aria-invalid");
  if (!MINE.size && !ADDED.length) return tell(say("nothingToSave"));
  const file = save();
  tell(say("saved", { n: number(MINE.size + ADDED.length), file }));
}

function remember() {
  try {
    localStorage.setItem("jadval-review:look", JSON.stringify({ language, theme }));
  } catch { /* The look is chosen anew next time. */ }
}

/** Hears where the list has another size, also where it was not to be seen. */
const sized = new ResizeObserver(() => listMoved());

function redraw() {
  const text = pane;
  const scrolled = text?.scrollTop ?? 0;
  // Who has not begun is told how, also where one pane alone is seen.
  const seen = document.body.dataset.pane ?? (MINE.size ? "text" : "row");
  for (const child of [...document.body.children]) if (!["SCRIPT", "NOSCRIPT"].includes(child.tagName)) child.remove();
  document.body.append(...frame().filter(Boolean));
  if (text) {
    document.getElementById("text").replaceWith(text);
    text.setAttribute("aria-label", say("document"));
    namePages();
    text.scrollTop = scrolled;
  }
  sized.disconnect();
  sized.observe(document.getElementById("rows"));
  drawFilters();
  show(seen);
  listMoved();
  if (text) {
    openView(view);
    refilter();
  }
}

async function main() {
  document.body.append(el("p", { class: "opening", text: "\u2026" }));
  await unpack();
  indexRows();
  try {
    const look = JSON.parse(localStorage.getItem("jadval-review:look") ?? "{}");
    language = look.language ?? (navigator.language?.startsWith("fa") || documentDirection() === "rtl" ? "fa" : "en");
    theme = look.theme ?? "auto";
  } catch {
    language = documentDirection() === "rtl" ? "fa" : "en";
  }
  load();
  take(DATA.lines, true);
  selection = selectionRows();
  TABLES.forEach((table) => VISIBLE.add(table.name));
  redraw();
  buildText();
  startMarks();
  document.getElementById("text").addEventListener("click", clicked);
  pane.addEventListener("scroll", () => { if (linesShown) drawLines(); }, { passive: true });
  document.addEventListener("keydown", onKey);
  addEventListener("pagehide", storeNow);
  document.addEventListener("visibilitychange", () => { if (document.hidden) storeNow(); });
  // On paper all of the text is seen.
  addEventListener("beforeprint", () => { SECTIONS.forEach((part) => { part.near = true; }); mark(); });
  addEventListener("afterprint", () => { nearby(); later(); });
  openView("text");
  refilter();
  nearby();
  mark();
  document.getElementById("rows").focus();
  document.documentElement.dataset.ready = "yes";
}

/** A click into the text chooses the shortest row there. */
function clicked(event) {
  if (getSelection()?.toString()) return;
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const old = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const [node, offset] = caret ? [caret.offsetNode, caret.offset] : old ? [old.startContainer, old.startOffset] : [];
  const at = node ? offsetOf(node, offset) : null;
  if (at === null) return;
  const here = rowsBetween(at, at + 1).filter((row) => placeIn[row] >= 0);
  if (!here.length) return;
  here.sort((a, b) => endOf[a] - startOf[a] - (endOf[b] - startOf[b]));
  // Clicking again goes to the next one that stands here.
  const next = here[(here.indexOf(current) + 1) % here.length];
  choose(next, true);
}

main();
