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
  let fromField = false;

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
      const fields = form.querySelector(".fields");
      const drawnAnew = seen.querySelector(".fields");
      if (fromField) {
        text.value = seen.getElementById("as-text").value;
        text.dispatchEvent(new Event("kept"));
        form.elements["f.of"].value = drawnAnew.querySelector("[name='f.of']").value;
      } else if (fields && drawnAnew && !fields.contains(document.activeElement)) {
        drawnAnew.open = fields.open;
        fields.replaceWith(drawnAnew);
      }
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
  text.addEventListener("input", () => {
    fromField = false;
    later();
  });
  // The text is the one source: a field writes into it, and it draws the fields anew.
  form.addEventListener("change", (event) => {
    if (!event.target.name?.startsWith("f.") || event.target.name.startsWith("f.new.")) return;
    fromField = true;
    look();
  });
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

  // What is written stays in this browser until it is sent: a closed window loses nothing.
  const WEEKS = 14 * 24 * 3600 * 1000;
  const key = `studio ${form.elements.base.value.split(":")[0]} ${form.elements.file.value}`;
  const opened = text.defaultValue;
  const unsent = form.querySelector("[data-unsent]");
  const stays = form.querySelector("[data-in-browser]");
  let changed = false;
  const read = () => {
    try {
      const found = JSON.parse(localStorage.getItem(key) ?? "null");
      return found && Date.now() - found.at < WEEKS ? found.text : null;
    } catch {
      return null;
    }
  };
  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify({ text: text.value, at: Date.now() }));
      stays.hidden = false;
      changed = false;
    } catch {
      changed = true;
    }
  };
  const forget = () => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Where nothing can be kept, nothing is there to forget.
    }
    unsent.hidden = stays.hidden = true;
  };
  try {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith("studio "))) {
      const found = JSON.parse(localStorage.getItem(name));
      if (Date.now() - found.at >= WEEKS) localStorage.removeItem(name);
    }
  } catch {
    // A browser that keeps nothing has nothing old.
  }
  const same = (one, other) => one.trimEnd() === other.trimEnd();
  const there = read();
  if (there !== null && same(there, opened)) forget();
  else if (there !== null) unsent.hidden = false;
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-take-up]")) {
      text.value = read() ?? text.value;
      unsent.hidden = true;
      stays.hidden = false;
      text.focus();
      look();
    } else if (event.target.closest("[data-throw]")) {
      if (unsent.hidden) text.value = opened;
      forget();
      text.focus();
      look();
    }
  });
  text.addEventListener("input", () => {
    unsent.hidden = true;
    keep();
  });
  text.addEventListener("kept", keep);
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// A picture may be pasted or dragged; a drawing becomes a PNG, and a photo is made smaller before it is sent.
const chosen = form?.elements.drawing;
if (chosen) {
  const LARGE = 4 * 1024 * 1024;
  const SIDE = 2000;
  const text = form.elements.text;

  const smaller = async (file) => {
    const vectors = file.type === "image/svg+xml";
    if (!vectors && file.size <= LARGE) return file;
    const address = URL.createObjectURL(file);
    const picture = new Image();
    picture.src = address;
    await picture.decode().catch(() => null);
    URL.revokeObjectURL(address);
    const [width, height] = [picture.naturalWidth || SIDE / 2, picture.naturalHeight || SIDE / 2];
    const scale = vectors ? SIDE / 2 / Math.max(width, height) : Math.min(1, SIDE / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const kind = vectors ? "image/png" : "image/jpeg";
    const drawn = await new Promise((done) => canvas.toBlob(done, kind, 0.9));
    return drawn ? new File([drawn], vectors ? "drawing.png" : "picture.jpg", { type: kind }) : file;
  };

  const take = async (files) => {
    const file = [...files].find((one) => one.type.startsWith("image/"));
    if (!file) return false;
    const held = new DataTransfer();
    held.items.add(await smaller(file));
    chosen.files = held.files;
    form.elements.caret.value = text.value.slice(0, text.selectionStart).split("\n").length;
    chosen.closest("details").open = true;
    form.elements.alt.focus();
    return true;
  };

  chosen.addEventListener("change", () => take(chosen.files));
  form.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) {
      event.preventDefault();
      take(event.clipboardData.files);
    }
  });
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    if (event.dataTransfer?.files.length) {
      event.preventDefault();
      take(event.dataTransfer.files);
    }
  });
}
