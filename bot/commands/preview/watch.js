// Asks for the preview again and again; each answer comes when a file was saved. The place on the page is kept.
const main = document.querySelector("main");
let stamp = "";
async function ask() {
  try {
    const answer = await fetch(`/drawn?since=${encodeURIComponent(stamp)}`);
    const drawn = await answer.json();
    stamp = drawn.stamp;
    if (drawn.html !== undefined) {
      const top = window.scrollY;
      main.innerHTML = drawn.html;
      window.scrollTo(0, top);
    }
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  ask();
}
ask();
