// What an editor writes is drawn beside it after a pause; a problem leads to its line. Without scripts a button does it.
const form = document.querySelector("[data-studio]");
if (form) {
  const text = form.elements.text;
  const told = document.getElementById("told");
  const PAUSE = 700;
  let timer = 0;
  let asked = 0;
  let busy = false;
  let again = false;

  const look = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    again = false;
    // Said once: the first look takes longest, and the words of an earlier one may stay in sight.
    if (!told.textContent) told.textContent = form.dataset.busy;
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.studio, { method: "POST", body }).catch(() => null);
    if (answer?.ok && mine === asked) {
      const seen = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("found").replaceChildren(...seen.getElementById("found").childNodes);
      const words = seen.getElementById("told").textContent;
      if (told.textContent !== words) told.textContent = words;
      // With an error the last state without one stays in sight.
      const drawn = seen.getElementById("preview");
      if (drawn.childElementCount) document.getElementById("preview").replaceChildren(...drawn.childNodes);
    }
    busy = false;
    if (again) look();
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };
  text.addEventListener("input", later);
  form.elements.audience.addEventListener("change", look);
  form.elements.locale.addEventListener("change", look);

  form.addEventListener("click", (event) => {
    const line = event.target.closest("[data-line]")?.dataset.line;
    if (!line) return;
    event.preventDefault();
    const lines = text.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    text.scrollTop = (text.scrollHeight / lines.length) * Math.max(0, line - 4);
  });

  if (!document.getElementById("preview").childElementCount) look();

  let changed = false;
  text.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
