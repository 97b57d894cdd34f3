/** What the page knows: the bot, people, groups, whose eyes it looks through and which chat is open. */

import { get } from "./api.js";
import { browserLanguage, language } from "./words.js";

export const state = {
  bot: null,
  people: [],
  groups: [],
  clock: null,
  red: false,
  mini_app: false,
  /** Whether BotFather has turned inline mode on for the bot. */
  inline: false,
  faults: [],
  /** The person who is writing, and the open chat (the person's own id is the chat with the bot). */
  me: 0,
  chat: 0,
  /** Messages by chat that nobody has looked at, and the last message of each chat. */
  unread: new Map(),
  last: new Map(),
};

/** Take the server's state; `clock` keeps what to add to this machine's time to get the simulator's. */
export async function loadState() {
  const fresh = await get("/_sim/state");
  Object.assign(state, { bot: fresh.bot, people: fresh.people, groups: fresh.groups, red: fresh.journal_red, mini_app: fresh.mini_app, inline: fresh.inline, faults: fresh.faults });
  setClock(fresh.clock);
}

/** Note what time it is in the simulator (ISO, UTC). */
export function setClock(iso) {
  state.clock = Date.parse(iso) - Date.now();
}

export const now = () => new Date(Date.now() + (state.clock ?? 0));
export const person = (id) => state.people.find((each) => each.id === id);
export const group = (id) => state.groups.find((each) => each.id === id);
export const me = () => person(state.me);
export const isGroup = () => state.chat < 0;

/** Return the bot's name as the app of the person on view shows it. */
export const botName = () => state.bot.name?.[me()?.language_code] || state.bot.first_name;

/** Return the name under which the page shows a Bot API User; "" for none. */
export const nameOf = (user) => (user?.id === state.bot.id ? botName() : user ? (person(user.id) ?? user).first_name : "");

/** Read `#person=…&chat=…`; what is missing or unknown falls back to the first person who speaks the browser's language, and the chat with the bot. */
export function readAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const compatriot = () => state.people.find((each) => each.language_code === browserLanguage);
  const who = person(Number(wanted.get("person"))) ?? me() ?? compatriot() ?? state.people[0];
  state.me = who.id;
  const chat = Number(wanted.get("chat"));
  state.chat = group(chat) ? chat : who.id;
}

/** Write the open conversation into the address, so that it can be shared and reloaded. */
export function writeAddress() {
  history.replaceState(null, "", `#person=${state.me}&chat=${state.chat}`);
}

/** Return a language's own name for people: "ru" → «Русский». */
export function languageName(code) {
  try {
    const name = new Intl.DisplayNames([code], { type: "language" }).of(code);
    return name[0].toLocaleUpperCase(code) + name.slice(1);
  } catch {
    return code;
  }
}

/** Return the note on a person. Those who are here from the start have one in both languages around a dot: the page's own. */
export function noteOf(who) {
  const [russian, english] = (who.note ?? "").split(" · ");
  return language() === "en" ? (english ?? russian) : russian;
}

/** Return some languages that a person's app may have. */
export const languages = () => ["ru", "en", "de", "kk", "uk", "he"];
