/** What stands in an empty chat with the bot: what Telegram shows there, and for a newcomer what this page is for. */

import { $, avatar, el } from "./dom.js";
import { botName, isGroup, me, noteOf, state } from "./state.js";
import { language, pageLanguage, t } from "./words.js";

const OFFERED = 5;

/** Return the bot's description in the person's language, else the one for all. */
function description() {
  const words = state.bot.description ?? {};
  return words[me().language_code] || words[""] || "";
}

/** Show the introduction while the chat is empty. `go(person, chat)` opens a conversation. */
export function drawIntro(empty, go) {
  $("stream").querySelector(".intro")?.remove();
  if (!empty) return;
  const words = description();
  const card = isGroup()
    ? el("p", {}, t("noMessages"))
    : [avatar({ bot: true }, "big"), el("h2", {}, botName()), words ? [el("b", {}, t("whatCan")), el("p", { dir: "auto" }, words)] : el("p", {}, t("noMessages"))];
  $("stream").append(el("div", { class: "intro" }, card, isGroup() ? null : guide(go)));
}

/** Say what this page is for, who one can be here (a line each), and what to do first. */
function guide(go) {
  const offered = state.people.filter((each) => each.note && pageLanguage(each.language_code) === language()).slice(0, OFFERED);
  return el(
    "div",
    { class: "guide" },
    el("b", {}, t("firstHint")),
    el("div", { class: "offers" }, offered.map((each) => offer(each, go))),
    el("span", {}, t("firstStep", { start: t("start") }), " ", t("clockHint")),
  );
}

function offer(person, go) {
  return el(
    "button",
    { type: "button", class: "offer", "aria-pressed": String(person.id === state.me), on: { click: () => go(person.id, person.id) } },
    avatar({ id: person.id, name: person.first_name }, "small"),
    el("span", {}, noteOf(person)),
  );
}
