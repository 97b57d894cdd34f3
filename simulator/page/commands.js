/** The list of the bot's commands above the field: opened by the "/" button or by typing "/". */

import { el } from "./dom.js";
import { t } from "./words.js";

export class CommandList {
  #all = [];
  #asked = false;
  #at = -1;

  /** `field` keeps the focus while the list is open; `send` gets the chosen command. */
  constructor(field, send) {
    this.field = field;
    this.send = send;
    this.node = el("div", { class: "commands", id: "commands", role: "listbox", "aria-label": t("commands"), hidden: true });
    field.setAttribute("aria-controls", "commands");
    // A list that lost the field closes a moment later, unless the focus has come back by then.
    field.addEventListener("blur", () => setTimeout(() => document.activeElement === field || this.close(), 120));
  }

  /** Take the commands that the open chat offers. */
  set(commands) {
    if (JSON.stringify(commands) === JSON.stringify(this.#all)) return;
    this.#all = commands ?? [];
    this.filter(this.field.value);
  }

  /** Open or close by the button. */
  toggle() {
    const opening = this.node.hidden;
    this.#asked = opening;
    if (opening) this.#show(this.#all);
    else this.close();
    // A phone's keyboard would cover the list; a finger needs no focus.
    if (matchMedia("(hover: hover)").matches) this.field.focus();
  }

  close() {
    this.#asked = false;
    this.#show([]);
  }

  /** Show what fits the words typed so far. */
  filter(words) {
    if (words.startsWith("/") && !/\s/u.test(words)) this.#show(this.#all.filter((each) => `/${each.command}`.startsWith(words.toLowerCase())));
    else if (!this.#asked || words) this.close();
  }

  #show(commands) {
    this.node.hidden = commands.length === 0;
    document.querySelector(".slash")?.setAttribute("aria-expanded", String(!this.node.hidden));
    this.node.replaceChildren(
      ...commands.map((each, index) =>
        el(
          "div",
          { class: "command", role: "option", id: `command-${index}`, data: { command: each.command }, on: { mousedown: (event) => event.preventDefault(), click: () => this.#choose(each.command) } },
          el("b", {}, `/${each.command}`),
          el("span", {}, each.description),
        ),
      ),
    );
    this.#mark(commands.length && !this.#asked ? 0 : -1);
  }

  #mark(index) {
    this.#at = index;
    [...this.node.children].forEach((child, number) => child.setAttribute("aria-selected", String(number === index)));
    const marked = this.node.children[index];
    if (marked) {
      marked.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", marked.id);
    } else this.field.removeAttribute("aria-activedescendant");
  }

  #choose(command) {
    this.close();
    this.field.value = "";
    this.field.dispatchEvent(new Event("input"));
    this.send(`/${command}`);
  }

  /** Take a key while the list is open; return whether it was used. */
  onKey(event) {
    if (this.node.hidden) return false;
    const count = this.node.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = this.node.children[this.#at]?.dataset.command;
    if (step) this.#mark((Math.max(this.#at, step < 0 ? 0 : -1) + step + count) % count);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && chosen) this.#choose(chosen);
    else if (event.key === "Tab" && chosen && !event.shiftKey) {
      this.field.value = `/${chosen} `;
      this.field.dispatchEvent(new Event("input"));
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
