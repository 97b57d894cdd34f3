/** What a message may carry beside text: photos, files, voices, stickers, contacts, places. */

import { fileAddress } from "./api.js";
import { avatar, el, icon } from "./dom.js";
import { t } from "./words.js";

/** Return a size for people: 532 B, 12 KB, 1.4 MB. */
export function size(bytes) {
  if (!bytes) return "";
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;

function photo(message, actions) {
  const best = message.photo.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  const alt = message.caption ?? t("photo");
  const image = el("img", { src: fileAddress(best), alt, width: best.width, height: best.height, decoding: "async" });
  image.style.aspectRatio = `${best.width} / ${best.height}`;
  const open = (event) => {
    const veil = event.currentTarget;
    if (veil.classList.contains("veiled")) veil.classList.remove("veiled");
    else actions.view(fileAddress(best), alt);
  };
  const veiled = message.has_media_spoiler ? "veiled" : "";
  return el("button", { type: "button", class: `photo ${veiled}`, "aria-label": alt, on: { click: open } }, image);
}

function file(kind, thing) {
  const name = thing.file_name ?? t(kind);
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4) : "";
  return el(
    "a",
    { class: "file", href: fileAddress(thing), download: name, "aria-label": `${t("download")}: ${name}` },
    el("span", { class: "file-sign", "aria-hidden": "true" }, ending || icon("file")),
    el("span", { class: "file-words" }, el("b", {}, name), el("small", {}, size(thing.file_size))),
  );
}

function voice(thing) {
  const sound = el("audio", { src: fileAddress(thing), preload: "none" });
  const toggle = el("button", { type: "button", class: "play", "aria-label": t("play") }, icon("play"));
  const show = (playing) => {
    toggle.replaceChildren(icon(playing ? "pause" : "play"));
    toggle.setAttribute("aria-label", t(playing ? "pause" : "play"));
  };
  toggle.addEventListener("click", () => (sound.paused ? sound.play().catch(() => show(false)) : sound.pause()));
  for (const name of ["play", "pause", "ended"]) sound.addEventListener(name, () => show(name === "play"));
  // The wave is drawn from the file's id: always the same for the same voice.
  let seed = [...(thing.file_unique_id ?? "voice")].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 9973, 7);
  const bars = Array.from({ length: 28 }, () => {
    seed = (seed * 137 + 71) % 9973;
    return el("i", { data: { high: seed % 6 } });
  });
  return el("div", { class: "voice" }, toggle, el("span", { class: "wave", "aria-hidden": "true" }, bars), el("small", {}, minutes(thing.duration ?? 0)), sound);
}

function contact(thing) {
  const name = [thing.first_name, thing.last_name].filter(Boolean).join(" ");
  return el("div", { class: "file" }, avatar({ id: thing.user_id ?? 3, name }), el("span", { class: "file-words" }, el("b", {}, name), el("small", {}, thing.phone_number)));
}

function place(thing) {
  const words = `${thing.latitude.toFixed(4)}, ${thing.longitude.toFixed(4)}`;
  return el("div", { class: "place", role: "img", "aria-label": `${t("location")}: ${words}` }, el("span", { class: "place-map" }, icon("pin")), el("small", {}, words));
}

function sticker(thing) {
  const label = `${t("sticker")} ${thing.emoji ?? ""}`.trim();
  const image = el("img", { class: "sticker", src: fileAddress(thing), alt: label, width: thing.width, height: thing.height });
  image.addEventListener("error", () => image.replaceWith(el("span", { class: "sticker-emoji", role: "img", "aria-label": label }, thing.emoji ?? "🙂")));
  return image;
}

function video(thing) {
  return el("video", { class: "video", src: fileAddress(thing), controls: true, preload: "metadata", width: thing.width, height: thing.height, "aria-label": t("video") });
}

const KINDS = ["photo", "sticker", "voice", "audio", "animation", "video", "document", "contact", "venue", "location"];

/** Return the name of what a message carries ("photo", "poll", …), or null when it is text alone. */
export function kindOf(message) {
  return [...KINDS, "poll"].find((kind) => kind in message) ?? null;
}

/** Make what a message carries, or null when it is text alone. */
export function media(message, actions) {
  const kind = KINDS.find((name) => name in message);
  switch (kind) {
    case undefined:
      return null;
    case "photo":
      return photo(message, actions);
    case "sticker":
      return sticker(message.sticker);
    case "voice":
      return voice(message.voice);
    case "animation":
    case "video":
      return video(message[kind]);
    case "contact":
      return contact(message.contact);
    case "venue":
      return [place(message.venue.location), el("b", {}, message.venue.title)];
    case "location":
      return place(message.location);
    default:
      return file(kind, message[kind]);
  }
}
