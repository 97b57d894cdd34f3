/** Keyboards: the inline one under a message and the one in place of the phone's. */

import { el, icon } from "./dom.js";
import { link, realPlace, safeAddress } from "./formatting.js";
import { t } from "./words.js";

function mark(key) {
  if (key.url || key.login_url) return "out";
  if (key.copy_text) return "copy";
  return key.web_app ? "app" : null;
}

function inlineKey(key, row, column, actions) {
  const sign = mark(key);
  const inside = [el("span", { class: "key-words" }, key.text), sign && icon(sign)];
  const look = `key ${key.style ?? ""}`;
  const address = key.url && safeAddress(key.url);
  if (address) {
    const node = link(address, inside, actions);
    node.className = look;
    node.dataset.place = realPlace(address);
    return node;
  }
  const press = (event) => {
    if (key.copy_text) actions.copy(key.copy_text.text, t("copiedText", { text: key.copy_text.text }));
    else if ("callback_data" in key) actions.press(row, column, event.currentTarget);
    else actions.notHere();
  };
  return el("button", { type: "button", class: look, title: key.text, data: { at: `${row}:${column}` }, on: { click: press } }, inside);
}

/** Move the focus inside a grid of keys with the arrow keys. */
function walk(event) {
  const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  const key = event.target.closest(".key");
  if (!move || !key) return;
  const rows = [...event.currentTarget.querySelectorAll(".keys-row")];
  const row = rows.indexOf(key.parentElement);
  const column = [...key.parentElement.children].indexOf(key);
  const target = rows[row + move[0]];
  if (!target) return;
  target.children[Math.max(0, Math.min(column + move[1], target.children.length - 1))].focus();
  event.preventDefault();
  event.stopPropagation();
}

/** Make the keyboard under a message. `actions`: press(row, column, node), copy(text, done), openLink, notHere. */
export function inlineKeyboard(markup, actions) {
  const rows = markup.inline_keyboard.map((keys, row) =>
    el("div", { class: "keys-row" }, keys.map((key, column) => inlineKey(key, row, column, actions))),
  );
  return el("div", { class: "keys inline", role: "group", "aria-label": t("inlineKeys"), on: { keydown: walk } }, rows);
}

/** Make the bottom keyboard. `press` gets the key as {text, request_contact?, …}. */
export function bottomKeyboard(markup, press) {
  const rows = markup.keyboard.map((keys) =>
    el(
      "div",
      { class: "keys-row" },
      keys.map((raw) => {
        const key = typeof raw === "string" ? { text: raw } : raw;
        return el("button", { type: "button", class: `key ${key.style ?? ""}`, on: { click: () => press(key) } }, el("span", { class: "key-words" }, key.text));
      }),
    ),
  );
  const look = markup.resize_keyboard ? "keys bottom" : "keys bottom tall";
  return el("div", { class: look, role: "group", "aria-label": t("bottomKeys"), on: { keydown: walk } }, rows);
}

/** Keep the presses that wait for an answer: the key shows progress until `settle` or 15 s have passed. */
export class Presses {
  #waiting = new Map();
  #early = new Set();

  /** Mark a key as waiting while `send` (which resolves to {callback_id}) and the bot's answer are on their way. */
  async press(node, send) {
    if (node.getAttribute("aria-busy")) return;
    node.setAttribute("aria-busy", "true");
    const done = () => node.removeAttribute("aria-busy");
    try {
      const { callback_id: id } = await send();
      if (this.#early.delete(id)) return done();
      this.#waiting.set(id, done);
      setTimeout(() => this.settle(id), 15_000);
    } catch (error) {
      done();
      throw error;
    }
  }

  /** The bot has answered (the event may overtake our own request's answer). */
  settle(id) {
    const done = this.#waiting.get(id);
    if (done) done();
    else this.#early.add(id);
    this.#waiting.delete(id);
  }
}
