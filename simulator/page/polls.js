/** Polls and quizzes: what a person sees before and after voting. */

import { button, el, icon } from "./dom.js";
import { formatted } from "./formatting.js";
import { t } from "./words.js";

function kindOf(poll) {
  if (poll.is_closed) return t("pollClosed");
  const quiz = poll.type === "quiz";
  return t(poll.is_anonymous ? (quiz ? "quizAnonymous" : "pollAnonymous") : quiz ? "quizOpen" : "pollOpen");
}

function countOf(poll) {
  const n = poll.total_voter_count ?? 0;
  if (poll.type === "quiz") return n ? t("answers", { n }) : t("noAnswers");
  return n ? t("votes", { n }) : t("noVotes");
}

function rightOnes(poll, extras) {
  const listed = extras.correct_option_ids ?? poll.correct_option_ids ?? [];
  return new Set(listed.length ? listed : [poll.correct_option_id].filter((id) => id !== undefined));
}

function result(option, index, { poll, mine, right, actions }) {
  const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
  const chosen = mine.includes(index);
  const quiz = poll.type === "quiz";
  const good = quiz && right.has(index);
  const look = good ? "good" : quiz && chosen ? "bad" : "";
  const said = [chosen && t("yourVote"), good && t("right"), quiz && chosen && !good && t("wrong")].filter(Boolean).join(", ");
  const bar = el("progress", { class: "bar", max: 100, value: share, "aria-hidden": "true" });
  return el(
    "li",
    { class: `option done ${look} ${chosen ? "mine" : ""}` },
    el("span", { class: "share" }, `${share}%`),
    el("span", { class: "option-mark", "aria-hidden": "true" }, chosen || good ? icon(look === "bad" ? "close" : "check") : ""),
    el("span", { class: "option-words" }, formatted(option.text, option.text_entities, actions), said && el("span", { class: "unseen" }, ` (${said})`)),
    bar,
  );
}

/** Make the list of options to choose from; one choice votes at once, several wait for the vote button. */
function choices(poll, actions) {
  const chosen = new Set();
  const several = poll.allows_multiple_answers;
  const vote = button(t("vote"), () => actions.vote([...chosen].sort((a, b) => a - b)), "main small", { disabled: true });
  const pick = (index) => (event) => {
    if (!several) return actions.vote([index]);
    chosen.has(index) ? chosen.delete(index) : chosen.add(index);
    event.currentTarget.setAttribute("aria-checked", String(chosen.has(index)));
    vote.disabled = chosen.size === 0;
    return undefined;
  };
  const items = poll.options.map((option, index) =>
    el(
      "li",
      { role: "presentation" },
      el(
        "button",
        { type: "button", class: "option", role: several ? "checkbox" : "radio", "aria-checked": "false", on: { click: pick(index) } },
        el("span", { class: several ? "tick square" : "tick" }),
        el("span", { class: "option-words" }, formatted(option.text, option.text_entities, actions)),
      ),
    ),
  );
  return [el("ul", { class: "options", role: several ? "group" : "radiogroup", "aria-label": poll.question }, items), several && vote];
}

/**
 * Make the inside of a poll's bubble. `extras` is the message's `_sim` ({my_votes, solution}); results and the right
 * answer are shown only to somebody who has voted, or when the poll is closed.
 */
export function pollCard(poll, extras, actions) {
  const mine = extras.my_votes ?? [];
  const over = mine.length > 0 || poll.is_closed;
  const right = rightOnes(poll, extras);
  const solution = over && (extras.solution ?? poll.explanation);
  const entities = extras.solution_entities ?? poll.explanation_entities;
  return el(
    "div",
    { class: "poll" },
    el("div", { class: "question", dir: "auto" }, formatted(poll.question, poll.question_entities, actions)),
    el("div", { class: "poll-kind" }, kindOf(poll)),
    over
      ? el("ul", { class: "options" }, poll.options.map((option, index) => result(option, index, { poll, mine, right, actions })))
      : choices(poll, actions),
    solution &&
      el("div", { class: "solution" }, icon("lamp"), el("div", { dir: "auto" }, el("b", {}, t("solution")), el("br"), formatted(solution, entities, actions))),
    el("div", { class: "poll-count" }, countOf(poll)),
  );
}
