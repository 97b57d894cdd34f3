/** One message as a row of the conversation. */

import { avatar, el, hue, icon } from "./dom.js";
import { formatted, isJumbo } from "./formatting.js";
import { inlineKeyboard } from "./keyboards.js";
import { kindOf, media } from "./media.js";
import { pollCard } from "./polls.js";
import { nameOf } from "./state.js";
import { language, t, wordsOr } from "./words.js";

/** Return hours and minutes of a Bot API date, in the reader's own zone. */
export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** Cover the hidden places of a text, so that no preview gives them away. */
function veiled(words, entities = []) {
  const hidden = entities.filter((entity) => entity.type === "spoiler");
  return hidden.reduce((text, { offset, length }) => text.slice(0, offset) + "▒".repeat(length) + text.slice(offset + length), words);
}

/** Return one line that stands for a message: in the list of chats, in a reply's quote, for a screen reader. */
export function summary(message) {
  const words = veiled(message.text ?? message.caption ?? message.poll?.question, message.entities ?? message.caption_entities);
  const kind = kindOf(message);
  const named = kind && kind !== "poll" ? wordsOr(kind, kind) : "";
  return [named, words?.replace(/\s+/gu, " ")].filter(Boolean).join(", ") || serviceWords(message) || t("service");
}

/** Return the words of a service message, or null for an ordinary one. */
export function serviceWords(message) {
  const names = (people) => people.map(nameOf).join(", ");
  if (message.new_chat_members) return t("joined", { name: names(message.new_chat_members) });
  if (message.left_chat_member) return t("leftGroup", { name: names([message.left_chat_member]) });
  if (message.group_chat_created || message.supergroup_chat_created) return t("groupMade");
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("upgraded");
  if (message.pinned_message) return t("pinned");
  if (message.new_chat_title) return t("titleChanged", { title: message.new_chat_title });
  return null;
}

/**
 * Tell whether Telegram's apps show "edited": not under a message of a bot that carries an inline keyboard, since its
 * screens change with every tap.
 */
export function showsEdited(message) {
  return Boolean(message.edit_date) && !(message.from?.is_bot && message.reply_markup?.inline_keyboard);
}

function quoteOf(message, actions) {
  const first = message.reply_to_message;
  if (!first) return null;
  const open = () => actions.jump(first.message_id);
  return el(
    "button",
    { type: "button", class: "replied", data: { hue: hue(first.from?.id ?? 0) }, on: { click: open } },
    el("b", {}, nameOf(first.from)),
    el("span", {}, summary(first)),
  );
}

function meta(message, own) {
  return el(
    "span",
    { class: "meta" },
    showsEdited(message) && el("span", { class: "edited" }, `${t("edited")} `),
    el("time", { datetime: new Date(message.date * 1000).toISOString() }, clockTime(message.date)),
    own && icon("ticks"),
  );
}

function body(message, actions) {
  const words = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const text = words && el("div", { class: "text", dir: "auto" }, formatted(words, entities, actions));
  const things = "poll" in message ? pollCard(message.poll, message._sim ?? {}, actions) : media(message, actions);
  if (!text && !things) return [el("div", { class: "text unknown" }, t("unknownContent", { kind: unknownKind(message) }))];
  return message.show_caption_above_media ? [text, things] : [things, text];
}

const ORDINARY = new Set(["message_id", "from", "chat", "date", "edit_date", "_sim", "reply_markup", "reply_to_message", "receiver_user", "ephemeral_message_id", "via_bot"]);
const unknownKind = (message) => Object.keys(message).filter((name) => !ORDINARY.has(name)).join(", ") || "?";

function reactions(list) {
  if (!list?.length) return null;
  return el("div", { class: "reactions" }, list.map((reaction) => el("span", { class: "reaction" }, reaction.type?.emoji ?? reaction.emoji ?? "⭐")));
}

/** Make the row of a message. `scene`: {me, group} (whose eyes, is it a group). `actions`: see chat.js. */
export function row(message, scene, actions) {
  const service = serviceWords(message);
  if (service) return el("div", { class: "service", data: { id: message.message_id } }, el("span", {}, service));
  const own = message.from?.id === scene.me;
  const kind = kindOf(message);
  const jumbo = kind === null && !message.entities && isJumbo(message.text);
  const looks = ["row", own ? "own" : "theirs", jumbo && "jumbo", kind && `has-${kind}`];
  const foreign = scene.group && !own;
  const markup = message.reply_markup?.inline_keyboard && message.reply_markup;
  const onMenu = (event) => {
    if (event.target.closest("a, img") || !getSelection().isCollapsed) return;
    event.preventDefault();
    actions.menu(message, { x: event.clientX, y: event.clientY });
  };
  const more = el("button", { type: "button", class: "bubble-more", tabindex: "-1", "aria-label": t("messageMenu"), on: { click: (event) => actions.menu(message, event.currentTarget) } }, icon("dots"));
  const node = el(
    "article",
    { class: looks.filter(Boolean).join(" "), tabindex: "-1", data: { id: message.message_id }, "aria-label": `${own ? t("you") : nameOf(message.from)}, ${clockTime(message.date)}` },
    foreign && el("span", { class: "face" }, avatar({ id: message.from.id, name: nameOf(message.from), bot: message.from.is_bot })),
    el(
      "div",
      { class: "stack" },
      el(
        "div",
        { class: "bubble", on: { contextmenu: onMenu } },
        foreign && el("div", { class: "sender", data: { hue: hue(message.from.id) } }, nameOf(message.from)),
        message._sim?.ephemeral && el("div", { class: "alone" }, t("onlyYou")),
        message.via_bot && el("div", { class: "alone" }, t("viaBot", { name: message.via_bot.username })),
        quoteOf(message, actions),
        body(message, actions),
        reactions(message._sim?.reactions),
        meta(message, own),
        more,
      ),
      markup && inlineKeyboard(markup, actions),
    ),
  );
  return node;
}
