/** Sending something other than words: ready-made things, or a file from this computer. */

import { as, post } from "./api.js";
import { careful, menu } from "./dialogs.js";
import { el } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

const CANNED = [
  ["photo", "photo", "photoCanned"],
  ["voice", "voice", "voice"],
  ["sticker", "sticker", "sticker"],
  ["document", "file", "document"],
  ["contact", "person", "contact"],
  ["location", "pin", "location"],
];

const attach = (kind) => as(state.me, "attach", { chat_id: state.chat, kind });

export const shareContact = () => attach("contact");
export const sharePlace = () => attach("location");

/** Let the person choose a file and send it, with what they have typed as its caption: pictures as a photo, all else
 * as a document. */
function ownFile({ said, words, sent }) {
  const input = el("input", { type: "file" });
  const send = careful(async () => {
    const file = input.files[0];
    const form = new FormData();
    form.append("chat_id", String(state.chat));
    form.append("kind", /^image\/(png|jpe?g|webp)$/u.test(file.type) ? "photo" : "document");
    form.append("file", file, file.name);
    const caption = words();
    form.append("caption", caption);
    said();
    await post(`/_sim/people/${state.me}/attach`, form);
    if (caption && words() === caption) sent();
  });
  input.addEventListener("change", send);
  input.click();
}

/** Open the menu of attachments beside its button. `said` is called before something is sent, `words` returns what
 * goes with a file, `sent` is called when it has gone. */
export function attachMenu(anchor, hooks) {
  const send = (kind) => careful(() => [hooks.said(), attach(kind)][1]);
  menu(anchor, [
    ...CANNED.map(([kind, sign, words]) => ({ icon: sign, label: t(words), action: send(kind) })),
    { icon: "plus", label: t("file"), action: () => ownFile(hooks) },
  ]);
}
