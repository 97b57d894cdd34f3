/** What the page knows: the bot, people, groups, whose eyes it looks through and which chat is open. */

import { get } from "./api.js";
import { personName } from "./words.js";

export const state = {
  bot: null,
  people: [],
  groups: [],
  clock: null,
  red: false,
  faults: [],
  locales: {},
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
  Object.assign(state, { bot: fresh.bot, people: fresh.people, groups: fresh.groups, red: fresh.journal_red, faults: fresh.faults, locales: fresh.locale_names ?? {} });
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
export const nameOf = (user) => (user?.id === state.bot.id ? botName() : user ? personName(person(user.id) ?? user) : "");

/** Read `#person=…&chat=…`; what is missing or unknown falls back to the first person and the chat with the bot. */
export function readAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const who = person(Number(wanted.get("person"))) ?? me() ?? state.people[0];
  state.me = who.id;
  const chat = Number(wanted.get("chat"));
  state.chat = group(chat) ? chat : who.id;
}

/** Write the open conversation into the address, so that it can be shared and reloaded. */
export function writeAddress() {
  history.replaceState(null, "", `#person=${state.me}&chat=${state.chat}`);
}

/** Return a language's own name for people: "ru" → «русский». */
export function languageName(code) {
  if (state.locales[code]) return state.locales[code];
  try {
    return new Intl.DisplayNames([code], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

/** Return the languages a person's app may have: those of the bot first, then some that it may not know. */
export const languages = () => [...new Set([...Object.keys(state.locales), "ru", "en", "de", "kk", "uk"])];
