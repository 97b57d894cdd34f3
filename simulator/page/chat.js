/** The open conversation: its messages in order, kept in step with the server, and where the reader is. */

import { as, get } from "./api.js";
import { row } from "./bubble.js";
import { $, button, el } from "./dom.js";
import { alertBox, careful, copy, dialog, openLink, toast } from "./dialogs.js";
import { Presses } from "./keyboards.js";
import { messageMenu } from "./messagemenu.js";
import { patch, rememberFocus, restoreFocus } from "./patch.js";
import { Reading } from "./reading.js";
import { botName, isGroup, state } from "./state.js";
import { language, t } from "./words.js";

const AT_ONCE = 200;
const SAME_RUN_SECONDS = 300;

export class Conversation {
  #messages = new Map();
  #rows = new Map();
  #days = new Map();
  #presses = new Presses();
  #reading = new Reading($("stream"), $("down"));
  #shown = AT_ONCE;
  #visit = 0;
  /** What the server says besides messages: keyboard, commands, action. */
  view = { keyboard: null, commands: [], action: null };

  /** `hooks`: onView() when the view has changed, deepLink(payload), groupLink(payload), compose({edit|reply}), send(text). */
  constructor(hooks) {
    this.hooks = hooks;
  }

  /** Load the open chat from the server and show its end. */
  async open() {
    const visit = ++this.#visit;
    this.#shown = AT_ONCE;
    $("stream").setAttribute("aria-busy", "true");
    await this.#load(visit, true);
    if (visit !== this.#visit) return;
    $("stream").removeAttribute("aria-busy");
    this.#reading.toEnd();
  }

  /** Fetch the chat again (after a reconnection, a vote, a change of the world) without moving the reader. */
  refresh() {
    return this.#load(this.#visit, false);
  }

  async #load(visit, fresh) {
    const { messages, ...view } = await get(`/_sim/chats/${state.chat}/messages?person=${state.me}`);
    if (visit !== this.#visit) return;
    if (fresh) this.#rows.clear();
    const old = fresh ? new Map() : this.#messages;
    this.#messages = new Map(messages.map((message) => [message.message_id, sameOr(old.get(message.message_id), message)]));
    this.view = view;
    const told = messages.filter((message) => !message._sim?.ephemeral); // the list of chats is everybody's
    if (told.length) state.last.set(state.chat, told[told.length - 1]);
    this.#draw();
    this.hooks.onView();
  }

  /** Show nothing: a group whose messages this person can't see. */
  empty() {
    this.#visit += 1;
    this.#messages.clear();
    this.view = { keyboard: null, commands: [], action: null };
    this.redraw();
    this.hooks.onView();
  }

  /** Draw everything anew, as after a change of language. */
  redraw() {
    this.forget();
    this.#draw();
  }

  /** Let the next drawing make everything anew. */
  forget() {
    this.#rows.clear();
    this.#days.clear();
  }

  isEmpty() {
    return this.#messages.size === 0;
  }

  /** Take an event of the open chat. */
  onEvent(event) {
    switch (event.type) {
      case "message":
        this.view.action = null;
        this.#messages.set(event.message.message_id, event.message);
        this.#draw({ arrived: event.message });
        break;
      case "edit":
        if (event.message.poll) return this.refresh();
        this.#put(event.message);
        this.#draw({ edited: event.message });
        break;
      case "delete":
        for (const id of event.message_ids) this.#messages.delete(id);
        this.#draw();
        break;
      case "keyboard":
        this.view.keyboard = event.keyboard;
        break;
      case "action":
        this.view.action = event.action;
        break;
      case "poll":
      case "reaction":
        return this.refresh();
      default:
        return undefined;
    }
    this.hooks.onView(event.type);
    return undefined;
  }

  #put(message) {
    const old = this.#messages.get(message.message_id);
    this.#messages.set(message.message_id, { ...(old?._sim && { _sim: old._sim }), ...message });
  }

  /** Show the bot's answer to a press: a toast, an alert, or an address to open. */
  onAnswer({ callback_id: id, text, show_alert: loud, url }) {
    this.#presses.settle(id);
    if (url) this.#openLink(url, false);
    else if (text && loud) alertBox(text, botName());
    else if (text) toast(text, "answer");
  }

  /** Return the newest message of the person on view that can be edited. */
  lastOwn() {
    return [...this.#messages.values()].reverse().find((message) => message.from?.id === state.me && message.text);
  }

  /** Return the newest message, or undefined in an empty chat. */
  latest() {
    return this.#sorted().at(-1);
  }

  /** Go to the end, since the person has just said something. */
  follow() {
    this.#reading.toEnd();
  }

  #sorted() {
    const all = [...this.#messages.values()].sort((a, b) => a.message_id - b.message_id);
    const replaced = new Set(all.map((message) => message._sim?.instead));
    return all.filter((message) => !replaced.has(message.message_id)).slice(-this.#shown);
  }

  #draw({ arrived, edited } = {}) {
    const stream = $("stream");
    const held = this.#reading.hold(edited && this.#rows.get(edited.message_id)?.node);
    const focus = rememberFocus(stream);
    const list = this.#sorted();
    const nodes = this.#messages.size > list.length ? [button(t("earlier"), () => this.#earlier(), "quiet small earlier")] : [];
    const kept = new Map();
    list.forEach((message, index) => {
      const before = list[index - 1];
      if (!before || dayOf(before) !== dayOf(message)) nodes.push(this.#day(message));
      const old = this.#rows.get(message.message_id);
      const node = old?.message === message ? old.node : row(message, { me: state.me, group: isGroup() }, this.#actions(message));
      node.classList.toggle("first", !sameRun(before, message));
      node.classList.toggle("last", !sameRun(message, list[index + 1]));
      if (!old && arrived === message) node.classList.add("new");
      kept.set(message.message_id, { message, node });
      nodes.push(node);
    });
    this.#rows = kept;
    patch(stream, nodes);
    restoreFocus(stream, focus, arrived && kept.get(arrived.message_id)?.node);
    const follow = edited ? kept.get(edited.message_id)?.node : kept.get(arrived?.message_id)?.node;
    held.release(follow, arrived?.from?.id === state.me);
  }

  #day(message) {
    const day = dayOf(message);
    if (!this.#days.has(day)) this.#days.set(day, el("div", { class: "day" }, el("span", {}, dayWords(message))));
    return this.#days.get(day);
  }

  #earlier() {
    this.#shown += AT_ONCE;
    this.#draw();
  }

  #openLink(address, hidden) {
    const start = deepLinkOf(address);
    const toGroup = deepLinkOf(address.replace("?startgroup=", "?start="));
    if (start !== null) this.hooks.deepLink(start);
    else if (toGroup !== null) this.hooks.groupLink(toGroup);
    else openLink(address, hidden);
  }

  #actions(message) {
    const alone = message._sim?.ephemeral;
    const where = { chat_id: state.chat, ...(alone ? { ephemeral: alone } : { message_id: message.message_id }) };
    return {
      press: careful((line, column, node) => {
        this.#reading.acted();
        return this.#presses.press(node, () => as(state.me, "press", { ...where, row: line, column }));
      }),
      vote: careful((options) => as(state.me, "vote", { ...where, options })),
      command: (text) => this.hooks.send(text),
      openLink: (address, hidden) => this.#openLink(address, hidden),
      copy: (text, done) => copy(text, done),
      view: (address, alt) => dialog("", () => el("img", { src: address, alt }), { kind: "viewer" }),
      jump: (id) => this.#jump(id),
      notHere: () => toast(t("notHere")),
      menu: (each, anchor) => messageMenu(each, anchor, { ...this.#actions(each), compose: this.hooks.compose }),
    };
  }

  #jump(id) {
    const node = this.#rows.get(id)?.node;
    if (!node) return toast(t("deletedMessage"));
    node.scrollIntoView({ block: "center" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1500);
    return undefined;
  }
}

/** Return the payload of a link to this very bot ("" without one), or null for any other address. */
export function deepLinkOf(address) {
  const found = /^(?:https?:\/\/)?t\.me\/(\w+)(?:\?start=([\w-]*))?$/iu.exec(address);
  const own = found && found[1].toLowerCase() === state.bot.username?.toLowerCase();
  return own ? (found[2] ?? "") : null;
}

const dayOf = (message) => new Date(message.date * 1000).toDateString();

function dayWords(message) {
  const day = new Date(message.date * 1000);
  const year = day.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return day.toLocaleDateString(language(), { weekday: "long", day: "numeric", month: "long", year });
}

function sameRun(one, two) {
  if (!one || !two || one.from?.id !== two.from?.id) return false;
  return two.date - one.date < SAME_RUN_SECONDS && dayOf(one) === dayOf(two);
}

/** Return the message that is shown already when the fresh one says the same: what a reader opened stays open. */
function sameOr(old, fresh) {
  return old && JSON.stringify(old) === JSON.stringify(fresh) ? old : fresh;
}
