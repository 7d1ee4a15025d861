// The text in the middle: sections of some thousand letters, of which browsers lay out only those that are seen. Each block
// of a section is one text node, so no word is cut, and offsets of the text are offsets of nodes.

const SECTION = 6000;
/** Letters of lines that share a block: what browsers paint of marks grows with the lines of a node times its marks. */
const BLOCK = 400;
/** Sections: element, first and last offset, blocks `{start, end, node}`. */
const SECTIONS = [];
const SECTION_OF = new WeakMap();
let pane;

/** Whether most letters of a line are of scripts that run from right to left; null where it has none. */
function runsLeft(line) {
  const right = line.match(/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g)?.length ?? 0;
  const left = line.match(/[A-Za-z\u00c0-\u024f\u0370-\u058f]/g)?.length ?? 0;
  return right + left === 0 ? null : right >= left;
}

function documentDirection() {
  return runsLeft(TEXT.slice(0, 20000)) === false ? "ltr" : "rtl";
}

/** The language of the document, as HTML names it; empty where it is not known. */
function documentLanguage() {
  return DATA.doc.language && /^[a-z]{2,3}$/.test(DATA.doc.language) ? DATA.doc.language : "";
}

function buildText() {
  pane = document.getElementById("text");
  const direction = documentDirection();
  pane.dir = direction;
  pane.lang = documentLanguage();
  const heads = new Map();
  for (const [start, , kind, level] of DATA.blocks) heads.set(start, [kind, level]);
  const pages = new Map(DATA.pages.map(([page, start]) => [start, page]));
  let section = null;
  let block = null;
  let at = 0;
  while (at < TEXT.length) {
    let end = TEXT.indexOf("\n", at);
    end = end < 0 ? TEXT.length : end + 1;
    // A line without an end is cut between words.
    if (end - at > 2 * SECTION) {
      const space = TEXT.lastIndexOf(" ", at + SECTION);
      end = space > at ? space + 1 : at + SECTION;
      if (TEXT.charCodeAt(end) >= 0xdc00 && TEXT.charCodeAt(end) < 0xe000) end += 1;
    }
    const line = TEXT.slice(at, end);
    // What stands on a line begins behind its spaces; on an empty one nothing does.
    const lead = line.trim() ? line.length - line.trimStart().length : 0;
    const [kind, level] = heads.get(at + lead) ?? ["", 0];
    const runs = runsLeft(line);
    const way = runs === null ? (block?.way ?? direction) : runs ? "rtl" : "ltr";
    const page = pages.get(at) ?? pages.get(at + lead);
    if (!section || at - section.start > SECTION) {
      section = { start: at, end: at, blocks: [], element: el("section", { class: "part" }), near: false };
      SECTIONS.push(section);
      block = null;
    }
    if (!block || page !== undefined || kind || block.kind || block.way !== way || at - block.start > BLOCK) {
      block = { start: at, end, kind, way, page };
      section.blocks.push(block);
    } else {
      block.end = end;
    }
    block.level = level;
    at = end;
    section.end = at;
  }
  for (const part of SECTIONS) {
    for (const one of part.blocks) {
      one.node = document.createTextNode(shown(TEXT.slice(one.start, one.end)));
      const attributes = { class: one.kind ? `block ${one.kind}` : "block" };
      if (one.way !== direction) attributes.dir = one.way;
      if (one.kind === "heading") {
        attributes.role = "heading";
        attributes["aria-level"] = Math.min(6, Math.max(2, 1 + (one.level || 1)));
      }
      if (one.page !== undefined) part.element.append(el("div", { class: "page", "data-page": one.page, "aria-hidden": "true" }));
      part.element.append(el("div", attributes, one.node));
    }
    part.element.style.containIntrinsicSize = `auto ${Math.max(60, Math.round((part.end - part.start) / 2.6))}px`;
    SECTION_OF.set(part.element, part);
  }
  pane.append(...SECTIONS.map((part) => part.element));
  namePages();
}

/** Names the pages, in the language of the page. */
function namePages() {
  for (const mark of pane.querySelectorAll(".page")) mark.setAttribute("data-name", say("pageNumber", { page: number(Number(mark.dataset.page)) }));
}

/** The number of the section that holds an offset. */
function sectionAt(offset) {
  let low = 0;
  let high = SECTIONS.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (SECTIONS[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A place in the nodes: of an end the last one that fits, of a beginning the first. */
function pointAt(offset, isEnd) {
  let part = SECTIONS[sectionAt(Math.max(0, isEnd ? offset - 1 : offset))];
  if (!part) return null;
  for (const block of part.blocks) {
    if (isEnd ? offset <= block.end : offset < block.end) return [block.node, Math.max(0, offset - block.start)];
  }
  const last = part.blocks[part.blocks.length - 1];
  return [last.node, last.end - last.start];
}

/** A range over some of the text. */
function rangeOf(start, end) {
  const from = pointAt(start, false);
  const to = pointAt(Math.max(end, start), true);
  if (!from || !to) return null;
  const range = new StaticRange({ startContainer: from[0], startOffset: from[1], endContainer: to[0], endOffset: to[1] });
  return range;
}

function liveRange(start, end) {
  const fixed = rangeOf(start, end);
  if (!fixed) return null;
  const range = document.createRange();
  range.setStart(fixed.startContainer, fixed.startOffset);
  range.setEnd(fixed.endContainer, fixed.endOffset);
  return range;
}

/** The offset of a place in the nodes; null where that is no text of the document. */
function offsetOf(node, offset) {
  const section = (node.closest ? node : node.parentElement)?.closest(".part");
  const part = section && SECTION_OF.get(section);
  if (!part) return null;
  const block = part.blocks.find((one) => one.node === node);
  if (block) return block.start + offset;
  // Between nodes.
  const child = node.childNodes[offset];
  const next = part.blocks.find((one) => child && (child === one.node || child.contains?.(one.node)));
  return next ? next.start : part.end;
}

/** The words that are selected, from where the first begins to where the last ends. */
function selectedSpan() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  let start = offsetOf(range.startContainer, range.startOffset);
  let end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null) return null;
  const isWord = (at) => /[\p{L}\p{N}\p{M}\u200c]/u.test(TEXT[at] ?? "");
  while (start < end && /\s/.test(TEXT[start])) start += 1;
  while (end > start && /\s/.test(TEXT[end - 1])) end -= 1;
  if (start >= end) return null;
  while (start > 0 && isWord(start) && isWord(start - 1)) start -= 1;
  while (end < TEXT.length && isWord(end) && isWord(end - 1)) end += 1;
  return { start, end };
}

/** Scrolls the text to a place. */
function scrollTo(start, end) {
  const number = sectionAt(start);
  const part = SECTIONS[number];
  if (!part) return;
  const view = pane.getBoundingClientRect();
  const place = () => liveRange(start, Math.max(end, start + 1))?.getClientRects()[0];
  let box = place();
  if (!part.near || !box) {
    part.element.scrollIntoView({ block: "nearest" });
    nearby();
    box = place();
  }
  if (!box) return;
  if (box.top < view.top + 60 || box.bottom > view.bottom - 60) {
    pane.scrollTop += box.top - view.top - view.height / 3;
  }
}
