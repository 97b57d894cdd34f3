/** Light and dark: the system's wish until somebody presses the button. */

import { $, icon } from "./dom.js";

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

/** Show on the button what it leads to. */
export function drawTheme() {
  $("theme").replaceChildren(icon(isDark() ? "sun" : "moon"));
}

/** Change over and remember. */
export function switchTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  localStorage.setItem("simulator.theme", root.dataset.theme);
  drawTheme();
}

system.addEventListener("change", drawTheme);
