/** The simulator's clock: what time it is there, and the ways forward. */

import { post } from "./api.js";
import { careful, toast } from "./dialogs.js";
import { $, el, icon } from "./dom.js";
import { now, setClock } from "./state.js";
import { language, t } from "./words.js";

const face = el("time", { class: "clock-face" });

const time = () => now().toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = () => now().toLocaleDateString(language(), { weekday: "short", day: "numeric", month: "short" });

/** Bring the clock's face up to date. */
export function tick() {
  face.replaceChildren(el("b", {}, time()), "\n", day());
}

const move = (body) =>
  careful(async () => {
    try {
      setClock((await post("/_sim/clock", body)).now);
    } catch (error) {
      if (error.status !== 409) throw error;
      return toast(t("nextNone"));
    }
    tick();
    return toast(t("clockNow", { time: `${day()}, ${time()}` }));
  });

/** Draw the clock with its buttons. */
export function drawClock() {
  const step = (label, body, sign) => el("button", { type: "button", class: "step", title: label, "aria-label": label, on: { click: move(body) } }, sign ?? label);
  $("clock").replaceChildren(
    icon("clock"),
    face,
    step(t("hourOn"), { advance: 3600 }),
    step(t("dayOn"), { advance: 86_400 }),
    step(t("nextDelivery"), { next_delivery: true }, icon("skip")),
  );
  tick();
}
