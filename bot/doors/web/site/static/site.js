// What a page can do better with scripts: copy a text; send what is typed with Enter, as in a chat; look for the next
// question of a live quiz; hand over what Telegram put into the address of a Mini App.
// Everything else works without.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.nextElementSibling.hidden = true;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
  });
}

for (const field of document.querySelectorAll("[data-sends]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
}

// Where somebody waits for the next question, the page is looked at again, and opened when it says something else.
const waits = document.querySelector("[data-live]");
if (waits) {
  const said = waits.querySelector(".said").textContent;
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(waits.dataset.live).catch(() => null);
    if (!answer?.ok) return;
    const seen = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".said");
    if (seen && seen.textContent !== said) location.assign(waits.dataset.live);
  }, 3000);
}

const handsOver = document.querySelector("[data-mini-app]");
const signed = handsOver && new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
if (signed) {
  handsOver.elements.init_data.value = signed;
  handsOver.submit();
}

// A visitor's browser keeps Help for when there is no connection; one that was opened from the chat keeps nothing.
if ("serviceWorker" in navigator && document.body.dataset.keeps) {
  navigator.serviceWorker.register("/sw.js");
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage(document.documentElement.lang));
}
