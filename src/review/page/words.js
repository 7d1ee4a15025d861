// The languages of the page.

const LANGUAGES = { fa: WORDS_FA, en: WORDS_EN };
let language = "en";

/** A text of the page, with its `{…}` filled. */
function say(key, values) {
  const text = LANGUAGES[language].page[key] ?? WORDS_EN.page[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values?.[name] ?? ""));
}

/** The name of a column, or the column as it is called in the tables. */
function columnName(column) {
  return LANGUAGES[language].columns[column] ?? column;
}

/** A word of a closed list: of this column, where the same word means something else in others. */
function valueName(value, column) {
  const { values } = LANGUAGES[language];
  return values[`${column}:${value}`] ?? values[value] ?? String(value);
}

/** What a check asks, in a few words. */
function checkName(check) {
  return LANGUAGES[language].checks[check] ?? check;
}

/** What a column holds. */
function columnDoc(table, column) {
  return language === "en" ? DATA.forms[table]?.[column]?.doc : LANGUAGES[language].docs[column];
}

function tableName(table) {
  return LANGUAGES[language].tables[table] ?? table;
}

/** Formats by language and options: making one takes longer than using it. */
const FORMATS = new Map();

function format(kind, locale, options) {
  const name = `${kind.name} ${locale} ${JSON.stringify(options)}`;
  if (!FORMATS.has(name)) FORMATS.set(name, new kind(locale, options));
  return FORMATS.get(name);
}

const LENGTHS = ["year", "month", "week", "day", "hour", "minute", "second"];

/** A length of time as people say it: "P1Y6M" as a year and six months, "P28D/P29D" as from one to the other. */
function durationName(value) {
  const ends = value.split("/").map((end) => {
    const found = end.match(/^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/);
    if (!found) return null;
    const parts = LENGTHS.map((unit, i) => found[i + 1] && number(Number(found[i + 1]), { style: "unit", unit, unitDisplay: "long" })).filter(Boolean);
    return parts.length ? parts.join(say("and")) : null;
  });
  return ends.includes(null) ? value : ends.join(" \u2013 ");
}

/** A number in the digits of the language. */
function number(value, options) {
  return format(Intl.NumberFormat, language === "fa" ? "fa-IR" : "en", options ?? { maximumFractionDigits: 6 }).format(value);
}
