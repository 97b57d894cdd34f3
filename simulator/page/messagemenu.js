/** What can be done with one message: answer it, copy it, change it, look at its JSON. */

import { dialog, menu } from "./dialogs.js";
import { el } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

/** Open the menu of a message beside `anchor`. `actions`: compose, copy, vote. */
export function messageMenu(message, anchor, actions) {
  const words = message.text ?? message.caption;
  const own = message.from?.id === state.me;
  const revocable = message.poll && !message.poll.is_closed && message.poll.allows_revoting && message._sim?.my_votes?.length;
  menu(anchor, [
    { icon: "reply", label: t("reply"), action: () => actions.compose({ reply: message }) },
    words && { icon: "copy", label: t("copyText"), action: () => actions.copy(words) },
    own && message.text && !message._sim?.ephemeral && { icon: "pencil", label: t("edit"), action: () => actions.compose({ edit: message }) },
    revocable && { icon: "trash", label: t("retract"), action: () => actions.vote([]) },
    { icon: "script", label: t("raw"), action: () => showJson(message) },
  ]);
}

function showJson(message) {
  const { _sim, ...plain } = message;
  dialog(t("raw"), () => el("pre", { class: "json" }, JSON.stringify(plain, null, 2)), { kind: "wide" });
}
