/** Behind the scenes, second tab: order a fault for the bot's next calls. */

import { post, remove } from "./api.js";
import { careful, labelled } from "./dialogs.js";
import { button, el, icon } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

const KINDS = ["400", "429", "500", "502", "cut_before", "cut_after", "slow", "duplicate_update", "swap_queues", "not_json"];
const CODED = new Set(["400", "429", "500", "502"]);

const waiting = el("div", { class: "faults-on", role: "status" });

/** Take the list of faults that still wait. */
export function setFaults(faults) {
  state.faults = faults;
  drawWaiting();
}

function words(kind) {
  return CODED.has(kind) ? `${kind}, ${t(`fault_${kind}`)}` : t(`fault_${kind}`);
}

function drawWaiting() {
  const lines = state.faults.map((each) => el("li", {}, icon("warn"), `${words(each.fault)} × ${each.times}${each.method ? ` · ${each.method}` : ""}`));
  const clear = careful(async () => setFaults((await remove("/_sim/faults")).faults ?? []));
  waiting.replaceChildren(
    ...(lines.length ? [el("h3", {}, t("faultsOn")), el("ul", {}, lines), button(t("faultsClear"), clear, "quiet small")] : [el("p", { class: "empty" }, t("faultsNone"))]),
  );
}

/** Make the tab. */
export function faultsTab() {
  const method = el("input", { type: "text", placeholder: "sendMessage", autocomplete: "off", spellcheck: "false" });
  const times = el("input", { type: "number", min: 1, max: 100, value: "1" });
  const seconds = el("input", { type: "number", min: 1, max: 600, value: "3" });
  const order = (fault) =>
    careful(async () => {
      const wait = Number(seconds.value) || 1;
      const body = { fault, times: Number(times.value) || 1, ...(method.value.trim() && { method: method.value.trim() }) };
      if (fault === "429") body.retry_after = wait;
      if (fault === "slow") body.seconds = wait;
      setFaults((await post("/_sim/faults", body)).faults);
    });
  drawWaiting();
  return [
    el("p", { class: "note" }, t("faultsNote")),
    el("div", { class: "fault-keys" }, KINDS.map((kind) => button(words(kind), order(kind), "small", { data: { fault: kind } }))),
    el("div", { class: "fault-fields" }, labelled(t("faultTimes"), times), labelled(t("faultSeconds"), seconds), labelled(t("faultMethod"), method)),
    waiting,
  ];
}
