/** The header of the open chat: whom one talks to, what they do just now, and what else can be done here. */

import { as, get } from "./api.js";
import { ask, careful, copy, formDialog, labelled, menu, toast } from "./dialogs.js";
import { $, avatar, el } from "./dom.js";
import { deepLinkOf } from "./chat.js";
import { membersDialog } from "./groups.js";
import { botName, group, me, person, state } from "./state.js";
import { t, wordsOr } from "./words.js";

/** Draw the header; `action` is what the bot is doing ("typing", …) or null. */
export function drawHead(action) {
  const open = group(state.chat);
  const name = open ? open.title : botName();
  $("title").textContent = name;
  $("brand").textContent = botName();
  document.title = `${name} · ${t("brandNote")}`;
  $("head-face").replaceChildren(avatar({ id: state.chat, name, bot: !open }));
  $("subtitle").replaceChildren(...(action ? doing(action, open) : [open ? groupNote(open) : t("bot")]));
  $("subtitle").classList.toggle("doing", Boolean(action));
  $("desk-open").hidden = Boolean(open) || !state.mini_app;
  $("desk-open").href = `/_sim/mini-app?person=${state.me}`;
}

function doing(action, open) {
  const words = wordsOr(action, t("typing"));
  return [open ? `${botName()} ${words}` : words, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"))];
}

function groupNote(open) {
  const names = open.members.map(person).filter(Boolean).map((each) => each.first_name);
  if (open.bot_member) names.unshift(botName());
  return `${t("members", { n: names.length })}: ${names.join(", ")}`;
}

/** Open the menu of the chat. `hooks`: deepLink(payload). */
export function chatMenu(anchor, hooks) {
  const open = group(state.chat);
  const who = me();
  const transcript = careful(async () => copy(await get(`/_sim/chats/${state.chat}/transcript?person=${state.me}`), t("transcriptDone")));
  const blocking = careful(async () => {
    await as(who.id, who.blocked ? "unblock" : "block");
    toast(t(who.blocked ? "unblockedNow" : "blockedNow", { name: who.first_name }));
  });
  const deleting = () => ask(t("deleteChatSure"), t("deleteChat"), careful(() => as(who.id, "delete_chat", { chat_id: state.chat })), "danger");
  menu(anchor, [
    { icon: "script", label: t("transcript"), action: transcript },
    { icon: "copy", label: t("address"), action: () => copy(location.href, t("addressDone")) },
    { icon: "link", label: t("deepLink"), action: () => deepLinkDialog(hooks.deepLink) },
    open && { icon: "people", label: t("membersOf"), action: () => membersDialog(open.id) },
    !open && { icon: "block", label: t(who.blocked ? "unblock" : "block"), action: blocking },
    !open && { icon: "trash", label: t("deleteChat"), action: deleting, danger: true },
  ]);
}

/** Ask for a payload or a t.me link and open it. */
function deepLinkDialog(open) {
  const field = el("input", { type: "text", autocomplete: "off", spellcheck: "false", required: true });
  formDialog(t("deepLink"), t("open"), labelled(t("deepLinkHint"), field), async () => {
    const typed = field.value.trim();
    const payload = deepLinkOf(typed) ?? typed;
    if (!/^[\w-]{0,64}$/u.test(payload)) throw new Error(t("deepLinkBad"));
    await open(payload);
  });
}
