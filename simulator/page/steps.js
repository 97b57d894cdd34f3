/** Moving through the messages with the keyboard alone: arrows step, Enter opens a message's menu, Esc goes to the field. */

/** Listen on `stream`. Keys inside a message's own buttons and links stay theirs. */
export function watchSteps(stream) {
  stream.addEventListener("keydown", (event) => {
    const here = event.target;
    if (here !== stream && !here.matches(".row")) return;
    const rows = [...stream.querySelectorAll(".row")];
    const at = rows.indexOf(here);
    const step = { ArrowUp: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === "Escape") document.getElementById("field")?.focus();
    else if (event.key === "Enter" && at >= 0) here.querySelector(".bubble-more").click();
    else if (step !== undefined && rows[step]) rows[step].focus();
    else return;
    event.preventDefault();
  });
}
