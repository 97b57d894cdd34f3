/** Where the reader is: new messages are followed only by somebody who is at the end, and never past their own start. */

import { el } from "./dom.js";

const NEAR = 48;
const AIR = 14;
const BURST_MS = 1500;

export class Reading {
  #stream;
  #down;
  #following = true;
  #setTo = -1;
  #anchor = null;
  #anchored = 0;
  #missed = 0;

  /** `stream` scrolls; `down` is the button that leads to its end. */
  constructor(stream, down) {
    this.#stream = stream;
    this.#down = down;
    stream.addEventListener("scroll", () => this.#onScroll());
    down.addEventListener("click", () => this.toEnd());
    // A picture takes its height only when it has come.
    stream.addEventListener("load", () => this.#settle(), true);
    new ResizeObserver(() => this.#settle()).observe(stream);
  }

  get #atEnd() {
    return this.#stream.scrollHeight - this.#stream.scrollTop - this.#stream.clientHeight < NEAR;
  }

  /** Tell whether a message begins below what is in sight. */
  #below(node) {
    return node.offsetTop > this.#stream.scrollTop + this.#stream.clientHeight - NEAR;
  }

  #onScroll() {
    if (Math.abs(this.#stream.scrollTop - this.#setTo) > 2) {
      this.#following = this.#atEnd;
      this.#anchor = null;
    }
    this.#showDown();
  }

  /** Go to the end and stay there. */
  toEnd() {
    this.#following = true;
    this.#anchor = null;
    this.#settle();
  }

  /** The person has pressed something: what comes next is read from its own start. */
  acted() {
    this.#anchor = null;
  }

  /** Before a redraw: note the place. `release(node, own)` after it restores or follows. */
  hold(edited) {
    const top = this.#stream.scrollTop;
    const allSeen = this.#atEnd && performance.now() - this.#anchored > BURST_MS;
    const visible = Boolean(edited) && edited.offsetTop >= top - AIR;
    return {
      release: (node, own) => {
        if (own) this.toEnd();
        else if (node && edited && visible) this.#anchor = node;
        else if (node && !edited) {
          // Of several messages in a row, the first unread one stays in sight.
          if (!this.#anchor?.isConnected || allSeen) [this.#anchor, this.#anchored] = [node, performance.now()];
        }
        this.#settle();
        if (node && !edited && this.#below(node)) {
          this.#missed += 1;
          this.#showDown();
        }
      },
    };
  }

  #settle() {
    if (this.#following) {
      const end = this.#stream.scrollHeight - this.#stream.clientHeight;
      const start = this.#anchor?.isConnected ? this.#anchor.offsetTop - AIR : end;
      this.#stream.scrollTop = Math.max(0, Math.min(end, start));
      this.#setTo = this.#stream.scrollTop;
    }
    this.#showDown();
  }

  #showDown() {
    if (this.#atEnd) this.#missed = 0;
    this.#down.hidden = this.#atEnd;
    this.#down.querySelector(".count")?.remove();
    if (this.#missed) this.#down.append(el("span", { class: "count" }, String(this.#missed)));
  }
}
