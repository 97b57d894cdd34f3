/** Groups: founding one, and who is in it. */

import { post } from "./api.js";
import { button, avatar, el } from "./dom.js";
import { careful, dialog, formDialog, labelled } from "./dialogs.js";
import { botName, group, loadState, state } from "./state.js";
import { personName, t } from "./words.js";

function checkbox(label, checked, value = "") {
  const box = el("input", { type: "checkbox", checked, value });
  return { box, node: el("label", { class: "check" }, box, el("span", {}, label)) };
}

/** Open the dialog for a new group; `done` gets the group. */
export function newGroupDialog(done) {
  const title = el("input", { type: "text", required: true, maxlength: 128, autocomplete: "off" });
  const kind = el("select", {}, el("option", { value: "supergroup" }, t("supergroup")), el("option", { value: "group" }, t("group")));
  const members = state.people.map((person) => checkbox(personName(person), person.id === state.me, person.id));
  const bot = checkbox(t("withBot"), true);
  const fields = [
    labelled(t("groupTitle"), title),
    labelled(t("groupKind"), kind),
    el("fieldset", {}, el("legend", {}, t("groupMembers")), members.map((each) => each.node)),
    bot.node,
  ];
  formDialog(t("newGroup"), t("create"), fields, async () => {
    const chosen = members.filter((each) => each.box.checked).map((each) => Number(each.box.value));
    done(await post("/_sim/groups", { title: title.value.trim(), type: kind.value, members: chosen, bot: bot.box.checked }));
  });
}

/** Show who is in a group; everybody can be taken in or out. */
export function membersDialog(id) {
  dialog(t("membersOf"), () => {
    const list = el("ul", { class: "members" });
    const draw = () => {
      const open = group(id);
      const change = (who, inside) =>
        careful(async () => {
          await post(`/_sim/groups/${id}/members`, { person: who, action: inside ? "leave" : "join" });
          await loadState();
          draw();
        });
      const line = (who, name, face, inside) =>
        el("li", {}, avatar(face, "small"), el("span", {}, name), button(t(inside ? "remove" : "add"), change(who, inside), inside ? "quiet small" : "small"));
      list.replaceChildren(
        line("bot", botName(), { bot: true }, open.bot_member),
        ...state.people.map((person) => line(person.id, personName(person), { id: person.id, name: personName(person) }, open.members.includes(person.id))),
      );
    };
    draw();
    return list;
  });
}
