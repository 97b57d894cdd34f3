/** The right side, "behind the scenes": two tabs, folded away until somebody wants to look. */

import { $, el, iconButton } from "./dom.js";
import { faultsTab } from "./faults.js";
import { journalTab } from "./journal.js";
import { t } from "./words.js";

const TABS = { journal: journalTab, faults: faultsTab };
let tab = "journal";

/** Draw the side when it is open. */
export function drawBehind() {
  if ($("behind").hidden) return;
  const names = Object.keys(TABS);
  const choose = (name) => [(tab = name), drawBehind(), $("behind").querySelector('[aria-selected="true"]').focus()];
  const onKey = (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    choose(names[(names.indexOf(tab) + 1) % names.length]);
  };
  const tabs = names.map((name) =>
    el(
      "button",
      { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(name === tab), "aria-controls": "behind-in", tabindex: name === tab ? 0 : -1, on: { click: () => choose(name) } },
      t(name),
    ),
  );
  $("behind").replaceChildren(
    el("header", { class: "behind-head" }, el("h2", {}, t("behindTitle")), iconButton("close", t("close"), () => showBehind(false))),
    el("div", { class: "tabs", role: "tablist", on: { keydown: onKey } }, tabs),
    el("div", { class: `behind-in ${tab}-in`, id: "behind-in", role: "tabpanel", "aria-labelledby": `tab-${tab}` }, TABS[tab]()),
  );
}

/** Open or close the side. */
export function showBehind(open) {
  $("behind").hidden = !open;
  document.body.classList.toggle("with-behind", open);
  $("behind-open").setAttribute("aria-expanded", String(open));
  drawBehind();
  if (open) $("behind").querySelector('[role="tab"][aria-selected="true"]').focus();
  else $("behind-open").focus();
}
