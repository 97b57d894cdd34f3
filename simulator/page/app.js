/** The page's wiring: what is drawn when, which event goes where, keys that work everywhere. */

import { as, get, listen } from "./api.js";
import { drawBehind, showBehind } from "./behind.js";
import { Conversation } from "./chat.js";
import { drawClock, tick } from "./clock.js";
import { Composer } from "./composer.js";
import { careful, closeMenu, watchLinks } from "./dialogs.js";
import { $, el, icon } from "./dom.js";
import { setFaults } from "./faults.js";
import { chooseGroupDialog } from "./groups.js";
import { chatMenu, drawHead } from "./head.js";
import { drawIntro } from "./intro.js";
import { addEntry, markRed } from "./journal.js";
import { drawTheme, switchTheme } from "./look.js";
import { drawLists, drawSide } from "./side.js";
import { group, loadState, me, readAddress, setClock, state, writeAddress } from "./state.js";
import { watchSteps } from "./steps.js";
import { applyWords, forgetLanguage, speakLike, switchLanguage, t } from "./words.js";

const ACTION_MS = 5500;
const SOON_MS = 40;
let fading = 0;
let soon = 0;
let writer = 0;

const conversation = new Conversation({
  onView: () => drawView(),
  deepLink,
  groupLink: (payload) => chooseGroupDialog(payload, (chosen) => go(state.me, chosen)),
  compose: (aim) => composer.compose(aim),
  send: (text) => composer.send(text),
});
const composer = new Composer({
  start: () => as(state.me, "start", { payload: "" }),
  deepLink,
  said: () => conversation.follow(),
  isEmpty: () => conversation.isEmpty(),
  lastOwn: () => conversation.lastOwn(),
});

async function deepLink(payload) {
  if (state.chat !== state.me) await go(state.me, state.me);
  await as(state.me, "start", { payload });
}

/** Open a conversation: whose eyes, which chat. */
async function go(who, chat) {
  state.me = who;
  state.chat = chat;
  writeAddress();
  await show();
  showSide(false);
}

/** Tell whether the person on view may see the open chat. */
const mayRead = () => state.chat > 0 || Boolean(group(state.chat)?.members.includes(state.me));

/** Let the page speak like the person on view; a language chosen by hand lasts until somebody else writes. */
function follow() {
  if (writer && writer !== state.me) forgetLanguage();
  writer = state.me;
  if (!speakLike(me())) return;
  conversation.forget();
  drawAll();
}

async function show() {
  follow();
  state.unread.delete(state.chat);
  drawSide(careful(go));
  if (mayRead()) await conversation.open();
  else conversation.empty();
  drawSide(careful(go));
}

function drawView() {
  const { action } = conversation.view;
  drawHead(action);
  composer.draw(conversation.view);
  drawIntro(conversation.isEmpty(), careful(go));
  clearTimeout(fading);
  if (action) fading = setTimeout(() => [(conversation.view.action = null), drawHead(null)], ACTION_MS);
}

function drawAll() {
  applyWords();
  $("language").textContent = t("languageCode");
  $("language").setAttribute("aria-label", t("languageOther"));
  $("language").title = t("languageOther");
  drawTheme();
  drawClock();
  drawBehind();
  if (state.red) markRed();
}

/** Open or close the left side where the screen is too narrow for it to stay. */
function showSide(open) {
  document.body.classList.toggle("with-side", open);
  $("side-open").setAttribute("aria-expanded", String(open));
  if (open) $("side").querySelector('[aria-pressed="true"]')?.focus();
}

async function stateChanged() {
  await loadState();
  if (!me() || (state.chat < 0 && !group(state.chat))) readAddress();
  follow();
  if (mayRead()) await conversation.refresh();
  else conversation.empty();
  drawSide(careful(go));
}

/** Fetch the state soon, once for many events: a bot that starts sets its commands in a dozen calls. */
function stateSoon() {
  clearTimeout(soon);
  soon = setTimeout(careful(stateChanged), SOON_MS);
}

const WORLD = {
  people: stateSoon,
  commands: stateSoon,
  clock: ({ now }) => [setClock(now), tick()],
  journal: ({ entry }) => addEntry(entry),
  faults: ({ faults }) => setFaults(faults),
  inline: (event) => composer.offers?.answered(event),
  answer: (event) => event.person === state.me && conversation.onAnswer(event),
};

async function onEvent(event) {
  if (event.only && event.only !== state.me) return undefined; // others alone see it
  if (event.type in WORLD) return WORLD[event.type](event);
  if (event.type === "message") {
    if (!event.message._sim?.ephemeral) state.last.set(event.chat_id, event.message);
    const mine = event.message.from?.id === state.me;
    if (event.chat_id !== state.chat && !mine) state.unread.set(event.chat_id, (state.unread.get(event.chat_id) ?? 0) + 1);
    drawLists(careful(go));
  }
  if (event.chat_id === state.chat) await conversation.onEvent(event);
  if (event.type === "edit" || event.type === "delete") renewLast(event);
  return undefined;
}

/** Keep the last words in the list of chats true when they are edited or deleted. */
function renewLast({ type, chat_id: chat, message, message_ids: gone }) {
  const last = state.last.get(chat)?.message_id;
  if (type === "edit" && message.message_id === last) state.last.set(chat, message);
  else if (type === "delete" && gone.includes(last)) state.last.set(chat, chat === state.chat ? conversation.latest() : undefined);
  else return;
  drawLists(careful(go));
}

/** Fetch the last words of chats that are not open, for the list on the left. */
async function previews() {
  for (const each of state.groups) {
    const reader = each.members[0];
    if (each.id === state.chat || reader === undefined) continue;
    const { messages } = await get(`/_sim/chats/${each.id}/messages?person=${reader}`);
    const told = messages.filter((message) => !message._sim?.ephemeral);
    if (told.length) state.last.set(each.id, told[told.length - 1]);
  }
  drawLists(careful(go));
}

let connected = false;

async function onOpen() {
  $("offline").hidden = true;
  if (connected) {
    await stateChanged();
    drawAll();
  }
  connected = true;
}

function wire() {
  for (const node of document.querySelectorAll("[data-icon]")) node.prepend(icon(node.dataset.icon));
  $("language").addEventListener("click", () => [switchLanguage(), drawAll(), drawView(), conversation.redraw(), drawSide(careful(go))]);
  $("theme").addEventListener("click", switchTheme);
  $("more").addEventListener("click", (event) => chatMenu(event.currentTarget, { deepLink }));
  $("behind-open").addEventListener("click", () => showBehind($("behind").hidden));
  $("side-open").addEventListener("click", () => showSide(true));
  $("side-close").addEventListener("click", () => [showSide(false), $("side-open").focus()]);
  $("chat").addEventListener("pointerdown", () => showSide(false));
  $("skip").addEventListener("click", (event) => [event.preventDefault(), document.getElementById("field")?.focus()]);
  addEventListener("hashchange", careful(() => [readAddress(), show()]));
  addEventListener("keydown", onKey);
  watchLinks();
  watchSteps($("stream"));
}

/** Esc closes what lies on top: a menu, a drawer. (Dialogs close themselves.) */
function onKey(event) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (closeMenu()) return;
  if (document.body.classList.contains("with-side")) [showSide(false), $("side-open").focus()];
  else if (!$("behind").hidden && $("behind").contains(document.activeElement)) showBehind(false);
}

async function begin() {
  wire();
  await loadState();
  readAddress();
  writeAddress();
  speakLike(me());
  drawAll();
  await show();
  performance.mark("page-ready");
  listen({ onEvent: careful(onEvent), onOpen: careful(onOpen), onLost: () => ($("offline").hidden = false) });
  setInterval(tick, 10_000);
  await previews();
}

begin().catch((error) => {
  document.body.append(el("p", { class: "toast bad" }, error.message));
});
