/** Groups: founding one, and who is in it. */

import { as, post } from "./api.js";
import { button, avatar, el } from "./dom.js";
import { careful, dialog, formDialog, labelled } from "./dialogs.js";
import { botName, group, loadState, state } from "./state.js";
import { t } from "./words.js";

function checkbox(label, checked, value = "") {
  const box = el("input", { type: "checkbox", checked, value });
  return { box, node: el("label", { class: "check" }, box, el("span", {}, label)) };
}

/** Open the dialog for a new group; `done` gets the group. */
export function newGroupDialog(done) {
  const title = el("input", { type: "text", required: true, maxlength: 128, autocomplete: "off" });
  const kind = el("select", {}, el("option", { value: "supergroup" }, t("supergroup")), el("option", { value: "group" }, t("group")));
  const members = state.people.map((person) => checkbox(person.first_name, person.id === state.me, person.id));
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

/** Let the person choose the group to which a link adds the bot; `done` gets its number. */
export function chooseGroupDialog(payload, done) {
  const open = state.groups.filter((each) => each.members.includes(state.me));
  const choose = (id) => careful(async () => [await as(state.me, "start", { chat_id: id, payload }), done(id)]);
  dialog(t("chooseGroup"), (close) =>
    open.length
      ? el("ul", { class: "members" }, ...open.map((each) => el("li", {}, avatar({ id: each.id, name: each.title }, "small"), el("span", {}, each.title), button(t("choose"), () => [close(), choose(each.id)()], "small"))))
      : el("p", {}, t("noGroup")),
  );
}

/** Show who is in a group; everybody can be taken in or out, and a group can become a supergroup. */
export function membersDialog(id) {
  dialog(t("membersOf"), (close) => {
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
        ...state.people.map((person) => line(person.id, person.first_name, { id: person.id, name: person.first_name }, open.members.includes(person.id))),
      );
    };
    draw();
    const grow = careful(async () => [close(), await post(`/_sim/groups/${id}/members`, { action: "upgrade" })]);
    return group(id).type === "group" ? [list, el("div", { class: "row-end" }, button(t("upgrade"), grow, "quiet small"))] : list;
  });
}
