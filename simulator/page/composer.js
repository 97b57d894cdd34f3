/** The place where a person writes: field, commands, attachments, the bottom keyboard, or Start and Unblock. */

import { as, post } from "./api.js";
import { attachMenu, shareContact, sharePlace } from "./attach.js";
import { summary } from "./bubble.js";
import { CommandList } from "./commands.js";
import { careful, closeMenu } from "./dialogs.js";
import { $, button, el, icon, iconButton } from "./dom.js";
import { InlineOffers } from "./inline.js";
import { bottomKeyboard } from "./keyboards.js";
import { group, me, nameOf, state } from "./state.js";
import { t } from "./words.js";

const TALLEST = 180;
const drafts = new Map();

export class Composer {
  #view = null;
  #folded = false;
  #keyboard = null;
  #target = null;
  #drawn = "";
  #chat = 0;

  /**
   * `hooks`: start(), said() before something is sent (the bot may answer before the server does), isEmpty() the chat, lastOwn() → message or undefined,
   * deepLink(payload) into the private chat.
   */
  constructor(hooks) {
    this.hooks = hooks;
    this.send = careful((text, aim) => this.#send(text, aim));
  }

  /** Show what fits the open chat: `view` comes from the server with the messages. */
  draw(view) {
    this.#view = view;
    if (this.#keyboard !== view.keyboard && JSON.stringify(this.#keyboard) !== JSON.stringify(view.keyboard)) this.#folded = false;
    this.#keyboard = view.keyboard;
    const mode = this.#mode();
    const drawn = `${state.me}/${state.chat}/${mode}/${document.documentElement.lang}`;
    if (drawn !== this.#drawn) this.#build(mode);
    this.#drawn = drawn;
    if (mode === "write") this.#refresh();
  }

  #mode() {
    if (state.chat < 0) return group(state.chat)?.members.includes(state.me) ? "write" : "join";
    if (me()?.blocked) return "blocked";
    return this.hooks.isEmpty() ? "start" : "write";
  }

  #build(mode) {
    // Not after a touch: a phone would put its keyboard over half of what is to be read.
    const focused = $("foot").querySelector(":focus-visible") !== null;
    if (this.field) drafts.set(this.#chat, this.field.value);
    this.field = null;
    this.#target = null;
    this.#chat = `${state.me}/${state.chat}`;
    const wide = (label, action) => el("div", { class: "wide-action" }, button(label, careful(action), "main big", { id: "field" }));
    if (mode === "start") $("foot").replaceChildren(wide(t("start"), () => this.hooks.start()));
    else if (mode === "blocked") $("foot").replaceChildren(wide(t("unblock"), () => as(state.me, "unblock")));
    else if (mode === "join") $("foot").replaceChildren(wide(t("joinGroup"), () => post(`/_sim/groups/${state.chat}/members`, { person: state.me, action: "join" })));
    else this.#buildField();
    if (focused || matchMedia("(hover: hover)").matches) $("foot").querySelector(focused ? "#field" : "textarea")?.focus({ preventScroll: true });
  }

  #buildField() {
    this.field = el("textarea", {
      id: "field",
      rows: 1,
      "aria-label": t("field"),
      placeholder: t("field"),
      autocomplete: "off",
      enterkeyhint: "send",
      value: drafts.get(this.#chat) ?? "",
      on: { input: () => this.#grow(), keydown: (event) => this.#onKey(event), focus: () => this.#grow() },
    });
    this.commands = new CommandList(this.field, this.send);
    this.offers = new InlineOffers({ open: (payload) => [this.#clear(), careful(this.hooks.deepLink)(payload)], said: () => this.hooks.said(), sent: () => this.#clear() });
    this.slash = el("button", { type: "button", class: "round slash", "aria-label": t("commands"), title: t("commands"), "aria-expanded": "false", on: { click: () => this.commands.toggle() } }, icon("slash"));
    this.fold = iconButton("keys", t("foldKeys"), () => this.#toggleKeys());
    this.note = el("div", { class: "target", hidden: true });
    this.keys = el("div", { class: "keys-place" });
    const withFile = { said: () => this.hooks.said(), words: () => (this.#target?.edit ? "" : this.field.value.trim()), sent: () => this.#clear() };
    const attach = iconButton("clip", t("attach"), (event) => attachMenu(event.currentTarget, withFile), { "aria-haspopup": "menu" });
    const form = el(
      "form",
      { class: "composer", on: { submit: (event) => [event.preventDefault(), this.#submit()] } },
      el("div", { class: "field-box" }, this.slash, this.field, this.fold, attach),
      el("button", { type: "submit", class: "round go", "aria-label": t("send"), title: t("send") }, icon("send")),
    );
    $("foot").replaceChildren(this.commands.node, this.offers.node, this.note, form, this.keys);
    this.#grow();
  }

  #refresh() {
    this.commands.set(this.#view.commands);
    this.slash.hidden = !this.#view.commands?.length;
    this.fold.hidden = !this.#keyboard;
    this.fold.classList.toggle("on", Boolean(this.#keyboard) && !this.#folded);
    this.fold.setAttribute("aria-expanded", String(!this.#folded));
    const label = t(this.#folded ? "unfoldKeys" : "foldKeys");
    this.fold.setAttribute("aria-label", label);
    this.fold.title = label;
    this.field.placeholder = this.#keyboard?.input_field_placeholder ?? t("field");
    const shown = this.#keyboard && !this.#folded;
    if (shown && this.keys.keyboard !== this.#keyboard) this.keys.replaceChildren(bottomKeyboard(this.#keyboard, careful((key) => this.#pressKey(key))));
    else if (!shown) this.keys.replaceChildren();
    this.keys.keyboard = shown ? this.#keyboard : null;
  }

  #clear() {
    this.field.value = "";
    this.#grow();
  }

  #toggleKeys() {
    this.#folded = !this.#folded;
    this.#refresh();
  }

  async #pressKey(key) {
    this.hooks.said();
    if (key.request_contact) await shareContact();
    else if (key.request_location) await sharePlace();
    else await as(state.me, "keyboard", { chat_id: state.chat, text: key.text });
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
    this.field.closest("form")?.classList.toggle("filled", this.field.value.trim() !== "");
    this.commands.filter(this.field.value);
    this.offers.follow(this.field.value);
  }

  #onKey(event) {
    if (event.isComposing || this.commands.onKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape") {
      if (!closeMenu() && this.#target) this.compose({});
    } else if (event.key === "ArrowUp" && this.field.value === "") {
      const message = this.hooks.lastOwn();
      if (message) this.compose({ edit: message });
      event.preventDefault();
    }
  }

  /** Aim at a message: `edit` changes it, `reply` answers it, neither goes back to a new message. */
  compose({ edit, reply }) {
    if (!this.field) return;
    const wasEdit = this.#target?.edit;
    this.#target = edit || reply ? { edit, reply } : null;
    if (edit) this.field.value = edit.text;
    else if (wasEdit) this.field.value = "";
    this.note.hidden = !this.#target;
    if (this.#target) {
      const words = el("div", { class: "target-words" }, el("b", {}, edit ? t("editing") : `${t("replying")}: ${nameOf(reply.from)}`), el("span", {}, summary(edit ?? reply)));
      this.note.replaceChildren(icon(edit ? "pencil" : "reply"), words, iconButton("close", t("cancel"), () => this.compose({})));
    }
    this.#grow();
    this.field.focus();
  }

  /** Send what stands in the field; it is free at once, as in any messenger, and what did not go comes back. */
  async #submit() {
    const text = this.field.value;
    if (text.trim() === "") return;
    const aim = this.#target;
    this.field.value = "";
    this.compose({});
    if ((await this.send(text, aim)) === true || !this.field || this.field.value !== "") return;
    this.compose(aim ?? {});
    this.field.value = text;
    this.#grow();
  }

  async #send(text, aim = this.#target) {
    const { edit, reply } = aim ?? {};
    if (!edit) this.hooks.said();
    if (edit) await as(state.me, "edit", { chat_id: state.chat, message_id: edit.message_id, text });
    else await as(state.me, "send", { chat_id: state.chat, text, ...(reply && (reply._sim?.ephemeral ? { ephemeral: reply._sim.ephemeral } : { reply_to: reply.message_id })) });
    return true;
  }
}
