/** Elements: the one way this page makes them. Words always go in as text nodes. */

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  dots: "M12 5v.5M12 11.8v.5M12 18.6v.5",
  down: "M6 10l6 6 6-6",
  up: "M6 14l6-6 6 6",
  moon: "M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1 1M17.4 17.4l1 1M5.6 18.4l1-1M17.4 6.6l1-1",
  pulse: "M3 12h4l2.5-7 5 14 2.5-7h4",
  plus: "M12 5v14M5 12h14",
  clip: "M19 11.5l-7.3 7.3a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.6 1.6 0 0 1-2.2-2.2l7-7",
  send: "M4 12l16-8-6.5 16-2.5-6.5z",
  slash: "M15 5L9 19",
  keys: "M4 6h16v12H4zM8 10v.01M12 10v.01M16 10v.01M8.5 14h7",
  reply: "M10 6L4 12l6 6M4.5 12H14a6 6 0 0 1 6 6",
  pencil: "M5 19l1-4L16 5l3 3L9 18z",
  copy: "M9 9h10v10H9zM15 9V5H5v10h4",
  out: "M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9v.01",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  voice: "M12 4a3 3 0 0 0-3 3v4a3 3 0 0 0 6 0V7a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v3",
  sticker: "M4 8a4 4 0 0 1 4-4h8a4 4 0 0 1 4 4v5l-7 7H8a4 4 0 0 1-4-4zM13 20v-3a4 4 0 0 1 4-4h3M9 10v.01M14 10v.01",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20a7.5 7.5 0 0 1 15 0",
  people: "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 19.5a6.5 6.5 0 0 1 13 0M16 5.5a3.3 3.3 0 0 1 0 6.3M18 14.5a6 6 0 0 1 3.5 5",
  pin: "M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21zM12 7.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  film: "M4 5h16v14H4zM10 9.5v5l4-2.5z",
  link: "M10 14l4-4M8.5 11.5L6 14a3.5 3.5 0 0 0 5 5l2.5-2.5M15.5 12.5L18 10a3.5 3.5 0 0 0-5-5l-2.5 2.5",
  block: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  script: "M6 4h12v16H6zM9 8.5h6M9 12h6M9 15.5h4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  ticks: "M2 13l4.5 4.5L15 8M11 15.5l2 2L21.5 8",
  lamp: "M9 17h6M10 20h4M12 3a6 6 0 0 0-3.5 10.9V17h7v-3.1A6 6 0 0 0 12 3z",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2",
  skip: "M5 6l7 6-7 6zM13 6l6 6-6 6z",
  app: "M5 5h6v6H5zM13 5h6v6h-6zM5 13h6v6H5zM13 13h6v6h-6z",
  warn: "M12 4l9 16H3zM12 10v4M12 17v.01",
};

/**
 * Make an element. `props`: `class`, `on` ({event: listener}), `data` ({name: value}), any attribute;
 * true sets an empty attribute, false, null and undefined leave it out. `kids`: nodes, strings, arrays, null.
 */
export function el(tag, props = {}, ...kids) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...kids.flat(Infinity).filter((kid) => kid !== null && kid !== undefined && kid !== false));
  return node;
}

/** Make one of the page's line icons; it is decoration, the button around it carries the label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Make a round button that shows only an icon. */
export function iconButton(name, label, click, props = {}) {
  return el("button", { type: "button", class: "round", "aria-label": label, title: label, on: { click }, ...props }, icon(name));
}

/** Make a text button. `kind` is "", "main", "quiet" or "danger". */
export function button(label, click, kind = "", props = {}) {
  return el("button", { type: "button", class: `button ${kind}`, on: { click }, ...props }, label);
}

/** Let a list hold these buttons, each known by its `data-go`: one that stands there already stays, with its click and
 * its focus, and only looks new. A list that is drawn again while somebody presses loses no press. */
export function renew(list, buttons) {
  const there = new Map([...list.children].map((each) => [each.dataset.go, each]));
  const next = buttons.map((fresh) => {
    const old = there.get(fresh.dataset.go);
    if (!old) return fresh;
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    old.replaceChildren(...fresh.childNodes);
    return old;
  });
  next.forEach((each, place) => list.children[place] !== each && list.insertBefore(each, list.children[place] ?? null));
  while (list.children.length > next.length) list.lastElementChild.remove();
}

const byId = new Map();

/** Return the page's own element with this id (from index.html). */
export function $(id) {
  if (!byId.has(id)) byId.set(id, document.getElementById(id));
  return byId.get(id);
}

/** Return a stable hue name (0–6) for an id: the colour of somebody's avatar and name. */
export function hue(id) {
  return Math.abs(Number(id)) % 7;
}

/** Return up to two signs for an avatar: «Ребёнок 7» → «Р7», "New person" → "NP". */
export function initials(name) {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const signs = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return signs.map((word) => (/^\d+$/u.test(word) ? word.slice(0, 2) : [...word][0].toUpperCase())).join("");
}

/** Make an avatar with initials; the bot's is a picture. */
export function avatar({ id, name, bot = false }, size = "") {
  if (bot) return el("img", { class: `avatar ${size}`, src: "/_sim/static/lighthouse.svg", alt: "" });
  return el("span", { class: `avatar ${size}`, data: { hue: hue(id) }, "aria-hidden": "true" }, initials(name) || "?");
}
