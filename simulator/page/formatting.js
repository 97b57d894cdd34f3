/** Text with entities as nodes: offsets are UTF-16 units, which is how JavaScript counts anyway. */

import { el, icon } from "./dom.js";
import { t } from "./words.js";

const SAFE = /^(https?|mailto|tel|tg):/iu;

/** Return what a link really leads to, short: the host, or the address itself for mail and phone. */
export function realPlace(address) {
  try {
    const url = new URL(address);
    return url.host || address;
  } catch {
    return address;
  }
}

/** Return an address that may stand in a link, or null: a missing scheme becomes http, a strange one is refused. */
export function safeAddress(address) {
  const whole = /^[a-z][a-z0-9+.-]*:/iu.test(address) ? address : `http://${address}`;
  return SAFE.test(whole) ? whole : null;
}

/** Make a link; `data-place` is what the hover tip and the long press show. */
export function link(address, kids, actions, hidden = false) {
  const safe = safeAddress(address);
  if (!safe) return el("span", {}, kids);
  const click = (event) => {
    event.preventDefault();
    actions.openLink(safe, hidden);
  };
  const place = hidden ? address : realPlace(safe);
  return el("a", { href: safe, target: "_blank", rel: "noopener noreferrer", data: { place }, on: { click } }, kids);
}

function spoiler(kids) {
  const node = el(
    "span",
    { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") },
    el("span", { class: "spoiler-in", "aria-hidden": "true" }, kids),
  );
  const show = (event) => {
    if (node.classList.contains("shown")) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    // As in Telegram, one tap shows every hidden place of the message.
    for (const each of node.closest(".bubble").querySelectorAll(".spoiler")) {
      each.classList.add("shown");
      for (const name of ["role", "tabindex", "aria-label"]) each.removeAttribute(name);
      each.firstElementChild.removeAttribute("aria-hidden");
    }
  };
  node.addEventListener("click", show, { capture: true });
  node.addEventListener("keydown", show);
  return node;
}

function foldingQuote(kids) {
  const words = el("div", { class: "quote-in" }, kids);
  const toggle = el("button", { type: "button", class: "unfold", "aria-expanded": "false", "aria-label": t("more3") }, icon("down"));
  const quote = el("blockquote", { class: "folding folded" }, words, toggle);
  toggle.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(!folded));
    toggle.setAttribute("aria-label", t(folded ? "more3" : "less3"));
  });
  // A quote of three lines or fewer has nothing to unfold; that is known once it is laid out.
  const watch = new ResizeObserver(() => {
    if (quote.classList.contains("folded")) toggle.hidden = words.scrollHeight <= words.clientHeight + 2;
  });
  watch.observe(words);
  return quote;
}

function codeBlock(entity, kids, actions) {
  const text = kids.textContent;
  const copy = el("button", { type: "button", class: "code-copy", "aria-label": t("copyText"), on: { click: () => actions.copy(text) } }, icon("copy"));
  return el("pre", {}, el("div", { class: "code-head" }, entity.language ?? "", copy), el("code", {}, kids));
}

function wrap(entity, kids, text, actions) {
  switch (entity.type) {
    case "bold":
      return el("strong", {}, kids);
    case "italic":
      return el("em", {}, kids);
    case "underline":
      return el("u", {}, kids);
    case "strikethrough":
      return el("s", {}, kids);
    case "code":
      return el("code", { class: "inline", title: t("copyText"), on: { click: () => actions.copy(text) } }, kids);
    case "pre":
      return codeBlock(entity, kids, actions);
    case "spoiler":
      return spoiler(kids);
    case "blockquote":
      return el("blockquote", {}, el("div", { class: "quote-in" }, kids));
    case "expandable_blockquote":
      return foldingQuote(kids);
    case "text_link":
      return link(entity.url, kids, actions, true);
    case "url":
      return link(text, kids, actions);
    case "email":
      return link(`mailto:${text}`, kids, actions);
    case "phone_number":
      return link(`tel:${text}`, kids, actions);
    case "mention":
      return link(`https://t.me/${text.slice(1)}`, kids, actions);
    case "bot_command":
      return el("button", { type: "button", class: "as-link", on: { click: () => actions.command(text) } }, kids);
    case "hashtag":
    case "cashtag":
    case "text_mention":
      return el("span", { class: "tagged" }, kids);
    default:
      return el("span", {}, kids);
  }
}

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

function build(text, from, to, entities, actions) {
  const out = document.createDocumentFragment();
  const queue = [...entities];
  let at = from;
  const plain = (until) => {
    if (until > at) out.append(text.slice(at, until));
    at = Math.max(at, until);
  };
  while (queue.length) {
    const entity = queue.shift();
    const end = Math.min(entity.end, to);
    if (end <= at) continue;
    const begin = Math.max(entity.offset, at);
    plain(begin);
    const inside = [];
    const beyond = [];
    while (queue.length && queue[0].offset < end) {
      const next = queue.shift();
      inside.push({ ...next, end: Math.min(next.end, end) });
      if (next.end > end) beyond.push({ ...next, offset: end });
    }
    queue.unshift(...beyond);
    out.append(wrap(entity, build(text, begin, end, inside, actions), text.slice(begin, end), actions));
    at = end;
    // A block ends its line by itself: the line feed after it would show as an empty line.
    if (BLOCKS.has(entity.type) && text[at] === "\n" && at < to) at += 1;
  }
  plain(to);
  return out;
}

/**
 * Return a fragment that shows `text` with Bot API `entities`. Entities may nest and overlap; what overlaps is split.
 * `actions` has openLink(address, hidden), command(text) and copy(text).
 */
export function formatted(text, entities, actions) {
  const list = (entities ?? [])
    .map((entity) => ({ ...entity, end: entity.offset + entity.length }))
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, list, actions);
}

/** Tell whether a text is one to three emoji and nothing else: such messages are shown large. */
export function isJumbo(text) {
  if (!text || text.length > 36) return false;
  const signs = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].map((part) => part.segment);
  return signs.length <= 3 && signs.every((sign) => /^(\p{Extended_Pictographic}|\p{Regional_Indicator}{2})/u.test(sign));
}
