// What a page can do better with scripts: copy a text; hand over what Telegram put into the address of a Mini App.
// Everything else works without.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.nextElementSibling.hidden = true;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
  });
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
