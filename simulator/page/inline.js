/** What the bot offers for a text that is typed behind its name: a button above the field, and results to send. */

import { as } from "./api.js";
import { careful } from "./dialogs.js";
import { button, el } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

/** An app asks a moment after the last letter. */
const PAUSE = 250;

export class InlineOffers {
  #timer = 0;
  #asked = "";
  #query = "";
  #early = new Map();

  /** `hooks`: open(payload) the private chat, sent() after a result has gone, said() before it goes. */
  constructor(hooks) {
    this.hooks = hooks;
    this.node = el("div", { class: "commands offers", role: "group", "aria-label": t("offers"), hidden: true });
  }

  /** Ask the bot about what stands in the field, when it begins with the bot's name. */
  follow(words) {
    const text = this.#behindTheName(words);
    if (text === this.#asked) return;
    clearTimeout(this.#timer);
    this.#asked = text;
    this.#query = "";
    if (text === null) this.#show(null, []);
    else this.#timer = setTimeout(careful(() => this.#ask(text)), PAUSE);
  }

  #behindTheName(words) {
    const [name] = words.split(/\s/u, 1);
    if (!state.inline || words === name || name.toLowerCase() !== `@${state.bot.username}`.toLowerCase()) return null;
    return words.slice(name.length).trim();
  }

  async #ask(text) {
    const { query } = await as(state.me, "inline", { chat_id: state.chat, text });
    if (this.#asked !== text) return;
    this.#query = query;
    const answer = this.#early.get(query);
    this.#early.clear();
    if (answer) this.answered(answer);
  }

  /** Take the bot's answer (the event may overtake our own request's answer); one to older words is not shown. */
  answered(event) {
    if (event.query === this.#query) this.#show(event.button, event.results);
    else this.#early.set(event.query, event);
  }

  #show(above, results) {
    const open = above && button(above.text, () => [this.#close(), this.hooks.open(above.start_parameter)], "offer-button");
    const offered = results.map((each) => el("button", { type: "button", class: "offer", on: { click: careful(() => this.#choose(each.id)) } }, el("b", {}, each.title), each.description && el("span", {}, each.description)));
    this.node.hidden = !open && offered.length === 0;
    this.node.replaceChildren(...[open, ...offered].filter(Boolean));
  }

  #close() {
    this.#query = "";
    this.#show(null, []);
  }

  async #choose(result) {
    const query = this.#query;
    this.hooks.said();
    await as(state.me, "choose", { chat_id: state.chat, query, result });
    this.#close();
    this.hooks.sent();
  }
}
