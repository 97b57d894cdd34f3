/** The left side: who is writing, and that person's chats. */

import { patch, post } from "./api.js";
import { clockTime, summary } from "./bubble.js";
import { careful, formDialog, labelled } from "./dialogs.js";
import { $, avatar, el, icon, iconButton, renew } from "./dom.js";
import { newGroupDialog } from "./groups.js";
import { botName, languageName, languages, me, nameOf, noteOf, person, state } from "./state.js";
import { language, t } from "./words.js";

/** Draw the whole side. `go(person, chat)` opens a conversation. */
export function drawSide(go) {
  $("me-card").replaceChildren(...meCard());
  $("side-open").replaceChildren(avatar({ id: state.me, name: me().first_name }, "small"));
  drawLists(go);
}

/** Draw what changes with every message: the counts beside the people, and the chats. */
export function drawLists(go) {
  renew($("people"), [...state.people.map((each) => face(each, go)), newFace(go)]);
  const open = [state.me, ...state.groups.filter((each) => each.members.includes(state.me)).map((each) => each.id)];
  const foreign = state.groups.filter((each) => !each.members.includes(state.me)).map((each) => each.id);
  renew($("chats"), [
    ...[...open, ...foreign].map((id) => chatLine(id, go, foreign.includes(id))),
    el("button", { type: "button", class: "chat-line add", data: { go: "new-chat" }, on: { click: () => newGroupDialog((made) => go(state.me, made.id)) } }, el("span", { class: "avatar plain" }, icon("plus")), t("newGroup")),
  ]);
}

const count = (n) => (n ? el("span", { class: "count", "aria-label": t("unreadOf", { n }) }, String(n)) : null);

function face(person, go) {
  const here = person.id === state.me;
  return el(
    "button",
    {
      type: "button",
      class: `face-button ${person.blocked ? "is-blocked" : ""}`,
      "aria-pressed": String(here),
      "aria-label": [t(here ? "writingAs" : "switchTo", { name: person.first_name }), noteOf(person), person.blocked && t("blockedMark")].filter(Boolean).join(", "),
      title: noteOf(person) || person.first_name,
      data: { go: `p${person.id}` },
      on: { click: () => go(person.id, person.id) },
    },
    avatar({ id: person.id, name: person.first_name }),
    el("span", { class: "face-name" }, person.first_name),
    !here && count(state.unread.get(person.id)),
  );
}

function newFace(go) {
  const click = () =>
    newPersonDialog((made) => {
      if (!person(made.id)) state.people.push(made); // the list comes by an event of its own, a moment later
      return go(made.id, made.id);
    });
  return el("button", { type: "button", class: "face-button", "aria-label": t("newPerson"), data: { go: "new-person" }, on: { click } }, el("span", { class: "avatar plain" }, icon("plus")), el("span", { class: "face-name" }, t("newShort")));
}

function languageField(value) {
  const field = el("select", {}, languages().map((code) => el("option", { value: code, selected: code === value }, languageName(code))));
  if (!languages().includes(value)) field.prepend(el("option", { value, selected: true }, value ? languageName(value) : "—"));
  return field;
}

function meCard() {
  const who = me();
  const field = languageField(who.language_code);
  field.setAttribute("aria-label", t("personLanguage"));
  field.addEventListener("change", careful(() => patch(`/_sim/people/${who.id}`, { language_code: field.value })));
  return [
    el("span", { class: "me-words" }, el("b", {}, who.first_name), el("small", {}, noteOf(who))),
    el("span", { class: "me-language", title: t("personLanguage") }, field),
    iconButton("pencil", t("changePerson"), () => changePersonDialog(who)),
  ];
}

function newPersonDialog(done) {
  const name = el("input", { type: "text", required: true, maxlength: 64, autocomplete: "off" });
  const tongue = languageField(language());
  const note = el("input", { type: "text", maxlength: 100, autocomplete: "off" });
  const fields = [labelled(t("personName"), name), labelled(t("personLanguage"), tongue), labelled(t("personNote"), note)];
  formDialog(t("newPerson"), t("create"), fields, async () => done(await post("/_sim/people", { first_name: name.value.trim(), language_code: tongue.value, note: note.value.trim() })));
}

function changePersonDialog(who) {
  const name = el("input", { type: "text", required: true, maxlength: 64, value: who.first_name, autocomplete: "off" });
  const tongue = languageField(who.language_code);
  formDialog(t("changePerson"), t("save"), [labelled(t("personName"), name), labelled(t("personLanguage"), tongue)], () =>
    patch(`/_sim/people/${who.id}`, { first_name: name.value.trim(), language_code: tongue.value }),
  );
}

function chatLine(id, go, foreign) {
  const open = state.groups.find((each) => each.id === id);
  const name = open ? open.title : botName();
  const last = foreign ? null : state.last.get(id);
  const from = open && last?.from ? `${last.from.id === state.me ? t("you") : nameOf(last.from)}: ` : "";
  const here = state.chat === id;
  return el(
    "button",
    { type: "button", class: `chat-line ${foreign ? "foreign" : ""}`, "aria-current": here ? "true" : null, data: { go: `c${id}` }, on: { click: () => go(state.me, id) } },
    avatar({ id, name, bot: !open }),
    el(
      "span",
      { class: "chat-words" },
      el("span", { class: "chat-name" }, el("b", {}, name), last && el("time", {}, clockTime(last.date))),
      el("span", { class: "chat-last" }, el("span", {}, last ? from + summary(last) : t(foreign ? "notMember" : "noMessages")), !here && count(state.unread.get(id))),
    ),
  );
}
