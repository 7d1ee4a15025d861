// Elements. Whatever comes from a document or a file of corrections becomes a text node, never markup.

/** An element with attributes (`on…` are listeners, `text` its text) and children. */
function el(name, attributes, ...children) {
  return dress(document.createElement(name), attributes, children);
}

/** The same in SVG. */
function svg(name, attributes, ...children) {
  return dress(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function dress(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "text") element.textContent = value;
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(2)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/** Gives an element these children alone; what is null or false is none. */
function fill(element, ...children) {
  element.replaceChildren(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
}

/** Words of the document: apart from the direction of what stands around them. */
function quoted(text, attributes) {
  return el("bdi", attributes, shown(text));
}

/** A text without what cannot be seen or turns others around: each such character as a sign of one code unit. */
function shown(text) {
  return String(text)
    .replace(/\r(?!\n)/g, "\n")
    .replace(/\0/g, "\u2400")
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, "\u2423");
}

function button(label, action, attributes) {
  return el("button", { type: "button", onclick: action, ...attributes }, label);
}
