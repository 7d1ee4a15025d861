// The list of the pages, in the language of who reads it. Without this program it is there in English.

function inWords() {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "fa" ? "rtl" : "ltr";
  for (const head of document.querySelectorAll("[data-table]")) head.textContent = tableName(head.dataset.table);
  for (const head of document.querySelectorAll("[data-word]")) head.textContent = say(head.dataset.word);
  const heads = [...document.querySelectorAll("thead th")];
  // Where the screen is too narrow for columns, each number says what it counts.
  for (const row of document.querySelectorAll("tbody tr")) [...row.children].forEach((cell, i) => cell.setAttribute("data-name", heads[i].textContent));
  for (const count of document.querySelectorAll("[data-count]")) count.textContent = number(Number(count.dataset.count));
  document.getElementById("language").textContent = language === "fa" ? "English" : "\u0641\u0627\u0631\u0633\u06cc";
}

function look() {
  try {
    return JSON.parse(localStorage.getItem("jadval-review:look") ?? "{}");
  } catch {
    return {};
  }
}

const chosen = look();
const hasPersian = /[\u0600-\u06ff]/.test(document.querySelector("main").textContent);
language = chosen.language ?? (hasPersian || navigator.language?.startsWith("fa") ? "fa" : "en");
document.documentElement.dataset.theme = chosen.theme ?? "auto";
document.querySelector("main").prepend(button("", () => {
  language = language === "fa" ? "en" : "fa";
  try {
    localStorage.setItem("jadval-review:look", JSON.stringify({ ...look(), language }));
  } catch { /* The language is chosen anew next time. */ }
  inWords();
}, { id: "language" }));
inWords();
document.documentElement.dataset.ready = "yes";
