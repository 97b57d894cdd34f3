/** Behind the scenes, first tab: every call of the bot and every update, with a filter. */

import { get } from "./api.js";
import { $, el, icon } from "./dom.js";
import { state } from "./state.js";
import { language, t } from "./words.js";

const MOST = 500;
const KEPT = 2000;

let entries = [];
const filter = { words: "", bad: false };
const list = el("ol", { class: "journal" });

const failedEntry = (entry) => entry.status !== 200 || entry.red;
const hay = new WeakMap();

/** Return the words of an entry that the filter looks through. */
function haystack(entry) {
  if (!hay.has(entry)) hay.set(entry, JSON.stringify(entry).toLowerCase());
  return hay.get(entry);
}

function fits(entry) {
  if (filter.bad && !failedEntry(entry)) return false;
  return haystack(entry).includes(filter.words.toLowerCase());
}

const wait = (iso) => new Date(iso).toLocaleTimeString(language(), { hourCycle: "h23" });

/** Return a few words that tell one entry from the next. */
function gist(entry) {
  if (entry.description) return entry.description;
  if (entry.method === "update") {
    const [[kind, what]] = Object.entries(entry.result ?? {}).filter(([name]) => name !== "update_id");
    return [kind, what.text ?? what.data ?? what.caption].filter(Boolean).join(": ");
  }
  const { text, caption, question, chat_id: chat } = entry.params ?? {};
  return String(text ?? caption ?? question ?? chat ?? "");
}

function line(entry) {
  const look = entry.red ? "red" : entry.status !== 200 ? "bad" : entry.doubts ? "doubt" : entry.method === "update" ? "update" : "good";
  const details = el("details", { class: `entry ${look}`, data: { n: entry.n } });
  details.append(
    el(
      "summary",
      {},
      el("span", { class: "entry-sign", "aria-hidden": "true" }, entry.method === "update" ? "→" : "←"),
      el("b", {}, entry.method),
      entry.status !== 200 && el("span", { class: "status" }, String(entry.status || "✂")),
      entry.red && el("span", { class: "red-mark", title: t("redMark") }, icon("warn")),
      el("time", {}, wait(entry.at)),
      el("span", { class: "gist" }, gist(entry)),
    ),
  );
  details.addEventListener("toggle", () => details.open && details.childElementCount === 1 && details.append(inside(entry)), { once: true });
  return el("li", {}, details);
}

function inside(entry) {
  const part = (title, value) => [el("h4", {}, title), el("pre", { class: "json" }, typeof value === "string" ? value : JSON.stringify(value, null, 2))];
  return el(
    "div",
    { class: "entry-in" },
    entry.doubts && el("ul", { class: "doubts" }, entry.doubts.map((doubt) => el("li", {}, doubt))),
    entry.method !== "update" && part(t("request"), entry.params),
    part(t("answer"), entry.description ?? entry.result),
  );
}

function redraw() {
  const shown = entries.filter(fits).slice(-MOST);
  list.replaceChildren(...(shown.length ? shown.map(line) : [el("li", { class: "empty" }, t("journalEmpty"))]));
  list.scrollTop = list.scrollHeight;
}

/** Take a new entry from the stream of events. */
export function addEntry(entry) {
  if (entry.red) markRed();
  entries.push(entry);
  if (entries.length > 2 * KEPT) entries = entries.slice(-KEPT);
  if (!list.isConnected || !fits(entry)) return;
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  list.querySelector(".empty")?.remove();
  list.append(line(entry));
  while (list.childElementCount > MOST) list.firstElementChild.remove();
  if (atEnd) list.scrollTop = list.scrollHeight;
}

/** Show that the journal is red: on the button that opens it and above the list. */
export function markRed() {
  state.red = true;
  $("behind-open").classList.add("red");
  $("behind-open").setAttribute("aria-label", `${t("behind")}: ${t("redMark")}`);
  document.querySelector(".red-note")?.removeAttribute("hidden");
}

/** Make the tab; the entries are fetched when it is first opened. */
export function journalTab() {
  const words = el("input", { type: "search", placeholder: t("filter"), "aria-label": t("filter"), value: filter.words });
  words.addEventListener("input", () => [(filter.words = words.value), redraw()]);
  const bad = el("input", { type: "checkbox", checked: filter.bad });
  bad.addEventListener("change", () => [(filter.bad = bad.checked), redraw()]);
  fetchAll();
  return [
    el("p", { class: "red-note", role: "status", hidden: !state.red }, icon("warn"), t("redTitle")),
    el("div", { class: "journal-tools" }, words, el("label", { class: "check" }, bad, el("span", {}, t("onlyBad")))),
    list,
  ];
}

async function fetchAll() {
  const answer = await get(`/_sim/journal?last=${KEPT}`);
  const last = answer.entries.at(-1)?.n ?? 0;
  entries = [...answer.entries, ...entries.filter((entry) => entry.n > last)];
  redraw();
}
