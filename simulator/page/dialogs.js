/** What lies above the page for a moment: toasts, alerts, dialogs, menus, the tip with a link's real place. */

import { $, button, el, icon } from "./dom.js";
import { t } from "./words.js";

const MOST_TOASTS = 3;

/** Show words for a few seconds; longer words stay longer. */
export function toast(words, kind = "") {
  const node = el("div", { class: `toast ${kind}` }, words);
  $("toasts").append(node);
  while ($("toasts").childElementCount > MOST_TOASTS) $("toasts").firstElementChild.remove();
  setTimeout(() => node.classList.add("gone"), 2600 + words.length * 40);
  setTimeout(() => node.remove(), 3000 + words.length * 40);
}

/** Show why something failed. */
export const failed = (error) => toast(t("failed", { why: error.message }), "bad");

/** Return an event listener that runs `action` and shows a toast when it fails. */
export const careful = (action) => async (...args) => {
  try {
    return await action(...args);
  } catch (error) {
    failed(error);
    return undefined;
  }
};

/**
 * Open a modal dialog. `content` gets `close` and returns nodes. Esc and a click outside close it; the focus goes back
 * to where it was. Returns the dialog element.
 */
export function dialog(title, content, { kind = "", onClose = () => {} } = {}) {
  const before = document.activeElement;
  const node = el("dialog", { class: `dialog ${kind}`, "aria-label": title });
  const close = () => node.close();
  node.append(title ? el("h2", {}, title) : "", ...[content(close)].flat());
  node.addEventListener("click", (event) => event.target === node && close());
  node.addEventListener("close", () => {
    node.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
    onClose();
  });
  document.body.append(node);
  node.showModal();
  return node;
}

/** Show an alert that must be closed, as Telegram does for show_alert. */
export function alertBox(words, title = "") {
  return dialog(
    title,
    (close) => [el("p", { class: "alert-words" }, words), el("div", { class: "row-end" }, button(t("ok"), close, "main"))],
    { kind: "alert" },
  );
}

/** Ask before doing. */
export function ask(words, yes, action, kind = "main") {
  dialog("", (close) => [
    el("p", { class: "alert-words" }, words),
    el("div", { class: "row-end" }, button(t("cancel"), close, "quiet"), button(yes, () => [close(), action()], kind)),
  ]);
}

/** A labelled field of a form. */
export const labelled = (label, field) => el("label", { class: "labelled" }, el("span", {}, label), field);

/** Open a dialog with a form; `send` is called on submit and may throw: then the dialog stays and shows why. */
export function formDialog(title, yes, fields, send) {
  return dialog(title, (close) => {
    const trouble = el("p", { class: "trouble", role: "alert" });
    const submit = async (event) => {
      event.preventDefault();
      try {
        await send();
        close();
      } catch (error) {
        trouble.textContent = error.message;
      }
    };
    return el(
      "form",
      { on: { submit } },
      fields,
      trouble,
      el("div", { class: "row-end" }, button(t("cancel"), close, "quiet"), button(yes, null, "main", { type: "submit" })),
    );
  });
}

/** Put words into the clipboard and say so; where the browser refuses, show them for copying by hand. */
export async function copy(words, done = t("copied")) {
  try {
    await navigator.clipboard.writeText(words);
    toast(done);
  } catch {
    dialog(t("copyByHand"), () => el("textarea", { class: "by-hand", rows: 10, readonly: true, value: words }));
  }
}

let openMenu = null;

/** Close the menu that is open, if any; tell whether there was one. */
export function closeMenu() {
  openMenu?.close();
  return Boolean(openMenu);
}

/**
 * Open a menu beside `anchor` (an element) or at a point ({x, y}). `entries`: {icon, label, action, danger?} or null
 * (left out). Arrow keys move, Enter chooses, Esc closes.
 */
export function menu(anchor, entries) {
  closeMenu();
  const before = document.activeElement;
  const node = el("div", { class: "menu", role: "menu" });
  const outside = (event) => node.contains(event.target) || close();
  function close() {
    document.removeEventListener("pointerdown", outside, true);
    node.remove();
    openMenu = null;
    if (before?.isConnected) before.focus({ preventScroll: true });
  }
  for (const entry of entries.filter(Boolean)) {
    const choose = () => [close(), entry.action()];
    node.append(el("button", { type: "button", role: "menuitem", class: entry.danger ? "danger" : "", on: { click: choose } }, icon(entry.icon), entry.label));
  }
  node.addEventListener("keydown", (event) => {
    const items = [...node.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(node);
  place(node, anchor);
  document.addEventListener("pointerdown", outside, true);
  openMenu = { close };
  node.firstElementChild?.focus();
}

function place(node, anchor) {
  const box = anchor.getBoundingClientRect?.() ?? { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { width, height } = node.getBoundingClientRect();
  const fitsBelow = box.bottom + height + 8 < innerHeight;
  const left = box.left + width + 8 < innerWidth ? box.left : box.right - width;
  node.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  node.style.top = `${Math.max(8, fitsBelow ? box.bottom + 4 : box.top - height - 4)}px`;
}

/** Show, on hover, focus and long press, where a link really leads. */
export function watchLinks() {
  const tip = $("tip");
  let timer = 0;
  const show = (target) => {
    tip.textContent = target.dataset.place;
    tip.hidden = false;
    place(tip, target);
  };
  const hide = () => {
    clearTimeout(timer);
    tip.hidden = true;
  };
  const linkOf = (event) => event.target.closest?.("[data-place]");
  document.addEventListener("pointerover", (event) => event.pointerType !== "touch" && (linkOf(event) ? show(linkOf(event)) : hide()));
  document.addEventListener("focusin", (event) => (linkOf(event) ? show(linkOf(event)) : hide()));
  document.addEventListener("pointerdown", (event) => {
    hide();
    const target = linkOf(event);
    if (target && event.pointerType === "touch") timer = setTimeout(() => show(target), 450);
  });
  document.addEventListener("pointerup", () => clearTimeout(timer));
  document.addEventListener("scroll", hide, true);
}

/** Ask before a link with other words on it opens a new tab, as Telegram does. */
export function openLink(address, hidden) {
  const open = () => window.open(address, "_blank", "noopener,noreferrer");
  if (!hidden) open();
  else ask(`${t("openLink")}\n${address}`, t("open"), open);
}
