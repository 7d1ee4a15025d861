// What findings say and why rows have their values is told in English, by programs. In other languages it is told anew, by
// pairs of sentences: `{text}` stands for words of the document, `{=word}` for a word of a closed list, `{#n}` for numbers and
// days, `{!code}` for a code, `{~sentence}` for another sentence.

const HOLES = { "": "([\\s\\S]*?)", "=": "([a-z_-]+|[A-Z][a-z]+day)", "#": "([-+\\d.,:/ ]*\\d)", "!": "(\\S+?)", "~": "([\\s\\S]+?)" };
const HOLE = /\{([=#!~]?)([a-z]+)\}/g;
let pairs = null;

/** The pairs of sentences: how one is known, which holes it has, and how it is told. */
function sentencePairs() {
  pairs ??= SENTENCES.map(([english, told]) => {
    const holes = [];
    const parts = english.split(HOLE);
    let form = "";
    for (let i = 0; i < parts.length; i += 3) {
      form += parts[i].replace(/[.*+?^${}()|[\]\\\/]/g, "\\$&");
      if (i + 1 < parts.length) {
        holes.push([parts[i + 1], parts[i + 2]]);
        form += HOLES[parts[i + 1]];
      }
    }
    return { form: new RegExp(`^${form}$`), holes, told: told.split(HOLE) };
  });
  return pairs;
}

/** The digits of the language. */
const digits = (text) => (language === "fa" ? text.replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit))) : text);

/** A sentence in the language of the page, as parts of an element; null where nobody has written it in that language. */
function retold(text) {
  for (const { form, holes, told } of sentencePairs()) {
    const found = text.match(form);
    if (!found) continue;
    const filled = new Map(holes.map(([kind, name], i) => [name, inHole(kind, found[i + 1])]));
    if ([...filled.values()].includes(null)) continue;
    const out = [];
    for (let i = 0; i < told.length; i += 3) out.push(told[i], ...(i + 1 < told.length ? [filled.get(told[i + 2])] : []));
    return out.flat();
  }
  return /^\S+$/.test(text) ? el("bdi", { class: "raw", dir: "ltr", text: shown(text) }) : null;
}

function inHole(kind, text) {
  switch (kind) {
    case "~": return retold(text);
    case "=": {
      const word = LANGUAGES[language].values[text.toLowerCase()];
      return word === undefined ? null : word;
    }
    case "#": return el("bdi", { dir: "ltr", text: digits(text) });
    case "!": return el("bdi", { class: "raw", dir: "ltr", text: shown(text) });
    default: return quoted(text);
  }
}

/** A sentence of the program as an element: in the language of the page, or in English where it is known in that alone. */
function inLanguage(text, attributes) {
  const told = language === "en" ? null : retold(text);
  return told === null ? english(text, attributes) : el("span", attributes, told);
}

/** English words, wherever they stand. */
function english(text, attributes) {
  return quoted(text, { dir: "ltr", lang: "en", ...attributes });
}
