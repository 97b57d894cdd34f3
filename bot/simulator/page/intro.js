/** What Telegram shows in an empty chat with a bot: who it is and what it can do. */

import { $, avatar, el } from "./dom.js";
import { botName, isGroup, me, state } from "./state.js";
import { t } from "./words.js";

/** Return the bot's description in the person's language, else the one for all. */
function description() {
  const words = state.bot.description ?? {};
  return words[me().language_code] || words[""] || "";
}

/** Show the introduction while the chat is empty. */
export function drawIntro(empty) {
  $("stream").querySelector(".intro")?.remove();
  if (!empty) return;
  const words = description();
  const card = isGroup()
    ? el("p", {}, t("noMessages"))
    : [avatar({ bot: true }, "big"), el("h2", {}, botName()), words ? [el("b", {}, t("whatCan")), el("p", { dir: "auto" }, words)] : el("p", {}, t("noMessages"))];
  $("stream").append(el("div", { class: "intro" }, card));
}
